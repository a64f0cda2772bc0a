"""Was it true? What was planned beside what came of it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tomoni.engine.core import Finding, Place, Quantity, Severity, Value, show
from tomoni.engine.evidence import Claim, ClaimKind

Day = Annotated[str, StringConstraints(pattern=r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
BEFORE_AFTER = frozenset({ClaimKind.INTERRUPTED, ClaimKind.DIFFERENCES, ClaimKind.PAIRED})
"""Kinds of claim that hold afterwards against before."""


class Attained(StrEnum):
    """How what came of it stands to what was planned."""

    INSIDE = "見込みの幅の中"
    ABOVE = "見込みの幅より大きい"
    BELOW = "見込みの幅より小さい"
    UNDECIDED = "言い切れない"
    OPEN = "まだ測っていない"


class PlannedLine(Value):
    """One indicator, fixed in advance.

    `planned` names a number (`effect.staff_hours`) in the version that was adopted, `claim` the
    claim that will measure it. `actual` quotes what was measured (`{{ hours_after.difference }}`),
    empty until then; `turned` when a fall of it is the effect.
    """

    indicator: str
    planned: str
    planned_version: Annotated[int, Field(ge=1)]
    claim: str = ""
    claim_version: int = 0
    actual: str = ""
    turned: bool = False
    learnt: str = ""

    @model_validator(mode="after")
    def _names_a_version(self) -> Self:
        if self.claim and self.claim_version < 1:
            raise ValueError("a claim without its version")
        return self


class ReviewPlan(Value):
    """What will be looked at again, written before the measure begins on `started_date` (ISO)."""

    title: str = ""
    started_date: Day = ""
    lines: tuple[PlannedLine, ...] = ()
    learnt: str = ""
    """What those who begin the same should know."""


class ReviewLine(Value):
    """Planned beside actual. `actual` has the interval of its verdict as its range."""

    indicator: str
    planned: Quantity
    actual: Quantity | None
    attained: Attained
    claim: str = ""
    """The sentence of the claim that measured it."""
    learnt: str = ""


class Review(Value):
    """Every line of the plan, and what weakens what it says; places of findings are the lines."""

    title: str = ""
    started_date: Day = ""
    lines: tuple[ReviewLine, ...]
    findings: tuple[Finding, ...] = ()
    learnt: str = ""


def review_line(
    line: PlannedLine, *, planned: Quantity, actual: Quantity | None, measured: Claim | None
) -> ReviewLine:
    """One line: whether the interval of what was measured lies in the range that was planned.

    Inside when all of it does, above or below when none of it does, else it cannot be said; the
    same rule by which the evidence room holds an interval against the smallest difference. A
    quantity in another unit cannot be held against the plan.
    """
    turned = _turned(actual) if line.turned and actual is not None else actual
    return ReviewLine(
        indicator=line.indicator,
        planned=planned,
        actual=turned,
        attained=_attained(planned, turned),
        claim="" if measured is None else measured.sentence,
        learnt=line.learnt,
    )


def review_findings(
    line: PlannedLine,
    *,
    place: int,
    planned: Quantity,
    actual: Quantity | None,
    fixed: Claim | None,
    measured: Claim | None,
    started_date: str,
) -> tuple[Finding, ...]:
    """What weakens a line. `fixed` is the claim of the plan, `measured` that of the verdict (None:
    the number comes from no verdict).

    Codes: `indicator-not-fixed` (no claim in the plan), `claim-after-start` (locked on a later day
    than the measure began), `other-claim` (measured by another claim than the one fixed),
    `not-before-after`, `actual-without-range`, `units-differ`, `includes-no-effect`.
    """
    return tuple(
        finding.model_copy(update={"place": Place(row=place), "seen": line.indicator})
        for finding in (
            *_of_plan(fixed, started_date),
            *(() if actual is None else _of_actual(planned, actual, fixed, measured)),
        )
    )


def _of_plan(fixed: Claim | None, started_date: str) -> Iterator[Finding]:
    if fixed is None:
        yield _finding("indicator-not-fixed")
    elif started_date and (fixed.locked_at is None or fixed.locked_at[:10] > started_date):
        yield _finding("claim-after-start")


def _of_actual(
    planned: Quantity, actual: Quantity, fixed: Claim | None, measured: Claim | None
) -> Iterator[Finding]:
    if fixed is not None and measured != fixed:
        yield _finding("other-claim")
    if measured is None or measured.kind not in BEFORE_AFTER:
        yield _finding("not-before-after")
    if actual.unit != planned.unit:
        yield _finding("units-differ", warning=False)
    if actual.low is None or actual.high is None:
        yield _finding("actual-without-range")
    elif actual.low <= 0 <= actual.high:
        yield _finding("includes-no-effect")


def _finding(code: str, *, warning: bool = True) -> Finding:
    return Finding(code=code, severity=Severity.WARNING if warning else Severity.ERROR)


def review_sentence(line: ReviewLine) -> str:
    """A line as one sentence of fact."""
    planned = show(line.planned, "幅")
    if line.actual is None:
        return f"{line.indicator}の見込みは{planned}。実績はまだ測っていない。"
    actual = show(line.actual, "幅")
    return f"{line.indicator}は、見込み{planned}に対して、実績は{actual}：{line.attained.value}。"


def _attained(planned: Quantity, actual: Quantity | None) -> Attained:
    if actual is None:
        return Attained.OPEN
    if actual.unit != planned.unit:
        return Attained.UNDECIDED
    (low, high), (from_, to) = _ends(planned), _ends(actual)
    if from_ > high:
        return Attained.ABOVE
    if to < low:
        return Attained.BELOW
    return Attained.INSIDE if low <= from_ and to <= high else Attained.UNDECIDED


def _ends(quantity: Quantity) -> tuple[float, float]:
    low, high = quantity.low, quantity.high
    return (quantity.value if low is None else low, quantity.value if high is None else high)


def _turned(quantity: Quantity) -> Quantity:
    low, high = quantity.low, quantity.high
    return quantity.model_copy(
        update={
            "value": -quantity.value,
            "low": None if high is None else -high,
            "high": None if low is None else -low,
        }
    )
