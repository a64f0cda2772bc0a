"""What a flow costs: hours a year, by step and by lane."""

from tomoni.engine.core import Grade, Quantity, Value
from tomoni.engine.flows._flow import LaneKind, Minutes


class StepCost(Value):
    """One step: how often a case passes it on average, its minutes, its hours a year."""

    step: str
    name: str
    lane: str
    lane_kind: LaneKind
    visit_ratio: float
    minutes: Minutes | None
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
    quantities: dict[str, Quantity]
