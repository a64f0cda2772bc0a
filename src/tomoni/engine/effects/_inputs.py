"""Every assumption behind an effect, once, however often it comes in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tomoni.engine.core import Grade
from tomoni.engine.effects._assumptions import YEARS, Assumptions, CostLine, Ends, When
from tomoni.engine.effects._errors import EffectsError
from tomoni.engine.flows import Cost, LaneKind, StepCost

AS_IS, TO_BE = 0, 1
Work = tuple[LaneKind, str, str]
"""A piece of work: whose time, lane, name of the step."""


@dataclass(frozen=True)
class Input:
    """One assumption. It may stand behind several numbers, which then rise and fall together."""

    key: str
    label: str
    unit: str
    ends: tuple[Ends, ...]
    """Its own, those without doubt left out: several where it is not the same everywhere."""
    grade: Grade = Grade.ESTIMATE

    @property
    def sure(self) -> bool:
        return all(each.low == each.high for each in self.ends)


@dataclass(frozen=True)
class Model:
    """All that an effect is reckoned from; `inputs` in the order in which they are told."""

    inputs: tuple[Input, ...]
    cases: tuple[Ends, Ends]
    minutes: Mapping[Work, tuple[Ends | None, Ends | None]]
    """Minutes for one case by work, as it is and as it should be; None where it is not done."""
    lanes: Mapping[str, str]
    """Lane of staff → the key of what its hour costs."""
    hourly: Mapping[str, tuple[Ends, ...]]
    """What an hour costs by that key, in each of the years."""
    costs: tuple[CostLine, ...]
    reach: tuple[Ends, ...] = field(default=(Ends.fixed(1),) * YEARS)


def model(assumptions: Assumptions, *, as_is: Cost, to_be: Cost) -> Model:
    """The model of an effect. Raises `EffectsError`: `unknown-position`, `lane-not-in-flows`."""
    minutes = _minutes(as_is, to_be)
    lanes = {lane: "" for kind, lane, _ in minutes if kind is LaneKind.STAFF}
    known = {step.lane for cost in (as_is, to_be) for step in cost.steps}
    priced = {each.position for each in assumptions.unit_costs}
    for place, (lane, position) in enumerate(assumptions.positions.items(), start=1):
        if lane not in known:
            raise EffectsError("lane-not-in-flows", row=place)
        if position not in priced:
            raise EffectsError("unknown-position", row=place)
        if lane in lanes:
            lanes[lane] = position
    cases = _cases(as_is), _cases(to_be)
    costs = tuple(line for when in When for line in assumptions.lines(when))
    reach = tuple(assumptions.reach.get(year, Ends.fixed(1)) for year in range(1, YEARS + 1))
    hourly = {position: _hourly(assumptions, position) for position in lanes.values()}
    found = (
        _input("cases", "1年の件数", "件", cases, as_is.quantities["cases"].grade),
        *_of_minutes(minutes, as_is, to_be),
        *(
            _input(f"hour:{key}", _hour_label(key), "円", ends, Grade.ESTIMATE)
            for key, ends in hourly.items()
        ),
        *(
            _input(f"cost:{place}", line.name, "円", (line.yen,), Grade.ESTIMATE)
            for place, line in enumerate(costs)
        ),
        _input("reach", "行き渡る割合", "割合", reach, Grade.ESTIMATE),
    )
    return Model(
        inputs=found,
        cases=cases,
        minutes=minutes,
        lanes=lanes,
        hourly=hourly,
        costs=costs,
        reach=reach,
    )


def key_of(work: Work) -> str:
    """The key of the assumption how long a piece of work takes."""
    return "work:" + "\t".join(work)


def _input(key: str, label: str, unit: str, ends: Iterable[Ends], grade: Grade) -> Input:
    known = tuple(dict.fromkeys(ends))
    unsure = tuple(each for each in known if each.low != each.high)
    return Input(key=key, label=label, unit=unit, ends=unsure or known[:1], grade=grade)


def _hour_label(position: str) -> str:
    return f"1時間の人件費（{position}）" if position else "職員1時間の人件費"


def _cases(cost: Cost) -> Ends:
    cases = cost.quantities["cases"]
    ends = (cases.low, cases.high)
    if None in ends:
        return Ends.fixed(cases.value)
    low, high = (end for end in ends if end is not None)
    # A count that is typed beside its own ends may lie outside them.
    return Ends(low=min(low, cases.value), likely=cases.value, high=max(high, cases.value))


def _minutes(as_is: Cost, to_be: Cost) -> dict[Work, tuple[Ends | None, Ends | None]]:
    before, after = _of_flow(as_is), _of_flow(to_be)
    return {work: (before.get(work), after.get(work)) for work in {**before, **after}}


def _of_flow(cost: Cost) -> dict[Work, Ends]:
    """Steps of one name in one lane are one piece of work."""
    found: dict[Work, Ends] = {}
    for step in cost.steps:
        if step.minutes is not None and step.lane_kind is not LaneKind.OTHER:
            work = (step.lane_kind, step.lane, step.name)
            known = found.get(work, Ends.fixed(0))
            found[work] = Ends(
                low=known.low + step.visit_ratio * step.minutes.low,
                likely=known.likely + step.visit_ratio * step.minutes.likely,
                high=known.high + step.visit_ratio * step.minutes.high,
            )
    return found


def _of_minutes(
    minutes: Mapping[Work, tuple[Ends | None, Ends | None]], as_is: Cost, to_be: Cost
) -> Iterator[Input]:
    for work, both in minutes.items():
        _, lane, name = work
        yield _input(
            key_of(work),
            f"「{name}」の分（{lane}）",
            "分",
            [ends for ends in both if ends is not None],
            Grade.weakest([step.grade for step in _steps(work, as_is, to_be)]),
        )


def _steps(work: Work, *costs: Cost) -> Iterator[StepCost]:
    for cost in costs:
        for step in cost.steps:
            if (step.lane_kind, step.lane, step.name) == work:
                yield step


def _hourly(assumptions: Assumptions, position: str) -> tuple[Ends, ...]:
    if not position:
        return (Ends.fixed(assumptions.yen_per_hour),) * YEARS
    rows = {
        each.year: each.yen_per_hour for each in assumptions.unit_costs if each.position == position
    }
    first = assumptions.first_year
    years = [None if first is None else first + place for place in range(YEARS)]
    return tuple(_of_year(rows, year) for year in years)


def _of_year(rows: Mapping[int | None, Ends], year: int | None) -> Ends:
    """The row of the year, else the latest before it, else that of all years, else the first."""
    dated = sorted(each for each in rows if each is not None)
    before = [each for each in dated if year is None or each <= year]
    for key in (*before[-1:], None, *dated[:1]):
        if key in rows:
            return rows[key]
    raise AssertionError(rows)
