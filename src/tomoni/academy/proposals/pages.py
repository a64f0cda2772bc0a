"""What the pages of a proposal share: what is found, who reads it, the way back."""

from datetime import date

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.proposals import blind, queries
from tomoni.academy.proposals.models import Call, Proposal
from tomoni.academy.proposals.sections import Reader

Crumbs = list[tuple[str, str]]


def today() -> date:
    return timezone.localdate()


def find_proposal(request: SignedInRequest, proposal_id: int) -> Proposal:
    """A proposal that the person may see; `Http404` otherwise."""
    return get_object_or_404(queries.proposals_visible_to(request.user), pk=proposal_id)


def find_own(request: SignedInRequest, proposal_id: int) -> Proposal:
    """A proposal that the person proposes; `Http404` otherwise."""
    return get_object_or_404(queries.own_proposals(request.user), pk=proposal_id)


def find_in_register(request: SignedInRequest, proposal_id: int) -> Proposal:
    """A proposal that the person's office looks after; `Http404` otherwise."""
    return get_object_or_404(queries.proposals_run_by(request.user), pk=proposal_id)


def find_call(request: SignedInRequest, call_id: int) -> Call:
    """A call that the person may read; `Http404` otherwise."""
    return get_object_or_404(queries.calls_for(request.user), pk=call_id)


def reader_of(request: SignedInRequest, proposal: Proposal) -> Reader:
    """Who asks, as what, and what is hidden from them."""
    municipality = proposal.call.edition.municipality
    parts = queries.parts_of(request.user, municipality=municipality)
    mask = blind.mask_for(request.user, proposal=proposal, parts=parts)
    return Reader(request, parts, mask)


def crumbs(*more: tuple[str, str]) -> Crumbs:
    """From the first page to the proposals and further."""
    return [(_("自分の番"), "/"), (_("職員提案"), reverse("proposals:home")), *more]


def proposal_crumbs(reader: Reader, proposal: Proposal, *more: tuple[str, str]) -> Crumbs:
    """From the first page over the proposal and further."""
    return crumbs((reader.mask.text(proposal.title), proposal.get_absolute_url()), *more)
