"""For the office: decisions are prepared one by one and announced together."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.divisions import tree_on
from tomoni.academy.accounts.models import Division
from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.forms import text
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.deciding import forms, pages, queries, rules, services
from tomoni.academy.proposals.deciding.models import Decision
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.ui.attachments import attachment
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def decisions(request: SignedInRequest, call_id: int) -> HttpResponse:
    """What waits for its verdict, and what of it is prepared."""
    call = get_object_or_404(queries.calls_run_by(request.user), pk=call_id)
    rows = [
        (each, getattr(each, "decision", None), call.programme.category(each.category).title)
        for each in queries.at_verdict(call)
    ]
    values = {
        "call": call,
        "rows": rows,
        "ready": sum(decision is not None for _each, decision, _category in rows),
        "crumbs": pages.call_crumbs(call, (_("結果を決める"), "")),
    }
    return render(request, "deciding/decisions.html", values)


@require_POST
def announce(request: SignedInRequest, call_id: int) -> HttpResponse:
    call = get_object_or_404(queries.calls_run_by(request.user), pk=call_id)
    try:
        made = services.announce(_chosen(request, call_id), actor=request.user)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
        return redirect("deciding:decisions", call.pk)
    said = ngettext(
        "%(count)s件の結果を発表しました。", "%(count)s件の結果を発表しました。", len(made)
    )
    messages.success(request, said % {"count": len(made)})
    return redirect("deciding:results", call.pk)


def _chosen(request: SignedInRequest, call_id: int) -> list[tuple[int, int]]:
    """Decisions of this call, each with its `changes` as the page showed it."""
    posted = [each.split("-") for each in request.POST.getlist("decision")]
    pairs = {
        int(pair[0]): int(pair[1])
        for pair in posted
        if len(pair) == 2 and all(part.isdecimal() and len(part) < 19 for part in pair)
    }
    found = Decision.objects.filter(pk__in=pairs, proposal__call=call_id)
    return [(pk, pairs[pk]) for pk in found.values_list("pk", flat=True)]


@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """One decision: written, and written again until it is announced."""
    proposal = get_object_or_404(
        proposals.proposals_run_by(request.user).select_related("decision"), pk=proposal_id
    )
    refuse(rules.may_decide(proposal))
    decision: Decision | None = getattr(proposal, "decision", None)
    programme, today = proposal.programme, timezone.localdate()
    units = tree_on(proposal.call.edition.municipality, day=today)
    fields = forms.decision_fields(programme, units, decision=decision)
    asking = {each.id for each in programme.verdicts if services.asks(programme, each.id)}
    seen, other = decision.changes if decision else 0, None
    if request.method == "POST":
        fields = forms.read_decision(request.POST, fields=fields, asking=asking, today=today)
        if not has_errors(fields):
            try:
                _prepare(request, proposal, fields)
                messages.success(request, _("案を保存しました。まだだれにも知らせていません。"))
                return redirect("deciding:decisions", proposal.call_id)
            except ProposalsError as error:
                fields = with_error(fields, name="verdict", sentence=error_sentence(error))
                other = Decision.objects.filter(proposal=proposal).first()
                seen = other.changes if other else 0
    back = reverse("deciding:decisions", args=(proposal.call_id,))
    return form_page(
        request, fields=fields, title=_("結果の案を書く"), button=_("案を保存する"), back=back,
        crumbs=pages.call_crumbs(proposal.call, (_("結果を決める"), back)),
        page="deciding/decide.html", proposal=proposal, seen=seen, other=other,
    )  # fmt: skip


def _prepare(request: SignedInRequest, proposal: Proposal, fields: forms.Fields) -> None:
    chosen = text(fields, "division")
    due = text(fields, "due_date")
    said = {name: text(fields, name) for name in ("verdict", "reason", "published", "note")}
    municipality = proposal.call.edition.municipality
    wording = services.Wording(
        **said,
        division=Division.objects.filter(pk=chosen, municipality=municipality).first()
        if chosen
        else None,
        due_date=date.fromisoformat(due) if due else None,
        words=text(fields, "words"),
    )
    seen = request.POST.get("seen", "")
    seen_changes = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    services.prepare(proposal, wording, actor=request.user, seen=seen_changes)


@require_GET
def verdict_notice(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """審査結果通知: for the proposers and the office, once the verdict is announced."""
    found = queries.decisions_told_to(request.user)
    decision = get_object_or_404(found, proposal=proposal_id)
    data = services.verdict_notice(decision, user=request.user)
    name = _("審査結果通知 %(number)s.docx") % {"number": decision.proposal.number}
    return attachment(data, name=name, kind=WORD)
