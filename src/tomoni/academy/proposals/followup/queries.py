"""What is read of what is followed, always from what the person may see."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tomoni.academy.accounts.models import Division, Municipality, User
from tomoni.academy.cohorts.calls.queries import colleagues, head_of
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.followup.models import (
    Confirmation,
    ConfirmedLine,
    Following,
    Milestone,
    Summary,
    Value,
)
from tomoni.academy.proposals.followup.rules import LISTED
from tomoni.academy.proposals.models import Duty, Part, Proposal


def followings_for(user: User) -> QuerySet[Following]:
    """Of every proposal that the person may read."""
    seen = proposals.proposals_visible_to(user).order_by().values("pk")
    return with_all(Following.objects.filter(proposal__in=seen))


def with_all(found: QuerySet[Following]) -> QuerySet[Following]:
    """With milestones, indicators, values and confirmations: the same queries for any number."""
    values = Value.objects.select_related("actor", "version__artifact")
    lines = Confirmation.objects.select_related("actor").prefetch_related("lines")
    return found.select_related(
        "proposal__call__edition__municipality", "proposal__division", "division",
        "proposal__case_version__artifact__case",
    ).prefetch_related(
        Prefetch("milestones", Milestone.objects.select_related("division")),
        Prefetch("indicators__values", values),
        Prefetch("confirmations", lines),
    )  # fmt: skip


def municipalities_listed(user: User) -> QuerySet[Municipality]:
    """Where the person sees the list of all that is followed."""
    held = Duty.objects.filter(user=user, part__in=LISTED, until_date=None)
    return Municipality.objects.filter(pk__in=held.values("municipality"))


def followed_in(municipality: Municipality) -> QuerySet[Following]:
    """Everything that is followed, what was sent first first."""
    found = Following.objects.filter(proposal__call__edition__municipality=municipality)
    return with_all(found).order_by("proposal__number", "pk")


def followed_by(user: User) -> QuerySet[Following]:
    """What the person's own division follows, or has a milestone of."""
    own = Q(division=user.division_id) | Q(
        pk__in=Milestone.objects.filter(division=user.division_id).values("following")
    )
    return with_all(Following.objects.filter(own))


def answerable_for(division: Division) -> list[User]:
    """Who is told for a division: its head; where none is known, everybody in it."""
    head = head_of(division)
    return [head] if head else list(colleagues(division))


def proposers_still_there(following: Following) -> list[User]:
    """Proposers who still work in the municipality."""
    municipality = following.proposal.call.edition.municipality
    found = following.proposal.proposers.filter(is_active=True)
    return list(found.filter(division__municipality=municipality))


def to_begin(user: User) -> list[Proposal]:
    """Decided proposals of the person's offices that ask for something and nobody follows yet."""
    municipalities = proposals.municipalities_with(user, Part.OFFICE)
    found = Proposal.objects.filter(call__edition__municipality__in=municipalities)
    found = found.filter(decided_at__isnull=False, following=None).exclude(verdict="")
    waiting = found.select_related("call__edition__municipality", "division").order_by("pk")
    return [each for each in waiting if each.programme.verdict(each.verdict).follows]


def to_approve(user: User) -> QuerySet[Summary]:
    """Newest summaries of the person's offices that wait for somebody else than their writer."""
    municipalities = proposals.municipalities_with(user, Part.OFFICE)
    newest = newest_summaries().filter(public=True, approved_at=None).exclude(actor=user)
    found = newest.filter(following__proposal__call__edition__municipality__in=municipalities)
    return found.select_related("following__proposal")


def newest_summaries() -> QuerySet[Summary]:
    """Of each that is followed the newest."""
    later = Summary.objects.filter(following=OuterRef("following"), pk__gt=OuterRef("pk"))
    return Summary.objects.filter(~Exists(later))


def newest_summary(following: Following) -> Summary | None:
    found = following.summaries.select_related("actor", "approved_by").order_by("-pk")
    return found.first()


def approved_summary(following: Following) -> Summary | None:
    """What residents may be told now; None where nothing is to be told or nobody approved it."""
    newest = newest_summary(following)
    return newest if newest and newest.public and newest.approved_at else None


def current(values: Iterable[Value]) -> list[Value]:
    """The values that were not corrected, by day."""
    found = list(values)
    corrected = {each.corrects_id for each in found}
    return sorted((each for each in found if each.pk not in corrected), key=lambda v: (v.day, v.pk))


def newest_lines(proposal_ids: Iterable[int]) -> list[tuple[int, ConfirmedLine]]:
    """Key of the proposal with each line of its newest confirmation. One query."""
    found = ConfirmedLine.objects.filter(
        confirmation__following__proposal__in=list(proposal_ids), indicator=None
    ).select_related("confirmation__following")
    newest: dict[int, int] = {}
    for line in found:
        key = line.confirmation.following.proposal_id
        newest[key] = max(newest.get(key, 0), line.confirmation.number)
    return [
        (line.confirmation.following.proposal_id, line)
        for line in found
        if line.confirmation.number == newest[line.confirmation.following.proposal_id]
    ]
