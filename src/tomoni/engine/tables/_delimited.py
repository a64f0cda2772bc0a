"""Text files (.csv, .tsv, with , tab or ;) as a grid."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import StringIO
from itertools import islice

import polars as pl

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._encoding import Text, decoded
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid, check_shape, text_frame
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._line_ends import Ends, line_ends
from tomoni.engine.tables._reports import note

_DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon"}
_GUARD = rb'(^|[,;\t\r\n])="([^"\r\n]*)"(?=[,;\t\r\n]|$)'
_QUOTED_GUARD = r'^="(.*)"$'
_QUOTED = r'"[^"]*"'
_SOUND_MARKS = ("\u3099".encode(), "\u309a".encode())
_APART = re.compile("[\u3041-\u30ff][\u3099\u309a]")
_SAMPLE_ROWS = 200
_CHECKED = 1_000
"""After so many rows more the size is looked at again."""
LARGE = 1_000_000
"""Bytes from which a file that is plain enough goes through the faster parser."""


@dataclass(frozen=True)
class _Content:
    """What is to be cut into cells, and how."""

    text: Text
    ends: Ends
    quoted: bool
    delimiter: str
    widths: list[int]
    """Cells in each of the first rows."""

    @property
    def usual(self) -> int:
        """Cells of most rows."""
        return _usual(self.widths)


@dataclass(frozen=True)
class _Cut:
    """The cells; how many each row was written with; what was put right."""

    cells: pl.DataFrame
    widths: pl.Series
    composed: int
    guards: int


def read_delimited(
    data: bytes, *, file_name: str, limits: Limits, large: int = LARGE
) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid and what was found out about the file's encoding, delimiter and line ends.

    From `large` bytes on, a file that is plain enough is cut by polars.
    """
    return decoded(data, using=partial(_read, file_name=file_name, limits=limits, large=large))


def _read(
    text: Text, *, file_name: str, limits: Limits, large: int
) -> tuple[Grid, tuple[Finding, ...]]:
    content = _content(text)
    cut = _fast(content, limits=limits) if len(text.data) >= large else None
    cut = _without_guards(cut or _careful(content, limits=limits), content=content)
    grid = Grid(file_name, "", cut.cells)
    return grid, tuple(_findings(grid, content=content, cut=cut))


def _content(text: Text) -> _Content:
    sample, _, _ = _mended(text.sample().encode(), encoding=text.encoding)
    delimiter = _delimiter(sample.decode())
    quoted = b'"' in text.data
    return _Content(
        text=text,
        ends=line_ends(text, quoted=quoted),
        quoted=quoted,
        delimiter=delimiter,
        widths=_widths(sample.decode(), delimiter=delimiter),
    )


def _mended(block: bytes, *, encoding: str) -> tuple[bytes, int, int]:
    """The block with `="1-42"` as `1-42` and kana in one character each; how many of both."""
    composed = guards = 0
    if encoding.startswith("utf"):  # others have no sound marks of their own
        block, composed = _composed(block)
    if b'"' in block and b'="' in block:
        block, guards = re.subn(_GUARD, rb'\1"\2"', block)
    return block, composed, guards


def _composed(block: bytes) -> tuple[bytes, int]:
    """Kana and their sound marks in one character each, as macOS takes them apart (NFD)."""
    if not any(mark in block for mark in _SOUND_MARKS):
        return block, 0
    text, count = _APART.subn(lambda match: unicodedata.normalize("NFC", match[0]), block.decode())
    return text.encode(), count


def _fast(content: _Content, *, limits: Limits) -> _Cut | None:
    """The cells by polars; None for what it might read otherwise than a spreadsheet does."""
    if content.quoted and content.ends.returns:
        return None
    try:
        return _cut(content, width=max(content.widths, default=1), limits=limits)
    except pl.exceptions.PolarsError:
        pass
    if content.quoted:
        return None
    try:
        return _cut(content, width=_widest(content), limits=limits)
    except pl.exceptions.PolarsError:
        return None


def _cut(content: _Content, *, width: int, limits: Limits) -> _Cut | None:
    rows, frames, widths, composed, guards = 0, [], [], 0, 0
    check_shape(1, width, limits=limits)
    for raw in content.text.blocks():
        block, sounds, bare = _mended(raw, encoding=content.text.encoding)
        block = content.ends.plain(block)
        if content.quoted and _is_odd(block, delimiter=content.delimiter):
            return None
        frame = pl.read_csv(
            block,
            has_header=False,
            schema={str(place): pl.String for place in range(1, width + 1)},
            separator=content.delimiter,
            quote_char='"' if content.quoted else None,
        )
        rows, composed, guards = rows + frame.height, composed + sounds, guards + bare
        check_shape(rows, width, limits=limits)
        frames.append(frame)
        widths.append(_widths_of(block, frame=frame, content=content))
    cells = pl.concat(frames, rechunk=False)
    cells = cells.select(pl.when(pl.all() != "").then(pl.all())) if content.quoted else cells
    return _Cut(cells, pl.concat(widths), composed, guards)


def _widths_of(block: bytes, *, frame: pl.DataFrame, content: _Content) -> pl.Series:
    """Cells in each row; counted only where some row may have fewer than usual."""
    usual = content.usual
    if not frame[:, usual - 1].null_count():
        return pl.repeat(usual, frame.height, dtype=pl.UInt32, eager=True)
    line = pl.col("line")
    bare = line.str.replace_all(_QUOTED, "") if content.quoted else line
    count = bare.str.count_matches(content.delimiter, literal=True) + 1
    return _lines(block).select(pl.when(line != "").then(count).otherwise(0))["line"]


def _lines(block: bytes) -> pl.DataFrame:
    """The lines of a block that ends them as polars knows it."""
    return pl.read_csv(
        block,
        has_header=False,
        schema={"line": pl.String},
        separator="\x1f",
        quote_char=None,
    )


def _is_odd(block: bytes, *, delimiter: str) -> bool:
    """Whether a quote spans lines or stands inside of a cell: where readers differ."""
    cut = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*"|[^"{cut}]*)'
    plain = rf"^{cell}(?:{cut}{cell})*$"
    return not _lines(block).select(pl.col("line").str.contains(plain).all()).item()


def _widest(content: _Content) -> int:
    most = (
        _lines(content.ends.plain(block))
        .select(pl.col("line").str.count_matches(content.delimiter, literal=True).max())
        .item()
        for block in content.text.blocks()
    )
    return max((count or 0 for count in most), default=0) + 1


def _careful(content: _Content, *, limits: Limits) -> _Cut:
    """The cells of every record, as a spreadsheet reads them."""
    encoding = content.text.encoding
    mended = [_mended(block, encoding=encoding) for block in content.text.blocks()]
    text = b"".join(block for block, _, _ in mended).decode()
    rows = _rows(text, delimiter=content.delimiter, limits=limits)
    return _Cut(
        cells=text_frame(rows, text=lambda cell: str(cell) if cell else None),
        widths=pl.Series([len(row) for row in rows], dtype=pl.UInt32),
        composed=sum(composed for _, composed, _ in mended),
        guards=sum(guards for _, _, guards in mended),
    )


def _rows(text: str, *, delimiter: str, limits: Limits) -> list[list[str]]:
    """Every record; a quoted line break stays in its cell, as a spreadsheet reads it."""
    rows: list[list[str]] = []
    width = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(row) > width or not len(rows) % _CHECKED:
                width = max(width, len(row))
                check_shape(len(rows), width, limits=limits)
    except csv.Error as error:
        raise TablesError("broken-delimited-text", row=len(rows) + 1) from error
    check_shape(len(rows), width, limits=limits)
    return rows


def _without_guards(cut: _Cut, *, content: _Content) -> _Cut:
    """The cells with the guard taken off that was itself quoted."""
    if not content.quoted or b'=""' not in content.text.data:
        return cut
    guarded = pl.all().str.contains(_QUOTED_GUARD).sum()
    count = int(cut.cells.select(pl.sum_horizontal(guarded)).item() or 0)
    cells = cut.cells.select(pl.all().str.replace(_QUOTED_GUARD, "$1"))
    return replace(cut, cells=cells, guards=cut.guards + count)


def _delimiter(sample: str) -> str:
    """The delimiter that cuts the first records into most columns, most evenly."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(sample, delimiter=delimiter))


def _fit(sample: str, *, delimiter: str) -> float:
    widths = _widths(sample, delimiter=delimiter)
    usual = _usual(widths)
    return 0 if usual < 2 else widths.count(usual) / len(widths)


def _widths(sample: str, *, delimiter: str) -> list[int]:
    reader = csv.reader(StringIO(sample, newline=""), delimiter=delimiter)
    try:
        return [len(row) for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return []


def _usual(widths: list[int]) -> int:
    return max(set(widths), key=lambda width: (widths.count(width), width), default=1)


def _findings(grid: Grid, *, content: _Content, cut: _Cut) -> Iterator[Finding]:
    yield note(
        "text-decoded",
        Severity.INFO,
        grid=grid,
        encoding=content.text.encoding,
        delimiter=_DELIMITERS[content.delimiter],
    )
    for code, count in (("text-composed", cut.composed), ("guards-removed", cut.guards)):
        if count:
            yield note(code, Severity.INFO, grid=grid, count=count)
    if content.ends.mixed:
        yield note("line-ends-mixed", Severity.INFO, grid=grid)
    usual = content.usual
    for uneven, rows in (
        ("rows-longer", _longer(cut.cells, usual=usual)),
        ("rows-shorter", _shorter(cut.widths, usual=usual)),
    ):
        if rows:
            yield note(uneven, Severity.WARNING, grid=grid, rows=rows, columns=usual)


def _longer(cells: pl.DataFrame, *, usual: int) -> list[int]:
    """Rows that fill cells beyond the usual ones."""
    beyond = cells.columns[usual:]
    if usual < 2 or not beyond:
        return []
    rows = cells.select(pl.any_horizontal(pl.col(beyond).is_not_null()).arg_true())
    return [row + 1 for row in rows.to_series().to_list()]


def _shorter(widths: pl.Series, *, usual: int) -> list[int]:
    """Rows written with fewer cells than most, among those that have all.

    A text alone is no row that lacks cells but a title or a remark; so is all above and below.
    """
    full = (widths >= usual).arg_true()
    if usual < 2 or len(full) * 2 <= int((widths > 1).sum()):
        return []
    first = int(full[0])
    inside = widths[first : int(full[-1])]
    short = ((inside > 1) & (inside < usual)).arg_true()
    return [first + row + 1 for row in short.to_list()]
