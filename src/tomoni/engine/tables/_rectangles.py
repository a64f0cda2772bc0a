"""A sheet drawn on graph paper (方眼紙): its texts as rectangles of merged cells."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from tomoni.engine.tables import _dates, _numbers, _spellings
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._units import is_unit

_DIGITS = re.compile(r"[（(△▲−+-]?\s*[0-9０-９][0-9０-９.,，．/:：\s]*[%％]?[)）]?")
_MARKED = re.compile(r"[0-9０-９*＊#]")
_SHORT_MARK = 8
_CALENDAR = re.compile(r"[令平昭大明年月]")
_APART = re.compile(r"(?<![!-~])[\s\u3000]+(?![!-~])")
_SPACED = re.compile(r"[^\s\u3000!-~](?:[\s\u3000]+[^\s\u3000!-~])+")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_BLANKS = " \t\r\n\u3000\u00a0"
_LEAST_WIDE = 6
_WIDE_SHARE = 0.2


@dataclass(frozen=True)
class Rectangle:
    """A cell, merged or not, that holds a text; places from 0, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int
    text: str
    kind: str
    """`value`, `unit` or `label`."""

    @property
    def span(self) -> tuple[int, int]:
        """Left and right."""
        return self.left, self.right

    def covers(self, row: int) -> bool:
        """Whether it stands in that row."""
        return self.top <= row <= self.bottom

    def overlap(self, left: int, right: int) -> int:
        """How many of those columns it takes."""
        return min(self.right, right) - max(self.left, left) + 1


@dataclass(frozen=True)
class Sketch:
    """All rectangles of a sheet from left to right within each row, top down."""

    rectangles: tuple[Rectangle, ...]

    @cached_property
    def by_row(self) -> dict[int, list[Rectangle]]:
        """Every row's rectangles from left to right; one of several rows stands in each."""
        rows: dict[int, list[Rectangle]] = {}
        for rectangle in self.rectangles:
            for row in range(rectangle.top, rectangle.bottom + 1):
                rows.setdefault(row, []).append(rectangle)
        return {row: sorted(found, key=_left) for row, found in rows.items()}

    def between(self, row: int, left: int, right: int) -> list[Rectangle]:
        """The rectangles of a row that begin in the columns from `left` up to `right`."""
        found = self.by_row.get(row, [])
        first = bisect_left(found, left, key=_left)
        return found[first : bisect_left(found, right, first, key=_left)]

    def left_of(self, row: int, column: int) -> list[Rectangle]:
        """The rectangles of a row that begin left of a column, from left to right."""
        found = self.by_row.get(row, [])
        return found[: bisect_left(found, column, key=_left)]


def _left(rectangle: Rectangle) -> int:
    return rectangle.left


def sketch(grid: Grid) -> Sketch | None:
    """The sheet's rectangles if its numbers stand in cells merged across columns; else None."""
    merges = {(top, left): (bottom, right) for top, left, bottom, right in grid.marks.merges}
    if sum(right > left for (_, left), (_, right) in merges.items()) < _LEAST_WIDE:
        return None
    columns = [int(name) - 1 for name in grid.cells.columns]
    cells = [
        (row, column, bare)
        for row, texts in enumerate(grid.cells.rows())
        for column, text in zip(columns, texts, strict=True)
        if text and (bare := text.strip(_BLANKS))
    ]
    kinds = _kinds({text for _, _, text in cells})
    found = []
    for row, column, text in cells:
        bottom, right = merges.get((row, column), (row, column))
        found.append(Rectangle(row, column, bottom, right, text, kinds[text]))
    values = [rectangle for rectangle in found if rectangle.kind == "value"]
    wide = sum(rectangle.right > rectangle.left for rectangle in values)
    if wide < max(_LEAST_WIDE, _WIDE_SHARE * len(values)):
        return None
    return Sketch(tuple(found))


def _kinds(texts: Iterable[str]) -> dict[str, str]:
    """What each text is; a day that is written with characters labels a row more often."""
    kinds = {text: _plain_kind(text) for text in texts}
    rest = [text for text, kind in kinds.items() if not kind]
    folded = _spellings.folded(pl.col("cell"))
    found = pl.DataFrame({"cell": rest}, schema={"cell": pl.String}).select(
        "cell",
        dated=_numbers.is_number(folded) | _dates.is_date(folded),
        mark=_spellings.reason(folded).is_not_null(),
    )
    for text, dated, mark in found.rows():
        is_value = mark or (dated and not _CALENDAR.search(text))
        kinds[text] = "value" if is_value else "label"
    return kinds


def _plain_kind(text: str) -> str:
    """The kind of a text that is told at once; else empty."""
    if is_unit(text):
        return "unit"
    if text == "-" or _DIGITS.fullmatch(text):
        return "value"
    return "" if _MARKED.search(text) or len(text) <= _SHORT_MARK else "label"


def plain(text: str) -> str:
    """A label on one line, without the blanks that only spread its letters (そ の 他)."""
    line = _BREAKS.sub("", text).strip(_BLANKS)
    return _APART.sub("", line) if _SPACED.fullmatch(line) and _is_spread(line) else line


def _is_spread(line: str) -> bool:
    return all(len(part) == 1 for part in re.split(r"[\s\u3000]+", line))
