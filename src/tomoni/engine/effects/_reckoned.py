"""What came out, as quantities: the likely value, its range, how well it is known, its sources."""

from typing import Any

import numpy as np

from tomoni.engine.core import Grade, Quantity
from tomoni.engine.effects._assumptions import YEARS, Assumptions, When
from tomoni.engine.effects._inputs import Model
from tomoni.engine.effects._outcome import Outcome
from tomoni.engine.flows import Cost

LEVEL = 0.95
"""How much of the draws a range holds."""
BALANCE = "five_year_balance_yen"

_UNITS = {"staff_hours": "時間", "citizen_hours": "時間"}
_YEAR_LABELS = {
    "staff_hours": "職員の時間",
    "yen": "人件費に直した額",
    "citizen_hours": "市民の時間",
    "cost_yen": "費用",
    "balance_yen": "差し引きの累計",
}


class Reckoned:
    """The likely outcome and the drawn ones, as quantities."""

    def __init__(
        self,
        assumptions: Assumptions,
        known: Model,
        likely: Outcome,
        drawn: Outcome,
        flows: tuple[Cost, Cost],
    ) -> None:
        self._assumptions, self._known = assumptions, known
        self._likely, self._drawn = likely, drawn
        hours = {
            name: Grade.weakest([cost.quantities[name].grade for cost in flows])
            for name in ("staff_hours", "citizen_hours")
        }
        self._grades = {**hours, "yen": Grade.weakest([hours["staff_hours"], Grade.ESTIMATE])}

    def full(self) -> dict[str, Quantity]:
        labels = {
            "staff_hours": "1年に減る職員の時間",
            "yen": "減る職員の時間を人件費に直した額（1年）",
            "citizen_hours": "1年に減る市民の時間",
        }
        return {
            name: _quantity(
                self._likely.full[name],
                self._drawn.full[name],
                unit=_UNITS.get(name, "円"),
                label=label,
                grade=self._grades[name],
                made_from=self._sources(name),
            )
            for name, label in labels.items()
        }

    def costs(self) -> dict[str, Quantity]:
        labels = {
            "initial_yen": (When.ONCE, "導入にかかる費用"),
            "yearly_yen": (When.YEARLY, "1年の運用費用"),
        }
        found = {
            name: _quantity(
                getattr(self._likely, name),
                getattr(self._drawn, name),
                unit="円",
                label=label,
                made_from=self._cost_source(name, when),
            )
            for name, (when, label) in labels.items()
            if self._assumptions.lines(when)
        }
        return {**found, **self._payback(tuple(f"self.{name}" for name in ("yen", *found)))}

    def _payback(self, made_from: tuple[str, ...]) -> dict[str, Quantity]:
        if not self._likely.initial_yen:
            return {}
        years, drawn = float(self._likely.payback_years[0]), self._drawn.payback_years
        share = Quantity(
            value=float(np.mean(drawn <= YEARS)),
            unit="割合",
            label=f"{YEARS}年のうちに導入費用を取り戻せる見込み",
            grade=Grade.ESTIMATE,
            made_from=made_from,
        )
        if np.isinf(years):
            return {"paid_back_share": share}
        found = _quantity(
            years,
            drawn,
            unit="年",
            label="導入費用を取り戻すまでの年数",
            grade=self._grades["yen"],
            made_from=made_from,
        )
        return {"payback_years": found, "paid_back_share": share}

    def totals(self) -> dict[str, Quantity]:
        labels = {
            "staff_hours": "5年に減る職員の時間",
            "yen": "減る職員の時間を人件費に直した額（5年）",
            "citizen_hours": "5年に減る市民の時間",
            "cost_yen": "5年にかかる費用",
        }
        costs = ("self.initial_yen",) * bool(self._assumptions.lines(When.ONCE))
        costs += ("self.yearly_yen",) * bool(self._assumptions.lines(When.YEARLY))
        found = {
            f"five_year_{name}": _quantity(
                sum(year[name] for year in self._likely.years),
                sum(year[name] for year in self._drawn.years),
                unit=_UNITS.get(name, "円"),
                label=label,
                grade=self._grades.get(name, Grade.ESTIMATE),
                made_from=costs if name == "cost_yen" else (f"self.{name}", "assumptions"),
            )
            for name, label in labels.items()
            if name != "cost_yen" or costs
        }
        balance = _quantity(
            self._likely.years[-1]["balance_yen"],
            self._drawn.years[-1]["balance_yen"],
            unit="円",
            label="5年の差し引き（人件費に直した額から費用を引いた額）",
            made_from=("self.five_year_yen", *(("self.five_year_cost_yen",) if costs else ())),
        )
        return {**found, BALANCE: balance}

    def year(self, place: int) -> dict[str, Quantity]:
        return {
            name: _quantity(
                self._likely.years[place][name],
                self._drawn.years[place][name],
                unit=_UNITS.get(name, "円"),
                label=label,
                grade=self._grades.get(name, Grade.ESTIMATE),
            )
            for name, label in _YEAR_LABELS.items()
        }

    def _sources(self, name: str) -> tuple[str, ...]:
        if name != "yen":
            return (f"as_is.{name}", f"to_be.{name}")
        table = ("assumptions",) if any(self._known.lanes.values()) else ()
        return ("self.staff_hours", "assumptions.yen_per_hour", *table)

    def _cost_source(self, name: str, when: When) -> tuple[str, ...]:
        typed = not any(line.when is when for line in self._assumptions.costs)
        return (f"assumptions.{name}",) if typed else ("assumptions",)


def _quantity(
    likely: Any,
    drawn: Any,
    *,
    unit: str,
    label: str,
    grade: Grade = Grade.ESTIMATE,
    made_from: tuple[str, ...] = (),
) -> Quantity:
    """The likely value with the middle `LEVEL` of the drawn ones; no range where they are alike, or
    where an end of it is infinite."""
    values = np.atleast_1d(drawn)
    # Between two draws of which one never comes there is nothing to interpolate.
    ends = np.quantile(
        values,
        [(1 - LEVEL) / 2, (1 + LEVEL) / 2],
        method="linear" if np.isfinite(values).all() else "inverted_cdf",
    )
    low, high = min(float(ends[0]), float(likely)), max(float(ends[1]), float(likely))
    ranged = low != high and np.isfinite(high)
    return Quantity(
        value=float(likely),
        unit=unit,
        low=low if ranged else None,
        high=high if ranged else None,
        label=label,
        grade=grade,
        made_from=made_from,
    )
