"""Text files (.csv, .tsv, with , tab or ;) as a grid."""

import csv
import re
from io import StringIO
from itertools import islice

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._encoding import decode
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid, check_shape, text_frame
from tomoni.engine.tables._limits import Limits

_DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SAMPLE_ROWS = 200


def read_delimited(
    data: bytes, *, file_name: str, limits: Limits
) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid and what was found out about the file's encoding and delimiter."""
    text, encoding = decode(data)
    if _CONTROL.search(text):
        raise TablesError("not-a-sheet", format="binary")
    delimiter = _delimiter(text)
    rows = _rows(text, delimiter=delimiter, limits=limits)
    cells = text_frame(rows, text=lambda cell: str(cell) if cell else None)
    grid = Grid(file_name, "", cells)
    found = Finding(
        code="text-decoded",
        severity=Severity.INFO,
        place=grid.place(),
        params={"encoding": encoding, "delimiter": _DELIMITERS[delimiter]},
    )
    return grid, (found,)


def _rows(text: str, *, delimiter: str, limits: Limits) -> list[list[str]]:
    """Every record; a quoted line break stays in its cell, as a spreadsheet reads it."""
    rows: list[list[str]] = []
    width = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            width = max(width, len(row))
            check_shape(len(rows) + 1, width, limits=limits)
            rows.append(row)
    except csv.Error as error:
        raise TablesError("broken-delimited-text", row=len(rows) + 1) from error
    return rows


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first records into most columns, most evenly."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(text, delimiter=delimiter))


def _fit(text: str, *, delimiter: str) -> float:
    reader = csv.reader(StringIO(text[:200_000], newline=""), delimiter=delimiter)
    try:
        widths = [len(row) for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
    return 0 if usual < 2 else widths.count(usual) / len(widths)
