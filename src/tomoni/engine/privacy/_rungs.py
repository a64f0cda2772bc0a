"""Single ways in which the values of a column are put together, each coarser than the one below."""

import math
from typing import Annotated, Literal

import polars as pl
from pydantic import Field

from tomoni.engine.core import Column, ColumnType, Value
from tomoni.engine.privacy import _addresses, _spelling
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._steps import AreaLevel, Period

_DAYS = {ColumnType.DATE, ColumnType.DATETIME}
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
_QUARTERS = {1: "1～3月", 2: "4～6月", 3: "7～9月", 4: "10～12月"}


class BandRung(Value):
    """Numbers in bands of one width that begin at `start`, e.g. 20～29; `top` and more together."""

    kind: Literal["band"] = "band"
    width: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    start: float = 0
    top: float | None = None


class PeriodRung(Value):
    """Days by month, quarter of the calendar, year, fiscal year or decade."""

    kind: Literal["period"] = "period"
    to: Period | Literal["decade"]


class AreaRung(Value):
    """Addresses by 町丁目, 町 or 市区町村; those that cannot be read are as without a value."""

    kind: Literal["area"] = "area"
    to: Literal[AreaLevel.TOWN_BLOCK, AreaLevel.TOWN, AreaLevel.CITY]


class PrefixRung(Value):
    """The first letters of a code or text, as in a postcode."""

    kind: Literal["prefix"] = "prefix"
    letters: Annotated[int, Field(ge=1)]


class GroupRung(Value):
    """A table of names: what stands on the rung below → its group; every name needs one."""

    kind: Literal["group"] = "group"
    groups: dict[str, str]


Rung = Annotated[
    BandRung | PeriodRung | AreaRung | PrefixRung | GroupRung, Field(discriminator="kind")
]
"""One of them, told apart by `kind`."""


def labelled(rung: Rung, *, column: Column, values: pl.Series, below: pl.Series) -> pl.Series:
    """The label of each value (shape (values,)); null where there is none.

    `below`: the labels on the rung below. Raises `PrivacyError`: `wrong-rung`,
    `value-without-group`.
    """
    if isinstance(rung, BandRung):
        _expect(column, _NUMBERS, rung)
        return _bands(rung, values, whole=column.type is ColumnType.INTEGER)
    if isinstance(rung, PeriodRung):
        _expect(column, _DAYS, rung)
        return _periods(rung, values.cast(pl.Date))
    if isinstance(rung, AreaRung):
        _expect(column, {ColumnType.TEXT}, rung)
        return _addresses.areas(values, to=rung.to, districts={})
    if isinstance(rung, PrefixRung):
        texts = _spelling.texts(column, values)
        is_cut = texts.str.len_chars() > rung.letters
        first = texts.str.slice(0, rung.letters)
        return pl.select(pl.when(is_cut).then(first + "＊").otherwise(first)).to_series()
    known = below.is_in(list(rung.groups)) | below.is_null()
    if not known.all():
        raise PrivacyError(
            "value-without-group", column=column.name, count=below.filter(~known).n_unique()
        )
    names, groups = list(rung.groups), list(rung.groups.values())
    return below.replace_strict(names, groups, default=None, return_dtype=pl.String)


def _expect(column: Column, types: set[ColumnType], rung: Rung) -> None:
    if column.type not in types:
        raise PrivacyError("wrong-rung", column=column.name, type=column.type.value, rung=rung.kind)


def _bands(rung: BandRung, values: pl.Series, *, whole: bool) -> pl.Series:
    def label(value: float) -> str:
        if rung.top is not None and value >= rung.top:
            return f"{_figure(rung.top)}以上"
        low = rung.start + math.floor((value - rung.start) / rung.width) * rung.width
        high = low + rung.width
        if whole and rung.width == int(rung.width):
            last = high - 1 if rung.top is None else min(high, rung.top) - 1
            return f"{_figure(low)}～{_figure(last)}"
        return f"{_figure(low)}以上{_figure(high)}未満"

    labels = [None if value is None else label(value) for value in values.to_list()]
    return pl.Series(labels, dtype=pl.String)


def _figure(value: float) -> str:
    return f"{value:,.10f}".rstrip("0").rstrip(".")


def _periods(rung: PeriodRung, days: pl.Series) -> pl.Series:
    year = days.dt.year().cast(pl.String) + "年"
    if rung.to is Period.YEAR:
        return year
    if rung.to == "decade":
        return (days.dt.year() // 10 * 10).cast(pl.String) + "年代"
    if rung.to is Period.MONTH:
        return year + days.dt.month().cast(pl.String) + "月"
    if rung.to is Period.QUARTER:
        quarters = days.dt.quarter().cast(pl.Int64)
        return year + quarters.replace_strict(_QUARTERS, return_dtype=pl.String)
    return days.dt.offset_by("-3mo").dt.year().cast(pl.String) + "年度"
