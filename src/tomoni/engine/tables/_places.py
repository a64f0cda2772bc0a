"""Where the cells of a sheet's XML say that they stand, found without a regular expression.

A sheet of two million cells is looked through before any reader sees it: that may cost a part of
what reading it costs, not a multiple.
"""

import numpy as np
import numpy.typing as npt

_Bytes = npt.NDArray[np.uint8]
_Places = npt.NDArray[np.intp]

_SEPARATORS = np.frombuffer(b" >/\t\n\r", dtype=np.uint8)
_QUOTE, _TAG = ord('"'), ord("<")
_DIGITS = 7
_AHEAD = 24
"""No tag of a cell is nearer to the end of a sheet: its row, data and root are still to close."""


def plain_extent(xml: bytes) -> tuple[int, int, int] | None:
    """Last row, last column and number of cells; None unless every row and cell says its place
    in the way nearly every program writes it (`<c r="A1"`)."""
    if b":c" in xml or b":row" in xml:
        return None
    text = np.frombuffer(xml, dtype=np.uint8)
    tags = np.flatnonzero(text[:-_AHEAD] == _TAG) if len(text) > _AHEAD else np.array([], np.intp)
    first = text[tags + 1]
    cells, rows = (_named(text, tags[first == name[0]], name=name) for name in (b"c", b"row"))
    if not (_all(text, cells, after=b'<c r="') and _all(text, rows, after=b'<row r="')):
        return None
    columns, starts = _columns(text, cells + len('<c r="'))
    numbers = _numbers(text, starts)
    stated = _numbers(text, rows + len('<row r="'))
    if columns is None or numbers is None or stated is None:
        return None
    return int(numbers.max(initial=0)), int(columns.max(initial=0)), len(cells)


def _named(text: _Bytes, tags: _Places, *, name: bytes) -> _Places:
    """The tags of that name, of those that begin like it."""
    for place, letter in enumerate(name[1:], start=2):
        tags = tags[text[tags + place] == letter]
    end = text[tags + 1 + len(name)]
    if bool((end == ord(" ")).all()):
        return tags
    return tags[np.isin(end, _SEPARATORS)]


def _all(text: _Bytes, tags: _Places, *, after: bytes) -> bool:
    return all(bool((text[tags + n] == letter).all()) for n, letter in enumerate(after))


def _columns(text: _Bytes, starts: _Places) -> tuple[npt.NDArray[np.int64] | None, _Places]:
    """The column of every reference, and where its digits begin; None with a wrong letter."""
    first, second, third = (text[starts + n] for n in range(3))
    two = _is_letter(second)
    three = two & _is_letter(third)
    if not bool(_is_letter(first).all()):
        return None, starts
    column = first.astype(np.int64) - 64
    column = np.where(two, column * 26 + second - 64, column)
    column = np.where(three, column * 26 + third - 64, column)
    return column, starts + 1 + two + three


def _numbers(text: _Bytes, starts: _Places) -> npt.NDArray[np.int64] | None:
    """The number at every place, up to its closing quote; None when one is none."""
    value = np.zeros(len(starts), np.int64)
    open_ = np.ones(len(starts), np.bool_)
    places = starts.copy()
    for _ in range(_DIGITS):
        if not open_.any():
            break
        digit = text[np.minimum(places, len(text) - 1)]
        open_ &= (digit >= 48) & (digit <= 57)
        value = np.where(open_, value * 10 + digit - 48, value)
        places = places + open_
    closed = text[np.minimum(places, len(text) - 1)] == _QUOTE
    began = (text[np.minimum(starts, len(text) - 1)] >= 49) & (places > starts)
    return value if bool((closed & began).all()) else None


def _is_letter(byte: _Bytes) -> npt.NDArray[np.bool_]:
    return (byte >= 65) & (byte <= 90)
