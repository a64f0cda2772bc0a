"""Columns that look like numbers and are none: telephone, postcode, permit and area codes."""

import re

import polars as pl

_NAMES = re.compile(
    r"番号|番地|コード|ｺｰﾄﾞ|電話|ＦＡＸ|FAX|ファックス|ファクス|郵便|〒|TEL|code$|_?id$|phone|zip|number$",
    re.IGNORECASE,
)
_AREA_NAMES = re.compile(r"団体|自治体|市区町村|市町村|都道府県|地域|地方公共団体|city|pref|area")
_POSTCODE = re.compile(r"郵便番号|〒|zip|postal", re.IGNORECASE)
SHORT_POSTCODE = r"^[0-9]{3,6}$"
"""A postcode without its first zeros."""
_WEIGHTS = (6, 5, 4, 3, 2)
_ENOUGH = 3


def is_code_name(name: str) -> bool:
    """Whether a column of that name holds codes however numeric its cells look."""
    return _NAMES.search(name) is not None


def has_leading_zeros(cell: pl.Expr) -> pl.Expr:
    """Whether any folded text is digits behind a needless zero, as no number is written."""
    return cell.str.contains(r"^0[0-9]+$").any()


def area_codes(cells: pl.Series, *, name: str) -> pl.Series | None:
    """Six-digit municipality codes whose first zero was eaten, restored; None without proof.

    Proof: every cell is five or six digits, padded to six the check digit of every one is right
    (総務省「全国地方公共団体コード仕様」: weights 6 5 4 3 2, modulus 11) and there are enough
    different codes to rule chance out. Five-digit codes that never had a check digit fail it.
    """
    if not (is_code_name(name) and _AREA_NAMES.search(name)):
        return None
    known = cells.drop_nulls()
    padded = known.str.zfill(6)
    short = known.filter(known.str.len_chars() == 5)
    if (
        not len(short)
        or short.n_unique() < _ENOUGH
        or not known.str.contains(r"^[0-9]{5,6}$").all()
    ):
        return None
    digits = [padded.str.slice(place, 1).cast(pl.Int32) for place in range(6)]
    weighed = [digit * weight for digit, weight in zip(digits[:5], _WEIGHTS, strict=True)]
    total = weighed[0] + weighed[1] + weighed[2] + weighed[3] + weighed[4]
    right = (11 - total % 11) % 10 == digits[5]
    return cells.str.zfill(6) if right.all() else None


def is_postcode_name(name: str) -> bool:
    """Whether a column of that name holds postcodes (seven digits)."""
    return _POSTCODE.search(name) is not None
