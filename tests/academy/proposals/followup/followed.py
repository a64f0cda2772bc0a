"""Proposals that are followed, for tests and the table of addresses."""

from datetime import date, timedelta

from django.utils import timezone

from academy.conftest import City
from academy.proposals import samples
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.followup import confirming, measuring, plans, queries, services
from tomoni.academy.proposals.followup.models import (
    Confirmation,
    Following,
    Indicator,
    Milestone,
    Summary,
    Value,
    ValueKind,
)
from tomoni.academy.proposals.models import Proposal
from tomoni.engine.core import Grade, Quantity


def today() -> date:
    return timezone.localdate()


def followed(city: City) -> Following:
    """The plain proposal of akari, decided and followed by her division."""
    return services.begin(samples.decided(city), actor=city.akari)


def from_case(city: City) -> Proposal:
    """The proposal out of the case, adopted in part."""
    proposal = samples.from_case(city)
    while proposal.place != "aftercare":
        samples.go_on(proposal, actor=city.secretariat)
    return proposal


def again(following: Following) -> Following:
    """The same with everything fetched anew."""
    return queries.with_all(Following.objects.filter(pk=following.pk)).get()


def milestone(city: City, *, following: Following | None = None, days: int = 5) -> Milestone:
    following = following or followed(city)
    return services.add_milestone(
        following, title="様式を使い始める", due_date=today() + timedelta(days=days),
        division=following.division, actor=city.akari,
    )  # fmt: skip


def indicator(city: City, *, following: Following | None = None, turned: bool = False) -> Indicator:
    return measuring.add_indicator(
        following or followed(city), name="出された件数", unit="件", turned=turned, how="数える",
        actor=city.akari,
    )  # fmt: skip


def value(
    indicator: Indicator, amount: float, *, actor: User, kind: ValueKind = ValueKind.ACTUAL,
    days: int = 0, low: float | None = None, high: float | None = None,
    corrects: Value | None = None,
) -> Value:  # fmt: skip
    quantity = Quantity(value=amount, unit=indicator.unit, low=low, high=high, grade=Grade.REGISTER)
    return measuring.keep(
        indicator, kind=kind, day=today() + timedelta(days=days), planned=plans.Planned(quantity),
        source="受付の台帳", actor=actor, corrects=corrects,
        reason="数え直した" if corrects else "",
    )  # fmt: skip


def confirmed(city: City) -> Confirmation:
    """Below its plan: 60 of 90 to 110."""
    found = indicator(city)
    value(found, 100, low=90, high=110, kind=ValueKind.PLANNED, actor=city.akari)
    value(found, 60, actor=city.akari)
    return confirming.confirm(
        again(found.following), day=today(), measured={}, why="周知が遅れた", base=0,
        what_next="はがきで知らせる", actor=city.akari,
    )  # fmt: skip


def summary(city: City) -> Summary:
    return services.write_summary(
        followed(city), words="待つ時間が短くなりました。", public=True, actor=city.akari
    )


def at_decided(city: City) -> tuple[object, ...]:
    return samples.at_decided(city)


def at_followed(city: City) -> tuple[object, ...]:
    return (followed(city).proposal_id,)


def at_milestone(city: City) -> tuple[object, ...]:
    return (milestone(city).pk,)


def at_indicator(city: City) -> tuple[object, ...]:
    return (indicator(city).pk,)


def at_actual(city: City) -> tuple[object, ...]:
    return (*at_indicator(city), "actual")


def at_value(city: City) -> tuple[object, ...]:
    return (value(indicator(city), 3, actor=city.akari).pk,)


def at_confirmed(city: City) -> tuple[object, ...]:
    made = confirmed(city)
    return (made.following.proposal_id, made.number)


def at_summary(city: City) -> tuple[object, ...]:
    return (summary(city).pk,)


def at_list(city: City) -> tuple[object, ...]:
    followed(city)
    return (city.municipality.pk,)
