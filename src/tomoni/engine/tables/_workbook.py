"""Workbooks (.xlsx) as grids."""

import datetime
from collections.abc import Iterator
from io import BytesIO

import polars as pl
import python_calamine as calamine

from tomoni.engine.core import Finding
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._extent import check_extent
from tomoni.engine.tables._grid import Grid, check_shape, text_frame
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._package import sheet_parts
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._sheets import chosen_sheets, hidden_sheet, number_text

_MIDNIGHT = datetime.time()


def read_workbook(
    data: bytes, *, file_name: str, recipe: Recipe, limits: Limits
) -> Iterator[Grid | Finding]:
    """The sheets that the recipe asks for (else every visible one), one after the other."""
    check_extent(sheet_parts(data, limits=limits), limits=limits)
    workbook = _open(data)
    sheets = {
        sheet.name: (number, sheet.visible == calamine.SheetVisibleEnum.Visible)
        for number, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    }
    for name in chosen_sheets(list(sheets), recipe=recipe):
        number, visible = sheets[name]
        if visible or recipe.sheet:
            yield Grid(file_name, name, _cells(workbook, number=number, limits=limits))
        else:
            yield hidden_sheet(file_name, sheet=name)


def _open(data: bytes) -> calamine.CalamineWorkbook:
    try:
        return calamine.load_workbook(BytesIO(data))
    except calamine.PasswordError as error:
        raise TablesError("password-protected") from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the parser is no Exception
        raise TablesError("damaged-workbook") from error


def _cells(workbook: calamine.CalamineWorkbook, *, number: int, limits: Limits) -> pl.DataFrame:
    try:
        sheet = workbook.get_sheet_by_index(number)
        check_shape(sheet.total_height + 1, sheet.total_width + 1, limits=limits)
        rows = sheet.to_python(skip_empty_area=False)
    except (TablesError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the parser is no Exception
        raise TablesError("damaged-workbook") from error
    return text_frame(rows, text=_text)


def _text(value: object) -> str | None:
    """The cell as text: days as ISO 8601, whole numbers without `.0`, others in full."""
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime.datetime):
        whole = value.time() == _MIDNIGHT
        return value.date().isoformat() if whole else value.isoformat(sep=" ", timespec="seconds")
    return str(value)
