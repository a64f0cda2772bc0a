"""What is due of what is followed: milestones, values to be measured, the confirmation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division
from tomoni.academy.proposals.followup import queries
from tomoni.academy.proposals.followup.models import (
    Following,
    Indicator,
    MilestoneState,
    ValueKind,
)
from tomoni.academy.proposals.followup.quantities import line_falls_short

SOON = timedelta(days=14)
"""So long before the day people are told."""


@dataclass(frozen=True)
class Due:
    """One thing due on a day: where it is done (view and key), and whose it is."""

    key: str
    what: str
    due_date: date
    view: str
    pk: int
    division: Division

    def is_late(self, today: date) -> bool:
        return self.due_date < today

    def is_near(self, today: date) -> bool:
        return self.due_date - SOON <= today


def dues_of(following: Following) -> list[Due]:
    """All that is due, the earliest first; of a following with everything fetched."""
    found = [*_milestones(following), *_values(following), *_confirmation(following)]
    return sorted(found, key=lambda each: (each.due_date, each.key))


def state_of(following: Following) -> str:
    """How far it is, in a word or two."""
    confirmed = list(following.confirmations.all())
    if confirmed:
        short = any(map(line_falls_short, confirmed[-1].lines.all()))
        return _("確認した（見込みに届かないものがある）") if short else _("確認した")
    return _("実施している") if following.started_date else _("始まる前")


def a_year_after(day: date) -> date:
    """The same day of the next year; 2月29日 becomes 28日."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def awaited(indicator: Indicator) -> list[date]:
    """Days for which a value was planned and none came since the planned day before."""
    values = queries.current(indicator.values.all())
    actual = max((each.day for each in values if each.kind == ValueKind.ACTUAL), default=date.min)
    planned = {each.day for each in values if each.kind == ValueKind.PLANNED}
    return sorted(day for day in planned if day > actual)


def _milestones(following: Following) -> Iterator[Due]:
    for each in following.milestones.all():
        if each.state == MilestoneState.OPEN:
            yield Due(
                f"milestone-{each.pk}", each.title, each.due_date, "followup:milestone", each.pk,
                each.division,
            )  # fmt: skip


def _values(following: Following) -> Iterator[Due]:
    for each in following.indicators.all():
        for day in awaited(each)[:1]:
            said = _("「%(name)s」の実績を書く") % {"name": each.name}
            yield Due(
                f"value-{each.pk}", said, day, "followup:indicator", each.pk, following.division
            )


def _confirmation(following: Following) -> Iterator[Due]:
    if following.started_date is not None and not following.confirmations.all():
        yield Due(
            "confirmation", _("効果を確認する"), a_year_after(following.started_date),
            "followup:confirm", following.proposal_id, following.division,
        )  # fmt: skip
