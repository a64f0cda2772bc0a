"""Cells as plain text, whatever the width of their letters."""

import polars as pl

from tomoni.engine.core import Column, ColumnType

_HYPHENS = r"[‐‑‒–—―−﹣]"


def texts(column: Column, series: pl.Series) -> pl.Series:
    """The column as text as a person would write it: integers without a point, days as ISO 8601."""
    if series.dtype == pl.String:
        return series
    if column.type is ColumnType.NUMBER and series.dtype.is_float():
        whole = (series == series.floor()) & (series.abs() < 1e15)
        return pl.select(
            pl.when(whole).then(series.cast(pl.Int64, strict=False)).cast(pl.String)
        ).to_series()
    if series.dtype == pl.Datetime:
        return series.dt.date().cast(pl.String)
    return series.cast(pl.String)


def plain(values: pl.Series) -> pl.Series:
    """In half width (Unicode NFKC), one kind of hyphen, without blanks around."""
    if (values.str.len_bytes() == values.str.len_chars()).all():
        return values.str.strip_chars()
    return (
        values.str.normalize("NFKC")
        .str.replace_all(_HYPHENS, "-")
        .str.replace_all(r"ー([0-9])", "-$1")
        .str.strip_chars()
    )
