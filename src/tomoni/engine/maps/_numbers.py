"""Numbers as a legend writes them."""

import math
from collections.abc import Sequence
from itertools import pairwise

_MOST_DECIMALS = 6


def decimals_of(values: Sequence[float]) -> int:
    """The fewest decimals that write all the numbers as they are."""
    for decimals in range(_MOST_DECIMALS):
        if all(math.isclose(round(value, decimals), value, rel_tol=1e-9) for value in values):
            return decimals
    return _MOST_DECIMALS


def written_number(value: float, *, decimals: int) -> str:
    """The number with commas between thousands."""
    return f"{value:,.{decimals}f}"


def class_words(breaks: Sequence[float]) -> tuple[str, ...]:
    """What each class holds, in words: 15未満, 15～20未満, 20以上."""
    inner = breaks[1:-1]
    decimals = decimals_of(inner)
    ends = [written_number(value, decimals=decimals) for value in inner]
    if not ends:
        return ("すべて",)
    between = [f"{low}～{high}未満" for low, high in pairwise(ends)]
    return (f"{ends[0]}未満", *between, f"{ends[-1]}以上")
