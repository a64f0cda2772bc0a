"""Which of many spellings a column has, before an expression is built for each of them."""

import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

_SHORT = 400


def relevant(cells: pl.Series, *, shapes: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """The shapes (name, pattern) that a cell of a short column fits; all of them for a long one.

    To build and compile a dozen expressions takes longer than to look at a few hundred cells.
    """
    if len(cells) > _SHORT:
        return shapes
    texts = set(cells.drop_nulls().to_list())
    return [shape for shape in shapes if any(map(_compiled(shape[1]).match, texts))]


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
