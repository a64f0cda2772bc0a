"""Workbooks of the old format (.xls, BIFF) as grids.

Read in Python: the faster parser takes memory by what a damaged file claims, and with it the
whole process.
"""

from collections.abc import Iterator
from io import StringIO

import polars as pl
import xlrd

from tomoni.engine.core import Finding
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._formats import (
    is_percentage,
    moment_text,
    number_text,
    percentage_text,
)
from tomoni.engine.tables._grid import Grid, check_shape, text_frame
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._marks import Marks
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._sheets import (
    chosen_sheets,
    composed,
    hidden_parts,
    hidden_sheet,
)

_MOST_WITH_FORMATS = 5_000_000


def read_old_workbook(
    data: bytes, *, file_name: str, recipe: Recipe, limits: Limits
) -> Iterator[Grid | Finding]:
    """The sheets that the recipe asks for (else every visible one), one after the other."""
    book = _open(data)
    for name in chosen_sheets(book.sheet_names(), recipe=recipe):
        sheet = book.sheet_by_name(name)
        if sheet.visibility == 0 or recipe.sheet:
            cells = _cells(sheet, limits=limits)
            grid = Grid(file_name, name, cells, _marks(sheet))
            yield from hidden_parts(grid)
            yield from composed(grid)
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


def _cells(sheet: xlrd.sheet.Sheet, *, limits: Limits) -> pl.DataFrame:
    check_shape(sheet.nrows, sheet.ncols, limits=limits)
    shown = _percentages(sheet.book)
    rows = [
        [
            (kind, value, bool(shown) and sheet.cell_xf_index(row, column) in shown)
            for column, (kind, value) in enumerate(
                zip(sheet.row_types(row), sheet.row_values(row), strict=True)
            )
        ]
        for row in range(sheet.nrows)
    ]
    from_1904 = bool(sheet.book.datemode)
    return text_frame(rows, text=lambda cell: _text(cell, from_1904=from_1904))


def _percentages(book: xlrd.Book) -> frozenset[int]:
    """The cell formats that show percentages; none for a book read without its formats."""
    codes = {key: code.format_str for key, code in book.format_map.items()}
    return frozenset(
        place
        for place, about in enumerate(book.xf_list)
        if is_percentage(codes.get(about.format_key, ""))
    )


def _text(cell: object, *, from_1904: bool) -> str | None:
    """The cell (type, value, percentage) as text: days as ISO 8601, whole numbers without `.0`."""
    if not isinstance(cell, tuple):
        return None
    kind, value, percentage = cell
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#VALUE!"))
    if kind == xlrd.XL_CELL_DATE:
        return moment_text(value, from_1904=from_1904)
    if kind == xlrd.XL_CELL_NUMBER:
        return percentage_text(value) if percentage else number_text(value)
    return str(value) or None
