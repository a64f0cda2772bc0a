"""Columns of a workbook's values as text, a column at a time."""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

import polars as pl

_SHORT = 500
"""Fewer values are written sooner one by one."""
_HEAD = 20
"""So many first cells are looked at one by one: below a heading most columns are of one kind."""
_WHOLE = 1e15
_SMALL = 1e-4
"""From here to `_WHOLE` numbers are written the same way everywhere: without an exponent."""


def value_frame(
    rows: Iterable[Sequence[object]], *, text: Callable[[object], str | None]
) -> pl.DataFrame:
    """Ragged rows of values as the frame of a grid; `text` says how a single value is written."""
    return pl.DataFrame(
        [
            _texts(column, text=text).alias(str(place))
            for place, column in enumerate(zip_longest(*rows), start=1)
        ]
    )


def _texts(column: Sequence[object], *, text: Callable[[object], str | None]) -> pl.Series:
    if len(column) < _SHORT:
        return _each(column, text=text)
    return _each(column[:_HEAD], text=text).append(_long(column[_HEAD:], text=text))


def _each(column: Sequence[object], *, text: Callable[[object], str | None]) -> pl.Series:
    return pl.Series([text(value) for value in column], dtype=pl.String)


def _long(column: Sequence[object], *, text: Callable[[object], str | None]) -> pl.Series:
    kinds = set(map(type, column))
    if kinds <= {str, type(None)}:
        return _filled(pl.Series(column, dtype=pl.String))
    if not kinds <= {str, float, type(None)}:
        return _each(column, text=text)
    if kinds == {float}:
        return _numbers(pl.Series(column, dtype=pl.Float64), text=text)
    numbers = [value if type(value) is float else None for value in column]
    words = [value if type(value) is str else None for value in column]
    said = _numbers(pl.Series(numbers, dtype=pl.Float64), text=text)
    return pl.select(pl.coalesce(said, _filled(pl.Series(words, dtype=pl.String)))).to_series()


def _filled(words: pl.Series) -> pl.Series:
    return pl.select(pl.when(words != "").then(words)).to_series()


def _numbers(numbers: pl.Series, *, text: Callable[[object], str | None]) -> pl.Series:
    """Whole numbers without `.0`, others with every digit, as `text` writes each."""
    size = numbers.abs()
    whole = (numbers == numbers.floor()) & (size < _WHOLE)
    plain = whole | ((size >= _SMALL) & (size < _WHOLE))
    written = pl.select(
        pl.when(whole)
        .then(numbers.cast(pl.Int64, strict=False).cast(pl.String))
        .when(plain)
        .then(numbers.cast(pl.String))
    ).to_series()
    odd = (~plain & numbers.is_not_null()).arg_true()
    if len(odd):
        written = written.scatter(odd, [text(value) for value in numbers.gather(odd)])
    return written
