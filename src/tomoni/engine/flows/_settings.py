"""What a simulation needs to know beyond the flow."""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tomoni.engine.core import NotNegative, Value
from tomoni.engine.flows._calendar import Calendar, MinuteOfDay
from tomoni.engine.flows._distributions import Distribution, Exponential, mean
from tomoni.engine.flows._flow import Share

_MONTHS = 12


class LaneSettings(Value):
    """Who is there. `people` None: as many as it takes, as with citizens."""

    people: Annotated[int, Field(ge=1)] | None = None
    office_hours: bool = True
    """Whether the lane works by the calendar, where there is one."""


class StepSettings(Value):
    """What is particular about a step."""

    minutes: Distribution | None = None
    """How long it takes; None: as the flow says (shortest, usual, longest as a triangle)."""
    wait: Distribution | None = None
    """Minutes (by day and night) that pass before it can begin and that keep nobody busy.

    None: as the flow says."""
    at: tuple[MinuteOfDay, ...] = ()
    """Minutes of the day at which all that has gathered is begun: 決裁 once a day is `(900,)`."""
    priority: int = 0
    """Among what waits in a lane the higher goes first; equals in the order they came."""


class Deadline(Value):
    """By when a case must be done (標準処理期間, 行政手続法第6条).

    Days are counted from the day after a case came in (民法第140条), to the end of the last one.
    Office days are those on which the office is open.
    """

    length: NotNegative
    unit: Literal["minutes", "days", "office-days"] = "minutes"


class Settings(Value):
    """What a simulation needs to know beyond the flow.

    `gap`: minutes from one case to the next; office minutes where there is a calendar. `lanes` and
    `steps` by name and id. A staff lane that is not named has one person and office hours; other
    lanes have as many people as it takes, by day and night. `months`: how many cases come in
    January to December, in any unit. `urgent`: the share of cases that go before all others.
    `warmup`: cases let through first and not counted; None: a tenth of the counted.
    """

    gap: Distribution
    lanes: dict[str, LaneSettings] = {}
    steps: dict[str, StepSettings] = {}
    calendar: Calendar | None = None
    months: tuple[NotNegative, ...] = ()
    urgent: Share = 0
    deadline: Deadline | None = None
    warmup: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not mean(self.gap):
            raise ValueError("all cases come at once")
        if self.months and (len(self.months) != _MONTHS or not any(self.months)):
            raise ValueError("twelve months are needed, with cases in one of them")
        timed = any(step.at for step in self.steps.values()) or bool(self.months)
        days = self.deadline is not None and self.deadline.unit == "office-days"
        if self.calendar is None and (timed or days):
            raise ValueError("times of day, months and office days need a calendar")
        return self

    @property
    def profile(self) -> tuple[float, ...]:
        """The twelve months with 1 on average; empty when all are alike."""
        return tuple(month * _MONTHS / sum(self.months) for month in self.months)


def gap_of(cases: float, *, calendar: Calendar | None) -> Exponential:
    """The gap of so many cases a year that come by chance, in office minutes with a calendar."""
    year = 365 * 1_440.0
    if calendar is not None:
        year = open_share(calendar) * year
    return Exponential(mean=year / cases)


def open_share(calendar: Calendar) -> float:
    """The share of all minutes of the first 365 days in which the office is open."""
    from_hours = sum(end - begin for begin, end in calendar.hours)
    days = [calendar.start + timedelta(days=number) for number in range(365)]
    return sum(map(calendar.is_open, days)) * from_hours / (365 * 1_440)
