"""When an office is open, and the clock that runs only then."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Self

import jpholiday
from pydantic import Field, model_validator

from tomoni.engine.core import Value
from tomoni.engine.flows._errors import FlowsError

MINUTES_PER_DAY = 1_440
MOST_YEARS = 100
"""Work that is not done by then will never be."""
_OFFICE_HOURS = ((510, 720), (780, 1_035))
_NEW_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}

MinuteOfDay = Annotated[int, Field(ge=0, le=MINUTES_PER_DAY)]


class Calendar(Value):
    """When an office is open. `start` is the day of minute 0.

    As given: Monday to Friday, 8:30 to 12:00 and 13:00 to 17:15 (`hours`, minutes of the day),
    closed on public holidays (国民の祝日に関する法律) and from 29 December to 3 January, the days
    of rest that 地方自治法第4条の2 lets a city set.
    """

    start: date
    hours: tuple[tuple[MinuteOfDay, MinuteOfDay], ...] = _OFFICE_HOURS
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4)
    """0 is Monday."""
    holidays: bool = True
    """Whether it is closed on public holidays and at the turn of the year."""
    closed: tuple[date, ...] = ()
    """Other days on which it is closed."""

    @model_validator(mode="after")
    def _opens(self) -> Self:
        edges = [edge for span in self.hours for edge in span]
        if not self.hours or not self.weekdays or edges != sorted(set(edges)):
            raise ValueError("the office never opens, or its hours are not in order")
        return self

    def is_open(self, day: date) -> bool:
        """Whether the office is open on that day."""
        if day.weekday() not in self.weekdays or day in self.closed:
            return False
        rest = (day.month, day.day) in _NEW_YEAR or jpholiday.is_holiday(day)
        return not (self.holidays and rest)


class Clock:
    """How much office time has gone by at a moment, and back. Moments are minutes from the start.

    With `months` (twelve factors, 1 on average) an hour of a busy month counts for more: the clock
    by which cases come in.
    """

    def __init__(self, calendar: Calendar, *, months: Sequence[float] = ()) -> None:
        self._pieces = _pieces(calendar, months)
        self._begins: list[float] = []
        self._ends: list[float] = []
        self._before: list[float] = []
        self._rates: list[float] = []
        self._after = 0.0
        self._days: list[float] = []
        """Moments at which the days begin on which the office is open."""

    def amount(self, moment: float) -> float:
        """Office minutes gone by."""
        place = self._place(moment)
        if place < 0:
            return 0.0
        inside = min(moment, self._ends[place]) - self._begins[place]
        return self._before[place] + inside * self._rates[place]

    def moment(self, amount: float) -> float:
        """The earliest moment at which so many office minutes have gone by."""
        while self._after < amount or not self._ends:
            self._extend()
        # The piece that ends with the amount, not the next one, which begins a night later.
        place = max(0, bisect_right(self._before, amount) - 1)
        while place and self._before[place] == amount:
            place -= 1
        return self._begins[place] + (amount - self._before[place]) / self._rates[place]

    def opening(self, moment: float) -> float:
        """The moment itself while the office is open, else when it opens next."""
        place = self._place(moment)
        if place >= 0 and moment < self._ends[place]:
            return moment
        while place + 1 >= len(self._begins):
            self._extend()
        return self._begins[place + 1]

    def next_at(self, moment: float, *, times: Sequence[int]) -> float:
        """The next of these minutes of the day on a day on which the office is open."""
        self._place(moment + MINUTES_PER_DAY)
        place = max(0, bisect_right(self._days, moment) - 1)
        while True:
            for time in sorted(times):
                if self._days[place] + time >= moment:
                    return self._days[place] + time
            place += 1
            while place >= len(self._days):
                self._extend()

    def days(self, since: float, until: float) -> int:
        """Days on which the office is open after the day of `since`, up to that of `until`."""
        self._place(until + MINUTES_PER_DAY)
        return bisect_right(self._days, until) - bisect_right(self._days, since)

    def _place(self, moment: float) -> int:
        """The last piece that begins at or before the moment; -1 before the first."""
        while not self._begins or self._begins[-1] <= moment:
            self._extend()
        return bisect_right(self._begins, moment) - 1

    def _extend(self) -> None:
        begin, end, rate = next(self._pieces)
        day = begin // MINUTES_PER_DAY * MINUTES_PER_DAY
        if not self._days or self._days[-1] != day:
            self._days.append(day)
        self._begins.append(begin)
        self._ends.append(end)
        self._rates.append(rate)
        self._before.append(self._after)
        self._after += (end - begin) * rate


def _pieces(calendar: Calendar, months: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    for number in range(MOST_YEARS * 365):
        day = calendar.start + timedelta(days=number)
        rate = months[day.month - 1] if months else 1.0
        if rate and calendar.is_open(day):
            for begin, end in calendar.hours:
                since = number * MINUTES_PER_DAY
                yield float(since + begin), float(since + end), rate
    raise FlowsError("beyond-calendar", years=MOST_YEARS)
