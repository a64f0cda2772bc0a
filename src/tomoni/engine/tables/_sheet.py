"""A grid ready to be looked at: cells trimmed, cropped to the recipe's range, rows counted."""

from dataclasses import dataclass

import polars as pl

from tomoni.engine.tables import _spellings
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._recipe import Recipe


@dataclass(frozen=True)
class Sheet:
    """The trimmed cells, placed as in the grid, and how many cells of each row are filled."""

    grid: Grid
    cells: pl.DataFrame
    filled: list[int]
    wide: int
    """Filled cells of the fullest row."""

    def lone(self, row: int) -> str:
        """The text of a row with one filled cell, else an empty one."""
        if self.filled[row] != 1:
            return ""
        return str(next(text for text in self.cells.row(row) if text is not None))


def trimmed_sheet(grid: Grid, *, recipe: Recipe) -> Sheet:
    """The grid trimmed, with everything outside the recipe's range blank."""
    if not grid.cells.width:
        return Sheet(grid, grid.cells, [], 0)
    cells = _spellings.trim(grid.cells)
    corners = recipe.corners()
    if corners is not None:
        top, left, bottom, right = corners
        if bottom > cells.height or right > cells.width:
            raise TablesError("recipe-range-outside", range=recipe.range, sheet=grid.sheet)
        inside = pl.int_range(pl.len()).is_between(top - 1, bottom - 1)
        cells = cells.select(
            pl.when(inside & (left <= int(name) <= right)).then(pl.col(name)).alias(name)
            for name in cells.columns
        )
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series().to_list()
    return Sheet(grid, cells, filled, max(filled, default=0))
