"""The cells of a sheet as they stand, for a person who looks at what the reader saw."""

import unicodedata
from dataclasses import dataclass

import polars as pl
import xlrd

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._format import Format, detect
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._package import open_package
from tomoni.engine.tables._reading import items_of
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._view_workbook import Book


@dataclass(frozen=True)
class RawCells:
    """Some rows of a sheet before anything is understood; an empty cell is an empty text.

    A merged cell holds its text in its first cell. `cells` has the rows from `first` on, each
    `width` texts long.
    """

    sheets: tuple[str, ...]
    """Names of all sheets of a workbook, hidden ones too; none for a text file."""
    sheet: str
    first: int
    """The spreadsheet's number of the first row here, from 1."""
    height: int
    """Rows of the whole sheet."""
    width: int
    """Columns of the whole sheet."""
    cells: tuple[tuple[str, ...], ...]


def look(
    data: bytes,
    *,
    file_name: str,
    sheet: str = "",
    first: int = 1,
    rows: int = 30,
    limits: Limits = Limits(),  # noqa: B008 -- frozen
) -> RawCells:
    """At most `rows` rows of a sheet from row `first` on; of the first visible one when not named.

    Raises `TablesError` as `read` does; a sheet that is not there is `recipe-sheet-missing`.
    """
    kind = detect(data, limits=limits)
    recipe = Recipe(sheet=sheet)
    name = unicodedata.normalize("NFC", file_name)
    items = items_of(data, kind=kind, file_name=name, recipe=recipe, limits=limits)
    grid = next((item for item in items if isinstance(item, Grid)), None)
    if grid is None:
        raise TablesError("no-worksheet")
    first = min(max(first, 1), max(grid.cells.height, 1))
    shown = grid.cells.slice(first - 1, rows).select(pl.all().fill_null(""))
    return RawCells(
        sheets=_names(data, kind=kind, limits=limits),
        sheet=grid.sheet,
        first=first,
        height=grid.cells.height,
        width=grid.cells.width,
        cells=tuple(shown.iter_rows()),
    )


def _names(data: bytes, *, kind: Format, limits: Limits) -> tuple[str, ...]:
    """The sheets of a workbook that was read without trouble just now."""
    if kind is Format.XLSX:
        book = Book(open_package(data, limits=limits).contents)
        return tuple(name for name, _ in book.sheets(hidden=True))
    if kind is Format.XLS:
        book = xlrd.open_workbook(file_contents=data, on_demand=True)
        return tuple(book.sheet_names())
    return ()
