"""How far the cells of an .xlsx reach, found before a reader takes memory for it.

A reader lays a sheet out as a full rectangle: two cells in opposite corners of an otherwise empty
sheet ask for 17 thousand million. A text that many cells share is copied for each of them.
"""

import re
from collections.abc import Mapping

import polars as pl

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import check_shape
from tomoni.engine.tables._limits import Limits

_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_TAG = re.compile(
    rb"""<(?:\w+:)?(c|row)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*/?>""", re.ASCII
)
_PLACE = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_REFERENCE = re.compile(rb"([A-Za-z]{0,3})([1-9][0-9]{0,6})")
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?(?:/>|></(?:\w+:)?c>)")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?row>)")
_ITEM = re.compile(rb"<(?:\w+:)?si[\s>]")
_SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*(?:<(?:\w+:)?f.*?>)?<(?:\w+:)?v>([0-9]+)""")


def check_extent(parts: Mapping[str, bytes], *, limits: Limits) -> None:
    """Refuse a package whose sheets reach beyond the limits. `parts`: see `Package`.

    Cells that hold nothing but a format count for nothing, as they take no memory.
    """
    texts = b"".join(xml for xml in parts.values() if b"sheetData" not in xml)
    lengths = [len(item) for item in _ITEM.split(texts)[1:]]
    longest = max(lengths, default=0)
    for xml in parts.values():
        if b"sheetData" not in xml:
            continue
        rows, columns, cells = _extent(xml)
        if (
            rows > limits.max_rows
            or columns > limits.max_columns
            or rows * columns > limits.max_cells
        ):
            rows, columns, cells = _extent(_EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", xml)))
        check_shape(rows, columns, limits=limits)
        if cells * longest > limits.max_characters:
            _check_characters(xml, lengths=lengths, limits=limits)


def check_texts(cells: pl.DataFrame, *, limits: Limits) -> None:
    """Refuse text cells of which one is longer than any spreadsheet could hold."""
    longest = cells.select(pl.all().str.len_bytes().max()).row(0) if cells.width else ()
    if any((length or 0) > limits.max_cell_bytes for length in longest):
        raise TablesError("cell-too-long", limit=limits.max_cell_bytes)


def _extent(xml: bytes) -> tuple[int, int, int]:
    """Rows, columns and number of cells; places left out in the XML are counted instead.

    A tag that is not well formed makes the sheet a damaged one. A place such as `A0` must not
    reach the reader: it counts from there to the end of the world.
    """
    tags = _TAG.findall(xml)
    cells, row_tags = len(_CELL.findall(xml)), len(_ROW.findall(xml))
    if len(tags) != cells + row_tags:
        raise TablesError("damaged-workbook")
    places = [_PLACE.findall(attributes) for _, attributes in tags]
    matches = [_REFERENCE.fullmatch(place) for found in places for place in found]
    references = {match.groups() for match in matches if match is not None}
    if None in matches or any(len(found) > 1 for found in places):
        raise TablesError("damaged-workbook")
    deepest = max((int(number) for _, number in references), default=0)
    widest = max((_number(letters) for letters, _ in references), default=0)
    if len(matches) < len(tags):
        deepest += row_tags
        widest += max(len(_CELL.findall(row)) for row in _ROW.split(xml))
    return deepest, widest, cells


def _check_characters(xml: bytes, *, lengths: list[int], limits: Limits) -> None:
    used = (int(place) for place in _SHARED.findall(xml))
    characters = sum(lengths[place] for place in used if place < len(lengths))
    if characters > limits.max_characters:
        raise TablesError("too-many-characters", limit=limits.max_characters)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
