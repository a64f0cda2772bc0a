"""What each assumption alone does to the effect."""

from typing import Any

from tomoni.engine.core import Grade, Value
from tomoni.engine.effects._assumptions import Ends
from tomoni.engine.effects._inputs import Model
from tomoni.engine.effects._outcome import Outcome, outcome


class Swing(Value):
    """A result with the assumption at its lowest and at its highest."""

    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far apart the two are."""
        return abs(self.at_high - self.at_low)


class Influence(Value):
    """What one assumption alone does, all others as likely.

    `ends`: its own, several where it is not the same in both flows or in all years. `results`:
    `staff_hours`, `citizen_hours` and `five_year_balance_yen`; the two hours of a year in which
    all has set in.
    """

    label: str
    unit: str
    ends: tuple[Ends, ...]
    grade: Grade
    results: dict[str, Swing]


def influences(model: Model, *, balance: str) -> tuple[Influence, ...]:
    """Every assumption that is in doubt, the most decisive for the balance first.

    One at a time goes from its lowest to its highest (a tornado; Saltelli and others, Global
    Sensitivity Analysis, 2008, section 1.2): what assumptions do together does not show.
    """
    found = []
    for each in model.inputs:
        if each.sure:
            continue
        low, high = (_results(outcome(model, {each.key: end}), balance) for end in ("low", "high"))
        found.append(
            Influence(
                label=each.label,
                unit=each.unit,
                ends=each.ends,
                grade=each.grade,
                results={
                    name: Swing(at_low=float(low[name]), at_high=float(high[name])) for name in low
                },
            )
        )
    return tuple(sorted(found, key=lambda one: -one.results[balance].width))


def _results(found: Outcome, balance: str) -> dict[str, Any]:
    return {
        "staff_hours": found.full["staff_hours"],
        "citizen_hours": found.full["citizen_hours"],
        balance: found.years[-1]["balance_yen"],
    }
