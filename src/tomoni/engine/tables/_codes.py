"""Columns that look like numbers and are none: telephone, postcode, permit and area codes."""

import re

import polars as pl

from tomoni.engine.core import Finding, Severity
from tomoni.engine.tables._spelled import Cells

_NAMES = re.compile(
    r"番号|番地|コード|ｺｰﾄﾞ|電話|ＦＡＸ|FAX|ファックス|ファクス|郵便|〒|TEL|code$|_?id$|phone|zip|number$",
    re.IGNORECASE,
)
_AREA_NAMES = re.compile(r"団体|自治体|市区町村|市町村|都道府県|地域|地方公共団体|city|pref|area")
_POSTCODE = re.compile(r"郵便番号|〒|zip|postal", re.IGNORECASE)
_TELEPHONE = re.compile(r"電話|TEL|ＴＥＬ|FAX|ＦＡＸ|ファックス|ファクス|phone", re.IGNORECASE)
_CORPORATE = re.compile(r"法人番号|corporate_?number", re.IGNORECASE)
_SHORT_POSTCODE = r"^[0-9]{5,6}$"
_SHORT_TELEPHONE = r"^[1-9][0-9]{8}$|^[5789]0[0-9]{8}$"
"""A number of nine digits, or of ten for a mobile telephone: all are dialled with a 0 before."""
_SPOILT = r"^[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}$"
_NATION = "000000"
_PREFECTURE = "^(?:0[1-9]|[1-3][0-9]|4[0-7])"
_PLACE = "^(?:000|[1-9][0-9]{2})"
"""The three digits after the prefecture's: 000 for itself, from 100 on its municipalities."""
_WEIGHTS = (6, 5, 4, 3, 2)
_ENOUGH = 3


def is_code_name(name: str) -> bool:
    """Whether a column of that name holds codes however numeric its cells look."""
    return _NAMES.search(name) is not None


def has_leading_zeros(cell: pl.Expr) -> pl.Expr:
    """Whether any folded text is digits behind a needless zero, as no number is written."""
    return cell.str.contains(r"^0[0-9]+$").any()


def repaired(cells: Cells, *, values: pl.Series) -> tuple[pl.Series, list[Finding]]:
    """The codes with the zeros that a spreadsheet ate, where that is proven, and what was found.

    `values`: trimmed cells, null for a dash.
    """
    name = cells.raw.name
    findings = []
    spoilt = values.str.contains(_SPOILT).fill_null(value=False)
    if spoilt.any():
        findings.append(cells.report("code-digits-lost", Severity.WARNING, at=spoilt))
    if _CORPORATE.search(name):
        return values, [*findings, *_wrong_corporate(cells, values=values)]
    if _AREA_NAMES.search(name):
        made, found = _area(cells, values=values)
    elif _POSTCODE.search(name):
        made, found = _padded(cells, values=values, post=True)
    elif _TELEPHONE.search(name):
        made, found = _padded(cells, values=values, post=False)
    else:
        return values, findings
    return made, [*findings, *found]


def _padded(cells: Cells, *, values: pl.Series, post: bool) -> tuple[pl.Series, list[Finding]]:
    """Postcodes of seven digits, and telephone numbers, with their first 0."""
    short = values.str.contains(_SHORT_POSTCODE if post else _SHORT_TELEPHONE)
    short = short.fill_null(value=False)
    if not short.any():
        return values, []
    longer = values.str.zfill(7) if post else "0" + values
    made = pl.select(pl.when(short).then(longer).otherwise(values).alias("cell"))["cell"]
    code = "postcode-zeros-restored" if post else "telephone-zeros-restored"
    return made, [cells.report(code, Severity.WARNING, at=short)]


def _area(cells: Cells, *, values: pl.Series) -> tuple[pl.Series, list[Finding]]:
    """Municipality codes: eaten zeros restored, or missing check digits added, with proof.

    Proof: padded to six the check digit of every one is right (総務省「全国地方公共団体コード
    仕様」: weights 6 5 4 3 2, modulus 11), and there are whole ones beside them or enough different
    codes to rule chance out.
    Beside proven codes of six digits those of five are told one by one: `_beside_whole_ones`.
    """
    digits = values.str.contains(r"^[0-9]{5,6}$")
    known = values.drop_nulls()
    if not len(known) or not digits.drop_nulls().all():
        return values, []
    short = (values.str.len_chars() == 5).fill_null(value=False)
    right = _is_proven(values.str.zfill(6))
    long_right = right.filter(~short).drop_nulls()
    if short.any() and long_right.all():
        several = values.filter(short).n_unique() >= _ENOUGH
        if several and right.filter(short).all():
            made = values.str.zfill(6)
            return made, [cells.report("code-zeros-restored", Severity.INFO, at=short)]
        return _beside_whole_ones(cells, values=values) if len(long_right) else (values, [])
    wrong = (~right & ~short).fill_null(value=False)
    if wrong.any() and long_right.sum() * 2 > len(long_right):
        return values, [cells.report("code-check-digit-wrong", Severity.WARNING, at=wrong)]
    return values, []


def _beside_whole_ones(cells: Cells, *, values: pl.Series) -> tuple[pl.Series, list[Finding]]:
    """Codes of five digits as those of six beside them, each where only one of two may be meant.

    It lost its first zero, and then its check digit is right; or it has no check digit, and then
    it begins with one of the 47 prefectures. What may be both or neither stays and is said.
    """
    code = pl.select(pl.when(values.str.len_chars() == 5).then(values).alias("code"))["code"]
    eaten = (_is_proven("0" + code) & (code.str.slice(1, 3).str.contains(_PLACE))).fill_null(
        value=False
    )
    bare = code.str.contains(_PREFECTURE) & code.str.slice(2).str.contains(_PLACE)
    bare = bare.fill_null(value=False)
    zeros, added = eaten & ~bare, bare & ~eaten
    unsure = code.is_not_null() & ~zeros & ~added
    made = pl.select(
        pl.when(zeros)
        .then("0" + code)
        .when(added)
        .then(code + check_digit(code))
        .otherwise(values)
        .alias("cell")
    )["cell"]
    return made, [
        cells.report(name, severity, at=at)
        for name, severity, at in (
            ("code-zeros-restored", Severity.INFO, zeros),
            ("code-check-digit-added", Severity.WARNING, added),
            ("code-digits-unsure", Severity.WARNING, unsure),
        )
        if at.any()
    ]


def _is_proven(codes: pl.Series) -> pl.Series:
    """Whether codes of six digits end with their check digit; null where there is no code."""
    return (check_digit(codes.str.head(5)) == codes.str.tail(1)) | (codes == _NATION)


def check_digit(codes: pl.Series) -> pl.Series:
    """The sixth digit of municipality codes of five digits, as text; null for other texts."""
    plain = pl.select(pl.when(codes.str.contains(r"^[0-9]{5}$")).then(codes).alias("code"))["code"]
    weighed = [
        plain.str.slice(place, 1).cast(pl.Int32) * weight for place, weight in enumerate(_WEIGHTS)
    ]
    total = weighed[0] + weighed[1] + weighed[2] + weighed[3] + weighed[4]
    return ((11 - total % 11) % 10).cast(pl.String)


def is_corporate_number(values: pl.Series) -> pl.Series:
    """Whether thirteen digits, blanks and hyphens aside, are proven by their first.

    法人番号の指定等に関する省令 第2条: 9 − (Σ Pn·Qn mod 9), Q = 1 and 2 in turn from the right.
    Null for a missing value.
    """
    plain = values.str.replace_all(r"[\s-]", "")
    full = pl.select(pl.when(plain.str.contains(r"^[0-9]{13}$")).then(plain).alias("code"))["code"]
    digits = [full.str.slice(place, 1).cast(pl.Int32) for place in range(13)]
    total = digits[12] * 1
    for place in range(1, 12):
        total = total + digits[place] * (1 if (12 - place) % 2 == 0 else 2)
    right = (digits[0] == 9 - total % 9).fill_null(value=False)
    return pl.select(pl.when(values.is_not_null()).then(right).alias("right"))["right"]


def _wrong_corporate(cells: Cells, *, values: pl.Series) -> list[Finding]:
    """Corporate numbers whose first digit does not prove the other twelve."""
    wrong = (~is_corporate_number(values)).fill_null(value=False)
    wrong = wrong & ~values.str.contains(_SPOILT).fill_null(value=False)
    if not wrong.any():
        return []
    return [cells.report("corporate-number-wrong", Severity.WARNING, at=wrong)]
