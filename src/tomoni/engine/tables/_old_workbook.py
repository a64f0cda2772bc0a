"""Workbooks of the old format (.xls, BIFF) as grids.

Read in Python: the faster parser takes memory by what a damaged file claims, and with it the
whole process.
"""

import datetime
from collections.abc import Iterator
from io import StringIO

import polars as pl
import xlrd

from tomoni.engine.core import Finding
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid, check_shape, text_frame
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._marks import Marks
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._sheets import (
    chosen_sheets,
    hidden_parts,
    hidden_sheet,
    number_text,
)

_EPOCHS = (datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1))  # noqa: DTZ001
_DAY_SECONDS = 86_400
_MOST_WITH_FORMATS = 5_000_000


def read_old_workbook(
    data: bytes, *, file_name: str, recipe: Recipe, limits: Limits
) -> Iterator[Grid | Finding]:
    """The sheets that the recipe asks for (else every visible one), one after the other."""
    book = _open(data)
    for name in chosen_sheets(book.sheet_names(), recipe=recipe):
        sheet = book.sheet_by_name(name)
        if sheet.visibility == 0 or recipe.sheet:
            cells = _cells(sheet, epoch=_EPOCHS[book.datemode], limits=limits)
            grid = Grid(file_name, name, cells, _marks(sheet))
            yield from hidden_parts(grid)
            yield grid
        else:
            yield hidden_sheet(file_name, sheet=name)


def _open(data: bytes) -> xlrd.Book:
    """The book, with its formats where they are few enough to be worth the time."""
    formats = len(data) <= _MOST_WITH_FORMATS
    try:
        return xlrd.open_workbook(
            file_contents=data, logfile=StringIO(), ragged_rows=True, formatting_info=formats
        )
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error)
        raise TablesError("password-protected" if locked else "damaged-workbook") from error
    except Exception as error:  # the parser raises whatever a damaged file makes it stumble over
        raise TablesError("damaged-workbook") from error


def _marks(sheet: xlrd.sheet.Sheet) -> Marks:
    """Merged cells, hidden rows and columns; none for a book read without its formats."""
    merges = tuple(
        (top, left, down - 1, right - 1) for top, down, left, right in sheet.merged_cells
    )
    rows = tuple(row + 1 for row, about in sorted(sheet.rowinfo_map.items()) if about.hidden)
    columns = tuple(col + 1 for col, about in sorted(sheet.colinfo_map.items()) if about.hidden)
    return Marks(merges, rows, columns)


def _cells(sheet: xlrd.sheet.Sheet, *, epoch: datetime.datetime, limits: Limits) -> pl.DataFrame:
    check_shape(sheet.nrows, sheet.ncols, limits=limits)
    rows = [
        list(zip(sheet.row_types(row), sheet.row_values(row), strict=True))
        for row in range(sheet.nrows)
    ]
    return text_frame(rows, text=lambda cell: _text(cell, epoch=epoch))


def _text(cell: object, *, epoch: datetime.datetime) -> str | None:
    """The cell (type, value) as text: days as ISO 8601, whole numbers without `.0`."""
    if not isinstance(cell, tuple):
        return None
    kind, value = cell
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#VALUE!"))
    if kind == xlrd.XL_CELL_DATE:
        return _moment(value, epoch=epoch)
    if kind == xlrd.XL_CELL_NUMBER:
        return number_text(value)
    return str(value) or None


def _moment(serial: float, *, epoch: datetime.datetime) -> str:
    """A serial number with a date format; one that is no day stays a number."""
    try:
        moment = epoch + datetime.timedelta(seconds=round(serial * _DAY_SECONDS))
    except (OverflowError, ValueError):
        return repr(serial)
    if 0 <= serial < 1:
        return moment.time().isoformat(timespec="seconds")
    return moment.date().isoformat() if moment.time() == datetime.time() else str(moment)
