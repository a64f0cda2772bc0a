"""What is read of decisions and what follows, always from what the person may see."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tomoni.academy.accounts.models import Division, Municipality, User
from tomoni.academy.cohorts.calls.queries import colleagues, head_of
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.deciding.models import ENDED, Aftercare, Decision
from tomoni.academy.proposals.deciding.rules import NUMBERS
from tomoni.academy.proposals.models import Call, Duty, Part, Proposal
from tomoni.academy.proposals.stages import DONE, DRAFT
from tomoni.academy.workspaces.models import Version


def municipalities_with_numbers(user: User) -> QuerySet[Municipality]:
    """Where the person sees the numbers over the years."""
    held = Duty.objects.filter(user=user, part__in=NUMBERS, until_date=None)
    return Municipality.objects.filter(pk__in=held.values("municipality"))


def calls_run_by(user: User) -> QuerySet[Call]:
    """Calls of the offices that the person works in."""
    municipalities = proposals.municipalities_with(user, Part.OFFICE)
    found = Call.objects.filter(edition__municipality__in=municipalities)
    return found.select_related("edition__municipality")


def at_verdict(call: Call) -> list[Proposal]:
    """What of the call waits for its verdict, by number. One query."""
    places = [stage.id for stage in call.programme.stages if stage.kind == "verdict"]
    found = Proposal.objects.filter(call=call, place__in=places)
    return list(
        found.select_related("call__edition__municipality", "division", "decision__division")
        .prefetch_related("proposers")
        .order_by("number", "pk")
    )


def to_decide(user: User) -> list[tuple[Call, int]]:
    """Calls of which something waits for its verdict, and how much. Two queries."""
    calls = {call.pk: call for call in calls_run_by(user)}
    counts = dict.fromkeys(calls, 0)
    found = Proposal.objects.filter(call__in=calls).values_list("call", "place")
    for call_id, place in found.exclude(place=DONE):
        stages = calls[call_id].programme.stages
        counts[call_id] += any(each.id == place and each.kind == "verdict" for each in stages)
    return [(calls[call_id], count) for call_id, count in counts.items() if count]


def results_of(call: Call) -> QuerySet[Proposal]:
    """What of the call has its verdict, by number, with all that is published of it."""
    found = proposals.decided(call.edition.municipality).filter(call=call)
    with_all = found.select_related(
        "call__edition__municipality", "division", "decision", "aftercare__division"
    )
    return with_all.prefetch_related("proposers").order_by("number", "pk")


def decisions_told_to(user: User) -> QuerySet[Decision]:
    """Announced decisions whose reasons are the person's: the proposers, and the office."""
    office = proposals.municipalities_with(user, Part.OFFICE)
    mine = Q(proposal__proposers=user) | Q(proposal__call__edition__municipality__in=office)
    found = Decision.objects.filter(mine, announced_at__isnull=False)
    return found.select_related("proposal__call__edition__municipality").distinct()


def aftercares_for(user: User) -> QuerySet[Aftercare]:
    """What the person's division was asked for, and all of it for the office and the finance."""
    seen = Q(proposal__call__edition__municipality__in=municipalities_with_numbers(user))
    if user.division_id is not None:
        seen |= Q(division=user.division_id)
    found = Aftercare.objects.filter(seen)
    return found.select_related("proposal__call__edition__municipality", "division")


def open_aftercares_of(user: User) -> QuerySet[Aftercare]:
    """What the person's own division has not said the end of."""
    found = Aftercare.objects.filter(division=user.division_id).exclude(state__in=ENDED)
    return found.exclude(proposal__place=DONE).select_related("proposal__call__edition", "division")


def to_finish(user: User) -> QuerySet[Aftercare]:
    """What divisions say has ended and the person's office has not ended yet."""
    municipalities = proposals.municipalities_with(user, Part.OFFICE)
    found = Aftercare.objects.filter(
        proposal__call__edition__municipality__in=municipalities, state__in=ENDED
    )
    return found.exclude(proposal__place=DONE).select_related("proposal", "division")


def answerable_for(division: Division) -> list[User]:
    """Who is told of what is asked of a division: its head; where none is known, all of it."""
    head = head_of(division)
    return [head] if head else list(colleagues(division))


def calls_of(municipality: Municipality) -> QuerySet[Call]:
    return Call.objects.filter(edition__municipality=municipality).select_related("edition")


def sent_to(municipality: Municipality) -> QuerySet[Proposal]:
    """What was sent and not given back, with what became of it. One query."""
    found = Proposal.objects.filter(call__edition__municipality=municipality)
    with_all = found.select_related("division", "aftercare", "case_version__artifact")
    return with_all.exclude(place=DRAFT).order_by("pk")


def effects_of(proposals: Collection[Proposal]) -> list[tuple[int, datetime, dict[str, Any]]]:
    """Case, moment and quantities of all versions of the effects of the cases, the oldest first."""
    cases = {each.case_version.artifact.case_id for each in proposals if each.case_version}
    found = Version.objects.filter(artifact__kind="effect", artifact__case__in=cases)
    return list(
        found.order_by("made_at", "pk").values_list("artifact__case", "made_at", "quantities")
    )


def asked_of(user: User) -> Q:
    """Proposals that ask the person's division for something: it reads what it is to do."""
    return Q(aftercare__division=user.division_id) if user.division_id else Q(pk__in=())
