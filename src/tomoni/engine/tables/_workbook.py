"""Workbooks (.xlsx) as grids."""

import datetime
from collections.abc import Iterator
from io import BytesIO

import polars as pl
import python_calamine as calamine

from tomoni.engine.core import Finding
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._extent import check_extent
from tomoni.engine.tables._grid import Grid, check_shape
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._live_parts import bare_formulas, formula_finding, live_parts
from tomoni.engine.tables._marks import Marks, sheet_marks
from tomoni.engine.tables._package import open_package
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._sheets import (
    chosen_sheets,
    hidden_parts,
    hidden_sheet,
    number_text,
)
from tomoni.engine.tables._values import value_frame

_MIDNIGHT = datetime.time()


def read_workbook(
    data: bytes, *, file_name: str, recipe: Recipe, limits: Limits
) -> Iterator[Grid | Finding]:
    """The sheets that the recipe asks for (else every visible one), one after the other."""
    package = open_package(data, limits=limits)
    check_extent(package.parts, limits=limits)
    marks = sheet_marks(package.parts)
    bare = bare_formulas(package)
    yield from live_parts(package, file_name=file_name)
    data = package.data
    del package
    workbook = _open(data)
    sheets = {
        sheet.name: (number, sheet.visible == calamine.SheetVisibleEnum.Visible)
        for number, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    }
    for name in chosen_sheets(list(sheets), recipe=recipe):
        number, visible = sheets[name]
        if visible or recipe.sheet:
            known = marks[number] if number < len(marks) else Marks()
            grid = Grid(file_name, name, _cells(workbook, number=number, limits=limits), known)
            yield from hidden_parts(grid)
            if number < len(bare) and bare[number]:
                yield formula_finding(bare[number], file_name=file_name, sheet=name)
            yield grid
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
    return value_frame(rows, text=_text)


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
