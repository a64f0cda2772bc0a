"""One way of writing for all: how a word is found however it was typed.

Full and half width, large and small letters, ひらがな and カタカナ, old forms of letters and spaces
between letters are the same; what is found is told by its place in the text as it was written.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_OLD_FORMS = str.maketrans(
    "髙﨑邊邉齋齊斎濵濱澤德嶋嶌冨𠮷廣國惠眞", "高崎辺辺斉斉斉浜浜沢徳島島富吉広国恵真"
)
_VOICED = {"\u3099", "\u309a", "\uff9e", "\uff9f"}
_TO_HIRAGANA = str.maketrans({chr(each): chr(each - 0x60) for each in range(0x30A1, 0x30F7)})
_NO_WIDTH = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"}
_LONG_LATIN = 5
_LATIN = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Folded:
    """A text in the one way of writing, and where each of its letters stood."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """The text without spaces, each letter with its place."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for letter in plain(text[start:end]):
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def plain(text: str) -> str:
    """The text in the one way of writing."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(each for each in wide if not each.isspace() and each not in _NO_WIDTH)
    return kept.translate(_TO_HIRAGANA).translate(_OLD_FORMS)


def pattern_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the words in a folded text, the longest first; None without words."""
    found = sorted({plain(word) for word in words} - {""}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_bounded, found))) if found else None


def _bounded(word: str) -> str:
    """A number counts only whole, and so does a short word of Latin letters."""
    escaped = re.escape(word)
    if _DIGITS.fullmatch(word):
        return rf"(?<![0-9a-z.,]){escaped}(?![0-9a-z]|[.,][0-9])"
    if not _LATIN.fullmatch(word):
        return escaped + ("(?![0-9])" if word[-1].isdigit() else "")
    return escaped if len(word) >= _LONG_LATIN else rf"(?<![a-z]){escaped}(?![a-z])"


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """A letter with the marks that belong to it: half-width ﾊﾞ is one."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _belongs_to_last(text[place]):
            yield start, place
            start = place


def _belongs_to_last(letter: str) -> bool:
    return letter in _VOICED or unicodedata.combining(letter) != 0
