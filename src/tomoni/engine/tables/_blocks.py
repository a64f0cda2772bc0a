"""A table on a sheet as its owner sees it: where it lies, its header, its columns of numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tomoni.engine.core import Table
from tomoni.engine.tables._codes import is_code_name
from tomoni.engine.tables._spellings import REASONS
from tomoni.engine.tables._units import is_unit
from tomoni.engine.tables._view import Area, Cell, Kind, Position, SheetView
from tomoni.engine.tables._view_workbook import area_of

_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: " ", 0xA0: " "}
_NUMBER = re.compile(
    r"(?P<sign>[△▲\-+−–]?)\s*[¥\\]?(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    r"\s*(?P<unit>[^0-9,.\s]{0,8})"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:\.0)?年?度?")
_ZEROS = re.compile(r"0[0-9]+")
_DEEPEST = 12


@dataclass(frozen=True)
class Block:
    """One table: its area, the rows of its header and body, its columns of numbers and codes."""

    view: SheetView
    area: Area
    header: range
    body: range
    numeric: frozenset[int]

    @cached_property
    def filled(self) -> list[tuple[Position, Cell]]:
        """Its cells, row by row."""
        cells = self.view.cells
        if len(self.area.rows) * len(self.area.columns) > len(cells):
            return sorted(item for item in cells.items() if item[0] in self.area)
        return [(place, cells[place]) for place in self.area.places() if place in cells]

    @cached_property
    def codes(self) -> frozenset[int]:
        """Its columns of codes: their name says so, or a number in them begins with a zero."""
        named = {
            column
            for column in self.area.columns
            if any(is_code_name(label) for label in self.labels(column))
        }
        zeros = {
            column
            for (row, column), cell in self.filled
            if row in self.body and _ZEROS.fullmatch(cell.text.strip())
        }
        return frozenset(named | zeros)

    def labels(self, column: int) -> list[str]:
        """What stands in the header over a column, top down; a merged label over all it spans."""
        return [text for row in self.header if (text := self._label(row, column))]

    def _label(self, row: int, column: int) -> str:
        own = self.view.text(row, column).strip()
        area = self.view.merged.get((row, column))
        return own if own or area is None else self.view.text(area.top, area.left).strip()

    def last_header(self) -> int:
        """The lowest row of the header, else the first of the body."""
        return self.header[-1] if self.header else self.body.start

    def text_columns(self) -> list[int]:
        """The columns left of the first column of numbers: they say what a row is about."""
        first = min(self.numeric, default=self.area.right + 1)
        return [column for column in self.area.columns if column < first]


def blocks(view: SheetView, *, tables: Iterable[Table]) -> list[Block]:
    """The tables that the reader found on the sheet, else everything on it as one."""
    areas = [area for table in tables if (area := area_of(table.range)) is not None]
    if not areas and len(view.cells) > 1:
        areas = [_whole(view)]
    return [_block(view, area=area) for area in areas]


def number_of(text: str) -> tuple[str, str] | None:
    """The plain number and the unit that a text spells, e.g. ('1234', '円'); None for another."""
    match = _NUMBER.fullmatch(folded(text).strip())
    if match is None or (match["unit"] and not is_unit(match["unit"])):
        return None
    sign = "-" if match["sign"] and match["sign"] != "+" else ""
    return sign + match["digits"].replace(",", ""), match["unit"]


def folded(text: str) -> str:
    """Full-width ASCII and blanks as plain ones; nothing else changes."""
    return text.translate(_WIDE)


def is_mark(text: str) -> bool:
    """Whether the text stands for a value that is not there."""
    return folded(text).strip() in REASONS


def _whole(view: SheetView) -> Area:
    rows = [row for row, _ in view.cells]
    columns = [column for _, column in view.cells]
    return Area(min(rows), min(columns), max(rows), max(columns))


def _block(view: SheetView, *, area: Area) -> Block:
    numeric = frozenset(column for column in area.columns if _is_numeric(view, area, column))
    start = next((row for row in _upper_rows(area) if _is_body(view, row, numeric)), area.top + 1)
    start = min(start, area.bottom + 1)
    return Block(view, area, range(area.top, start), range(start, area.bottom + 1), numeric)


def _is_numeric(view: SheetView, area: Area, column: int) -> bool:
    """Whether values are at least as many as words below the column's first cell."""
    values = words = 0
    for row in range(area.top + 1, area.bottom + 1):
        cell = view.cells.get((row, column))
        if cell is None or not cell.text.strip() or is_mark(cell.text):
            continue
        if cell.kind is not Kind.TEXT or number_of(cell.text) is not None:
            values += 1
        else:
            words += 1
    return values > 0 and values >= words


def _upper_rows(area: Area) -> Iterator[int]:
    return iter(range(area.top, min(area.top + _DEEPEST, area.bottom) + 1))


def _is_body(view: SheetView, row: int, numeric: frozenset[int]) -> bool:
    """Whether the row holds a value in a column of numbers; years over columns are labels."""
    texts = [view.text(row, column).strip() for column in numeric]
    values = [text for text in texts if text and number_of(text) is not None]
    return bool(values) and not all(_YEAR.fullmatch(folded(text)) for text in values)
