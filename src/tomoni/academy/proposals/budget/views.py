"""A request for the budget: begun, read, written, brought on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.forms import text
from tomoni.academy.cohorts.workbooks import Cell, workbook
from tomoni.academy.proposals import pages as proposal_pages
from tomoni.academy.proposals.budget import forms, pages, rules, services, words, years
from tomoni.academy.proposals.budget.course import Step
from tomoni.academy.proposals.budget.models import BudgetRequest
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.ui import comparing
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence

_YEARS_AHEAD = 3


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Choose the fiscal year; the rest comes out of the proposal and its case."""
    proposal = proposal_pages.find_proposal(request, proposal_id)
    parts = pages.parts_of(request, proposal)
    refuse(rules.may_begin(request.user, proposal=proposal, parts=parts))
    first = years.first_year(proposal.programme, today=timezone.localdate())
    fields: forms.Fields = (forms.year_field(range(first, first + _YEARS_AHEAD), first=first),)
    if request.method == "POST":
        fields = forms.read_plan(request.POST, fields=fields)
        if not has_errors(fields):
            try:
                made = services.begin(
                    proposal, fiscal_year=int(text(fields, "fiscal_year")), actor=request.user
                )
                return redirect("budget:edit", made.pk)
            except ProposalsError as error:
                fields = with_error(fields, name="fiscal_year", sentence=error_sentence(error))
    return form_page(
        request, fields=fields, title=_("予算要求を始める"), button=_("下書きを作る"),
        back=proposal.get_absolute_url(), crumbs=pages.crumbs(proposal),
        lead=_("目的、内容、費用は、提案とケースから入ります。次のページで書き足します。"),
    )  # fmt: skip


@require_GET
def request_page(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Where it stands and the amounts; the lines for who requests and who assesses."""
    return _page(request, pages.find(request, request_id))


def _page(
    request: SignedInRequest,
    found: BudgetRequest,
    *,
    step: Step | None = None,
    wrong: forms.Fields = (),
) -> HttpResponse:
    parts = pages.parts_of(request, found.proposal)
    inside = rules.sees_lines(request.user, request=found, parts=parts)
    version = pages.version_of(request, found) if inside else None
    steps = rules.steps_for(request.user, request=found, parts=parts)
    values = {
        **pages.outline(found),
        **(pages.inside(request, found, version=version) if version else {"version": None}),
        "steps": [
            (each, str(label), wrong if each is step else forms.step_fields(each))
            for each, label in words.BUTTONS.items()
            if each in steps
        ],
        "may_assess": Step.ASSESS in steps,
        "may_write": Step.REQUEST in steps,
        "wrong": wrong,
        "crumbs": pages.crumbs(found.proposal, (pages.title(found), "")),
    }
    return render(request, "budget/request.html", values, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, request_id: int) -> HttpResponse:
    """The plan and its lines; two people who write at once lose nothing."""
    found = pages.find(request, request_id)
    parts = pages.parts_of(request, found.proposal)
    refuse(rules.may_write(request.user, request=found, parts=parts))
    newest = pages.version_of(request, found)
    if request.method == "POST":
        return _save(request, found)
    return _form(request, found, forms.plan_fields(newest.plan), base=newest.number)


def _save(request: SignedInRequest, found: BudgetRequest) -> HttpResponse:
    said = request.POST.get("base", "")
    base = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else 0
    opened = found.versions.filter(number=base).first()
    before = opened.plan if opened is not None else found.plan
    fields = forms.read_plan(request.POST, fields=forms.plan_fields(before))
    if has_errors(fields):
        return _form(request, found, fields, base=base)
    try:
        plan = forms.plan_of(fields, before=before)
        services.save(found, plan=plan, base=base, actor=request.user)
    except services.WrittenMeanwhileError as changed:
        theirs = forms.plan_fields(changed.theirs.plan)
        shown = comparing.conflict(fields, theirs)
        return _form(
            request, found, fields, base=changed.theirs.number, conflict=shown,
            said=error_sentence(changed), status=409,
        )  # fmt: skip
    except ProposalsError as error:
        wrong = with_error(fields, name="national", sentence=error_sentence(error))
        return _form(request, found, wrong, base=base)
    messages.success(request, _("保存しました。前の版も残っています。"))
    return redirect(found)


def _form(
    request: SignedInRequest,
    found: BudgetRequest,
    fields: forms.Fields,
    *,
    base: int,
    **more: Any,
) -> HttpResponse:
    values: dict[str, Any] = {"conflict": [], "said": "", **more}
    return form_page(
        request, fields=fields, title=_("事業計画と見積りを書く"), button=_("保存する"),
        back=found.get_absolute_url(), crumbs=pages.request_crumbs(found),
        page="budget/edit.html", base=str(base), **values,
    )  # fmt: skip


@require_POST
def take(request: SignedInRequest, request_id: int, step: str) -> HttpResponse:
    """One step of the course, with its reason."""
    found = pages.find(request, request_id)
    chosen = next((each for each in words.BUTTONS if each == step), None)
    if chosen is None:
        raise Http404
    parts = pages.parts_of(request, found.proposal)
    refuse(rules.may_step(request.user, request=found, step=chosen, parts=parts))
    fields = forms.read_step(request.POST, step=chosen)
    if has_errors(fields):
        return _page(request, found, step=chosen, wrong=fields)
    said = request.POST.get("seen", "")
    seen = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1
    try:
        made = services.take(
            found, chosen, actor=request.user, seen=seen,
            reason=forms.reason_of(fields) if fields else "",
        )  # fmt: skip
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
        return redirect(found)
    messages.success(request, _("「%(step)s」を記録しました。") % {"step": words.BUTTONS[chosen]})
    return redirect(made)


@require_GET
def lines_workbook(request: SignedInRequest, request_id: int) -> HttpResponse:
    """The lines of a version as Excel."""
    found = pages.find(request, request_id)
    parts = pages.parts_of(request, found.proposal)
    if not rules.sees_lines(request.user, request=found, parts=parts):
        raise Http404
    plan = pages.version_of(request, found).plan
    headings = [
        _("節"), _("品名"), _("数量"), _("単位"), _("単価（円）"), _("金額（円）"),
        _("積算の根拠"), _("出典"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            line.section, line.label, float(line.quantity), line.unit, line.unit_price, line.amount,
            line.basis, _("ケースの数値") if line.made_from else _("出典なし"),
        ]
        for line in plan.lines
    ]  # fmt: skip
    data = workbook(_("見積りの明細"), headings=headings, rows=rows)
    name = _("見積りの明細 %(year)s年度.xlsx") % {"year": found.fiscal_year}
    return attachment(data, name=name, kind=WORKBOOK)
