"""Where one text says who or where somebody is."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from tomoni.engine.core import Value, tokenizer
from tomoni.engine.privacy._kinds import KINDS
from tomoni.engine.privacy._texts import names_in

if TYPE_CHECKING:
    from sudachipy import Morpheme

_LONGEST = 2_000
_WORD = r"[一-龥々ヶがァ-ヴー]"
_DIGITS = r"[0-9０-９一二三四五六七八九十]{1,5}"
_HYPHEN = r"[-－‐ー−–の]"
_AREA = "都道府県市区郡町村"
_ADDRESS = re.compile(
    rf"{_WORD}{{1,20}}(?:"
    rf"{_DIGITS}丁目(?:{_DIGITS}(?:番地?|{_HYPHEN})(?:{_HYPHEN}?{_DIGITS}号?)?)?"
    rf"|{_DIGITS}番地(?:{_HYPHEN}?{_DIGITS}号?)?"
    rf"|{_DIGITS}番{_DIGITS}号)"
    rf"|(?:{_WORD}{{1,10}}[{_AREA}])+{_WORD}{{0,10}}(?:[0-9０-９]{{1,5}}[-－‐−–][0-9０-９]{{1,5}}(?:[-－‐−–][0-9０-９]{{1,5}})?(?![-－‐−–0-9０-９]))"
)
_PHONE = re.compile(
    r"[0０][0-9０-９]{1,4}[-－‐ー−(（][0-9０-９]{1,4}[-－‐ー−)）][0-9０-９]{4}"
    r"|(?<![0-9])0[789]0[0-9]{8}(?![0-9])"
)


class Spot(Value):
    """A part of a text that says who or where somebody is, as it stands there."""

    text: str
    kind: Literal["person", "place", "address", "phone", "mail"]


def spots(text: str) -> tuple[Spot, ...]:
    """Mail addresses, telephone numbers, addresses, lone names and place names, each once.

    Of the first 2,000 letters. Patterns for what has one, SudachiPy for names. A country is no
    place that gives anybody away, nor is a place name within something that was found already.
    """
    text = text[:_LONGEST]
    mail = re.compile(KINDS["e_mail"].within)
    found = [
        *(Spot(text=match[0], kind="mail") for match in mail.finditer(text)),
        *(Spot(text=match[0], kind="phone") for match in _PHONE.finditer(text)),
        *(Spot(text=match[0], kind="address") for match in _ADDRESS.finditer(text)),
        *(Spot(text=name, kind="person") for name in names_in(text)),
    ]
    within = "\n".join(spot.text for spot in found)
    places = (Spot(text=name, kind="place") for name in _places(text) if name not in within)
    return tuple(dict.fromkeys((*found, *places)))


def _places(text: str) -> Iterator[str]:
    morphemes = list(tokenizer().tokenize(text))
    for one, after in pairwise([*morphemes, None]):
        if one is None or not _is_place(one):
            continue
        named = after.surface() if after is not None and after.surface() in _AREA else ""
        yield f"{one.surface()}{named}"


def _is_place(morpheme: "Morpheme") -> bool:
    _noun, proper, what, which, *_rest = morpheme.part_of_speech()
    is_name = (proper, what, which) == ("固有名詞", "地名", "一般")
    return is_name and len(morpheme.surface()) > 1
