"""Rules about single cells: one datum, plain numbers, no layout by blanks, no odd characters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tomoni.engine.tables import _spellings
from tomoni.engine.tables._blocks import Block, folded, is_mark, number_of
from tomoni.engine.tables._view import Kind, Position

_NUMBERS = r"[△▲\-]?[0-9][0-9,]*(?:\.[0-9]+)?"
_SEVERAL = re.compile(
    rf"{_NUMBERS}\s*\(\s*{_NUMBERS}[^)]*\)|{_NUMBERS}(?:\s*[、/・;]\s*{_NUMBERS})+"
    rf"|{_NUMBERS}(?:[ \t]+{_NUMBERS})+"
)
_DAY = re.compile(r"[0-9]{1,4}([/.\-])[0-9]{1,2}\1[0-9]{1,4}.*|[0-9]{1,2}/[0-9]{1,2}")
_SPREAD = re.compile(r"\S(?:[ \u3000]+\S)+")
_WIDEST_SPREAD = 8
_PRIVATE = ("\ue000", "\uf8ff")
_VENDOR_LEADS = (0x87, 0xED, 0xEE, 0xFA, 0xFB, 0xFC)
_SAME_ELSEWHERE = frozenset("〜−‖—¢£¬")
_PLAIN_SYMBOLS = {"secret": "X", "unknown": "***", "nodata": "***"}
_ALLOWED_SYMBOLS = frozenset({"***", "X"})


@dataclass(frozen=True)
class Hit:
    """A place that breaks a rule: what stands there and, where it can be told, what should."""

    place: Position | None
    seen: str = ""
    mended: str = ""
    count: int = 1


def several_data(block: Block) -> Iterator[Hit]:
    """項目1-2: a cell that holds more than one number, or one on each line."""
    for place, stored in _texts(block):
        text = folded(stored).strip()
        lines = [line for line in text.splitlines() if line.strip()]
        stacked = len(lines) > 1 and all(number_of(line) for line in lines)
        several = _SEVERAL.fullmatch(text) and not _DAY.fullmatch(text) and not number_of(text)
        if (stacked or several) and place[1] not in block.codes:
            yield Hit(place, seen=text, mended=" | ".join(re.findall(_NUMBERS, text)))


def numbers_as_text(block: Block) -> Iterator[Hit]:
    """項目1-3: a number that is a text, or that carries commas, signs or a unit."""
    for place, text in _texts(block):
        if place[1] not in block.numeric or place[1] in block.codes:
            continue
        found = number_of(text)
        if found is None or (not block.view.typed and found[0] == text):
            continue
        yield Hit(place, seen=text, mended=found[0])


def layout_by_blanks(block: Block) -> Iterator[Hit]:
    """項目1-5: blanks at the ends, between the letters of a word, or a line break."""
    for place, cell in block.filled:
        if cell.kind is not Kind.TEXT or not cell.text.strip():
            continue
        text = cell.text
        plain = re.sub(r"\s*[\r\n]+\s*", "", text).strip(" \t\u3000\u00a0")
        plain = re.sub(r"[ \u3000]{2,}", " ", plain)
        if _is_spread(plain):
            plain = re.sub(r"[ \u3000]+", "", plain)
        if plain != text:
            yield Hit(place, seen=text, mended=plain)


def dependent_characters(block: Block) -> Iterator[Hit]:
    """項目1-10: characters that not every machine knows (①, ㈱, 髙, 外字)."""
    for place, cell in block.filled:
        text = cell.text
        odd = [letter for letter in text if letter > "\x7f" and _is_dependent(letter)]
        if odd:
            yield Hit(place, seen="".join(dict.fromkeys(odd)), mended=_without(text, odd))


def symbols(block: Block) -> Iterator[Hit]:
    """項目1-13: a mark for a missing number that is none of the agreed ones (***, X)."""
    for column in sorted(block.numeric - block.codes):
        for row in block.body:
            text = block.view.text(row, column).strip()
            if text and is_mark(text) and text not in _ALLOWED_SYMBOLS:
                reason = _spellings.REASONS[folded(text)]
                yield Hit((row, column), seen=text, mended=_PLAIN_SYMBOLS.get(reason, ""))


def _texts(block: Block) -> Iterator[tuple[Position, str]]:
    """The places of the body that hold a text, and the text."""
    for place, cell in block.filled:
        if place[0] in block.body and cell.kind is Kind.TEXT and cell.text.strip():
            yield place, cell.text


def _is_spread(text: str) -> bool:
    """Whether blanks stand between all the letters of one word, as in 合　計."""
    letters = re.sub(r"[ \u3000]+", "", text)
    return (
        _SPREAD.fullmatch(text) is not None
        and 1 < len(letters) <= _WIDEST_SPREAD
        and all(len(piece) == 1 for piece in re.split(r"[ \u3000]+", text))
        and not letters.isascii()
    )


def _is_dependent(letter: str) -> bool:
    if _PRIVATE[0] <= letter <= _PRIVATE[1]:
        return True
    try:
        encoded = letter.encode("cp932")
    except UnicodeEncodeError:
        return letter not in _SAME_ELSEWHERE and not letter.isspace()
    return len(encoded) > 1 and encoded[0] in _VENDOR_LEADS


def _without(text: str, odd: list[str]) -> str:
    """The text with the odd characters in plain ones; empty when one has no plain form."""
    plain = {letter: unicodedata.normalize("NFKC", letter) for letter in odd}
    if any(letter == other for letter, other in plain.items()):
        return ""
    return "".join(plain.get(letter, letter) for letter in text)
