"""Numbers as offices write them."""

import polars as pl

_SHAPE = (
    r"^[+\-−△▲]?\s*(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$"
    r"|^-?[0-9](?:\.[0-9]+)?[eE][+-][0-9]{1,3}$"
)
_MOST_DIGITS = 15


def is_number(cell: pl.Expr) -> pl.Expr:
    """Whether the folded text is spelled as a number of at most 15 digits before the point."""
    whole = cell.str.replace_all(r"[^0-9.].*?|\..*$", "").str.len_chars()
    return cell.str.contains(_SHAPE) & (whole <= _MOST_DIGITS)


def is_whole(cell: pl.Expr) -> pl.Expr:
    """Whether a number's text has no decimals and no exponent."""
    return ~cell.str.contains(r"[.eE]")


def number(cell: pl.Expr, *, whole: bool) -> pl.Expr:
    """The folded text as Int64 (`whole`) or Float64; null where it is no number."""
    plain = (
        cell.str.replace(r"^[−△▲]\s*", "-")
        .str.replace(r"^\+\s*", "")
        .str.replace(r"^-\s+", "-")
        .str.replace_all(",", "", literal=True)
    )
    kept = pl.when(is_number(cell)).then(plain)
    return kept.cast(pl.Int64 if whole else pl.Float64, strict=False)
