"""How the work runs now beside how it should run: what changes, and which hours that saves."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from tomoni.engine.core import Grade, Quantity, Value
from tomoni.engine.flows._cost import cost
from tomoni.engine.flows._cost_values import Cost, StepCost
from tomoni.engine.flows._flow import Flow, LaneKind, Step
from tomoni.engine.flows._pairing import paired

_TRIP = re.compile(r"窓口|来庁|来所|市役所|役所|出向|持参|[にへ]行[くっ]|取りに")


class Change(StrEnum):
    """What becomes of a step."""

    REMOVED = "なくす"
    ADDED = "加える"
    MOVED = "担当が変わる"
    MINUTES = "時間が変わる"
    VISITS = "回数が変わる"
    RENAMED = "名前が変わる"


class Pair(Value):
    """A step as it is and as it should be; one of the two is missing where it goes or is new."""

    as_is: StepCost | None
    to_be: StepCost | None
    changes: tuple[Change, ...]


class Comparison(Value):
    """Two flows side by side, for the same cases a year.

    `quantities`, hours a year of staff: `staff_hours_as_is`, `staff_hours_to_be` and their
    difference `staff_hours_saved` = `gone_hours` (減る: steps that go) + `moved_hours` (移る: what
    leaves a lane for another) - `received_hours` (the same work where staff do it now) +
    `freed_hours` (空く: less time at steps that stay; minutes here and there that no one can cash)
    - `grown_hours` (more time at steps that stay) - `added_hours` (new steps).
    `moved_to_citizen_hours`: what citizens do instead. Citizens apart: `citizen_hours_as_is`,
    `_to_be`, `_saved`, and the times a year they come to the office, `citizen_trips_as_is`,
    `_to_be`: steps of theirs whose name or means speak of a counter or of going there.

    Ends of a range: everything at its shortest with the fewest cases, at its longest with the most.
    """

    as_is: str
    to_be: str
    pairs: tuple[Pair, ...]
    quantities: dict[str, Quantity]

    @property
    def marks_as_is(self) -> dict[str, tuple[Change, ...]]:
        """What becomes of the steps as they are, by id; those that stay as they are left out."""
        found = ((pair.as_is, pair.changes) for pair in self.pairs)
        return {step.step: changes for step, changes in found if step and changes}

    @property
    def marks_to_be(self) -> dict[str, tuple[Change, ...]]:
        """Likewise the steps as they should be."""
        found = ((pair.to_be, pair.changes) for pair in self.pairs)
        return {step.step: changes for step, changes in found if step and changes}


def compare(as_is: Flow, to_be: Flow, *, cases: Quantity) -> Comparison:
    """The two flows side by side for the same cases a year.

    Steps are paired by id and name, else by how alike their names are. Raises `FlowsError` as
    `cost` does, of the first flow that cannot be counted.
    """
    before, after = cost(as_is, cases=cases), cost(to_be, cases=cases)
    pairs = tuple(_pairs(as_is, to_be, before, after))
    return Comparison(
        as_is=as_is.title,
        to_be=to_be.title,
        pairs=pairs,
        quantities={
            **_totals(before, after),
            **_split(pairs),
            "citizen_trips_as_is": _trips(as_is, before, cases=cases, when="現状"),
            "citizen_trips_to_be": _trips(to_be, after, cases=cases, when="あるべき姿"),
        },
    )


def _pairs(as_is: Flow, to_be: Flow, before: Cost, after: Cost) -> Iterator[Pair]:
    """In the order of the flow as it is; what is new behind the step it follows."""
    partner = dict(paired(as_is, to_be))
    taken = set(partner.values())
    new: dict[int | None, list[int]] = {}
    last: int | None = None
    back = {other: one for one, other in partner.items()}
    for other in range(len(to_be.steps)):
        if other in taken:
            last = back[other]
        else:
            new.setdefault(last, []).append(other)
    yield from (_added(after.steps[other]) for other in new.get(None, []))
    for one, step in enumerate(before.steps):
        found = after.steps[partner[one]] if one in partner else None
        yield Pair(as_is=step, to_be=found, changes=_changes(step, found))
        yield from (_added(after.steps[other]) for other in new.get(one, []))


def _added(step: StepCost) -> Pair:
    return Pair(as_is=None, to_be=step, changes=(Change.ADDED,))


def _changes(before: StepCost, after: StepCost | None) -> tuple[Change, ...]:
    if after is None:
        return (Change.REMOVED,)
    found = {
        Change.MOVED: before.lane != after.lane,
        Change.MINUTES: before.minutes != after.minutes,
        Change.VISITS: abs(before.visit_ratio - after.visit_ratio) > 1e-9
        or before.often != after.often,
        Change.RENAMED: before.name != after.name,
    }
    return tuple(change for change, holds in found.items() if holds)


_Ends = tuple[float, float, float]


def _ends(quantity: Quantity) -> _Ends:
    """Value, low and high."""
    low = quantity.value if quantity.low is None else quantity.low
    return quantity.value, low, quantity.value if quantity.high is None else quantity.high


def _less(one: Quantity, other: Quantity) -> _Ends:
    """The difference, likewise with both at their shortest and at their longest."""
    value, low, high = (a - b for a, b in zip(_ends(one), _ends(other), strict=True))
    return value, low, high


def _hours(parts: Sequence[_Ends], *, label: str, grades: Sequence[Grade]) -> Quantity:
    value, *others = (sum(part[place] for part in parts) for place in range(3))
    low, high = min(value, *others), max(value, *others)
    ranged = low != high
    return Quantity(
        value=value,
        unit="時間",
        low=low if ranged else None,
        high=high if ranged else None,
        label=label,
        grade=Grade.weakest(list(grades)),
    )


def _totals(before: Cost, after: Cost) -> dict[str, Quantity]:
    found = {}
    for word, kind in (("staff", "職員"), ("citizen", "市民")):
        one, other = (side.quantities[f"{word}_hours"] for side in (before, after))
        found[f"{word}_hours_as_is"] = _bare(one, label=f"1年の{kind}の時間（現状）")
        found[f"{word}_hours_to_be"] = _bare(other, label=f"1年の{kind}の時間（あるべき姿）")
        found[f"{word}_hours_saved"] = _hours(
            [_less(one, other)],
            label=f"1年の{kind}の時間の差",
            grades=[one.grade, other.grade],
        )
    return found


def _bare(quantity: Quantity, *, label: str) -> Quantity:
    return quantity.model_copy(update={"label": label, "made_from": ()})


_LABELS = {
    "gone_hours": "減る時間（なくす作業）",
    "moved_hours": "移る時間（ほかの担当へ）",
    "received_hours": "移った先の職員の時間",
    "moved_to_citizen_hours": "市民に移る時間",
    "freed_hours": "空く時間（残る作業が短くなる）",
    "grown_hours": "増える時間（残る作業が長くなる）",
    "added_hours": "加わる時間（新しい作業）",
}


def _split(pairs: Sequence[Pair]) -> dict[str, Quantity]:
    parts: dict[str, list[_Ends]] = {name: [] for name in _LABELS}
    grades: dict[str, list[Grade]] = {name: [] for name in _LABELS}
    for pair in pairs:
        for name, ends in _parts(pair.as_is, pair.to_be):
            parts[name].append(ends)
            grades[name] += [
                step.hours.grade for step in (pair.as_is, pair.to_be) if step is not None
            ]
    return {
        name: _hours(parts[name], label=label, grades=grades[name])
        for name, label in _LABELS.items()
    }


def _parts(before: StepCost | None, after: StepCost | None) -> Iterator[tuple[str, _Ends]]:
    """What a pair adds to the hours that are saved or not."""
    was_staff = before is not None and before.lane_kind is LaneKind.STAFF
    is_staff = after is not None and after.lane_kind is LaneKind.STAFF
    if before and after and before.lane == after.lane:
        if before.hours == after.hours:
            return
        if was_staff and before.hours.value >= after.hours.value:
            yield "freed_hours", _less(before.hours, after.hours)
        elif was_staff:
            yield "grown_hours", _less(after.hours, before.hours)
        return
    if before and was_staff:
        yield ("moved_hours" if after else "gone_hours"), _ends(before.hours)
        if after and after.lane_kind is LaneKind.CITIZEN:
            yield "moved_to_citizen_hours", _ends(after.hours)
    if after and is_staff:
        yield ("received_hours" if before else "added_hours"), _ends(after.hours)


def _trips(flow: Flow, counted: Cost, *, cases: Quantity, when: str) -> Quantity:
    goes = [
        each
        for step, each in zip(flow.steps, counted.steps, strict=True)
        if each.lane_kind is LaneKind.CITIZEN and _is_trip(step)
    ]
    often = sum(each.visit_ratio for each in goes)
    value, low, high = (end * often for end in _ends(cases))
    return Quantity(
        value=value,
        unit="回",
        low=low if low != high else None,
        high=high if low != high else None,
        label=f"1年に市民が足を運ぶ回数（{when}）",
        grade=cases.grade,
    )


def _is_trip(step: Step) -> bool:
    return bool(_TRIP.search(f"{step.name} {step.uses}"))
