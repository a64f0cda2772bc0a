"""What the facts say about a claim, with its weaknesses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tomoni.engine.core import Column, Quantity, Value
from tomoni.engine.evidence._claim import Claim, Direction
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._rows import Bar, Tally


class Judgement(StrEnum):
    """Supported, refuted, cannot be decided."""

    SUPPORTED = "支持"
    REFUTED = "反証"
    UNDECIDED = "判断できない"


class Weakness(Value):
    """What weakens a verdict: a code with parameters; the academy words it.

    One that `blocks` turns 支持 into 判断できない until it has an `answer` in words.
    """

    code: str
    blocks: bool = False
    params: dict[str, str | int | float] = {}
    answer: str = ""


class ResultTable(Value):
    """The numbers behind a chart; `rows` have one cell for each of `columns`."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


class Verdict(Value):
    """A claim held against a table: fact, effect, judgement and weaknesses, as plain values.

    `fact` is one Japanese sentence without judgement. `effect` is the difference in ポイント with
    its 95 % interval. `n` are the rows compared, `period` and `source` say which. `details` holds
    what a page folds away: the p value, methods, worst cases. `chart` is a Vega-Lite 6
    specification.
    """

    claim: Claim
    verdict: Judgement
    fact: str
    effect: Quantity
    quantities: dict[str, Quantity]
    n: int
    period: str
    source: str
    warnings: tuple[Weakness, ...]
    next_look: str
    table: ResultTable
    chart: dict[str, Any]
    details: dict[str, str | int | float]


@dataclass(frozen=True)
class Measured:
    """What one kind of claim found; the same for every kind.

    `effect` is the difference in the claim's own measure: of shares (-1 to 1), of means in their
    unit, of rates as a share of the second. `worst` holds it when all missing values fall against
    and for the claim; None where they have no bounds. `tallies` are the groups' rows; `counts`
    says that they also count what fits. `ungrouped` are rows that belong to no group. `scale` and
    `unit` turn the effect into what people read.
    """

    effect: Interval
    tallies: tuple[Tally, ...]
    quantities: Mapping[str, Quantity]
    found: str
    """The end of the fact sentence."""
    bars: tuple[Bar, ...]
    table: ResultTable
    chart: Mapping[str, Any]
    test: tuple[str, float]
    method: str
    ungrouped: int = 0
    worst: tuple[Interval, Interval] | None = None
    counts: bool = True
    scale: float = 100
    unit: str = "ポイント"
    flaws: tuple[Weakness, ...] = ()
    """Weaknesses that this kind of claim alone can have."""
    more: Mapping[str, str | int | float] = field(default_factory=dict)
    """Further details."""


def judge(effect: Interval, *, claim: Claim) -> Judgement:
    """The claim by the interval of its effect against the smallest difference that matters.

    Supported when the whole interval is at or beyond that difference, refuted when none of it is.
    """
    margin = claim.smallest_difference
    if claim.direction is Direction.DIFFERS:
        if effect.low >= margin or effect.high <= -margin:
            return Judgement.SUPPORTED
        inside = -margin < effect.low and effect.high < margin
        return Judgement.REFUTED if inside else Judgement.UNDECIDED
    sign = 1 if claim.direction is Direction.HIGHER else -1
    low, high = sorted((sign * effect.low, sign * effect.high))
    if low >= margin:
        return Judgement.SUPPORTED
    return Judgement.REFUTED if high < margin else Judgement.UNDECIDED
