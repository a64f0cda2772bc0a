"""Where the header ends and the body begins.

The evidence is the body: below the header, columns of numbers or days hold numbers or days; above
it they hold labels. Where a sheet is all text, the first wide row is taken and that is said.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import polars as pl

from tomoni.engine.tables import _dates, _numbers, _spellings
from tomoni.engine.tables._names import are_letters
from tomoni.engine.tables._units import is_unit

_SAMPLE = 120
_DEEPEST = 12
_PROVING = 2
_YEAR = re.compile(r"(?:(?:19|20)[0-9][0-9]|(?:令和|平成|昭和|R|H|S)(?:元|[0-9]{1,2}))年?度?")
_BESIDE_TITLE = re.compile(
    r"[（(［\[【]\s*単位\s*[:：]?.*|単位\s*[:：].*"
    r"|[（(［\[【]?\s*(?:令和|平成|昭和|[RHS]?[0-9０-９]).{1,18}(?:現在|時点)\s*[)）］\]】]?"
    r"|(?:担当|作成|所管|所属|部署|課名|連絡先|内線|電話|問.{0,3}合).{0,6}[:：].*"
)
"""What stands at the right above a table, on the line of its title: （単位：千円）, …現在."""
_FEW = 3

Kind = Literal["blank", "label", "value"]


class Evidence(StrEnum):
    """How the header is known."""

    VALUES = "values"
    """The body proves it: numbers or days below, labels above."""
    FIRST = "first"
    """First wide row of a sheet whose body does not prove it."""
    NONE = "none"
    """The body begins at once."""
    RECIPE = "recipe"
    """A person said so."""


@dataclass(frozen=True)
class Header:
    """Header rows (none when there are none) and the first body row, from 0."""

    rows: tuple[int, ...]
    body: int
    evidence: Evidence


def find_header(cells: pl.DataFrame, *, filled: list[int], first: int, wide: int) -> Header | None:
    """The header of the first table of the (trimmed) cells; None when there is no table.

    `filled`: filled cells of each row; `first`: first row with any; `wide`: the most in a row.
    """
    least = 1 if wide == 1 else max(2, round(wide * 0.3))
    sample = range(first, min(len(filled), first + _SAMPLE))
    rows = [row for row in sample if filled[row] >= least]
    while rows and _is_title_line(cells.row(rows[0])):
        first = rows.pop(0) + 1
    if len(rows) < 2:
        return None
    kinds = _kinds(cells.head(sample.stop))
    typed = _typed_columns(kinds, rows=_telling(cells, kinds=kinds, rows=rows))
    start = next((row for row in rows if _is_body(kinds[row], typed=typed)), None)
    if start is None or _is_full(cells, kinds=kinds, row=rows[0]):
        more = [] if start is None else _further(kinds, rows=rows, start=start, typed=typed)
        if more and start is not None:
            return Header((rows[0], *more), start, Evidence.VALUES)
        return _first_row(cells, rows=rows, start=start)
    if start == rows[0] and _is_years(cells.row(start), kinds=kinds[start]):
        return Header((start,), start + 1, Evidence.VALUES)
    top = start
    while top > first and top > start - _DEEPEST and filled[top - 1] >= max(2, least // 2):
        top -= 1
    if top == start:
        return Header((), start, Evidence.NONE)
    return Header(tuple(range(top, start)), start, Evidence.VALUES)


def _is_title_line(texts: tuple[str | None, ...]) -> bool:
    """Whether a row is a title with its company, （単位：千円） or a day, and no labels."""
    shown = [text for text in texts if text]
    beside = [is_beside_title(text) for text in shown]
    return 0 < len(shown) <= _FEW and beside[-1] and sum(beside) >= len(shown) - 1


def is_beside_title(text: str) -> bool:
    """Whether a text stands beside a title and is none: （単位：千円）, a day, a division."""
    return _BESIDE_TITLE.fullmatch(text) is not None


def _further(
    kinds: list[tuple[Kind, ...]], *, rows: list[int], start: int, typed: list[int]
) -> list[int]:
    """Rows of labels between a full first row and the body: each labels every typed column.

    One typed column proves nothing: its first cells may be words.
    """
    between = list(range(rows[0] + 1, start))
    if len(typed) < _PROVING or not 0 < len(between) < _DEEPEST:
        return []
    labelled = all(kinds[row][column] == "label" for row in between for column in typed)
    return between if labelled else []


def _first_row(cells: pl.DataFrame, *, rows: list[int], start: int | None) -> Header:
    """The first wide row, with a row of units below it."""
    header: tuple[int, ...] = (rows[0],)
    if start == rows[1] + 1 and _is_unit_row(cells.row(rows[1])):
        header = (rows[0], rows[1])
    proven = start is not None and start <= header[-1] + 1
    return Header(header, header[-1] + 1, Evidence.VALUES if proven else Evidence.FIRST)


def _kinds(cells: pl.DataFrame) -> list[tuple[Kind, ...]]:
    """Of every cell: whether it is blank, a label or a value (number, day or mark for none)."""
    folded = cells.select(_spellings.folded(pl.all()))
    shown = folded.select(
        pl.when(pl.all().is_null())
        .then(pl.lit("blank"))
        .when(
            _numbers.is_number(pl.all())
            | _dates.is_date(pl.all())
            | _spellings.reason(pl.all()).is_not_null()
        )
        .then(pl.lit("value"))
        .otherwise(pl.lit("label"))
        .name.keep()
    )
    return shown.rows()


def _typed_columns(kinds: list[tuple[Kind, ...]], *, rows: list[int]) -> list[int]:
    """Columns in which values are at least as many as labels among the wide rows."""
    columns = []
    for column in range(len(kinds[0])):
        found = [kinds[row][column] for row in rows]
        if 0 < found.count("value") >= found.count("label"):
            columns.append(column)
    return columns


def _is_body(kinds: tuple[Kind, ...], *, typed: list[int]) -> bool:
    values = [kinds[column] for column in typed if kinds[column] != "blank"]
    return bool(values) and values.count("value") * 2 >= len(values)


def _is_full(cells: pl.DataFrame, *, kinds: list[tuple[Kind, ...]], row: int) -> bool:
    """Whether the row labels every column that is ever filled, each with a label of its own."""
    used = [name for name in cells.columns if cells[name].is_not_null().any()]
    labels = cells.select(used).row(row)
    own = kinds[row].count("label") == len(used)
    return own and len(set(labels)) == len(labels)


def _is_unit_row(labels: tuple[str | None, ...]) -> bool:
    shown = [label for label in labels if label]
    units = [label for label in shown if is_unit(label)]
    return len(units) * 2 >= len(shown)


def _telling(cells: pl.DataFrame, *, kinds: list[tuple[Kind, ...]], rows: list[int]) -> list[int]:
    """The rows without those that only give units or letters to the labels above them."""
    under = [
        row
        for row in rows[1:_DEEPEST]
        if "value" not in kinds[row]
        and (_is_unit_row(cells.row(row)) or are_letters(cells.row(row)))
    ]
    return [row for row in rows if row not in under] if under else rows


def _is_years(labels: tuple[str | None, ...], *, kinds: tuple[Kind, ...]) -> bool:
    """Whether every value of the row is a year: a header of years looks like numbers."""
    values = [label or "" for label, kind in zip(labels, kinds, strict=True) if kind == "value"]
    return len(values) > 1 and all(_YEAR.fullmatch(value) for value in values)
