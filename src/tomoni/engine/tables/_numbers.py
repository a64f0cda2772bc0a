"""Numbers as offices write them."""

import polars as pl

_SIGN = r"[+\-−△▲ー‐–—―]"
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SHAPE = rf"^{_SIGN}?\s*{_DIGITS}$|^-?[0-9](?:\.[0-9]+)?[eE][+-][0-9]{{1,3}}$"
_LONG = r"^[^0-9]*[0-9](?:,?[0-9]){15}"
"""More digits before the point than a number of 64 bits keeps."""

_SAFE = 15
"""A text of so few letters that is whole has no more digits than that."""


def is_number(cell: pl.Expr) -> pl.Expr:
    """Whether the folded text is spelled as a number of at most 15 digits before the point."""
    return cell.str.contains(_SHAPE) & ~cell.str.contains(_LONG)


def is_whole(cell: pl.Expr) -> pl.Expr:
    """Whether a number's text has no decimals and no exponent."""
    return ~cell.str.contains(r"[.eE]")


def numbers(cells: pl.Series, *, whole: bool) -> pl.Series:
    """As `number`; quicker where most cells are digits alone."""
    kind = pl.Int64 if whole else pl.Float64
    cell = pl.col("cell")
    if whole and not (cells.str.len_bytes() > _SAFE).any():
        values = cells.cast(kind, strict=False)
        if values.null_count() == cells.null_count():
            return values
    frame = cells.alias("cell").to_frame()
    kept = frame.select(pl.when(is_number(cell)).then(cell))["cell"]
    values = kept.cast(kind, strict=False)
    if values.null_count() == kept.null_count():
        return values
    return frame.select(number(cell, whole=whole))["cell"]


def number(cell: pl.Expr, *, whole: bool) -> pl.Expr:
    """The folded text as Int64 (`whole`) or Float64; null where it is no number."""
    plain = (
        cell.str.replace(r"^[−△▲ー‐–—―-]\s*", "-")
        .str.replace(r"^\+\s*", "")
        .str.replace_all(",", "", literal=True)
    )
    kept = pl.when(is_number(cell)).then(plain)
    return kept.cast(pl.Int64 if whole else pl.Float64, strict=False)
