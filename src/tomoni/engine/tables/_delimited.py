"""Text files (.csv, .tsv, with , tab or ;) as a grid."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice

import numpy as np
import polars as pl

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._encoding import Text, decode
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._grid import Grid, check_shape, text_frame
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._reports import note

_DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon"}
_ALLOWED = (0x09, 0x0C, 0x1B)
"""Control characters other than line ends that a text may have: tab, form feed, escape."""
_GUARD = rb'(^|[,;\t\r\n])="([^"\r\n]*)"(?=[,;\t\r\n]|$)'
_QUOTED_GUARD = r'^="(.*)"$'
_SOUND_MARKS = ("\u3099".encode(), "\u309a".encode())
_APART = re.compile("[\u3041-\u30ff][\u3099\u309a]")
_SAMPLE_ROWS = 200
_SAMPLE_BYTES = 400_000
LARGE = 1_000_000
"""Bytes from which a file that is plain enough goes through the faster parser."""


@dataclass(frozen=True)
class _Content:
    """What is to be cut into cells, and what was put right before."""

    text: Text
    delimiter: str
    quoted: bool
    composed: int
    guards: int
    ends: "_Ends"

    def string(self) -> str:
        return b"".join(self.text.blocks).decode()


@dataclass(frozen=True)
class _Ends:
    """How often lines end in each way; breaks inside of quoted cells are no line ends."""

    both: int = 0
    feeds: int = 0
    returns: int = 0

    @property
    def mixed(self) -> bool:
        return (self.both > 0) + (self.feeds > 0) + (self.returns > 0) > 1

    def __add__(self, other: "_Ends") -> "_Ends":
        return _Ends(self.both + other.both, self.feeds + other.feeds, self.returns + other.returns)


def read_delimited(
    data: bytes, *, file_name: str, limits: Limits, large: int = LARGE
) -> tuple[Grid, tuple[Finding, ...]]:
    """The grid and what was found out about the file's encoding, delimiter and line ends.

    From `large` bytes on, a file that is plain enough is cut by polars.
    """
    content = _content(decode(data))
    cells = None
    if sum(map(len, content.text.blocks)) >= large:
        cells = _fast(content, limits=limits)
    if cells is None:
        rows = _rows(content.string(), delimiter=content.delimiter, limits=limits)
        cells = text_frame(rows, text=lambda cell: str(cell) if cell else None)
    cells, guards = _without_guards(cells, content=content)
    content = replace(content, guards=content.guards + guards)
    grid = Grid(file_name, "", cells)
    return grid, tuple(_findings(grid, content=content))


def _content(text: Text) -> _Content:
    """The text with `="1-42"` as `1-42`, its line ends counted and its delimiter found."""
    ends, blocks, guards, composed = _Ends(), [], 0, 0
    for block in text.blocks:
        ends += _ends(block)
        if text.encoding.startswith("utf"):  # others have no sound marks of their own
            block, count = _composed(block)
            composed += count
        bare, count = re.subn(_GUARD, rb'\1"\2"', block) if _guarded(block) else (block, 0)
        blocks.append(bare)
        guards += count
    quoted = any(b'"' in block for block in blocks)
    if quoted:
        ends = _ends(re.sub(rb'"[^"]*"', b"", b"".join(blocks)))
    return _Content(
        text=replace(text, blocks=tuple(blocks)),
        delimiter=_delimiter(_sample(blocks)),
        quoted=quoted,
        composed=composed,
        guards=guards,
        ends=ends,
    )


def _composed(block: bytes) -> tuple[bytes, int]:
    """Kana and their sound marks in one character each, as macOS takes them apart (NFD)."""
    if not any(mark in block for mark in _SOUND_MARKS):
        return block, 0
    text, count = _APART.subn(lambda match: unicodedata.normalize("NFC", match[0]), block.decode())
    return text.encode(), count


def _guarded(block: bytes) -> bool:
    return b'"' in block and b'="' in block


def _sample(blocks: Sequence[bytes]) -> str:
    return blocks[0][:_SAMPLE_BYTES].decode(errors="ignore") if blocks else ""


def _ends(block: bytes) -> _Ends:
    """The line ends of a block. Raises `TablesError` for bytes that no text has."""
    codes = np.frombuffer(block, dtype=np.uint8)
    places = np.flatnonzero(codes < 0x20)
    low = codes[places]
    feeds = low == 0x0A
    returns = low == 0x0D
    if not (feeds | returns | np.isin(low, _ALLOWED)).all():
        raise TablesError("not-a-sheet", format="binary")
    both = int((returns[:-1] & feeds[1:] & (np.diff(places) == 1)).sum())
    return _Ends(both, int(feeds.sum()) - both, int(returns.sum()) - both)


def _fast(content: _Content, *, limits: Limits) -> pl.DataFrame | None:
    """The cells by polars; None for what it might read otherwise than a spreadsheet does."""
    if content.quoted and (content.ends.returns or _is_odd(content)):
        return None
    width = max(_widths(_sample(content.text.blocks), delimiter=content.delimiter), default=1)
    try:
        return _cut(content, width=width, limits=limits)
    except pl.exceptions.PolarsError:
        pass
    if content.quoted:
        return None
    try:
        return _cut(content, width=_widest(content), limits=limits)
    except pl.exceptions.PolarsError:
        return None


def _cut(content: _Content, *, width: int, limits: Limits) -> pl.DataFrame:
    rows, frames = 0, []
    check_shape(1, width, limits=limits)
    for block in content.text.blocks:
        frame = pl.read_csv(
            _plain_ends(block, ends=content.ends),
            has_header=False,
            schema={str(place): pl.String for place in range(1, width + 1)},
            separator=content.delimiter,
            quote_char='"' if content.quoted else None,
        )
        rows += frame.height
        check_shape(rows, width, limits=limits)
        frames.append(frame)
    cells = pl.concat(frames, rechunk=False)
    return cells.select(pl.when(pl.all() != "").then(pl.all())) if content.quoted else cells


def _lines(block: bytes, *, ends: _Ends) -> pl.DataFrame:
    return pl.read_csv(
        _plain_ends(block, ends=ends),
        has_header=False,
        schema={"line": pl.String},
        separator="\x1f",
        quote_char=None,
    )


def _plain_ends(block: bytes, *, ends: _Ends) -> bytes:
    """The block in which every line ends as polars knows it."""
    if not ends.returns and not ends.mixed:
        return block
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _is_odd(content: _Content) -> bool:
    """Whether a quote spans lines or stands inside of a cell: where readers differ."""
    cut = re.escape(content.delimiter)
    cell = rf'(?:"(?:[^"]|"")*"|[^"{cut}]*)'
    plain = rf"^{cell}(?:{cut}{cell})*$"
    return any(
        not _lines(block, ends=content.ends).select(pl.col("line").str.contains(plain).all()).item()
        for block in content.text.blocks
    )


def _widest(content: _Content) -> int:
    most = (
        _lines(block, ends=content.ends)
        .select(pl.col("line").str.count_matches(content.delimiter, literal=True).max())
        .item()
        for block in content.text.blocks
    )
    return max((count or 0 for count in most), default=0) + 1


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


def _without_guards(cells: pl.DataFrame, *, content: _Content) -> tuple[pl.DataFrame, int]:
    """The cells with the guard taken off that was itself quoted, and how many there were."""
    if not content.quoted or not any(b'=""' in block for block in content.text.blocks):
        return cells, 0
    count = cells.select(pl.sum_horizontal(pl.all().str.contains(_QUOTED_GUARD).sum())).item()
    return cells.select(pl.all().str.replace(_QUOTED_GUARD, "$1")), int(count or 0)


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


def _findings(grid: Grid, *, content: _Content) -> list[Finding]:
    decoded = note(
        "text-decoded",
        Severity.INFO,
        grid=grid,
        encoding=content.text.encoding,
        delimiter=_DELIMITERS[content.delimiter],
    )
    findings = [decoded]
    if content.composed:
        findings.append(note("text-composed", Severity.INFO, grid=grid, count=content.composed))
    if content.guards:
        findings.append(note("guards-removed", Severity.INFO, grid=grid, count=content.guards))
    if content.ends.mixed:
        findings.append(note("line-ends-mixed", Severity.INFO, grid=grid))
    usual = _usual(_widths(_sample(content.text.blocks), delimiter=content.delimiter))
    beyond = grid.cells.columns[usual:]
    if usual > 1 and beyond:
        longer = grid.cells.select(pl.any_horizontal(pl.col(beyond).is_not_null()).arg_true())
        rows = [row + 1 for row in longer.to_series().to_list()]
        if rows:
            found = note("rows-longer", Severity.WARNING, grid=grid, rows=rows, columns=usual)
            findings.append(found)
    return findings
