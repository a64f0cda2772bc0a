"""A file of any format as its owner sees it."""

import re

from tomoni.engine.tables._delimited import read_delimited
from tomoni.engine.tables._format import Format
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._old_workbook import read_old_workbook
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._view import Area, Cell, Kind, SheetView
from tomoni.engine.tables._view_workbook import view_workbook

_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: .*)?")


def views(data: bytes, *, kind: Format, file_name: str, limits: Limits) -> list[SheetView]:
    """The visible sheets; a text file is one sheet without a name."""
    if kind is Format.XLSX:
        return view_workbook(data, limits=limits)
    if kind is Format.XLS:
        items = read_old_workbook(data, file_name=file_name, recipe=Recipe(), limits=limits)
        return [_of_grid(item) for item in items if isinstance(item, Grid)]
    grid, _ = read_delimited(data, file_name=file_name, limits=limits)
    return [_of_grid(grid)]


def _of_grid(grid: Grid) -> SheetView:
    """A grid says of no cell whether it was typed as a number: what reads as one is one."""
    cells = {
        (row, column): Cell(text, Kind.NUMBER if _PLAIN.fullmatch(text) else Kind.TEXT)
        for column, series in enumerate(grid.cells.iter_columns(), start=1)
        for row, text in enumerate(series.to_list(), start=1)
        if text
    }
    merges = tuple(
        Area(top + 1, left + 1, bottom + 1, right + 1)
        for top, left, bottom, right in grid.marks.merges
    )
    return SheetView(grid.sheet, cells, merges)
