"""What longer texts say of persons: parts that have a pattern, words, and lone names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from tomoni.engine.core import tokenizer
from tomoni.engine.privacy import _sampling
from tomoni.engine.privacy._kinds import KINDS, Kind
from tomoni.engine.privacy._names import surnames

if TYPE_CHECKING:
    from sudachipy import Morpheme

_TEXTS = 400
_LONG = 10
"""Characters that a text has on average where a column holds sentences."""
_LONGEST = 2_000
_CALLED = {"さん", "様", "さま", "氏", "君", "くん", "ちゃん", "殿", "先生"}
_WITHIN = tuple(kind for kind in KINDS.values() if kind.within)
_WORDY = tuple(kind for kind in KINDS.values() if kind.words)
_ALL_WORDS = [word for kind in _WORDY for word in kind.words]


@dataclass(frozen=True)
class Part:
    """A kind found within texts: in how many of the examined, and one example, not yet masked."""

    kind: Kind
    count: int
    examined: int
    example: str


def parts(values: pl.Series, *, plain: pl.Series, known: str) -> Iterator[Part]:
    """Patterns and words in all texts (shape (rows,)); `plain`: what is filled, in half width.

    `known`: the kind of the column itself, which is not found again.
    """
    for kind in _WITHIN:
        if kind.id == known or (kind.mask == "mail" and not plain.str.contains_any(["@"]).any()):
            continue
        holds = plain.filter(plain.str.contains(kind.within))
        if len(holds):
            example = holds.head(1).str.extract(f"({kind.within})").to_list()[0]
            yield Part(kind, len(holds), len(values), str(example))
    if not values.str.contains_any(_ALL_WORDS).any():
        return
    for kind in _WORDY:
        holds = values.str.contains_any(list(kind.words)).fill_null(value=False)
        if kind.id != known and holds.any():
            first = str(values.filter(holds).head(1).to_list()[0])
            word = next(word for word in kind.words if word in first)
            yield Part(kind, int(holds.sum()), len(values), word)


def names(values: pl.Series, *, name: str) -> Part | None:
    """Lone names in some texts of a column of sentences, by SudachiPy; None where there are none.

    Texts that hold a common surname or さん are looked at first.
    """
    kind = KINDS["name_in_text"]
    distinct = values.filter(values.str.contains(r"\p{Han}")).unique(maintain_order=True)
    length = distinct.str.len_chars().mean()
    is_long = isinstance(length, int | float) and length >= _LONG
    if not len(distinct) or not (is_long or kind.is_hinted(name)):
        return None
    likely = distinct.str.contains_any(_likely_words())
    some = pl.concat(
        [_sampling.spread(distinct.filter(mark), some=_TEXTS) for mark in (likely, ~likely)]
    )
    found = {text: called for text in some.to_list() if (called := name_in(text))}
    if not found:
        return None
    count = int(values.is_in(list(found)).sum())
    examined = int(values.is_in(some.implode()).sum())
    return Part(kind, count, examined, next(iter(found.values())))


@cache
def _likely_words() -> list[str]:
    return [*_CALLED, *(surname for surname, _ in surnames() if len(surname) > 1)]


def name_in(text: str) -> str:
    """The first name of a person in the text, as it stands there; empty when there is none.

    A surname counts when a given name or さん, 様 … follows: one alone may be a place.
    """
    return next(names_in(text), "")


def names_in(text: str) -> Iterator[str]:
    """Every name of a person in the first 2,000 letters of the text, in order."""
    morphemes = [each for each in tokenizer().tokenize(text[:_LONGEST]) if each.surface().strip()]
    for one, after in pairwise(morphemes):
        if _is_part(one, "姓") and (_is_part(after, "名") or after.surface() in _CALLED):
            yield text[one.begin() : after.end()]


def _is_part(morpheme: "Morpheme", part: str) -> bool:
    return tuple(morpheme.part_of_speech()[1:4]) == ("固有名詞", "人名", part)
