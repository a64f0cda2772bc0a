"""Some of a column's values, always the same ones."""

import polars as pl

_SOME = 2_000


def spread(values: pl.Series, *, some: int = _SOME) -> pl.Series:
    """At most that many values that are there, from the first to the last at even distances."""
    known = values.drop_nulls()
    if len(known) <= some:
        return known
    places = pl.select(pl.int_range(some, dtype=pl.UInt64) * len(known) // some).to_series()
    return known.gather(places)
