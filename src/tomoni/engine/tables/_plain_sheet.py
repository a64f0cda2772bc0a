"""The cells of a sheet straight from its XML, where it is written as nearly every program does.

All cells of a stretch at once: no object is made for a cell, and nothing is parsed twice. What is
written otherwise is left to a reader that takes everything.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._formats import Formats, number_texts, shown_texts
from tomoni.engine.tables._grid import check_shape
from tomoni.engine.tables._limits import Limits
from tomoni.engine.tables._places import Told, told_cells
from tomoni.engine.tables._shared_texts import unescaped

_BLOCK = 1_000_000
"""So many bytes are looked at together: they stay in the processor's own memory."""
_WORKERS = 2
_HEAD = re.compile(rb"<sheetData>\s*(?:</?row(?:\s[^<>]*)?>\s*)*")
_FIRST = b'<c r="'
_PLAIN = (
    r'^(?:<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"'
    r'(?: (?:s="[0-9]{1,6}"|t="(?:n|s|str|b|e|inlineStr)"|[cv]m="[0-9]+"))*\s?'
    r"(?:/>|>(?:<f(?:\s[^<>]*)?/>|<f(?:\s[^<>]*)?>[^<]*</f>)?"
    r'(?:<v>[^<]*</v>|<v\s?/>|<is><t(?: xml:space="preserve")?>[^<]*</t></is>)?</c>)'
    r"\s*(?:</?row(?:\s[^<>]*)?>\s*)*)+$"
)
"""Cells, one after the other, and the tags of rows between them."""
_AS_WRITTEN = r"^(?:0|-?[1-9][0-9]*(?:\.[0-9]*[1-9])?|-?0\.0{0,3}[1-9](?:[0-9]*[1-9])?)$"
_DIGITS = 15
"""A number of at most so many digits has no shorter text than that without needless zeros."""


def plain_cells(
    xml: bytes, *, texts: pl.Series, formats: Formats, limits: Limits
) -> pl.DataFrame | None:
    """The cells as the frame of a `Grid`; None for a sheet that is written in another way.

    `texts`: the workbook's shared texts. Raises `TablesError` (`too-…`) beyond the limits, before
    any memory is taken for the rectangle.
    """
    if b"<x:sheetData" in xml:
        xml = xml.replace(b"<x:", b"<").replace(b"</x:", b"</")
    parts = []

    def read(block: bytes) -> pl.DataFrame | None:
        return _texted(told_cells(block), texts=texts, formats=formats) if _plain(block) else None

    with ThreadPoolExecutor(_WORKERS) as workers:
        for part in workers.map(read, _blocks(xml)):
            if part is None:
                return None
            parts.append(part)
    return _rectangle(pl.concat(parts), limits=limits) if parts else None


def _blocks(xml: bytes) -> Iterator[bytes]:
    """The cells of the sheet in stretches that begin with one; none without a plain beginning."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    place = xml.find(_FIRST, start, end)
    if min(start, end, place) < 0 or not _HEAD.fullmatch(xml, start, place):
        return
    while place < end:
        cut = end if end - place <= _BLOCK else xml.rfind(_FIRST, place + 1, place + _BLOCK)
        cut = end if cut < 0 else cut
        yield xml[place:cut]
        place = cut


def _plain(block: bytes) -> bool:
    whole = pl.Series([block], dtype=pl.Binary).cast(pl.String, strict=False)
    return not whole.null_count() and bool(whole.str.contains(_PLAIN)[0])


def _texted(cells: Told, *, texts: pl.Series, formats: Formats) -> pl.DataFrame | None:
    """Row, column and text of each cell; None if one holds what its kind does not allow."""
    kind, value = pl.lit(cells.kinds), pl.lit(cells.values)
    truth = pl.when(value == "0").then(pl.lit("FALSE")).otherwise(pl.lit("TRUE"))
    found = pl.select(
        number=pl.when(kind == ord("n")).then(value).cast(pl.Float64, strict=False),
        shared=pl.when(kind == ord("s")).then(value).cast(pl.UInt32, strict=False),
        truth=pl.when(kind == ord("b")).then(truth),
        word=pl.when(~kind.is_in([ord("n"), ord("s"), ord("b")])).then(value),
    )
    known = found.select(pl.any_horizontal(pl.all().is_not_null()).all()).item()
    last = found["shared"].max()
    if not known or (isinstance(last, int) and last >= len(texts)):
        return None
    text = pl.coalesce(
        shown_texts(found["number"], styles=cells.styles, formats=formats),
        _number_texts(found["number"], stored=cells.values),
        pl.lit(texts).gather(found["shared"]),
        found["truth"],
        unescaped(found["word"]),
    )
    return pl.select(row=cells.rows, column=cells.columns, text=text)


def _number_texts(numbers: pl.Series, *, stored: pl.Series) -> pl.Series:
    """The texts of the numbers: as they are stored where no other would be written for them."""
    same = stored.str.contains(_AS_WRITTEN) & (stored.str.len_bytes() <= _DIGITS)
    kept = pl.select(pl.when(same & numbers.is_not_null()).then(stored)).to_series()
    rest = (kept.is_null() & numbers.is_not_null()).arg_true()
    return kept.scatter(rest, number_texts(numbers.gather(rest))) if len(rest) else kept


def _rectangle(cells: pl.DataFrame, *, limits: Limits) -> pl.DataFrame:
    """The texts at their places; of two in one place the last."""
    if not cells.height:
        return pl.DataFrame()
    rows, columns = cells.select(pl.col("row", "column").max()).row(0)
    check_shape(rows, columns, limits=limits)
    if cells["text"].str.len_bytes().sum() > limits.max_characters:
        raise TablesError("too-many-characters", limit=limits.max_characters)
    order = np.full(rows * columns, -1, dtype=np.int64)
    places = (cells["column"] - 1) * rows + cells["row"] - 1
    order[places.to_numpy()] = np.arange(cells.height)
    taken = pl.lit(pl.Series(order))
    text = pl.lit(cells["text"]).gather(pl.when(taken >= 0).then(taken))
    if (cells["text"] == "").any():
        text = pl.when(text != "").then(text)
    filled = pl.select(text).to_series()
    return pl.DataFrame([filled.slice(n * rows, rows).alias(str(n + 1)) for n in range(columns)])
