"""Ladders: how the values of a column are put together rung by rung, until it says nothing."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from tomoni.engine.core import Column, ColumnType, Table, Value
from tomoni.engine.privacy._combinations import Numbers
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._rungs import (
    AreaRung,
    BandRung,
    PeriodRung,
    PrefixRung,
    Rung,
    labelled,
)
from tomoni.engine.privacy._steps import AreaLevel, Period

LEFT_OUT = "＊"
"""What stands in a column that is generalised to nothing."""

_POSTCODE = r"^[0-9]{3}-?[0-9]{4}$"
_ADDRESS = r"[都道府県市区町村].*[0-9０-９一二三四五六七八九十]"
_OLDEST = 130
_MANY_YEARS = 20
_MOSTLY = 0.8
"""Share of the values that must look like a postcode or an address."""


class Ladder(Value):
    """The rungs above a column's own values, in order; above them the column says nothing.

    Level 0 is the values, level 1 the first rung, level `len(rungs) + 1` no more than ＊. Each rung
    must be coarser: what is together on one stays together on the next.
    """

    rungs: tuple[Rung, ...] = ()


class Level(NamedTuple):
    """One level: the code of each value (0: without one) and the label of each code."""

    codes: Numbers
    labels: tuple[str | None, ...]


def levels(ladder: Ladder, *, column: Column, values: pl.Series) -> tuple[Level, ...]:
    """The levels over a column's distinct values, from the values themselves to nothing.

    `codes` of a level has shape (values + 1,): place 0 is a missing value, which keeps its code 0
    until nothing is left. Raises `PrivacyError`: `wrong-rung`, `value-without-group`,
    `rungs-not-nested`.
    """
    count = len(values)
    made = [Level(np.arange(count + 1), (None, *values.cast(pl.String).to_list()))]
    below = values.cast(pl.String)
    for number, rung in enumerate(ladder.rungs, start=1):
        labels = labelled(rung, column=column, values=values, below=below)
        if number > 1:
            labels = pl.select(pl.when(below.is_not_null()).then(labels)).to_series()
        made.append(_level(labels))
        if not _is_nested(made[-2].codes, made[-1].codes):
            raise PrivacyError("rungs-not-nested", column=column.name, rung=number)
        below = labels
    made.append(Level(np.zeros(count + 1, dtype=np.int64), (LEFT_OUT,)))
    return tuple(made)


def _level(labels: pl.Series) -> Level:
    kinds = labels.drop_nulls().unique().sort()
    codes = labels.cast(pl.Enum(kinds)).to_physical().cast(pl.Int64) + 1
    return Level(np.concatenate(([0], codes.fill_null(0).to_numpy())), (None, *kinds.to_list()))


def _is_nested(fine: Numbers, coarse: Numbers) -> bool:
    pairs = np.unique(np.column_stack([fine, coarse]), axis=0)
    return len(pairs) == len(np.unique(fine))


def usual_ladders(
    table: Table, *, columns: Sequence[str], given: Mapping[str, Ladder]
) -> dict[str, Ladder]:
    """For each column the ladder that is given, else the usual one for what stands in it.

    Days: month, quarter, year, over many years the decade. Numbers: bands of 5, 10 and 20 where
    they may be ages, else one, five and ten tenths of the power of ten of their range. Postcodes:
    5 and 3 figures. Addresses: 町丁目, 町, 市区町村. Other texts only fall away as a whole.
    """
    frame = table.data_rows().frame
    found = {}
    for name in columns:
        column = table.column(name)
        if column is not None:
            found[name] = given.get(name) or _usual(column, frame[name].drop_nulls().unique())
    return found


def _usual(column: Column, values: pl.Series) -> Ladder:
    if column.type in {ColumnType.DATE, ColumnType.DATETIME}:
        years = values.dt.year()
        many = len(values) > 0 and _number(years.max()) - _number(years.min()) > _MANY_YEARS
        periods = (Period.MONTH, Period.QUARTER, Period.YEAR)
        rungs = [PeriodRung(to=one) for one in periods]
        return Ladder(rungs=(*rungs, PeriodRung(to="decade")) if many else tuple(rungs))
    if column.type in {ColumnType.INTEGER, ColumnType.NUMBER}:
        return Ladder(rungs=tuple(BandRung(width=one) for one in _widths(column, values)))
    return Ladder(rungs=_of_texts(values))


def _widths(column: Column, values: pl.Series) -> tuple[float, ...]:
    low, high = _number(values.min()), _number(values.max())
    if high <= low:
        return ()
    is_whole = column.type is ColumnType.INTEGER
    if is_whole and low >= 0 and 20 < high <= _OLDEST:
        return (5, 10, 20)
    unit = 10.0 ** (math.floor(math.log10(high - low)) - 1)
    wanted = (2, 4) if is_whole and unit < 1 else (unit, 5 * unit, 10 * unit)
    return tuple(width for width in wanted if width < high - low and not (is_whole and width <= 1))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _of_texts(values: pl.Series) -> tuple[Rung, ...]:
    if values.is_empty():
        return ()
    if _share(values.str.contains(_POSTCODE)) >= _MOSTLY:
        hyphen = 1 if _share(values.str.contains("-", literal=True)) >= _MOSTLY else 0
        return PrefixRung(letters=5 + hyphen), PrefixRung(letters=3)
    if _share(values.str.contains(_ADDRESS)) >= _MOSTLY:
        areas = (AreaLevel.TOWN_BLOCK, AreaLevel.TOWN, AreaLevel.CITY)
        return tuple(AreaRung(to=one) for one in areas)
    return ()


def _share(found: pl.Series) -> float:
    return float(found.sum()) / len(found)
