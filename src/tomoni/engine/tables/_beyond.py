"""What stands right below the range of a recipe: rows that a longer file would lose in silence."""

from collections.abc import Iterator, Sequence

import polars as pl

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._reports import note
from tomoni.engine.tables._spellings import is_filled


def rows_below(grid: Grid, *, recipe: Recipe) -> Iterator[Finding]:
    """The finding for rows that follow the range without a gap; a lone text there is a remark."""
    corners = recipe.corners()
    if corners is None or corners[2] >= grid.cells.height or corners[3] > grid.cells.width:
        return
    _top, left, bottom, right = corners
    names = [str(number) for number in range(left, right + 1)]
    below = grid.cells.slice(bottom).select(names)
    filled = below.select(pl.sum_horizontal(is_filled(pl.all()))).to_series()
    least = 2 if len(names) > 1 else 1
    gaps = (filled < least).arg_true()
    count = int(gaps[0]) if len(gaps) else len(filled)
    if count:
        rows = list(range(bottom + 1, bottom + 1 + count))
        yield note("rows-below-range", Severity.WARNING, grid=grid, rows=rows, range=recipe.range)


def left_below(findings: Sequence[Finding]) -> bool:
    """Whether rows below the range were left out."""
    return any(finding.code == "rows-below-range" for finding in findings)
