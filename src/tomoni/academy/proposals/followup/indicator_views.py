"""An indicator: its chart, its values, one more value, a correction."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.forms import text
from tomoni.academy.cohorts.workbooks import workbook
from tomoni.academy.proposals import pages as proposal_pages
from tomoni.academy.proposals.followup import (
    forms,
    measuring,
    notes,
    pages,
    plans,
    rules,
    series,
)
from tomoni.academy.proposals.followup.models import Indicator, Value, ValueKind
from tomoni.academy.proposals.followup.quantities import of_value, typed, words
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors


@require_http_methods(["GET", "POST"])
def new_indicator(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find(request, proposal_id)
    parts = pages.parts_of(request, found)
    refuse(rules.may_follow(request.user, following=found, parts=parts))
    fields = forms.indicator_fields()
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            return pages.done(
                request,
                lambda: measuring.add_indicator(
                    found, name=text(fields, "name"), unit=text(fields, "unit")[:20],
                    turned=text(fields, "way") == "less", how=text(fields, "how"),
                    actor=request.user,
                ),
                said=_("指標を加えました。次に、見込みの値を書いてください。"),
                to=notes.url_of(found),
            )  # fmt: skip
    return form_page(
        request, fields=fields, title=_("指標を加える"), button=_("加える"),
        back=notes.url_of(found), crumbs=pages.crumbs(found, ("", ""))[:-1],
    )  # fmt: skip


@require_GET
def indicator(request: SignedInRequest, indicator_id: int) -> HttpResponse:
    found = pages.find_indicator(request, indicator_id)
    parts = pages.parts_of(request, found.following)
    writes = rules.may_follow(request.user, following=found.following, parts=parts) is None
    values = sorted(found.values.all(), key=lambda each: (each.day, each.pk))
    corrected = {each.corrects_id for each in values}
    rows = [
        {
            "value": each, "words": words(of_value(each, indicator=found)),
            "corrected": each.pk in corrected,
            "trace": pages.trace_url(request, quoted=each.quoted, version=each.version),
            "corrects": writes and each.pk not in corrected and _may_correct(each),
        }
        for each in values
    ]  # fmt: skip
    shown = {
        "indicator": found,
        "standing": series.standing_of(found),
        "chart": series.chart_of(found),
        "rows": rows,
        "writes": writes,
        "crumbs": pages.indicator_crumbs(found),
    }
    return render(request, "followup/indicator.html", shown)


@require_GET
def indicator_workbook(request: SignedInRequest, indicator_id: int) -> HttpResponse:
    found = pages.find_indicator(request, indicator_id)
    headings = [
        _("いつ"), _("種類"), _("値（幅）"), _("確かさ"), _("出どころ"), _("書いた人"),
        _("書いた日時"), _("直したわけ"), _("直される前の値か"),
    ]  # fmt: skip
    values = list(found.values.all())
    corrected = {each.corrects_id for each in values}
    rows = [
        [
            each.day.isoformat(), each.get_kind_display(), words(of_value(each, indicator=found)),
            each.grade, each.source, each.actor.display_name, date_format(each.at, "Y-m-d H:i"),
            each.reason, _("はい") if each.pk in corrected else "",
        ]
        for each in values
    ]  # fmt: skip
    data = workbook(found.name, headings=headings, rows=rows)
    return attachment(data, name=f"{found.name}.xlsx", kind=WORKBOOK)


@require_http_methods(["GET", "POST"])
def new_value(request: SignedInRequest, indicator_id: int, kind: str) -> HttpResponse:
    found = pages.find_indicator(request, indicator_id)
    parts = pages.parts_of(request, found.following)
    refuse(rules.may_follow(request.user, following=found.following, parts=parts))
    return _value_page(request, found, kind=ValueKind(kind), corrects=None)


@require_http_methods(["GET", "POST"])
def correct_value(request: SignedInRequest, value_id: int) -> HttpResponse:
    value = get_object_or_404(Value.objects.select_related("corrected_by"), pk=value_id)
    found = pages.find_indicator(request, value.indicator_id)
    parts = pages.parts_of(request, found.following)
    refuse(rules.may_follow(request.user, following=found.following, parts=parts))
    refuse(rules.may_correct(value))
    return _value_page(request, found, kind=ValueKind(value.kind), corrects=value)


def _value_page(
    request: SignedInRequest, found: Indicator, *, kind: ValueKind, corrects: Value | None
) -> HttpResponse:
    today, actual = proposal_pages.today(), kind == ValueKind.ACTUAL
    options = options_of(request, found) if actual else []
    fields = forms.value_fields(
        found.unit, today=today, options=options, actual=actual, value=corrects
    )
    back = reverse("followup:indicator", args=(found.pk,))
    if request.method == "POST":
        fields = forms.read_value(request.POST, fields=fields, today=today, actual=actual)
        if not has_errors(fields):
            return pages.done(
                request, lambda: _keep(request, found, fields, kind=kind, corrects=corrects),
                said=_("値を書きました。"), to=back,
            )  # fmt: skip
    said = {"name": found.name, "kind": kind.label}
    title = _("「%(name)s」の%(kind)sを書く") % said
    if corrects is not None:
        title = _("「%(name)s」の%(kind)sを直す") % said
    return form_page(
        request, fields=fields, title=title, button=_("書く"), back=back, lead=found.how,
        crumbs=pages.indicator_crumbs(found, ("", ""))[:-1],
    )  # fmt: skip


def options_of(request: SignedInRequest, found: Indicator) -> forms.Options:
    """Numbers that the case measured since; none without a case."""
    version = found.following.proposal.case_version
    if version is None:
        return []
    return plans.measured_in(version.artifact.case, user=request.user, since=version)


def _keep(
    request: SignedInRequest, found: Indicator, fields: forms.Fields, *, kind: ValueKind,
    corrects: Value | None,
) -> None:  # fmt: skip
    said: dict[str, Any] = {each.name: each.value for each in fields}
    if said.get("unit"):
        measuring.give_unit(found, unit=said["unit"][:20], actor=request.user)
    if said.get("chosen"):
        proposal = found.following.proposal
        planned = plans.quote(proposal, chosen=said["chosen"], user=request.user)
        source = said["source"] or planned.quoted
    else:
        planned = plans.Planned(typed(said, unit=found.unit))
        source = said["source"]
    measuring.keep(
        found, kind=kind, day=date.fromisoformat(said["day"]), planned=planned, source=source,
        actor=request.user, corrects=corrects, reason=said.get("reason") or "",
    )  # fmt: skip


def _may_correct(value: Value) -> bool:
    return value.kind == ValueKind.ACTUAL or value.version_id is None
