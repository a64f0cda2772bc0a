"""The cheapest flags that keep all cuts found so far."""

from collections.abc import Sequence

import highspy
import numpy as np
from scipy import sparse

from tomoni.engine.privacy._cutting import Cut
from tomoni.engine.privacy._moves import NEAR, solver
from tomoni.engine.privacy._problem import Flags, Numbers, Problem


class Master:
    """A growing set of cuts over the cells that may be hidden or shown."""

    def __init__(self, problem: Problem, *, least: Flags) -> None:
        self._problem, self._least = problem, least
        self._free = np.flatnonzero(~least & ~problem.open)
        self._place = np.full(len(problem.values), -1)
        self._place[self._free] = np.arange(len(self._free))
        self._fixed_cost = float(problem.weights[least].sum())
        self._whole = not (problem.weights % 1).any()
        self._cuts: list[Cut] = []
        self._solver = solver(presolve="off", solver="simplex", simplex_strategy=1)
        k = len(self._free)
        self._solver.addVars(k, np.zeros(k), np.ones(k))
        self._solver.changeColsCost(
            k, np.arange(k, dtype=np.int32), self._problem.weights[self._free]
        )
        self._upper = np.ones(k)

    def add(self, cuts: Sequence[Cut]) -> None:
        """More cuts to keep."""
        for cut in cuts:
            self._solver.addRow(
                cut.least,
                highspy.kHighsInf,
                len(cut.cells),
                self._place[cut.cells].astype(np.int32),
                cut.shares,
            )
        self._cuts += cuts

    def relaxed(self) -> tuple[Numbers, float]:
        """Flags between 0 and 1, (n,), and a bound: no safe pattern costs less.

        The bound is infinite once `narrow` has left nothing.
        """
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return self._flags(np.ones(len(self._free))), np.inf
        found = self._flags(np.asarray(self._solver.getSolution().col_value))
        if status != highspy.HighsModelStatus.kOptimal:
            return found, self._fixed_cost
        return found, self._rounded(self._solver.getInfo().objective_function_value)

    def narrow(self, cost: float) -> None:
        """Show for good what a pattern cheaper than `cost` cannot hide.

        To be called right after `relaxed`.
        """
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return
        bound = self._solver.getInfo().objective_function_value + self._fixed_cost
        dear = np.asarray(self._solver.getSolution().col_dual)
        enough = cost - bound - (1 if self._whole else 0) + NEAR * (1 + abs(cost))
        out = np.flatnonzero((dear > enough) & (self._upper > 0)).astype(np.int32)
        if len(out):
            self._upper[out] = 0.0
            self._solver.changeColsBounds(len(out), out, np.zeros(len(out)), np.zeros(len(out)))

    def solved(self, *, seconds: float) -> tuple[Flags | None, float]:
        """The cheapest pattern that keeps the cuts, and a bound.

        Without a pattern nothing was found in time, and the bound is the plain one. The solver is
        not told a first pattern: given one, it has been seen to report a bound of the wrong height.
        """
        program = solver(mip_rel_gap=1e-7, time_limit=max(seconds, 0.05))
        program.passModel(self._program())
        program.run()
        if program.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None, np.inf
        found = np.asarray(program.getSolution().col_value)
        info = program.getInfo()
        if len(found) != len(self._free) or not program.getSolution().value_valid:
            return None, self._fixed_cost
        flags = self._flags(found) > 0.5
        cost = float(self._problem.weights[flags].sum()) - self._fixed_cost
        honest = abs(cost - info.objective_function_value) <= NEAR * (1 + abs(cost))
        kept = not any(cut.violated(flags.astype(np.float64)) for cut in self._cuts)
        bound = min(info.mip_dual_bound, cost) if honest and kept else 0.0
        return flags, self._rounded(bound)

    def _program(self) -> highspy.HighsLp:
        k, rows = len(self._free), len(self._cuts)
        counts = [len(cut.cells) for cut in self._cuts]
        matrix = sparse.csr_array(
            (
                np.concatenate([np.zeros(0), *(cut.shares for cut in self._cuts)]),
                np.concatenate([self._place[:0], *(self._place[cut.cells] for cut in self._cuts)]),
                np.concatenate([[0], np.cumsum(counts)]),
            ),
            shape=(rows, k),
        )
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = rows, k
        program.col_cost_ = self._problem.weights[self._free]
        program.col_lower_, program.col_upper_ = np.zeros(k), self._upper
        program.row_lower_ = np.array([cut.least for cut in self._cuts], dtype=np.float64)
        program.row_upper_ = np.full(rows, highspy.kHighsInf)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = matrix.indptr
        program.a_matrix_.index_ = matrix.indices
        program.a_matrix_.value_ = matrix.data
        program.integrality_ = [highspy.HighsVarType.kInteger] * k
        return program

    def _flags(self, found: Numbers) -> Numbers:
        flags = self._least.astype(np.float64)
        flags[self._free] = found
        return flags

    def _rounded(self, bound: float) -> float:
        bound += self._fixed_cost
        return float(np.ceil(bound - NEAR * (1 + abs(bound)))) if self._whole else bound
