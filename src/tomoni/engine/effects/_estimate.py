"""From two flows and what is assumed to the effect of going from one to the other."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import ConfigDict, Field

from tomoni.engine.core import Grade, Quantity, Value
from tomoni.engine.effects._errors import EffectsError
from tomoni.engine.flows import Cost, LaneKind, StepCost

NotNegative = Annotated[float, Field(ge=0)]
_Ends = tuple[float, float, float]


class Assumptions(Value):
    """What an estimate stands on besides the flows; a worksheet may hold further fields."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    yen_per_hour: NotNegative
    """Full cost of one hour of staff time."""
    initial_yen: NotNegative | None = None
    yearly_yen: NotNegative | None = None


class Estimate(Value):
    """The effect a year: hours of staff, the same in yen, hours of citizens; never added up.

    `quantities`: `staff_hours`, `yen`, `citizen_hours` (positive: saved), and where the costs are
    known `initial_yen`, `yearly_yen`, `payback_years`.
    """

    as_is: str
    to_be: str
    quantities: dict[str, Quantity]


def estimate(assumptions: Assumptions, *, as_is: Cost, to_be: Cost) -> Estimate:
    """The hours a year that the change from one flow to the other saves, and what they cost.

    yen = staff hours × cost of an hour. Range: a step that is in both flows (same name, same lane)
    is equally fast in both, and the year has equally many cases; steps of only one of the two vary
    on their own, so their ends add up against each other. Raises `EffectsError("no-minutes")` when
    no step of either flow has minutes.
    """
    if not any(step.minutes for cost in (as_is, to_be) for step in cost.steps):
        raise EffectsError("no-minutes")
    staff = _saved(LaneKind.STAFF, "staff_hours", "1年に減る職員の時間", as_is=as_is, to_be=to_be)
    citizen = _saved(
        LaneKind.CITIZEN, "citizen_hours", "1年に減る市民の時間", as_is=as_is, to_be=to_be
    )
    yen = Quantity(
        value=staff.value * assumptions.yen_per_hour,
        unit="円",
        low=None if staff.low is None else staff.low * assumptions.yen_per_hour,
        high=None if staff.high is None else staff.high * assumptions.yen_per_hour,
        label="減る職員の時間を人件費に直した額（1年）",
        grade=Grade.weakest([staff.grade, Grade.ESTIMATE]),
        made_from=("self.staff_hours", "assumptions.yen_per_hour"),
    )
    saved = {"staff_hours": staff, "yen": yen, "citizen_hours": citizen}
    return Estimate(
        as_is=as_is.title, to_be=to_be.title, quantities=saved | _costs(assumptions, saved=yen)
    )


def _saved(kind: LaneKind, name: str, label: str, *, as_is: Cost, to_be: Cost) -> Quantity:
    before, after = _steps(as_is, kind), _steps(to_be, kind)
    ends = [_difference(before.get(key), after.get(key)) for key in {**before, **after}]
    value, low, high = (sum(end[place] for end in ends) for place in range(3))
    measured = [cost.quantities[name] for cost in (as_is, to_be)]
    return Quantity(
        value=value,
        unit="時間",
        low=low if low < high else None,
        high=high if low < high else None,
        label=label,
        grade=Grade.weakest([quantity.grade for quantity in measured]),
        made_from=(f"as_is.{name}", f"to_be.{name}"),
    )


def _steps(cost: Cost, kind: LaneKind) -> dict[tuple[str, str], _Ends]:
    """Hours (value, low, high) by lane and name; steps of one name in one lane together."""
    found: dict[tuple[str, str], _Ends] = {}
    for step in cost.steps:
        if step.lane_kind is kind:
            key = (step.lane, step.name)
            found[key] = _added([found.get(key, (0.0, 0.0, 0.0)), _ends(step)])
    return found


def _ends(step: StepCost) -> _Ends:
    hours = step.hours
    low = hours.value if hours.low is None else hours.low
    high = hours.value if hours.high is None else hours.high
    return hours.value, low, high


def _added(ends: Iterable[_Ends]) -> _Ends:
    value, low, high = (sum(column) for column in zip(*ends, strict=True))
    return value, low, high


def _difference(before: _Ends | None, after: _Ends | None) -> _Ends:
    if before is None or after is None:
        value, low, high = before or after or (0.0, 0.0, 0.0)
        return (value, low, high) if after is None else (-value, -high, -low)
    # The usual may save more or less than both ends do: the range holds all three.
    ends = [was - will for was, will in zip(before, after, strict=True)]
    return ends[0], min(ends), max(ends)


def _costs(assumptions: Assumptions, *, saved: Quantity) -> dict[str, Quantity]:
    found: dict[str, Quantity] = {}
    for name, label in (("initial_yen", "導入にかかる費用"), ("yearly_yen", "1年の運用費用")):
        value = getattr(assumptions, name)
        if value is not None:
            found[name] = Quantity(
                value=value,
                unit="円",
                label=label,
                grade=Grade.ESTIMATE,
                made_from=(f"assumptions.{name}",),
            )
    rest = saved.value - (assumptions.yearly_yen or 0)
    if assumptions.initial_yen and rest > 0:
        found["payback_years"] = Quantity(
            value=assumptions.initial_yen / rest,
            unit="年",
            label="導入費用を取り戻すまでの年数",
            grade=saved.grade,
            made_from=("self.yen", *(f"self.{name}" for name in found)),
        )
    return found
