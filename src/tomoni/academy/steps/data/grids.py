"""A sheet as it stands, with what the reader took for header, data and totals marked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.data.attempts import File, corners
from tomoni.academy.steps.data.cells import ROW_KINDS
from tomoni.engine import tables
from tomoni.engine.core import DATA_ROW, ROW_KIND, Place, Table

ROWS = 30
_AROUND = 10
_MOST_COLUMNS = 40
_LEFT = 10
_LONGEST = 40
_HEADER = "header"
_WORDS = {_HEADER: gettext_lazy("見出し"), **ROW_KINDS}


@dataclass(frozen=True)
class GridCell:
    """A cell's text; `inside`: of the table; `marked`: the one that is asked for."""

    text: str
    inside: bool
    marked: bool


@dataclass(frozen=True)
class GridRow:
    """A row with its number and what it was taken for (empty: it is no part of the table)."""

    number: int
    kind: str
    word: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class GridView:
    """Some rows of a sheet with row numbers and column letters."""

    caption: str
    sheets: tuple[str, ...]
    sheet: str
    letters: tuple[str, ...]
    rows: tuple[GridRow, ...]
    first: int
    last: int
    height: int
    hidden_columns: int

    @property
    def earlier(self) -> int:
        """The first row of the stretch before; 0: none."""
        return max(self.first - ROWS, 1) if self.first > 1 else 0

    @property
    def later(self) -> int:
        """The first row of the stretch after; 0: none."""
        return self.last + 1 if self.last < self.height else 0


def grid_view(
    file: File,
    *,
    table: Table | None,
    header_rows: tuple[int, ...] = (),
    sheet: str = "",
    first: int = 1,
) -> GridView:
    """Rows of a sheet from `first` on, those of the `table` marked. Raises `TablesError`."""
    raw = tables.look(file.data, file_name=file.name, sheet=sheet, first=first, rows=ROWS)
    return _view(raw, table=table, header_rows=header_rows, place=Place(), left=1)


def around(file: File, *, table: Table, place: Place) -> GridView:
    """The rows around a cell, the cell marked. Raises `TablesError`."""
    first = max((place.row or 1) - _AROUND, 1)
    raw = tables.look(
        file.data, file_name=file.name, sheet=place.sheet, first=first, rows=2 * _AROUND + 1
    )
    left = max((place.column or 1) - _MOST_COLUMNS + _LEFT, 1)
    return _view(raw, table=table, header_rows=(), place=place, left=left)


def _view(
    raw: tables.RawCells,
    *,
    table: Table | None,
    header_rows: tuple[int, ...],
    place: Place,
    left: int,
) -> GridView:
    here = table if table is not None and table.sheet in ("", raw.sheet) else None
    kinds = row_kinds(here, header_rows=header_rows) if here else {}
    area = corners(here.range) if here else None
    last = raw.first + len(raw.cells) - 1
    numbers = range(left, min(raw.width, left + _MOST_COLUMNS - 1) + 1)
    rows = []
    for number, texts in enumerate(raw.cells, start=raw.first):
        kind = kinds.get(number, "")
        cells = tuple(
            GridCell(
                text=_short(texts[column - 1]),
                inside=bool(kind and area and area[1] <= column <= area[3]),
                marked=(number, column) == (place.row, place.column)
                or (number == place.row and place.column is None),
            )
            for column in numbers
        )
        rows.append(GridRow(number, kind, str(_WORDS.get(kind, "")), cells))
    caption = (
        _("「%(sheet)s」の%(first)s〜%(last)s行目") if raw.sheet else _("%(first)s〜%(last)s行目")
    )
    return GridView(
        caption=caption % {"sheet": raw.sheet, "first": f"{raw.first:,}", "last": f"{last:,}"},
        sheets=raw.sheets,
        sheet=raw.sheet,
        letters=tuple(letters(number) for number in numbers),
        rows=tuple(rows),
        first=raw.first,
        last=last,
        height=raw.height,
        hidden_columns=raw.width - len(numbers),
    )


def row_kinds(table: Table, *, header_rows: tuple[int, ...]) -> Mapping[int, str]:
    """What each row of the file was taken for: `header`, or the kind of its row of the table."""
    kinds: dict[int, str] = dict.fromkeys(header_rows or found_header(table), _HEADER)
    if table.row_numbers is None:
        return kinds
    has_kinds = table.column(ROW_KIND) is not None
    said = table.frame[ROW_KIND].to_list() if has_kinds else [DATA_ROW] * table.frame.height
    return kinds | dict(zip(table.row_numbers.to_list(), said, strict=True))


def found_header(table: Table) -> tuple[int, ...]:
    """The rows that the reader took for the header: those of the range above the first row."""
    area = corners(table.range)
    if area is None or table.row_numbers is None or not len(table.row_numbers):
        return ()
    return tuple(range(area[0], int(table.row_numbers[0])))


def letters(column: int) -> str:
    """A column as a spreadsheet writes it, e.g. `AB`."""
    return Place(row=1, column=column).cell[:-1]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
