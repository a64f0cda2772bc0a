"""What the pages of what is followed share: what is found, who reads it, the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.proposals import pages
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.followup import notes, queries
from tomoni.academy.proposals.followup.models import Following, Indicator, Milestone
from tomoni.academy.proposals.models import Part
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces.models import Version
from tomoni.academy.workspaces.queries import cases_visible_to

Crumbs = list[tuple[str, str]]


def find(request: SignedInRequest, proposal_id: int) -> Following:
    """What is followed of a proposal that the person may see; `Http404` otherwise."""
    return get_object_or_404(queries.followings_for(request.user), proposal=proposal_id)


def find_milestone(request: SignedInRequest, milestone_id: int) -> Milestone:
    milestone = get_object_or_404(Milestone.objects.select_related("division"), pk=milestone_id)
    following = get_object_or_404(queries.followings_for(request.user), pk=milestone.following_id)
    milestone.following = following
    return milestone


def find_indicator(request: SignedInRequest, indicator_id: int) -> Indicator:
    seen = queries.followings_for(request.user).filter(indicators=indicator_id)
    following = get_object_or_404(seen)
    indicator = next(each for each in following.indicators.all() if each.pk == indicator_id)
    indicator.following = following
    return indicator


def parts_of(request: SignedInRequest, following: Following) -> frozenset[Part]:
    municipality = following.proposal.call.edition.municipality
    return proposals.parts_of(request.user, municipality=municipality)


def crumbs(following: Following, *more: tuple[str, str]) -> Crumbs:
    """From the first page over the proposal; names are open once it is decided."""
    proposal = following.proposal
    return pages.crumbs(
        (proposal.title, proposal.get_absolute_url()),
        (_("実施と効果"), notes.url_of(following) if more else ""),
        *more,
    )


def indicator_crumbs(indicator: Indicator, *more: tuple[str, str]) -> Crumbs:
    url = reverse("followup:indicator", args=(indicator.pk,)) if more else ""
    return crumbs(indicator.following, (indicator.name, url), *more)


def done(request: SignedInRequest, work: Callable[[], Any], *, said: str, to: str) -> HttpResponse:
    """Do it and go there; where it could not be done, the page says why."""
    try:
        work()
        messages.success(request, said)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    return redirect(to)


def trace_url(request: SignedInRequest, *, quoted: str, version: Version | None) -> str:
    """The way of the number in its very version; empty for who may not open the case."""
    if version is None or not quoted:
        return ""
    case = version.artifact.case_id
    if not cases_visible_to(request.user).filter(pk=case).exists():
        return ""
    return f"{reverse('workspaces:trace', args=(case, quoted))}?version={version.number}"
