"""A first safe pattern, fast: cheapest moves one after another, then what is needless goes."""

from collections.abc import Callable, Iterator

import highspy
import numpy as np
from scipy import sparse

from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._moves import NEAR, Need, passed, room_down, room_up, solver
from tomoni.engine.privacy._problem import Flags, Numbers, Problem
from tomoni.engine.privacy._witnesses import Witnesses

_FREE = 1e-5
"""What a hidden cell costs, as a share of the mean weight: short ways are preferred."""
_SPREADS = (0.0, 0.1, 0.2, 0.5, 0.5, 1.0, 1.0, 2.0, 2.0, 4.0, 4.0)

_ANSWERED = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kTimeLimit,
)


class Cover:
    """Meets each need by the move through the cheapest cells that are not hidden yet.

    A cell costs its weight in proportion to how much of it the move uses (the linear programming
    heuristic of Kelly, Golden and Assad 1990 and Fischetti and Salazar-González 2000).
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._n = len(problem.values)
        shut = problem.open
        self._up = np.where(shut, 0.0, room_up(problem))
        self._down = np.where(shut, 0.0, room_down(problem))
        self._solver = self._ready(solver(presolve="off", solver="simplex"))
        self._all = np.arange(2 * self._n, dtype=np.int32)

    def complete(
        self, witnesses: Witnesses, hidden: Flags, *, weights: Numbers, left: Callable[[], float]
    ) -> Flags | None:
        """More hidden cells, so that all needs are met; `weights` (n,) steer the choice.

        None when no seconds are `left` before that. Raises `PrivacyError` `no-safe-table` when a
        need cannot be met by hiding everything.
        """
        hidden = hidden.copy()
        unmet = set(witnesses.lacking(hidden))
        for place, need in enumerate(witnesses.needs):
            if place not in unmet:
                continue
            for move in self._tries(need, hidden=hidden, weights=weights, left=left):
                met = witnesses.offer(move, among=sorted(unmet))
                if place in met:
                    unmet -= met
                    hidden |= np.abs(move) > NEAR
                    break
            else:
                return None
        return hidden

    def _ready(self, found: highspy.Highs) -> highspy.Highs:
        equations = sparse.csr_array(self._problem.equations)
        return passed(
            found,
            rows=sparse.hstack([equations, -equations], format="csr"),
            low=np.zeros(2 * self._n),
            high=np.concatenate([self._up, self._down]),
            costs=np.zeros(2 * self._n),
        )

    def _tries(
        self, need: Need, *, hidden: Flags, weights: Numbers, left: Callable[[], float]
    ) -> Iterator[Numbers]:
        """The cheapest move; others nearly as cheap, since one may be whole; one forced whole."""
        random = np.random.default_rng(need.cell)
        for spread in _SPREADS:
            if left() > 0:
                shaken = weights * (1 + spread * random.random(self._n))
                yield from self._cheapest(need, hidden=hidden, weights=shaken)
        if left() > 0:
            yield from self._whole(need, hidden=hidden, weights=weights, seconds=left())

    def _cheapest(self, need: Need, *, hidden: Flags, weights: Numbers) -> Iterator[Numbers]:
        program = self._solver
        program.changeColsCost(2 * self._n, self._all, self._costs(need, hidden, weights))
        return self._asked(program, need)

    def _whole(
        self, need: Need, *, hidden: Flags, weights: Numbers, seconds: float
    ) -> Iterator[Numbers]:
        program = self._ready(solver(mip_rel_gap=1.0, time_limit=seconds))
        program.changeColsCost(2 * self._n, self._all, self._costs(need, hidden, weights))
        program.changeColsIntegrality(
            2 * self._n, self._all, np.full(2 * self._n, highspy.HighsVarType.kInteger)
        )
        return self._asked(program, need)

    def _asked(self, program: highspy.Highs, need: Need) -> Iterator[Numbers]:
        towards, away = (0, self._n) if need.way > 0 else (self._n, 0)
        room = (self._up, self._down)[:: need.way]
        most = room[0][need.cell]
        if most < need.amount * (1 - NEAR):
            raise PrivacyError("no-safe-table")
        program.changeColBounds(towards + need.cell, min(need.amount, most), most)
        program.changeColBounds(away + need.cell, 0.0, 0.0)
        program.run()
        status = program.getModelStatus()
        if status not in _ANSWERED:
            program.clearSolver()
            program.run()
            status = program.getModelStatus()
        program.changeColBounds(towards + need.cell, 0.0, room[0][need.cell])
        program.changeColBounds(away + need.cell, 0.0, room[1][need.cell])
        if status == highspy.HighsModelStatus.kInfeasible:
            raise PrivacyError("no-safe-table")
        if status == highspy.HighsModelStatus.kOptimal:
            found: Numbers = np.asarray(program.getSolution().col_value)
            yield found[: self._n] - found[self._n :]

    def _costs(self, need: Need, hidden: Flags, weights: Numbers) -> Numbers:
        free = _FREE * float(weights.mean()) + 1e-9
        shown = np.where(hidden, free, weights + free)
        rooms = np.concatenate([self._up, self._down])
        use = np.clip(np.minimum(rooms, need.amount), 1e-3, None)
        costs: Numbers = np.concatenate([shown, shown]) / use
        return costs


def trimmed(
    witnesses: Witnesses,
    hidden: Flags,
    *,
    order: Numbers,
    fixed: Flags,
    go_on: Callable[[], bool],
) -> Flags:
    """The pattern without its needless cells, tried from the largest `order` (n,) down.

    `hidden` has to be safe, with a move held for every need; so is the answer, whenever `go_on`
    says that it is enough. `fixed` cells stay hidden.
    """
    hidden = hidden.copy()
    candidates = np.flatnonzero(hidden & ~fixed)
    for cell in candidates[np.argsort(-order[candidates], kind="stable")]:
        if not go_on():
            break
        hidden[cell] = False
        broken = witnesses.using(int(cell))
        if any(
            witnesses.lacks(place, hidden)
            and witnesses.attack(place, hidden=hidden, among=broken) is not None
            for place in broken
        ):
            hidden[cell] = True
    return hidden
