"""What a flow costs: hours a year, by step and by lane."""

from pydantic import Field

from tomoni.engine.core import Grade, Quantity, Value
from tomoni.engine.flows._flow import LaneKind, Minutes, Often, Waste


def _is_nothing(value: object) -> bool:
    return not value


class StepCost(Value):
    """One step: how often a case passes it on average, its minutes, its hours a year."""

    step: str
    name: str
    lane: str
    lane_kind: LaneKind
    visit_ratio: float
    minutes: Minutes | None
    often: Often | None = Field(default=None, exclude_if=_is_nothing)
    """How often it is done, where that does not depend on the cases."""
    wastes: tuple[Waste, ...] = Field(default=(), exclude_if=_is_nothing)
    grade: Grade = Grade.ESTIMATE
    """How well the minutes are known."""
    hours: Quantity


class Cost(Value):
    """Hours a year of a flow.

    `quantities`: `cases`, `staff_hours`, `citizen_hours`, `staff_minutes_per_case`,
    `citizen_minutes_per_case`. Ends of a range: all steps take their shortest, all their longest.
    """

    title: str
    steps: tuple[StepCost, ...]
    lanes: dict[str, Quantity]
    wastes: dict[str, Quantity] = Field(default={}, exclude_if=_is_nothing)
    """Hours a year of staff by kind of waste; a step with two kinds counts in both."""
    quantities: dict[str, Quantity]
