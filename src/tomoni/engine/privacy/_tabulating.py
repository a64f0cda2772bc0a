"""Rows of data counted and added up over every cell of a table, totals included."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tomoni.engine.core import ColumnType, Table
from tomoni.engine.privacy._axes import Axis, labels
from tomoni.engine.privacy._errors import PrivacyError

Numbers = NDArray[np.float64]
Grid = tuple[Axis, ...]

MOST_CELLS = 60_000
_DIGITS = 6
"""Amounts are taken to so many decimals, so that their sums are what they seem."""
LARGEST = 5
"""So many of the largest contributions are kept of a cell."""


@dataclass(frozen=True, eq=False)
class Tally:
    """What stands in each cell; every array has the shape of the grid."""

    rows: Numbers
    values: Numbers
    """The sum of the value, or the rows where nothing is summed."""
    units: Numbers
    """Different establishments, or rows where none are told apart."""
    largest: Numbers
    """(…, 5) the largest contributions of one establishment (row), the largest first."""


def cell_values(table: Table, *, grid: Grid, value: str = "") -> Numbers:
    """The sum of `value` (the number of rows when empty) in every cell of the grid.

    Raises `PrivacyError`: `unknown-column`, `not-a-number`, `negative-value`, `table-too-large`.
    """
    size = math.prod(len(axis.nodes) for axis in grid)
    if size > MOST_CELLS:
        raise PrivacyError("table-too-large", count=size, most=MOST_CELLS)
    amounts = _amounts(table, value=value)
    shape = tuple(len(axis.leaves) for axis in grid)
    columns = [_leaf_codes(table, axis=axis) for axis in grid]
    inside = np.all([column >= 0 for column in columns], axis=0)
    codes = np.ravel_multi_index([column[inside] for column in columns], shape)
    counted = np.bincount(codes, weights=amounts[inside], minlength=math.prod(shape))
    found: Numbers = counted.astype(np.float64).reshape(shape)
    for place, axis in enumerate(grid):
        spread = np.tensordot(_membership(axis), found, axes=(1, place))
        found = np.moveaxis(spread, 0, place)
    return np.ascontiguousarray(np.round(found, _DIGITS))


def tally(table: Table, *, grid: Grid, value: str = "", units: str = "") -> Tally:
    """All that a rule asks about each cell.

    `units` names the column that tells establishments apart; without it each row is one.
    Raises what `cell_values` raises.
    """
    rows = cell_values(table, grid=grid)
    values = cell_values(table, grid=grid, value=value) if value else rows
    shape = rows.shape
    if not (value or units):
        return Tally(rows, values, rows, np.zeros((*shape, LARGEST)))
    places = [f"_{at}" for at in range(len(grid))]
    frame = pl.DataFrame(
        {
            **{
                name: _leaf_codes(table, axis=axis) for name, axis in zip(places, grid, strict=True)
            },
            "unit": labels(table, units) if units else np.arange(table.frame.height),
            "amount": _amounts(table, value=value),
        }
    )
    frame = frame.filter(pl.min_horizontal(places) >= 0)
    frame = frame.group_by([*places, "unit"]).agg(pl.col("amount").sum())
    for name, axis in zip(places, grid, strict=True):
        frame = frame.join(_steps(axis, name=name), on=name).drop(name)
        frame = frame.rename({"node": name})
    whole = frame.group_by([*places, "unit"]).agg(pl.col("amount").sum())
    found = whole.group_by(places).agg(
        pl.len().alias("units"), pl.col("amount").top_k(LARGEST).sort(descending=True)
    )
    at = tuple(found[name].to_numpy() for name in places)
    counted, largest = np.zeros(shape), np.zeros((*shape, LARGEST))
    counted[at] = found["units"].to_numpy()
    padded = [[*one, *[0.0] * (LARGEST - len(one))] for one in found["amount"].to_list()]
    largest[at] = np.array(padded, dtype=np.float64).reshape(-1, LARGEST)
    return Tally(rows, values, counted, largest)


def _amounts(table: Table, *, value: str) -> Numbers:
    if not value:
        return np.ones(table.frame.height)
    column = table.column(value)
    if column is None:
        names = "、".join(one.name for one in table.columns[:12])
        raise PrivacyError("unknown-column", column=value, known=names)
    if column.type not in {ColumnType.INTEGER, ColumnType.NUMBER}:
        raise PrivacyError("not-a-number", column=value)
    amounts = table.frame[value].cast(pl.Float64).fill_null(0.0).to_numpy()
    if (amounts < 0).any():
        raise PrivacyError("negative-value", column=value, count=int((amounts < 0).sum()))
    return np.round(amounts.astype(np.float64), _DIGITS)


def _leaf_codes(table: Table, *, axis: Axis) -> NDArray[np.int64]:
    """(rows,) the number of each row's leaf; -1 where a side of one category leaves it out."""
    cells = labels(table, axis.column)
    codes: dict[str, int] = {}
    rest = -1
    for code, leaf in enumerate(axis.leaves):
        if axis.nodes[leaf].rest:
            rest = code
        else:
            codes |= dict.fromkeys(axis.nodes[leaf].labels, code)
    found = cells.replace_strict(codes, default=rest, return_dtype=pl.Int64).to_numpy()
    if axis.sums and (found < 0).any():
        raise PrivacyError("other-data", count=int((found < 0).sum()))
    return found


def _membership(axis: Axis) -> Numbers:
    """(nodes, leaves) 1 where the node holds the leaf."""
    held = np.zeros((len(axis.nodes), len(axis.leaves)))
    for code, nodes in enumerate(axis.within().values()):
        held[list(nodes), code] = 1.0
    return held


def _steps(axis: Axis, *, name: str) -> pl.DataFrame:
    pairs: Sequence[tuple[int, int]] = [
        (code, node) for code, nodes in enumerate(axis.within().values()) for node in nodes
    ]
    return pl.DataFrame(pairs, schema={name: pl.Int64, "node": pl.Int64}, orient="row")
