"""Which values of a column cannot be values of a field of a standard data set."""

import polars as pl

from tomoni.engine.tables._codes import check_digit, is_corporate_number
from tomoni.engine.tables._datasets import Field, FieldType

_PATTERNS = {
    FieldType.TIME: r"^(?:[01]?[0-9]|2[0-9]|30):[0-5][0-9](?::[0-5][0-9])?$",
    FieldType.FLAG: r"^[01]$",
    FieldType.KANA: r"^[ァ-ヶー・、。，．　 （）()＆&\-－‐―'’0-9０-９A-Za-zＡ-Ｚａ-ｚ]+$",
    FieldType.URL: r"^https?://[^\s/]+",
    FieldType.TELEPHONE: (
        r"^(?:\(?0[0-9]{1,4}\)?-?[0-9]{1,4}-[0-9]{3,4}|0[0-9]{9,10}|0570-?[0-9]{6})$"
    ),
    FieldType.POSTCODE: r"^[0-9]{3}-?[0-9]{4}$",
    FieldType.DATE: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
_BOUNDS = {FieldType.LATITUDE: (20.0, 46.0), FieldType.LONGITUDE: (122.0, 154.0)}
"""Degrees: Japan from 沖ノ鳥島 to 択捉島, from 与那国島 to 南鳥島."""


def wrong_values(values: pl.Series, *, field: Field) -> pl.Series:
    """A mask of the values that do not fit; a missing value fits everything."""
    none = pl.repeat(value=False, n=len(values), eager=True, dtype=pl.Boolean)
    kind = field.type
    if kind is FieldType.TEXT:
        return none
    if kind in {FieldType.INTEGER, FieldType.NUMBER, *_BOUNDS}:
        return _wrong_numbers(values, kind=kind)
    if kind is FieldType.DATE and values.dtype.is_temporal():
        return none
    texts = values.cast(pl.String)
    if kind is FieldType.CHOICE:
        return (~texts.is_in(field.choices)).fill_null(value=False)
    if kind is FieldType.MUNICIPALITY_CODE:
        return (~_is_area_code(texts)).fill_null(value=False)
    if kind is FieldType.CORPORATE_NUMBER:
        return (~is_corporate_number(texts)).fill_null(value=False)
    return (~texts.str.contains(_PATTERNS[kind])).fill_null(value=False)


def _wrong_numbers(values: pl.Series, *, kind: FieldType) -> pl.Series:
    numbers = values.cast(pl.Float64, strict=False)
    wrong = numbers.is_null() & values.is_not_null()
    if kind is FieldType.INTEGER:
        wrong = wrong | ((numbers % 1) != 0).fill_null(value=False)
    if kind in _BOUNDS:
        low, high = _BOUNDS[kind]
        wrong = wrong | (~numbers.is_between(low, high)).fill_null(value=False)
    return wrong


def _is_area_code(texts: pl.Series) -> pl.Series:
    """Six digits with the right check digit (総務省「全国地方公共団体コード仕様」)."""
    right = check_digit(texts.str.slice(0, 5)) == texts.str.slice(5, 1)
    return texts.str.contains(r"^[0-9]{6}$") & right.fill_null(value=False)
