"""Workbooks (.xlsx) as grids."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import polars as pl
import python_calamine as calamine
from lxml import etree

from tomoni.engine.core import Finding
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._extent import check_extent
from tomoni.engine.tables._formats import Formats, number_text, read_formats
from tomoni.engine.tables._grid import Grid, check_shape, text_frame
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._live_parts import bare_formulas, formula_finding, live_parts
from tomoni.engine.tables._marks import part_names, sheet_marks
from tomoni.engine.tables._package import Package, open_package
from tomoni.engine.tables._plain_sheet import plain_cells
from tomoni.engine.tables._recipe import Recipe
from tomoni.engine.tables._shared_texts import TEXTS, parser, shared_texts
from tomoni.engine.tables._sheets import chosen_sheets, composed, hidden_parts, hidden_sheet

_MIDNIGHT = datetime.time()
_STYLES = "xl/styles.xml"


def read_workbook(
    data: bytes, *, file_name: str, recipe: Recipe, limits: Limits
) -> Iterator[Grid | Finding]:
    """The sheets that the recipe asks for (else every visible one), one after the other."""
    book = _Book(open_package(data, limits=limits), limits)
    yield from live_parts(book.package, file_name=file_name)
    parts = part_names(book.package.parts)
    for name in chosen_sheets(list(book.sheets), recipe=recipe):
        number, visible = book.sheets[name]
        if not (visible or recipe.sheet):
            yield hidden_sheet(file_name, sheet=name)
            continue
        part = parts[number] if number < len(parts) else ""
        xml = book.package.parts.get(part, b"")
        grid = Grid(file_name, name, book.cells(xml, number=number), sheet_marks(xml))
        yield from hidden_parts(grid)
        bare = bare_formulas(xml)
        if bare:
            yield formula_finding(bare, file_name=file_name, sheet=name)
        yield from composed(grid)


@dataclass(frozen=True)
class _Book:
    """A package with what its sheets have in common, each part looked at when it is needed."""

    package: Package
    limits: Limits

    @cached_property
    def sheets(self) -> dict[str, tuple[int, bool]]:
        """Worksheet → its number in the workbook's own order, and whether it is visible."""
        return {
            sheet.name: (number, sheet.visible == calamine.SheetVisibleEnum.Visible)
            for number, sheet in enumerate(self.reader.sheets_metadata)
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        }

    @cached_property
    def reader(self) -> calamine.CalamineWorkbook:
        """The reader that takes everything."""
        try:
            return calamine.load_workbook(BytesIO(self.package.data))
        except calamine.PasswordError as error:
            raise TablesError("password-protected") from error
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the parser is no Exception
            raise TablesError("damaged-workbook") from error

    @cached_property
    def texts(self) -> pl.Series:
        """The texts that cells share."""
        xml = self.package.contents.get(TEXTS)
        return pl.Series(dtype=pl.String) if xml is None else shared_texts(xml)

    @cached_property
    def formats(self) -> Formats:
        """What the cells' formats make of numbers."""
        contents = self.package.contents
        styles = contents.get(_STYLES)
        about = etree.fromstring(contents["xl/workbook.xml"], parser()).find("{*}workbookPr")
        return read_formats(
            None if styles is None else etree.fromstring(styles, parser()),
            from_1904=about is not None and about.get("date1904") in {"1", "true"},
        )

    def cells(self, xml: bytes, *, number: int) -> pl.DataFrame:
        """The cells of a sheet: from its XML if that is plain, else by the slower reader."""
        try:
            cells = plain_cells(xml, texts=self.texts, formats=self.formats, limits=self.limits)
        except etree.XMLSyntaxError as error:
            raise TablesError("damaged-workbook") from error
        return self._odd_cells(xml, number=number) if cells is None else cells

    def _odd_cells(self, xml: bytes, *, number: int) -> pl.DataFrame:
        texts = self.package.contents.get(TEXTS, b"")
        check_extent({"": xml, TEXTS: texts}, limits=self.limits)
        try:
            sheet = self.reader.get_sheet_by_index(number)
            check_shape(sheet.total_height + 1, sheet.total_width + 1, limits=self.limits)
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
