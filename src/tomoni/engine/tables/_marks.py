"""What an .xlsx says about a sheet besides its values: merged cells, hidden rows and columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\br:id\s*=\s*[\"']([^\"']+)[\"']")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(Id|Target)\s*=\s*[\"']([^\"']+)[\"']")
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"
)
_HIDDEN = rb"\shidden\s*=\s*[\"'](?:1|true)[\"']"
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row(?=[^>]*" + _HIDDEN + rb")[^>]*?\sr\s*=\s*[\"'](\d{1,7})")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col(?=[^>]*" + _HIDDEN + rb")\s[^>]*>")
_SPAN = re.compile(rb"\b(min|max)\s*=\s*[\"'](\d{1,5})")
_WIDEST = 16_384
_MOST_MERGES = 200_000

Area = tuple[int, int, int, int]
"""Top, left, bottom, right of a merged cell, from 0."""


@dataclass(frozen=True)
class Marks:
    """Merged cells, and the spreadsheet's numbers of rows and columns that are not shown."""

    merges: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


NO_MARKS = Marks()


def part_names(parts: Mapping[str, bytes]) -> list[str]:
    """The part of every sheet in the workbook's own order. `parts`: see `Package`."""
    book = parts.get("xl/workbook.xml", b"")
    targets = {}
    for relation in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        said = dict(_ATTRIBUTE.findall(relation))
        targets[said.get(b"Id", b"")] = said.get(b"Target", b"").decode("utf-8", "replace")
    return [_part_name(targets.get(key, "")) for key in _SHEET.findall(book)]


def _part_name(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def sheet_marks(xml: bytes) -> Marks:
    """The marks of a sheet by its part, none without one: they help to understand, no more."""
    merges = [
        (int(top) - 1, _number(left) - 1, int(bottom) - 1, _number(right) - 1)
        for left, top, right, bottom in _MERGE.findall(xml[max(xml.rfind(b"sheetData>"), 0) :])
    ]
    if b"hidden" not in xml:
        return Marks(tuple(merges[:_MOST_MERGES]))
    rows = tuple(sorted({int(row) for row in _HIDDEN_ROW.findall(xml)}))
    columns: set[int] = set()
    for tag in _HIDDEN_COLUMN.findall(xml[: max(xml.find(b"sheetData"), 0)]):
        span = {key: int(value) for key, value in _SPAN.findall(tag)}
        columns.update(range(span.get(b"min", 1), min(span.get(b"max", 0), _WIDEST) + 1))
    return Marks(tuple(merges[:_MOST_MERGES]), rows, tuple(sorted(columns)))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
