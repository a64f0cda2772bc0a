"""For everybody of the municipality: what came of the proposals of a call, and the prizes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.workbooks import workbook
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.deciding import forms, pages, queries, rules, services
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Call, Part
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.wording import error_sentence


@require_GET
def results(request: SignedInRequest, call_id: int) -> HttpResponse:
    call = _find_call(request, call_id)
    parts = proposals.parts_of(request.user, municipality=call.edition.municipality)
    found = [pages.Result(each) for each in queries.results_of(call)]
    values = {
        "call": call,
        "results": found,
        "prized": [each for each in found if each.prize],
        "is_office": Part.OFFICE in parts,
        "sees_numbers": bool(rules.NUMBERS & parts),
        "crumbs": [(_("自分の番"), "/"), (_("%(call)sの結果") % {"call": call.title}, "")],
    }
    return render(request, "deciding/results.html", values)


@require_GET
def results_workbook(request: SignedInRequest, call_id: int) -> HttpResponse:
    call = _find_call(request, call_id)
    title = _("%(call)sの結果") % {"call": call.title}
    found = [pages.Result(each) for each in queries.results_of(call)]
    headings, rows = pages.table(found)
    return attachment(
        workbook(title, headings=headings, rows=rows), name=f"{title}.xlsx", kind=WORKBOOK
    )


@require_GET
def prizes(request: SignedInRequest, call_id: int) -> HttpResponse:
    """For the office: which decided proposal is given which prize."""
    call = get_object_or_404(queries.calls_run_by(request.user), pk=call_id)
    rows = [
        (pages.Result(each), forms.prize_field(call.programme, proposal=each.pk, prize=each.prize))
        for each in queries.results_of(call)
    ]
    values = {
        "call": call,
        "rows": rows,
        "has_prizes": bool(call.programme.prizes),
        "crumbs": pages.call_crumbs(call, (_("表彰"), "")),
    }
    return render(request, "deciding/prizes.html", values)


@require_POST
def give_prize(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = get_object_or_404(proposals.proposals_run_by(request.user), pk=proposal_id)
    refuse(rules.may_be_given_a_prize(proposal))
    try:
        services.give_prize(proposal, prize=request.POST.get("prize", ""), actor=request.user)
        said = _("「%(title)s」の賞を「%(prize)s」にしました。")
        shown = {"title": proposal.title, "prize": pages.prize_title(proposal) or _("なし")}
        messages.success(request, said % shown)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    return redirect("deciding:prizes", proposal.call_id)


@require_GET
def certificate(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """A sheet to print (表彰状); `Http404` where no prize was given."""
    proposal = get_object_or_404(proposals.proposals_visible_to(request.user), pk=proposal_id)
    result = pages.Result(proposal)
    if not result.prize:
        raise Http404
    values = {
        "result": result,
        "crumbs": pages.call_crumbs(
            proposal.call, (proposal.title, proposal.get_absolute_url()), (_("表彰状"), "")
        ),
    }
    return render(request, "deciding/certificate.html", values)


def _find_call(request: SignedInRequest, call_id: int) -> Call:
    return get_object_or_404(proposals.calls_for(request.user), pk=call_id)
