"""For finance: assessments one by one, and all requests of a year together."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.workbooks import workbook
from tomoni.academy.proposals.budget import forms, pages, queries, rules, services, words
from tomoni.academy.proposals.budget.course import Step
from tomoni.academy.proposals.budget.models import BudgetRequest
from tomoni.academy.proposals.budget.plans import SOURCES
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence


@require_http_methods(["GET", "POST"])
def assess(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Each line with what is granted of it; a cut has a reason."""
    found = pages.find(request, request_id)
    parts = pages.parts_of(request, found.proposal)
    refuse(rules.may_step(request.user, request=found, step=Step.ASSESS, parts=parts))
    plan, granted = found.plan, found.assessed
    amounts = granted.amounts if granted else [line.amount for line in plan.lines]
    fields = forms.assess_fields(
        plan, amounts=amounts, given=granted.given if granted else plan.given,
        reason=found.assessment.reason if found.assessment else "",
    )  # fmt: skip
    if request.method == "POST":
        fields = forms.read_assessment(request.POST, fields=fields, plan=plan)
        if not has_errors(fields):
            try:
                _assess(request, found, fields)
                messages.success(request, _("査定を記録して、要求した課と提案者に知らせました。"))
                return redirect(found)
            except ProposalsError as error:
                name = "reason" if error.code == "cut-without-reason" else "national"
                fields = with_error(fields, name=name, sentence=error_sentence(error))
    return _page(request, found, fields)


def _assess(request: SignedInRequest, found: BudgetRequest, fields: forms.Fields) -> None:
    said = request.POST.get("seen", "")
    services.assess(
        found, amounts=forms.amounts_of(fields, plan=found.plan), given=forms.given_of(fields),
        reason=forms.reason_of(fields), actor=request.user,
        seen=int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1,
    )  # fmt: skip


def _page(request: SignedInRequest, found: BudgetRequest, fields: forms.Fields) -> HttpResponse:
    plan = found.plan
    version = found.version
    assert version is not None  # noqa: S101 - made together with the request
    views = pages.lines(request, found, version=version)
    count = len(plan.lines)
    wrong = has_errors(fields)
    values = {
        "found": found, "title": _("査定する"), "project": plan.project, "wrong": wrong,
        "all_fields": fields, "fields": fields[count:],
        "rows": list(zip(views, fields[:count], strict=True)),
        "total": words.yen(plan.total), "sources": pages.sources_table([found]),
        "back": found.get_absolute_url(),
        "crumbs": pages.request_crumbs(found, (_("査定する"), "")),
    }  # fmt: skip
    return render(request, "budget/assess.html", values, status=422 if wrong else 200)


@require_GET
def year(request: SignedInRequest, municipality_id: int, fiscal_year: int) -> HttpResponse:
    """All requests of the year with their amounts, and their sums by source."""
    municipality = pages.find_desk(request, municipality_id)
    found = list(queries.of_year(municipality, fiscal_year=fiscal_year))
    offered = sorted({*queries.years_of(municipality), fiscal_year}, reverse=True)
    values = {
        "municipality": municipality, "fiscal_year": fiscal_year, "rows": _rows(found),
        "asked": words.both(sum(each.plan.total for each in found)),
        "granted": words.both(sum(_granted(each) or 0 for each in found)),
        "sources": pages.sources_table(found),
        "years": [
            (str(each), reverse("budget:year", args=(municipality.pk, each)), each == fiscal_year)
            for each in offered
        ],
        "crumbs": [(_("自分の番"), "/"), (_("予算要求の一覧"), "")],
    }  # fmt: skip
    return render(request, "budget/year.html", values)


def _rows(found: Sequence[BudgetRequest]) -> list[tuple[object, ...]]:
    return [
        (
            each, each.plan.project, words.state_tone(each.course_state),
            words.both(each.plan.previous_yen), words.both(each.plan.total),
            None if (granted := _granted(each)) is None else words.both(granted),
        )
        for each in found
    ]  # fmt: skip


def _granted(found: BudgetRequest) -> int | None:
    return found.assessed.total if found.assessed is not None else None


@require_GET
def year_workbook(request: SignedInRequest, municipality_id: int, fiscal_year: int) -> HttpResponse:
    """The same as Excel, each source in a column."""
    municipality = pages.find_desk(request, municipality_id)
    asked = [_("要求 %s") % words.SOURCES[name] for name in SOURCES]
    granted = [_("査定 %s") % words.SOURCES[name] for name in SOURCES]
    headings = [
        _("要求する課"), _("事業名"), _("受付番号"), _("状態"), _("前年度の予算額（円）"),
        _("要求額（円）"), _("査定額（円）"), _("減らす理由"), *asked, *granted,
    ]  # fmt: skip
    rows = [_cells(each) for each in queries.of_year(municipality, fiscal_year=fiscal_year)]
    data = workbook(_("予算要求"), headings=headings, rows=rows)
    name = _("予算要求 %(year)s年度.xlsx") % {"year": fiscal_year}
    return attachment(data, name=name, kind=WORKBOOK)


def _cells(found: BudgetRequest) -> list[str | int | None]:
    plan, granted = found.plan, found.assessed
    assessed = [granted.sources[name] for name in SOURCES] if granted else [None] * len(SOURCES)
    return [
        found.division.name, plan.project, found.proposal.number, found.get_state_display(),
        plan.previous_yen, plan.total, granted.total if granted else None,
        found.assessment.reason if found.assessment else "",
        *(plan.sources[name] for name in SOURCES), *assessed,
    ]  # fmt: skip
