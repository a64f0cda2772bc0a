"""An outsider with patience: all whole-numbered tables that show the same figures, no solver.

A search over the hidden cells: every equation narrows what its cells can be, then one cell is
tried at each of its values.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tomoni.engine.privacy import Problem

Ranges = list[tuple[int, int]]
Equation = tuple[list[tuple[int, int]], int]


def with_margins(inner: NDArray[np.int64]) -> NDArray[np.int64]:
    """A table with one total more along each side."""
    for side in range(inner.ndim):
        inner = np.concatenate([inner, inner.sum(side, keepdims=True)], side)
    return inner


def margin_equations(shape: Sequence[int]) -> sparse.csr_array:
    """Inner cells less their total are nothing, along each side; `shape` with margins."""
    places = np.arange(int(np.prod(shape))).reshape(shape)
    lines = [
        line
        for side in range(len(shape))
        for line in np.moveaxis(places, side, -1).reshape(-1, shape[side])
    ]
    rows = np.concatenate([np.full(len(line), row) for row, line in enumerate(lines)])
    signs = np.concatenate([np.append(np.ones(len(line) - 1), -1.0) for line in lines])
    return sparse.csr_array((signs, (rows, np.concatenate(lines))), shape=(len(lines), places.size))


def problem_of(
    inner: NDArray[np.int64],
    *,
    rare: int,
    room: int | None = None,
    weights: NDArray[np.float64] | None = None,
    total_open: bool = True,
) -> Problem:
    """Counts below `rare` are primary and could be anything from 1 to `rare`; zeros are shown.

    `room`: an outsider knows every cell up to so much (None: nothing but that it is not negative).
    """
    values = with_margins(inner).ravel().astype(np.float64)
    equations = margin_equations([length + 1 for length in inner.shape])
    primary = (values > 0) & (values < rare)
    primary[-1] &= not total_open
    shown = values == 0
    shown[-1] |= total_open
    high = values + room if room is not None else np.full(len(values), np.inf)
    return Problem(
        values=values,
        equations=equations,
        totals=np.zeros(equations.shape[0]),
        weights=values if weights is None else weights,
        lower=np.zeros(len(values)) if room is None else np.maximum(values - room, 0),
        upper=high,
        need_below=np.where(primary, values - 1, 0),
        need_above=np.where(primary, rare - values, 0),
        primary=primary,
        open=shown,
        counts=True,
    )


class Outsider:
    """What somebody with all the time in the world finds out.

    A cell without an upper end is at most the table's total, the last cell, which is shown.
    """

    def __init__(self, problem: Problem, hidden: NDArray[np.bool_]) -> None:
        most = problem.upper[np.isfinite(problem.upper)].max(initial=problem.values[-1])
        self.ranges: Ranges = [
            (int(low), int(min(high, most))) if secret else (int(value), int(value))
            for low, high, value, secret in zip(
                problem.lower, problem.upper, problem.values, hidden, strict=True
            )
        ]
        rows = problem.equations
        self.equations: list[Equation] = [
            (
                [
                    (int(rows.indices[at]), int(rows.data[at]))
                    for at in range(rows.indptr[row], rows.indptr[row + 1])
                ],
                int(problem.totals[row]),
            )
            for row in range(rows.shape[0])
        ]

    def extent(self, cell: int) -> tuple[int, int]:
        """The least and the most that a cell can be."""
        low, high = self.ranges[cell]
        least = next(value for value in range(low, high + 1) if self.believes(cell, value))
        most = next(value for value in range(high, low - 1, -1) if self.believes(cell, value))
        return least, most

    def believes(self, cell: int, value: int) -> bool:
        """Whether some table that shows the same figures has this value there."""
        ranges = list(self.ranges)
        ranges[cell] = (value, value)
        return self._completed(ranges)

    def believes_at_least(self, cell: int, value: int) -> bool:
        ranges = list(self.ranges)
        ranges[cell] = (max(value, ranges[cell][0]), ranges[cell][1])
        return ranges[cell][0] <= ranges[cell][1] and self._completed(ranges)

    def believes_at_most(self, cell: int, value: int) -> bool:
        ranges = list(self.ranges)
        ranges[cell] = (ranges[cell][0], min(value, ranges[cell][1]))
        return ranges[cell][0] <= ranges[cell][1] and self._completed(ranges)

    def _completed(self, ranges: Ranges) -> bool:
        if not self._narrowed(ranges):
            return False
        open_cells = [place for place, (low, high) in enumerate(ranges) if low < high]
        if not open_cells:
            return True
        cell = min(open_cells, key=lambda place: ranges[place][1] - ranges[place][0])
        low, high = ranges[cell]
        for value in range(low, high + 1):
            tried = list(ranges)
            tried[cell] = (value, value)
            if self._completed(tried):
                return True
        return False

    def _narrowed(self, ranges: Ranges) -> bool:
        """Narrow all ranges by the equations; whether anything is left."""
        changed = True
        while changed:
            changed = False
            for terms, total in self.equations:
                for at, factor in terms:
                    least = sum(f * ranges[one][0 if f > 0 else 1] for one, f in terms)
                    most = sum(f * ranges[one][1 if f > 0 else 0] for one, f in terms)
                    if not least <= total <= most:
                        return False
                    up, down = (total - least) // abs(factor), (most - total) // abs(factor)
                    if factor < 0:
                        up, down = down, up
                    low, high = ranges[at]
                    new = (max(low, high - down), min(high, low + up))
                    if new[0] > new[1]:
                        return False
                    changed = changed or new != (low, high)
                    ranges[at] = new
        return True


def safe(problem: Problem, hidden: NDArray[np.bool_]) -> bool:
    """Whether every need is met, by trying tables."""
    if (problem.primary & ~hidden).any() or (problem.open & hidden).any():
        return False
    outsider = Outsider(problem, hidden)
    return all(
        outsider.believes_at_most(cell, int(problem.values[cell] - problem.need_below[cell]))
        and outsider.believes_at_least(cell, int(problem.values[cell] + problem.need_above[cell]))
        for cell in map(int, problem.protected)
    )
