"""Flows of a few steps, counted, for the tests of effects."""

from tomoni.engine import flows
from tomoni.engine.core import Grade, Quantity

Minutes = tuple[float, float, float]


def counted(
    *steps: tuple[str, str, Minutes | None],
    cases: float = 600,
    low: float | None = None,
    high: float | None = None,
    grade: Grade = Grade.MEASURED,
) -> flows.Cost:
    """The cost of steps one after the other, each with lane, name and minutes."""
    made = tuple(
        flows.Step(
            id=f"s{place}",
            name=name,
            lane=lane,
            minutes=span and flows.Minutes(low=span[0], likely=span[1], high=span[2]),
            next=(flows.Next(to=f"s{place + 1}"),) if place + 1 < len(steps) else (),
            grade=grade,
        )
        for place, (lane, name, span) in enumerate(steps)
    )
    kinds = {"市民": flows.LaneKind.CITIZEN, "その他": flows.LaneKind.OTHER}
    lanes = tuple(
        flows.Lane(name=name, kind=kinds.get(name, flows.LaneKind.STAFF))
        for name in dict.fromkeys(lane for lane, _, _ in steps)
    )
    flow = flows.Flow(title=f"{len(steps)}の作業", lanes=lanes, steps=made)
    quantity = Quantity(value=cases, low=low, high=high, unit="件", grade=Grade.REGISTER)
    return flows.cost(flow, cases=quantity)


def ends(quantity: Quantity) -> tuple[float | None, float, float | None]:
    return quantity.low, quantity.value, quantity.high
