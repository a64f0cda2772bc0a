"""What a table of records says about a flow: how long its work takes, when its cases come."""

from collections import Counter

import polars as pl

from tomoni.engine.core import Table
from tomoni.engine.flows._distributions import Empirical
from tomoni.engine.flows._errors import FlowsError

_LEAST = 5


def minutes_measured(table: Table, *, column: str) -> Empirical:
    """The minutes of a column of numbers, each as likely as it is often.

    Empty cells and totals are left out. Raises `FlowsError`: `no-such-column` where there is no
    such column of numbers, `too-few-records` with fewer than 5 of them or with one below 0.
    """
    values = _column(table, column).filter(pl.col(column).is_not_null())[column]
    if not values.dtype.is_numeric():
        raise FlowsError("no-such-column", name=column)
    minutes = [float(value) for value in values]
    if len(minutes) < _LEAST or min(minutes) < 0:
        raise FlowsError("too-few-records", records=len(minutes), least=_LEAST)
    return Empirical(minutes=tuple(minutes))


def months_counted(table: Table, *, column: str) -> tuple[float, ...]:
    """How many cases came in January to December, by a column of days: the `months` of `Settings`.

    Raises `FlowsError` as `minutes_measured` does, `no-such-column` where the column holds no days.
    """
    days = _column(table, column).filter(pl.col(column).is_not_null())[column]
    if not isinstance(days.dtype, pl.Date | pl.Datetime):
        raise FlowsError("no-such-column", name=column)
    if len(days) < _LEAST:
        raise FlowsError("too-few-records", records=len(days), least=_LEAST)
    often = Counter(days.dt.month().to_list())
    return tuple(float(often[month]) for month in range(1, 13))


def _column(table: Table, column: str) -> pl.DataFrame:
    if column not in table.frame.columns:
        raise FlowsError("no-such-column", name=column)
    return table.data_rows().frame
