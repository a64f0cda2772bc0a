"""The rows that a rate is reckoned from, and the columns that say how."""

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

import ibis
import polars as pl

from tomoni.engine.core import Column, Table, Value
from tomoni.engine.maps._errors import MapsError
from tomoni.engine.tables import Filter, Op

KEY, COUNT, OF, RATE = "key", "count", "of", "rate"
_FITS = "fits "
_NO_CELL = {Op.EMPTY, Op.FILLED}


class Measure(Value):
    """What one map shows, named by columns.

    `count` of `denominator`: both added up by area (without `count` each row is one). `fits`: the
    share of rows that fit, of all rows. `per_km2`: counts against the area's size. `rate`: as the
    table states it, and what it is of (`denominator`): without n nobody can judge it. `filters`
    pick rows, e.g. of the year before.
    """

    title: str = ""
    count: str = ""
    denominator: str = ""
    rate: str = ""
    fits: tuple[Filter, ...] = ()
    per_km2: bool = False
    filters: tuple[Filter, ...] = ()


def measured_rows(table: Table, *, area_column: str, measure: Measure, alone: bool) -> pl.DataFrame:
    """Columns key, count, of, rate of the rows that count.

    `alone`: no denominators come from elsewhere. Raises `MapsError` and what filters raise.
    """
    if measure.rate and not measure.denominator:
        raise MapsError("rate-without-denominator")
    said = measure.rate or measure.fits or measure.per_km2 or measure.denominator
    if alone and not said:
        raise MapsError("count-without-denominator")
    table = table.data_rows()
    named = (area_column, measure.count, measure.denominator, measure.rate)
    for name in named:
        if name and table.column(name) is None:
            raise MapsError("unknown-column")
    frame = _looked_at(table, measure=measure)
    one = pl.lit(1.0)
    count = pl.col(_FITS).cast(pl.Float64) if measure.fits else one
    if measure.count:
        count = _number(frame, measure.count)
    rate = _number(frame, measure.rate) if measure.rate else pl.lit(None, dtype=pl.Float64)
    of = _number(frame, measure.denominator) if measure.denominator else one
    columns = {KEY: text_of(area_column), COUNT: count, OF: of, RATE: rate}
    return frame.select(**columns).drop_nulls(KEY)


def text_of(column: str) -> pl.Expr:
    """The column's cells as text without blanks around."""
    return pl.col(column).cast(pl.String).str.strip_chars()


def _number(frame: pl.DataFrame, column: str) -> pl.Expr:
    if not frame.schema[column].is_numeric():
        raise MapsError("not-a-number")
    if frame.select((pl.col(column) < 0).any()).item():
        raise MapsError("negative-count")
    return pl.col(column).cast(pl.Float64)


def _looked_at(table: Table, *, measure: Measure) -> pl.DataFrame:
    """The rows that the filters let through, with a column of whether they fit."""
    if not (measure.filters or measure.fits):
        return table.frame
    rows: Any = ibis.memtable(table.frame)
    asked = [one for one in measure.fits if one.op not in _NO_CELL]
    wanted = [
        *_conditions(rows, measure.filters, table=table),
        *(rows[_column(table, one).name].notnull() for one in asked),
    ]
    fits = _conditions(rows, measure.fits, table=table)
    if wanted:
        rows = rows.filter(wanted)
    if fits:
        rows = rows.mutate(**{_FITS: reduce(and_, fits)})
    backend = ibis.duckdb.connect()
    try:
        found: pl.DataFrame = backend.to_polars(rows)
    finally:
        backend.disconnect()
    return found


def _conditions(rows: Any, filters: Sequence[Filter], *, table: Table) -> list[Any]:
    columns = [_column(table, one) for one in filters]
    return [
        one.fits(rows[one.column], column=column)
        for one, column in zip(filters, columns, strict=True)
    ]


def _column(table: Table, one: Filter) -> Column:
    column = table.column(one.column)
    if column is None:
        raise MapsError("unknown-column")
    return column
