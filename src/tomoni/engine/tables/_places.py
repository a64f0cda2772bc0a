"""What the cells of plain XML say of themselves, found by comparing bytes, all cells at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

_Bytes = npt.NDArray[np.uint8]
_Places = npt.NDArray[np.intp]

_PLACE = len('<c r="')
_VALUE = len("<v>")
_SPACED = len(' xml:space="preserve"')
_NUMBER = ord("n")
_INLINE = 12
_MASKS = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF], "<u4")


@dataclass(frozen=True)
class Told:
    """Of every cell that holds something: where it stands, its format, its kind and its value.

    `kinds`: the first letter of what the cell says of its value; `w` for `str`, as `s` is shared.
    """

    rows: pl.Series
    columns: pl.Series
    styles: pl.Series
    kinds: pl.Series
    values: pl.Series


def told_cells(xml: bytes) -> Told:
    """The cells of a stretch of XML that is known to be plain; see `plain_cells`."""
    text = np.frombuffer(xml, dtype=np.uint8)
    tags = _found(text, b"<")
    names = text[tags + 1]
    is_cell = names == ord("c")
    owners = np.cumsum(is_cell) - 1
    kinds = np.full(int(is_cell.sum()), _NUMBER, np.uint8)
    styles = np.zeros(len(kinds), np.int64)
    for mark, put in ((b' t="', kinds), (b' s="', styles)):
        if mark not in xml:
            continue
        places = _found(text, mark)
        above = np.searchsorted(tags, places) - 1
        own = is_cell[above]
        places = places[own] + len(mark)
        put[owners[above[own]]] = _kinds(text, places) if put is kinds else _digits(text, places)
    inside = (names == ord("t")) | ((names == ord("v")) & (text[tags + 2] == ord(">")))
    at = np.flatnonzero(inside)
    starts, ends = tags[at] + _VALUE, tags[at + 1]
    starts += np.where(text[starts - 1] == ord(" "), _SPACED, 0)
    filled = ends > starts
    at = owners[at[filled]]
    columns, digits = _columns(text, tags[is_cell][at] + _PLACE)
    return Told(
        rows=pl.Series(_digits(text, digits)),
        columns=pl.Series(columns),
        styles=pl.Series(styles[at]),
        kinds=pl.Series(kinds[at]),
        values=_values(xml, starts=starts[filled], ends=ends[filled]),
    )


def _found(text: _Bytes, word: bytes) -> _Places:
    """Every place where the word begins."""
    count = max(len(text) - len(word) + 1, 0)
    same = text[:count] == word[0]
    for place, letter in enumerate(word[1:], start=1):
        same &= text[place : place + count] == letter
    return np.flatnonzero(same)


def _kinds(text: _Bytes, starts: _Places) -> _Bytes:
    first = text[starts]
    long = (first == ord("s")) & (text[starts + 1] == ord("t"))
    return np.where(long, ord("w"), first).astype(np.uint8)


def _columns(text: _Bytes, starts: _Places) -> tuple[npt.NDArray[np.int64], _Places]:
    """The column of every reference, and where its digits begin."""
    column = text[starts].astype(np.int64) - 64
    places = starts + 1
    for _ in range(2):
        letter = text[places]
        more = letter >= ord("A")
        if not more.any():
            break
        column = np.where(more, column * 26 + letter - 64, column)
        places = places + more
    return column, places


def _digits(text: _Bytes, starts: _Places) -> npt.NDArray[np.int64]:
    """The number at every place, up to its closing quote."""
    number = np.zeros(len(starts), np.int64)
    places = starts.copy()
    while True:
        digit = text[places]
        more = digit != ord('"')
        if not more.any():
            return number
        number = np.where(more, number * 10 + digit - 48, number)
        places += more


def _values(xml: bytes, *, starts: _Places, ends: _Places) -> pl.Series:
    """The texts from each start up to its end, in the memory where they lie: a String view holds
    up to twelve bytes itself, else their number, the first four and where they are (Arrow columnar
    format, variable-size binary view). The bytes are known to be UTF-8."""
    padded = xml + bytes(_INLINE)
    words = np.ndarray(len(padded) - 3, "<u4", padded, strides=(1,))
    sizes = ends - starts
    views = np.zeros((len(starts), 4), "<u4")
    views[:, 0] = sizes
    for word in range(3):
        views[:, word + 1] = words[starts + 4 * word] & _MASKS[np.clip(sizes - 4 * word, 0, 4)]
    long = np.flatnonzero(sizes > _INLINE)
    views[long, 2], views[long, 3] = 0, starts[long]
    buffers = [None, pa.py_buffer(views), pa.py_buffer(padded)]
    texts = pa.Array.from_buffers(pa.string_view(), len(starts), buffers)
    return pl.Series(pl.from_arrow(texts), dtype=pl.String)
