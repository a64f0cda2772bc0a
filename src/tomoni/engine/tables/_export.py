"""Tables for spreadsheets: CSV and .xlsx in which no cell can act as a formula.

A text that begins with = + - @ (full-width too), a tab or a return is run by spreadsheets that
open the file (CSV injection, OWASP). In CSV such a text gets an apostrophe before it; in .xlsx it
is stored as text with the quote prefix that spreadsheets themselves use.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Literal

import polars as pl
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from tomoni.engine.core import Table
from tomoni.engine.tables._errors import TablesError

_ACTIVE = r"^[=+\-@＝＋－＠\t\r\n]"
_HARMLESS = r"^[\-－+＋]$"
_TO_CP932 = str.maketrans(
    {"〜": "～", "−": "－", "—": "―", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢"}
)
"""Unicode's own choices for characters that CP932 maps elsewhere (same look, same JIS place)."""
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MAX_ROWS = 1_048_576
_MAX_COLUMNS = 16_384
_MAX_CHARACTERS = 32_767


def write_csv(table: Table, *, encoding: Literal["utf-8-sig", "cp932"] = "utf-8-sig") -> bytes:
    """The table as CSV with CRLF line ends, days as ISO 8601, nothing for a missing value.

    Raises `TablesError` (`not-in-encoding`) when CP932 lacks a character of the table.
    """
    named = table.frame.rename({name: _inert(name) for name in table.frame.columns})
    inert = [
        pl.when(_is_active(pl.col(name)))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name, dtype in named.schema.items()
        if dtype == pl.String
    ]
    text = named.with_columns(inert).write_csv(
        line_terminator="\r\n", datetime_format="%Y-%m-%d %H:%M:%S"
    )
    if encoding == "cp932":
        text = text.translate(_TO_CP932)
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise TablesError("not-in-encoding", encoding=encoding, line=line) from error


def write_xlsx(table: Table, *, cover: Sequence[tuple[str, str]] = ()) -> bytes:
    """The table as a workbook of one sheet, days as days, the header row frozen.

    `cover`: pairs of label and text for a sheet of its own before the table, which says who took
    it out and how to handle it.
    Raises `TablesError` (`too-large-for-xlsx`) when a sheet cannot hold it.
    """
    longest = table.frame.select(pl.col(pl.String).str.len_chars().max())
    fits = all((value or 0) <= _MAX_CHARACTERS for value in longest.rows()[0:1] for value in value)
    if table.frame.height >= _MAX_ROWS or table.frame.width > _MAX_COLUMNS or not fits:
        raise TablesError("too-large-for-xlsx", rows=table.frame.height, columns=table.frame.width)
    workbook = Workbook(write_only=True)
    if cover:
        front = workbook.create_sheet("取扱い")
        front.column_dimensions["A"].width, front.column_dimensions["B"].width = 20, 80
        for pair in cover:
            front.append([_cell(front, text) for text in pair])
    sheet = workbook.create_sheet(_SHEET_NAME.sub(" ", table.name).strip("' ")[:31] or "表")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in table.frame.columns])
    shown = table.frame.with_columns(pl.col(pl.String).str.replace_all(_CONTROL, "\ufffd"))
    for row in shown.iter_rows():
        sheet.append([_cell(sheet, value) for value in row])
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _is_active(text: pl.Expr) -> pl.Expr:
    return text.str.contains(_ACTIVE) & ~text.str.contains(_HARMLESS)


def _inert(text: str) -> str:
    return f"'{text}" if re.match(_ACTIVE, text) and not re.match(_HARMLESS, text) else text


def _cell(
    sheet: WriteOnlyWorksheet, value: str | float | date | datetime | None
) -> Cell | str | float | None:
    if isinstance(value, str):
        if not re.match(_ACTIVE, value):
            return value
        cell = WriteOnlyCell(sheet, value=value)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
    if isinstance(value, date):
        cell = WriteOnlyCell(sheet)
        cell.value = value
        cell.number_format = "yyyy-mm-dd hh:mm:ss" if isinstance(value, datetime) else "yyyy-mm-dd"
        return cell
    return value
