"""The question of secondary suppression as numbers, and its answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tomoni.engine.privacy._errors import PrivacyError

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

_CLOSE = 1e-9


@dataclass(frozen=True, eq=False)
class Problem:
    """Cells of one or several linked tables, what adds up to what, and what has to stay hidden.

    n cells, m equations. An outsider sees every cell that is not hidden, knows the equations and
    that each cell lies between `lower` and `upper`. A cell that no table shows (a slack, a finer
    cross behind two tables) is `primary` with no need and no weight: hidden, not protected.

    Raises `PrivacyError` `problem-does-not-fit` with the part that is wrong.
    """

    values: Numbers
    """(n,) the true values."""
    equations: sparse.csr_array
    """(m, n) whole coefficients; `equations @ values == totals`."""
    totals: Numbers
    """(m,)"""
    weights: Numbers
    """(n,) what hiding a cell costs, ≥ 0."""
    lower: Numbers
    """(n,) the least an outsider believes possible without any table."""
    upper: Numbers
    """(n,) the most; may be infinite."""
    need_below: Numbers
    """(n,) the outsider's interval must reach down to value - need_below; 0 = no need."""
    need_above: Numbers
    """(n,) and up to value + need_above; 0 = no need."""
    primary: Flags
    """(n,) must be hidden."""
    open: Flags
    """(n,) may never be hidden: already published, or known to all."""
    counts: bool
    """The outsider knows that every cell is a whole number."""

    def __post_init__(self) -> None:
        wrong = _misfit(self)
        if wrong is not None:
            raise PrivacyError("problem-does-not-fit", part=wrong)

    @property
    def protected(self) -> NDArray[np.intp]:
        """The cells with a need, as positions."""
        return np.flatnonzero((self.need_below > 0) | (self.need_above > 0))


@dataclass(frozen=True, eq=False)
class Pattern:
    """Which cells to hide so that every need is met; checked by the attack before it leaves."""

    hidden: Flags
    """(n,) primary and secondary cells together."""
    cost: float
    """The weights of all hidden cells, the primary ones included."""
    bound: float
    """No safe pattern costs less; proven."""
    optimal: bool
    """The bound reaches the cost: nothing cheaper is safe."""
    seconds: float
    """How long the search took."""

    @property
    def gap(self) -> float:
        """How much cheaper a safe pattern could be at most, as a share of the cost (0 … 1)."""
        return 0.0 if self.optimal or self.cost <= 0 else 1 - self.bound / self.cost


def _misfit(problem: Problem) -> str | None:
    n, m = len(problem.values), len(problem.totals)
    if problem.equations.shape != (m, n):
        return "equations"
    for name in ("weights", "lower", "upper", "need_below", "need_above", "primary", "open"):
        if getattr(problem, name).shape != (n,):
            return name
    finite = ("values", "totals", "weights", "need_below", "need_above")
    for name in finite:
        if not np.isfinite(getattr(problem, name)).all():
            return name
    for name in ("weights", "need_below", "need_above"):
        if (getattr(problem, name) < 0).any():
            return name
    return _contradiction(problem)


def _contradiction(problem: Problem) -> str | None:
    values = problem.values
    size = _CLOSE * (1 + np.abs(values))
    if not ((problem.lower <= values + size) & (values - size <= problem.upper)).all():
        return "lower" if (problem.lower > values + size).any() else "upper"
    missed = np.abs(problem.equations @ values - problem.totals)
    if (missed > _CLOSE * (1 + abs(problem.equations) @ np.abs(values))).any():
        return "totals"
    if (problem.equations.data % 1).any():
        return "equations"
    if problem.counts and (values % 1).any():
        return "values"
    if (problem.primary & problem.open).any():
        return "open"
    return None
