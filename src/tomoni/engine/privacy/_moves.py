"""Changes of a table that an outsider cannot rule out, searched by linear programming."""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from tomoni.engine.privacy._problem import Numbers, Problem

NEAR = 1e-6
"""Two numbers of a solver closer than this are the same."""
_STEPS = 840.0


@dataclass(frozen=True)
class Need:
    """An outsider has to think it possible that a cell is `amount` more (way 1) or less (-1)."""

    cell: int
    way: int
    amount: float


def needs_of(problem: Problem) -> tuple[Need, ...]:
    """All needs, the largest first."""
    both = ((1, problem.need_above), (-1, problem.need_below))
    found = [
        Need(int(cell), way, float(amounts[cell]))
        for way, amounts in both
        for cell in np.flatnonzero(amounts > 0)
    ]
    return tuple(sorted(found, key=lambda need: (-need.amount, need.cell, need.way)))


def room_up(problem: Problem) -> Numbers:
    """(n,) how far each cell could rise as far as an outsider knows."""
    return np.maximum(problem.upper - problem.values, 0.0)


def room_down(problem: Problem) -> Numbers:
    """(n,) how far each cell could fall."""
    return np.maximum(problem.values - problem.lower, 0.0)


class _Silent(highspy.Highs):
    """Says nothing from the first line on: made plainly, a solver prints who it is."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the solver's name for it
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def solver(**options: str | float | bool) -> highspy.Highs:
    """A silent solver that keeps to one thread: the same question has the same answer."""
    found = _Silent()  # type: ignore[no-untyped-call]
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 7, **options}.items():
        found.setOptionValue(name, value)
    return found


def passed(
    found: highspy.Highs, *, rows: sparse.csr_array, low: Numbers, high: Numbers, costs: Numbers
) -> highspy.Highs:
    """The solver with variables in a box and `rows @ variables == 0`."""
    columns = sparse.csc_array(rows)
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = columns.shape
    program.col_cost_, program.col_lower_, program.col_upper_ = costs, low, high
    program.row_lower_ = program.row_upper_ = np.zeros(columns.shape[0])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = columns.indptr
    program.a_matrix_.index_ = columns.indices
    program.a_matrix_.value_ = columns.data
    found.passModel(program)
    return found


@dataclass(frozen=True, eq=False)
class Reach:
    """How far a cell can go one way: infinite when nothing stops it."""

    amount: float
    move: Numbers
    """(n,) a change that goes there; zeros when the amount is infinite."""
    prices: Numbers
    """(m,) dual prices of the equations, rounded so that small differences are none."""


class Moves:
    """The changes z with `equations @ z == 0` inside a box, warm from one question to the next."""

    def __init__(self, problem: Problem) -> None:
        self._n = len(problem.values)
        zeros = np.zeros(self._n)
        self._solver = passed(
            solver(presolve="off", solver="simplex", simplex_strategy=4),
            rows=problem.equations,
            low=zeros,
            high=zeros,
            costs=zeros,
        )
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._down = self._up = zeros
        self._asked: int | None = None

    def within(self, *, down: Numbers, up: Numbers) -> None:
        """From now on each cell falls by at most `down` and rises by at most `up`, both (n,)."""
        changed = np.flatnonzero((down != self._down) | (up != self._up)).astype(np.int32)
        if len(changed):
            self._solver.changeColsBounds(len(changed), changed, -down[changed], up[changed])
        self._down, self._up = down, up

    def furthest(self, cell: int, *, way: int, at_most: float = np.inf) -> Reach:
        """The furthest that a cell goes one way; there is no need to go beyond `at_most`."""
        if self._asked is not None and self._asked != cell:
            self._solver.changeColCost(self._asked, 0.0)
        self._solver.changeColCost(cell, float(way))
        self._asked = cell
        down, up = float(self._down[cell]), float(self._up[cell])
        if at_most < (up if way > 0 else down):
            low, high = (-down, at_most) if way > 0 else (-at_most, up)
            self._solver.changeColBounds(cell, low, high)
            found = self._run(cell, way=way)
            self._solver.changeColBounds(cell, -down, up)
            return found
        return self._run(cell, way=way)

    def _run(self, cell: int, *, way: int) -> Reach:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        endless = (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )
        if status in endless:
            return Reach(np.inf, np.zeros(self._n), np.zeros(0))
        found = self._solver.getSolution()
        prices = np.round(np.asarray(found.row_dual) * _STEPS) / _STEPS
        move = np.asarray(found.col_value)
        return Reach(way * float(move[cell]), move, prices)


def whole_move(
    problem: Problem, cell: int, *, way: int, down: Numbers, up: Numbers, at_least: float | None
) -> Numbers | None:
    """A change (n,) in whole numbers inside the box that moves a cell `at_least` so far one way.

    None when there is none. Without `at_least` the furthest.
    """
    free = np.flatnonzero((down > 0) | (up > 0))
    low, high, costs = -down[free], up[free], np.zeros(len(free))
    here = int(np.searchsorted(free, cell))
    if here == len(free) or free[here] != cell:
        return None
    if at_least is None:
        costs[here] = -way
    elif at_least > (high if way > 0 else -low)[here]:
        return None
    elif way > 0:
        low[here] = at_least
    else:
        high[here] = -at_least
    program = passed(
        solver(mip_rel_gap=0.0, mip_abs_gap=0.5),
        rows=problem.equations[:, free],
        low=low,
        high=high,
        costs=costs,
    )
    places = np.arange(len(free), dtype=np.int32)
    program.changeColsIntegrality(
        len(free), places, np.full(len(free), highspy.HighsVarType.kInteger)
    )
    program.run()
    if program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    move = np.zeros(len(down))
    move[free] = program.getSolution().col_value
    return move
