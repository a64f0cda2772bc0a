"""効果確認: the form in which it is made, and the page and the file that it becomes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals import pages as proposal_pages
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.followup import (
    confirming,
    forms,
    notes,
    pages,
    plans,
    queries,
    report,
    rules,
    series,
)
from tomoni.academy.proposals.followup.models import Confirmation, ConfirmedLine, Following
from tomoni.academy.proposals.followup.quantities import (
    EFFECTS,
    attained_words,
    line_falls_short,
    tone,
    typed,
    words,
)
from tomoni.academy.ui.attachments import attachment
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def confirm(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    found = pages.find(request, proposal_id)
    parts = pages.parts_of(request, found)
    refuse(rules.may_follow(request.user, following=found, parts=parts))
    planned = plans.effects_of(found.proposal)
    fields = forms.confirm_fields(
        {name: words(each.quantity) for name, each in planned.items()},
        today=proposal_pages.today(), options=_options(request, found),
    )  # fmt: skip
    base = str(len(found.confirmations.all()))
    if request.method == "POST":
        base = request.POST.get("base", "")
        fields = _read(request, fields, planned)
        if not has_errors(fields):
            try:
                return _confirm(request, found, fields, planned, base=base)
            except ProposalsError as error:
                if error.code == "why-missing":
                    fields = _with_missing(fields)
                else:
                    messages.error(request, error_sentence(error))
    return form_page(
        request, fields=fields, title=_("効果を確認する"), button=_("確認する"),
        back=notes.url_of(found), crumbs=pages.crumbs(found, ("", ""))[:-1], base=base,
        lead=_("見込みは、結果が決まった版のもので、変えられません。指標は、いまの値で比べます。"),
    )  # fmt: skip


@require_GET
def confirmation(request: SignedInRequest, proposal_id: int, number: int) -> HttpResponse:
    found = _find(request, proposal_id, number)
    following = found.following
    lines = found.lines.select_related("version__artifact", "planned_version__artifact")
    title = _("第%(number)s回の効果確認") % {"number": number}
    rows = [_row(request, each) for each in lines]
    values = {
        "title": title,
        "confirmation": found,
        "proposal": following.proposal,
        "effects": [row for row in rows if row["line"].effect],
        "indicators": [row for row in rows if not row["line"].effect],
        "short": [row["line"].label for row in rows if row["short"]],
        "newest": number == len(following.confirmations.all()),
        "charts": [
            chart for each in following.indicators.all() if (chart := series.chart_of(each))
        ],
        "summary": queries.approved_summary(following),
        "crumbs": pages.crumbs(following, (title, "")),
    }
    return render(request, "followup/confirmation.html", values)


@require_GET
def confirmation_word(request: SignedInRequest, proposal_id: int, number: int) -> HttpResponse:
    found = _find(request, proposal_id, number)
    said = {"number": found.following.proposal.number or proposal_id, "time": number}
    name = _("効果確認書 %(number)s 第%(time)s回.docx") % said
    return attachment(report.word(found.following, found), name=name, kind=_WORD)


def _find(request: SignedInRequest, proposal_id: int, number: int) -> Confirmation:
    following = pages.find(request, proposal_id)
    made = Confirmation.objects.filter(following=following, number=number)
    found = get_object_or_404(made.select_related("actor"))
    found.following = following
    return found


def _options(request: SignedInRequest, found: Following) -> forms.Options:
    version = found.proposal.case_version
    if version is None:
        return []
    return plans.measured_in(version.artifact.case, user=request.user, since=version)


def _read(
    request: SignedInRequest, fields: forms.Fields, planned: Mapping[str, plans.Planned]
) -> forms.Fields:
    fields = forms.read(request.POST, fields=fields)
    for name in planned:
        fields = forms.with_amount_errors(fields, required=False, prefix=f"{name}-")
    return forms.not_later(fields, name="day", today=proposal_pages.today())


def _confirm(
    request: SignedInRequest, found: Following, fields: forms.Fields,
    planned: Mapping[str, plans.Planned], *, base: str,
) -> HttpResponse:  # fmt: skip
    said: dict[str, Any] = {each.name: each.value for each in fields}
    made = confirming.confirm(
        found, day=date.fromisoformat(said["day"]), why=said["why"], what_next=said["what_next"],
        measured=_measured(request, found, said, planned), actor=request.user,
        base=int(base) if base.isascii() and base.isdecimal() else -1,
    )  # fmt: skip
    messages.success(request, _("効果を確認しました。事務局と提案者に知らせました。"))
    return redirect("followup:confirmation", found.proposal_id, made.number)


def _measured(
    request: SignedInRequest, found: Following, said: Mapping[str, Any],
    planned: Mapping[str, plans.Planned],
) -> dict[str, confirming.Measured]:  # fmt: skip
    came = {}
    for name in planned:
        source = said[f"{name}-source"]
        if chosen := said.get(f"{name}-chosen"):
            quoted = plans.quote(found.proposal, chosen=chosen, user=request.user)
            came[name] = confirming.Measured(quoted, source or quoted.quoted)
        elif said[f"{name}-value"] is not None:
            amount = typed(said, unit=EFFECTS[name][1], prefix=f"{name}-")
            came[name] = confirming.Measured(plans.Planned(amount), source)
    return came


def _with_missing(fields: forms.Fields) -> forms.Fields:
    """What has to be said where something fell short."""
    for each in fields:
        if each.name in {"why", "what_next"} and not each.text:
            said = {"label": each.label}
            sentence = _("見込みに届かないものがあります。「%(label)s」を書いてください。") % said
            fields = with_error(fields, name=each.name, sentence=sentence)
    return fields


def _row(request: SignedInRequest, line: ConfirmedLine) -> dict[str, Any]:
    return {
        "line": line,
        "planned": words(line.planned),
        "measured": words(line.measured),
        "grade": (line.measured or {}).get("grade", ""),
        "said": attained_words(line.attained, turned=line.turned),
        "tone": tone(line.attained, turned=line.turned),
        "short": line_falls_short(line),
        "planned_url": pages.trace_url(
            request, quoted=line.planned_quoted, version=line.planned_version
        ),
        "url": pages.trace_url(request, quoted=line.quoted, version=line.version),
    }
