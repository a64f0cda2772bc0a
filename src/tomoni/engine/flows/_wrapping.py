"""Japanese text in lines that fit a width."""

import re
import unicodedata
from itertools import accumulate

_NOT_FIRST = frozenset(
    "、。，．,.・：；:;？！?!）)」』】］]〉》ー～〜々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ％%"
)
_NOT_LAST = frozenset("（(「『【［[〈《")
_WIDE_LATIN = frozenset("mwMW%@&＠")
_PIECE = re.compile(r"[A-Za-z0-9.,_+-]+[%％]?|\s+|.", re.DOTALL)
_ELLIPSIS = "…"
_MOST_CARRIED = 2
_STEPS, _STEP = 10, 0.05


def width(text: str) -> float:
    """The width of the text in em, rather too wide than too narrow."""
    return sum(map(_em, text))


def wrapped(text: str, *, em: float, lines: int) -> tuple[str, ...]:
    """The text in at most `lines` lines of at most `em`; what does not fit ends in …

    No line begins with a sign that ends something, none ends with an opening bracket; words in
    Latin letters and numbers stay whole where a line can hold them. The lines are about equally
    long.
    """
    tidied = " ".join(text.split())
    found = _filled(tidied, em=em)
    if len(found) > lines:
        return (*found[: lines - 1], _cut("".join(found[lines - 1 :]), em=em))
    even = (_filled(tidied, em=em * (1 - narrower * _STEP)) for narrower in range(_STEPS, -1, -1))
    return next(each for each in even if len(each) <= len(found))


def _filled(text: str, *, em: float) -> tuple[str, ...]:
    found: list[str] = []
    line = ""
    for piece in _pieces(text, em=em):
        if width(line + piece) <= em:
            line += piece
        else:
            kept, carried = _broken(line, piece)
            found.append(kept)
            line = (carried + piece).lstrip()
    found.append(line)
    return tuple(each.strip() for each in found if each.strip())


def _broken(line: str, piece: str) -> tuple[str, str]:
    """The line as it ends before the piece, and what of it goes down to the next line."""
    kept = line
    while len(kept) > 1 and (piece[:1] in _NOT_FIRST or kept[-1] in _NOT_LAST):
        kept, piece = kept[:-1], kept[-1]
        if len(line) - len(kept) > _MOST_CARRIED:
            return line, ""
    return kept, line[len(kept) :]


def _pieces(text: str, *, em: float) -> list[str]:
    found = []
    for piece in _PIECE.findall(text):
        found.extend([piece] if width(piece) <= em else list(piece))
    return found


def _cut(text: str, *, em: float) -> str:
    fits = sum(1 for wide in accumulate(map(_em, text)) if wide <= em - 1)
    return f"{text[:fits]}{_ELLIPSIS}"


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WFA":
        return 1.0
    if letter in _WIDE_LATIN:
        return 0.95
    return 0.7 if letter.isupper() else 0.6
