"""From minutes for one case to hours a year."""

import math
from collections.abc import Sequence

from tomoni.engine.core import Grade, Quantity
from tomoni.engine.flows._checking import refuse
from tomoni.engine.flows._cost_values import Cost, StepCost
from tomoni.engine.flows._flow import Flow, LaneKind, Step
from tomoni.engine.flows._tokens import visit_ratios

MINUTES_PER_HOUR = 60
_Ends = tuple[float, float, float]


def cost(flow: Flow, *, cases: Quantity, cases_name: str = "") -> Cost:
    """The hours a year that the flow takes: cases × visit ratio × minutes / 60 of each step.

    Visit ratios are exact (`visit_ratios`), rework included. Ends of the range: the fewest cases
    with all steps at their shortest, the most cases with all steps at their longest. A grade is the
    weakest of the minutes and the cases it was made from. `cases_name` is the number the cases were
    quoted from; empty when they are the flow's own. A step without minutes counts nothing.

    Raises `FlowsError` with the code and `row` of the first error of `check`, `endless` also when
    cases practically never come to the end.
    """
    refuse(flow)
    kinds = {lane.name: lane.kind for lane in flow.lanes}
    steps = tuple(
        _step_cost(step, kind=kinds[step.lane], ratio=ratio, cases=cases)
        for step, ratio in zip(flow.steps, visit_ratios(flow), strict=True)
    )
    quantities = {"cases": _cases(cases, name=cases_name)}
    for word, kind in (("staff", LaneKind.STAFF), ("citizen", LaneKind.CITIZEN)):
        of_kind = [step for step in steps if step.lane_kind is kind]
        quantities |= _both(word, kind=kind, steps=of_kind, cases=cases)
    lanes = {}
    for lane in flow.lanes:
        of_lane = [step for step in steps if step.lane == lane.name]
        lanes[lane.name] = _hours(of_lane, cases=cases, label=f"1年の時間（{lane.name}）")
    return Cost(title=flow.title, steps=steps, lanes=lanes, quantities=quantities)


def _cases(cases: Quantity, *, name: str) -> Quantity:
    known = {
        "unit": cases.unit or "件",
        "label": "1年の件数",
        "made_from": (name or "flow",),
    }
    return cases.model_copy(update=known)


def _both(
    word: str, *, kind: LaneKind, steps: Sequence[StepCost], cases: Quantity
) -> dict[str, Quantity]:
    per_case = f"{word}_minutes_per_case"
    label = f"1年の{kind.value}の時間"
    hours = _hours(steps, cases=cases, label=label)
    visited = [step for step in steps if step.visit_ratio]
    return {
        f"{word}_hours": hours.model_copy(update={"made_from": ("self.cases", f"self.{per_case}")}),
        per_case: _quantity(
            _per_case(steps),
            unit="分",
            label=f"1件あたりの{kind.value}の時間",
            grade=Grade.weakest([step.grade for step in visited]),
        ).model_copy(update={"made_from": ("flow",)}),
    }


def _step_cost(step: Step, *, kind: LaneKind, ratio: float, cases: Quantity) -> StepCost:
    counted = StepCost(
        step=step.id,
        name=step.name,
        lane=step.lane,
        lane_kind=kind,
        visit_ratio=ratio,
        minutes=step.minutes,
        grade=step.grade if step.minutes else Grade.ESTIMATE,
        hours=Quantity(value=0, unit="時間"),
    )
    hours = _hours([counted], cases=cases, label=f"1年の時間（{step.name}）")
    return counted.model_copy(update={"hours": hours})


def _hours(steps: Sequence[StepCost], *, cases: Quantity, label: str) -> Quantity:
    cases_low = cases.value if cases.low is None else cases.low
    cases_high = cases.value if cases.high is None else cases.high
    value, low, high = _per_case(steps)
    grades = [step.grade for step in steps if step.visit_ratio]
    return _quantity(
        (
            value * cases.value / MINUTES_PER_HOUR,
            low * cases_low / MINUTES_PER_HOUR,
            high * cases_high / MINUTES_PER_HOUR,
        ),
        unit="時間",
        label=label,
        grade=Grade.weakest([*grades, cases.grade]),
    )


def _per_case(steps: Sequence[StepCost]) -> _Ends:
    """Minutes for one case (usual, shortest, longest), each step as often as it is passed."""
    counted = [(step.visit_ratio, step.minutes) for step in steps if step.minutes]
    return (
        math.fsum(ratio * minutes.likely for ratio, minutes in counted),
        math.fsum(ratio * minutes.low for ratio, minutes in counted),
        math.fsum(ratio * minutes.high for ratio, minutes in counted),
    )


def _quantity(ends: _Ends, *, unit: str, label: str, grade: Grade) -> Quantity:
    value, low, high = ends
    ranged = low != high
    return Quantity(
        value=value,
        unit=unit,
        low=low if ranged else None,
        high=high if ranged else None,
        label=label,
        grade=grade,
    )
