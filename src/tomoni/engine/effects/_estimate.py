"""From two flows and what is assumed to the effect of going from one to the other."""

from collections.abc import Mapping

import numpy as np

from tomoni.engine.core import Quantity, Value
from tomoni.engine.effects._assumptions import YEARS, Assumptions
from tomoni.engine.effects._draws import quantiles
from tomoni.engine.effects._errors import EffectsError
from tomoni.engine.effects._influences import Influence, influences
from tomoni.engine.effects._inputs import Model, model
from tomoni.engine.effects._outcome import Outcome, outcome
from tomoni.engine.effects._reckoned import BALANCE, LEVEL, Reckoned
from tomoni.engine.flows import Comparison, Cost

DRAWS, SEED = 4_000, 1

_SPLIT = (
    "gone_hours",
    "moved_hours",
    "received_hours",
    "freed_hours",
    "grown_hours",
    "added_hours",
    "moved_to_citizen_hours",
)


class YearEffect(Value):
    """One of the years: `staff_hours`, `yen`, `citizen_hours`, `cost_yen`, and `balance_yen`, the
    円 saved less the 円 spent since the beginning."""

    year: int
    """From 1."""
    fiscal_year: int | None = None
    quantities: dict[str, Quantity]


class Estimate(Value):
    """The effect a year: hours of staff, the same in yen, hours of citizens; never added up.

    `quantities`: `staff_hours`, `yen`, `citizen_hours` (positive: saved) of a year in which all of
    it has set in; where the costs are known `initial_yen`, `yearly_yen`, `payback_years`,
    `paid_back_share` (the share of draws that pay back within five years); over five years
    `five_year_staff_hours`, `five_year_yen`, `five_year_citizen_hours`, `five_year_cost_yen`,
    `five_year_balance_yen`. `split`: the staff hours by what becomes of them, as
    `flows.Comparison` tells, without ranges. `influences`: each assumption, the most decisive for
    the balance first.

    A value is what comes out when every assumption is as likely. A range holds the middle `level`
    of the `draws`, and the value.
    """

    as_is: str
    to_be: str
    quantities: dict[str, Quantity]
    years: tuple[YearEffect, ...] = ()
    split: dict[str, Quantity] = {}
    influences: tuple[Influence, ...] = ()
    freed_time_use: str = ""
    """What the freed time gives back to citizens."""
    never_paid_back: float = 0
    """The share of draws in which the initial cost is never made good."""
    level: float = LEVEL
    draws: int = 0
    seed: int = 0


def estimate(
    assumptions: Assumptions,
    *,
    as_is: Cost,
    to_be: Cost,
    comparison: Comparison | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Estimate:
    """The hours a year that the change from one flow to the other saves, and what they cost.

    yen = Σ over lanes of staff hours × what an hour of the lane's position costs that year. All
    assumptions are drawn at once, each independently between its ends (PERT distribution, Latin
    hypercube: see `at`, `quantiles`), and everything is reckoned anew for each draw. What stands
    behind several numbers is drawn once: a year has equally many cases in both flows, a step that
    is in both (same name, same lane) is equally fast in both, a position costs alike in all years.
    How many cases go which way is not drawn.

    Raises `EffectsError`: `no-minutes` when no step of either flow has minutes,
    `unknown-position`, `lane-not-in-flows`, `too-few-draws` (less than 100).
    """
    if not any(step.minutes for cost in (as_is, to_be) for step in cost.steps):
        raise EffectsError("no-minutes")
    if draws < 100:
        raise EffectsError("too-few-draws", draws=draws)
    known = model(assumptions, as_is=as_is, to_be=to_be)
    drawn = _drawn(known, draws=draws, seed=seed)
    reckoned = Reckoned(assumptions, known, outcome(known, {}), drawn, (as_is, to_be))
    return Estimate(
        as_is=as_is.title,
        to_be=to_be.title,
        quantities={**reckoned.full(), **reckoned.costs(), **reckoned.totals()},
        years=tuple(_year(reckoned, place, assumptions.first_year) for place in range(YEARS)),
        split=_split(comparison),
        influences=influences(known, balance=BALANCE),
        freed_time_use=assumptions.freed_time_use,
        never_paid_back=float(np.mean(np.isinf(drawn.payback_years))),
        draws=draws,
        seed=seed,
    )


def _year(reckoned: Reckoned, place: int, first: int | None) -> YearEffect:
    return YearEffect(
        year=place + 1,
        fiscal_year=None if first is None else first + place,
        quantities=reckoned.year(place),
    )


def _drawn(known: Model, *, draws: int, seed: int) -> Outcome:
    return outcome(
        known,
        {
            each.key: quantiles(each.key, draws=draws, seed=seed)
            for each in known.inputs
            if not each.sure
        },
    )


def _split(comparison: Comparison | None) -> dict[str, Quantity]:
    """What becomes of the hours; ends of steps one by one say nothing of the whole: left out."""
    found: Mapping[str, Quantity] = {} if comparison is None else comparison.quantities
    return {
        name: found[name].model_copy(
            update={
                "low": None,
                "high": None,
                "made_from": ("as_is.staff_hours", "to_be.staff_hours"),
            }
        )
        for name in _SPLIT
        if name in found and found[name].value
    }
