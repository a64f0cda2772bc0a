"""From minutes for one case to hours a year."""

import math
from collections.abc import Sequence

from tomoni.engine.core import Grade, Quantity
from tomoni.engine.flows._checking import refuse
from tomoni.engine.flows._cost_values import Cost, StepCost
from tomoni.engine.flows._flow import Flow, LaneKind, Minutes, Step, Waste
from tomoni.engine.flows._tokens import visit_ratios

MINUTES_PER_HOUR = 60
_Ends = tuple[float, float, float]
_NOTHING: _Ends = (0.0, 0.0, 0.0)


def cost(flow: Flow, *, cases: Quantity, cases_name: str = "") -> Cost:
    """The hours a year that the flow takes: cases × visit ratio × minutes / 60 of each step.

    Visit ratios are exact (`visit_ratios`), rework included; a step that says how often it is done
    counts its own times a year instead. Ends of the range: the fewest cases with all steps at their
    shortest, the most cases with all steps at their longest. A grade is the weakest of the minutes
    and the cases it was made from. `cases_name` is the number the cases were quoted from; empty
    when they are the flow's own. A step without minutes counts nothing.

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
    by_lane: dict[str, list[StepCost]] = {lane.name: [] for lane in flow.lanes}
    by_waste: dict[str, list[StepCost]] = {}
    for step in steps:
        by_lane[step.lane].append(step)
        for waste in step.wastes if step.lane_kind is LaneKind.STAFF else ():
            by_waste.setdefault(waste.value, []).append(step)
    return Cost(
        title=flow.title,
        steps=steps,
        lanes={name: _sum(found, cases, f"1年の時間（{name}）") for name, found in by_lane.items()},
        wastes={
            waste.value: _sum(by_waste[waste.value], cases, f"1年の職員の時間（{waste.value}）")
            for waste in Waste
            if waste.value in by_waste
        },
        quantities=quantities,
    )


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
    hours = _sum(steps, cases, label)
    each, apart = _minutes(steps)
    ends = [
        one + (other / cases.value if cases.value else 0)
        for one, other in zip(each, apart, strict=True)
    ]
    return {
        f"{word}_hours": hours.model_copy(update={"made_from": ("self.cases", f"self.{per_case}")}),
        per_case: _quantity(
            (ends[0], ends[1], ends[2]),
            unit="分",
            label=f"1件あたりの{kind.value}の時間",
            grade=Grade.weakest([step.grade for step in steps if step.visit_ratio or step.often]),
        ).model_copy(update={"made_from": ("flow",)}),
    }


def _step_cost(step: Step, *, kind: LaneKind, ratio: float, cases: Quantity) -> StepCost:
    grade = step.grade if step.minutes else Grade.ESTIMATE
    times = step.often.a_year if step.often else 0.0
    hours = _hours(
        *_passed(ratio, times, step.minutes),
        cases=cases,
        label=f"1年の時間（{step.name}）",
        grades=[grade] if ratio or times else [],
    )
    return StepCost(
        step=step.id,
        name=step.name,
        lane=step.lane,
        lane_kind=kind,
        visit_ratio=ratio,
        often=step.often,
        minutes=step.minutes,
        wastes=step.wastes,
        grade=grade,
        hours=hours,
    )


def _sum(steps: Sequence[StepCost], cases: Quantity, label: str) -> Quantity:
    grades = [step.grade for step in steps if step.visit_ratio or step.often]
    return _hours(*_minutes(steps), cases=cases, label=label, grades=grades)


def _hours(
    each: _Ends, apart: _Ends, *, cases: Quantity, label: str, grades: Sequence[Grade]
) -> Quantity:
    low = cases.value if cases.low is None else cases.low
    high = cases.value if cases.high is None else cases.high
    return _quantity(
        (
            (each[0] * cases.value + apart[0]) / MINUTES_PER_HOUR,
            (each[1] * low + apart[1]) / MINUTES_PER_HOUR,
            (each[2] * high + apart[2]) / MINUTES_PER_HOUR,
        ),
        unit="時間",
        label=label,
        grade=Grade.weakest([*grades, cases.grade]),
    )


def _minutes(steps: Sequence[StepCost]) -> tuple[_Ends, _Ends]:
    """Minutes for one case, and minutes a year of what is done however many cases there are."""
    found = [
        _passed(step.visit_ratio, step.often.a_year if step.often else 0.0, step.minutes)
        for step in steps
        if step.minutes
    ]
    each, apart = ([part[which] for part in found] for which in (0, 1))
    return _added(each), _added(apart)


def _passed(ratio: float, times: float, minutes: Minutes | None) -> tuple[_Ends, _Ends]:
    """Minutes (usual, shortest, longest) for one case and a year; one of the two is nothing."""
    if minutes is None or not (ratio or times):
        return _NOTHING, _NOTHING
    often = times or ratio
    ends = often * minutes.likely, often * minutes.low, often * minutes.high
    return (_NOTHING, ends) if times else (ends, _NOTHING)


def _added(parts: Sequence[_Ends]) -> _Ends:
    value, low, high = (math.fsum(part[end] for part in parts) for end in range(3))
    return value, low, high


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
