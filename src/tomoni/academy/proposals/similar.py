"""Proposals that say nearly the same: shares of the pairs of letters (bigrams) of two texts.

Kept with each proposal are its words in one form and a signature: a bit for each bigram, first of
the title, then of all its words. All signatures are compared first, the nearest texts then exactly.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from zlib import crc32

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import queries
from tomoni.academy.proposals.models import Proposal

_TITLE_BITS, _TEXT_BITS = 256, 2048
_LOOKED_AT, _SHOWN = 40, 5
_ENOUGH = 0.25


@dataclass(frozen=True)
class Similar:
    """An earlier proposal and how much of the words both have: 0 to 1."""

    proposal: Proposal
    share: float

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def folded(text: str) -> str:
    """Wide and narrow letters, upper and lower case are the same; without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def kept(title: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept with the proposal to find it by: `words`, `signature`."""
    said = "\n".join(folded(str(value)) for value in values.values() if value)
    words = f"{folded(title)}\n{said}"
    return {"words": words, "signature": _signature(folded(title), words)}


def similar_to(proposal: Proposal, *, user: User) -> list[Similar]:
    """Earlier proposals that the person may see and that say nearly the same, the nearest first."""
    others = queries.proposals_visible_to(user).exclude(pk=proposal.pk).exclude(sent_at=None)
    own = _halves(kept(proposal.title, proposal.values)["signature"])
    rows = others.order_by().values_list("pk", "signature")
    ranked = sorted(((_near(own, bytes(bits)), pk) for pk, bits in rows), reverse=True)
    nearest = others.filter(pk__in=[pk for _share, pk in ranked[:_LOOKED_AT]])
    found = (Similar(each, _share(proposal, each)) for each in nearest)
    close = sorted((each for each in found if each.share >= _ENOUGH), key=_by_share)
    return close[:_SHOWN]


def _by_share(found: Similar) -> tuple[float, int]:
    return -found.share, -found.proposal.pk


def _bigrams(text: str) -> set[str]:
    return {first + second for first, second in pairwise(text) if "\n" not in (first, second)}


def _bits(text: str, *, size: int) -> bytes:
    found = 0
    for bigram in _bigrams(text):
        found |= 1 << crc32(bigram.encode()) % size
    return found.to_bytes(size // 8, "big")


def _signature(title: str, words: str) -> bytes:
    return _bits(title, size=_TITLE_BITS) + _bits(words, size=_TEXT_BITS)


def _halves(signature: bytes) -> tuple[int, int]:
    cut = _TITLE_BITS // 8
    return int.from_bytes(signature[:cut], "big"), int.from_bytes(signature[cut:], "big")


def _near(own: tuple[int, int], signature: bytes) -> float:
    """The greater of both shares as the signatures tell them."""
    return max(
        2 * (left & right).bit_count() / ((left.bit_count() + right.bit_count()) or 1)
        for left, right in zip(own, _halves(signature), strict=True)
    )


def _share(left: Proposal, right: Proposal) -> float:
    """Dice's share of the titles or of all words, whichever is greater."""
    pairs = (
        (_bigrams(folded(left.title)), _bigrams(folded(right.title))),
        (_bigrams(kept(left.title, left.values)["words"]), _bigrams(right.words)),
    )
    return max(2 * len(one & two) / ((len(one) + len(two)) or 1) for one, two in pairs)
