"""An outsider of our own, who knows nothing of how the engine links tables.

Writes every published table as sums over the finest cross of all columns and asks an integer
program, cell by cell, for the least and the most that a hidden number can be.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import optimize

from tomoni.engine.core import Table
from tomoni.engine.privacy import RULES, Node, Release

SIDES = {"町": ("東町", "西町", "南町"), "年代": ("若い", "高い"), "性別": ("女", "男")}
DISTRICTS = {"東町": "一中", "西町": "一中", "南町": "二中"}
COLUMNS = [*SIDES, "学校区"]

_FINEST = list(product(*SIDES.values()))


class Outsider:
    """Knows the releases of so many months of a register that only grows, the newest first."""

    def __init__(self, months: int) -> None:
        self.months = months
        self.rows: list[NDArray[np.float64]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for month in range(months - 1):
            for cell in np.eye(len(_FINEST)):
                self._learns(self._row(cell, month) - self._row(cell, month + 1), 0, np.inf)

    def reads(self, release: Release, *, month: int) -> None:
        for nodes, value in zip(release.nodes(), release.values, strict=True):
            row = self._row(held(nodes), month)
            self._learns(row, *((1, np.inf) if value is None else (value, value)))

    def reads_zeros(self, release: Release, *, month: int) -> None:
        """Only which numbers are none and which are some: the rule shows every zero."""
        for nodes, value in zip(release.nodes(), release.values, strict=True):
            some = (0, 0) if value == 0 else (1, np.inf)
            self._learns(self._row(held(nodes), month), *some)

    def range_of(self, nodes: Sequence[Node], *, month: int) -> tuple[float, float]:
        """The least and the most the cell can be."""
        row = self._row(held(nodes), month)
        ends = []
        for sign in (1, -1):
            answer = self._asks(sign * row, whole=0)
            if answer.x is not None and np.abs(answer.x - np.round(answer.x)).max() > 1e-6:
                answer = self._asks(sign * row, whole=1)
            assert answer.status in {0, 3, 4}  # found, or without end
            ends.append(np.inf if answer.x is None else sign * answer.fun)
        return ends[0], ends[1]

    def _asks(self, costs: NDArray[np.float64], *, whole: int) -> optimize.OptimizeResult:
        return optimize.milp(
            costs,
            integrality=np.full(len(costs), whole),
            constraints=optimize.LinearConstraint(np.array(self.rows), self.low, self.high),
        )

    def _learns(self, row: NDArray[np.float64], low: float, high: float) -> None:
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def _row(self, cells: NDArray[np.float64], month: int) -> NDArray[np.float64]:
        found = np.zeros((self.months, len(_FINEST)))
        found[month] = cells
        return found.ravel()


def nobody_knows(published: Sequence[tuple[Table, Sequence[Release]]]) -> None:
    """Every small number keeps, for an outsider of our own, all that its rule promises.

    That several numbers are no zeros is known whatever is hidden, and so is the least of their sum.
    `published`: the rows and the releases of each month, the newest first.
    """
    outsider, simple = Outsider(len(published)), Outsider(len(published))
    for month, (_table, releases) in enumerate(published):
        for release in releases:
            outsider.reads(release, month=month)
            simple.reads_zeros(release, month=month)
    for month, (table, releases) in enumerate(published):
        true = counts_of(table)
        for release in releases:
            smallest = RULES[release.rule.name].smallest
            for nodes, value in zip(release.nodes(), release.values, strict=True):
                if value is None and true @ held(nodes) < smallest:
                    low, high = outsider.range_of(nodes, month=month)
                    assert low <= max(1, simple.range_of(nodes, month=month)[0])
                    assert high >= smallest - 1
                    assert low < high


def held(nodes: Sequence[Node]) -> NDArray[np.float64]:
    """1 for each of the finest cells that the nodes hold together."""
    return np.array([float(all(_holds(node, cell) for node in nodes)) for cell in _FINEST])


def counts_of(table: Table) -> NDArray[np.float64]:
    counted = table.frame.group_by(list(SIDES)).agg(pl.len())
    found = {tuple(row[:-1]): row[-1] for row in counted.iter_rows()}
    return np.array([float(found.get(key, 0)) for key in _FINEST])


def _holds(node: Node, cell: Sequence[str]) -> bool:
    if node.column == "学校区":
        return DISTRICTS[cell[0]] == node.label
    return node.is_total or cell[list(SIDES).index(node.column)] in node.label.split("＋")
