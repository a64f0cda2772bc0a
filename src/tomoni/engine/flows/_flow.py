"""A business flow as a table: who does what, how long it takes, what comes next."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from tomoni.engine.core import Grade, NotNegative, Spread, Value

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,63}$")]
Share = Annotated[float, Field(ge=0, le=1)]

OFFICE_DAYS = 243
"""Days of a year on which an office is open: 365 less weekends, public holidays, New Year."""
END = "_end"
"""`Next.to` of a way that leads to the end of the flow; no step has this id."""


class LaneKind(StrEnum):
    """Whose time a lane stands for; the three are never added up."""

    STAFF = "職員"
    CITIZEN = "市民"
    OTHER = "その他"


class Gate(StrEnum):
    """How a case goes on where there are several ways, or comes in where several ways meet."""

    ONE = "どれか一つ"
    """On one of the ways (XOR); whatever comes in begins the step."""
    ALL = "すべて"
    """On all ways at the same time (AND); the step waits until all have come in."""
    ANY = "いくつか"
    """On one way or several (OR); the step waits for all that can still come in."""


def _is_one(gate: object) -> bool:
    return gate is Gate.ONE


def _is_nothing(value: object) -> bool:
    return not value


class Lane(Value):
    """Who does it (担当)."""

    name: str
    kind: LaneKind = LaneKind.STAFF


class Minutes(Spread):
    """Minutes for one case: shortest, usual, longest."""


class Waste(StrEnum):
    """Kinds of 無駄: what a step holds that nobody needs for itself."""

    COPYING = "転記"
    SEAL = "押印"
    PAPER = "紙"
    TWICE = "二重入力"
    SEARCH = "探す"
    WAIT = "待つ"


class Period(StrEnum):
    """What a step is done so many times in; a day is a day on which the office is open."""

    YEAR = "年"
    MONTH = "月"
    WEEK = "週"
    DAY = "日"

    @property
    def a_year(self) -> float:
        """How many there are in a year."""
        return {"年": 1.0, "月": 12.0, "週": 52.0, "日": float(OFFICE_DAYS)}[self.value]


class Often(Value):
    """How often a step is done, whatever the number of cases: 集計 once a month."""

    times: NotNegative
    per: Period = Period.YEAR

    @property
    def a_year(self) -> float:
        """Times a year."""
        return self.times * self.per.a_year


class Next(Value):
    """What comes next: a step's id (or `END`), on which condition, for which share of cases."""

    to: Key
    condition: str = ""
    share: Share | None = None


class Step(Value):
    """One thing that somebody does. Without `next` the flow ends here; with several it branches.

    `split` says on how many of its ways a case goes on: the shares of one add up to 1, those of
    several to 1 or more, and where it goes on all ways shares say nothing. `join` says what the
    step waits for where several ways lead to it.
    """

    id: Key
    name: str
    lane: str
    minutes: Minutes | None = None
    uses: str = ""
    """What it is done with: a system, paper, the telephone, the counter."""
    next: tuple[Next, ...] = ()
    split: Gate = Field(default=Gate.ONE, exclude_if=_is_one)
    join: Gate = Field(default=Gate.ONE, exclude_if=_is_one)
    often: Often | None = Field(default=None, exclude_if=_is_nothing)
    """How often it is done; None: each time a case comes to it."""
    wait: Minutes | None = Field(default=None, exclude_if=_is_nothing)
    """Minutes by day and night that pass before it can begin and that keep nobody busy."""
    wastes: tuple[Waste, ...] = Field(default=(), exclude_if=_is_nothing)
    grade: Grade = Grade.ESTIMATE
    """How well all figures of the step are known: minutes, shares, how often, wait."""
    said_by: str = ""
    """Who says so."""
    note: str = ""

    @field_validator("id")
    @classmethod
    def _not_the_end(cls, value: str) -> str:
        if value == END:
            raise ValueError("this id is kept for the end")
        return value

    @field_validator("next")
    @classmethod
    def _plain_end(cls, value: tuple[Next, ...]) -> tuple[Next, ...]:
        return () if value == (Next(to=END),) else value


class Volume(Value):
    """Cases a year: a number with its range, or a quote such as `{{ renewals.count }}`."""

    value: NotNegative | None = None
    low: NotNegative | None = None
    high: NotNegative | None = None
    quote: str = ""
    grade: Grade = Grade.ESTIMATE
    said_by: str = ""


class Flow(Value):
    """A flow begins with its first step. Lanes are in the order of the picture, from the top.

    What is wrong with a flow (a step nobody reaches, shares that do not add up) is no error of this
    value but a finding of `check`: a group works on an unfinished flow for weeks.
    """

    title: str = ""
    lanes: tuple[Lane, ...] = ()
    steps: tuple[Step, ...] = ()
    volume: Volume = Volume()
