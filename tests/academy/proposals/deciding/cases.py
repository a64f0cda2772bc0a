"""Decisions of the small city: prepared, announced, with what follows."""

from datetime import date, timedelta

from django.utils import timezone

from academy.conftest import City
from academy.proposals import samples
from tomoni.academy.proposals.deciding import services
from tomoni.academy.proposals.deciding.models import Aftercare, Decision
from tomoni.academy.proposals.models import Proposal

REASON = "混みをならす案なので、一部から始めます。"
NOTE = "ないしょの控え"


def due_date() -> date:
    return timezone.localdate() + timedelta(days=100)


def waiting(city: City, name: str = "two_categories", **said: object) -> Proposal:
    """A proposal that waits for its verdict."""
    return samples.at_stage(city, "verdict", name, **said)


def prepared(city: City, proposal: Proposal, *, verdict: str = "partly", seen: int = 0) -> Decision:
    """What the office wrote of it; Akari's division is to do it."""
    wording = services.Wording(
        verdict=verdict, reason=REASON, published="一部を採用します。", note=NOTE,
        division=city.akari.division, due_date=due_date(), words="4月から始めてください。",
    )  # fmt: skip
    return services.prepare(proposal, wording, actor=city.secretariat, seen=seen)


def announced(city: City, proposal: Proposal | None = None, *, verdict: str = "partly") -> Proposal:
    """The same, announced."""
    proposal = proposal or waiting(city)
    decision = prepared(city, proposal, verdict=verdict)
    services.announce([(decision.pk, decision.changes)], actor=city.secretariat)
    proposal.refresh_from_db()
    return proposal


def aftercare(city: City) -> Aftercare:
    """What Akari's division is asked for."""
    return Aftercare.objects.get(proposal=announced(city))


def at_waiting(city: City) -> tuple[object, ...]:
    """What fills in the address of a proposal that waits for its verdict, and so on below."""
    return (waiting(city).pk,)


def at_announced(city: City) -> tuple[object, ...]:
    return (announced(city).pk,)


def at_prized(city: City) -> tuple[object, ...]:
    proposal = announced(city)
    services.give_prize(proposal, prize="good", actor=city.secretariat)
    return (proposal.pk,)


def at_aftercare(city: City) -> tuple[object, ...]:
    return (aftercare(city).pk,)


def at_numbers(city: City, *more: object) -> tuple[object, ...]:
    samples.duties(city)
    return (city.municipality.pk, *more)
