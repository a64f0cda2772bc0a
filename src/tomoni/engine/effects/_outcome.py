"""From assumptions in some state to what comes out: one number each, or one for every draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tomoni.engine.effects._assumptions import YEARS, Ends, When
from tomoni.engine.effects._draws import Numbers, State, at
from tomoni.engine.effects._inputs import AS_IS, TO_BE, Model, key_of
from tomoni.engine.flows import LaneKind

_MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class Outcome:
    """What comes out; arrays have one value for every draw, shape (draws,), or are plain numbers.

    A year: hours and 円 with the reach of that year, the cost that falls due in it, and the balance
    of 円 since the beginning. `full`: a year in which all of the effect has set in.
    """

    full: Mapping[str, Any]
    years: tuple[Mapping[str, Any], ...]
    initial_yen: Any
    yearly_yen: Any
    payback_years: Any
    """Infinite where it never pays back."""


def outcome(model: Model, states: Mapping[str, State]) -> Outcome:
    """What comes out when every assumption is in its state (`likely` unless one is given)."""

    def value(ends: Ends, key: str) -> Any:
        return at(ends, states.get(key, "likely"))

    lanes = _saved(model, value)
    staff = sum(lanes[LaneKind.STAFF].values(), 0.0)
    citizen = sum(lanes[LaneKind.CITIZEN].values(), 0.0)
    yen = [
        sum(
            (
                hours * value(model.hourly[key][year], f"hour:{key}")
                for lane, hours in lanes[LaneKind.STAFF].items()
                for key in (model.lanes[lane],)
            ),
            0.0,
        )
        for year in range(YEARS)
    ]
    due = dict.fromkeys(When, 0.0)
    for place, line in enumerate(model.costs):
        due[line.when] = due[line.when] + value(line.yen, f"cost:{place}")
    reach = [value(ends, "reach") for ends in model.reach]
    years = _years(reach, staff=staff, citizen=citizen, yen=yen, due=due)
    return Outcome(
        full={"staff_hours": staff, "yen": yen[0], "citizen_hours": citizen},
        years=years,
        initial_yen=due[When.ONCE],
        yearly_yen=due[When.YEARLY],
        payback_years=payback(due[When.ONCE], [year["yen"] - due[When.YEARLY] for year in years]),
    )


def _saved(model: Model, value: Any) -> dict[LaneKind, dict[str, Any]]:
    """Hours a year that are saved, by kind and name of the lane."""
    found: dict[LaneKind, dict[str, Any]] = {kind: {} for kind in LaneKind}
    cases = [value(ends, "cases") for ends in model.cases]
    for work, both in model.minutes.items():
        kind, lane, _ = work
        before, after = (
            0.0 if ends is None else cases[side] * value(ends, key_of(work)) / _MINUTES_PER_HOUR
            for side, ends in zip((AS_IS, TO_BE), both, strict=True)
        )
        found[kind][lane] = found[kind].get(lane, 0.0) + (before - after)
    return found


def _years(
    reach: list[Any], *, staff: Any, citizen: Any, yen: list[Any], due: Mapping[When, Any]
) -> tuple[Mapping[str, Any], ...]:
    found: list[Mapping[str, Any]] = []
    balance: Any = 0.0
    for place, share in enumerate(reach):
        cost = due[When.YEARLY] + (due[When.ONCE] if place == 0 else 0.0)
        balance = balance + yen[place] * share - cost
        found.append(
            {
                "staff_hours": staff * share,
                "yen": yen[place] * share,
                "citizen_hours": citizen * share,
                "cost_yen": cost,
                "balance_yen": balance,
            }
        )
    return tuple(found)


def payback(initial: Any, left: list[Any]) -> Numbers:
    """Years until what is left of each year has made good the initial cost, spread evenly over the
    year; after the last year all are like it. Infinite where that never comes, 0 where there is
    nothing to make good; shape (draws,)."""
    initial, *rest = np.broadcast_arrays(np.atleast_1d(initial), *left)
    years = np.where(initial > 0, np.inf, 0.0)
    missing = initial.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        for place, gain in enumerate(rest):
            last = place == len(rest) - 1
            reached = np.isinf(years) & (gain > 0) & ((missing <= gain) | last)
            years = np.where(reached, place + missing / gain, years)
            missing = missing - gain
    return years
