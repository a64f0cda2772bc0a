"""Numbers of columns as arrays, and what every kind of claim about numbers says of them."""

from collections.abc import Sequence

import ibis.expr.types as ir
import numpy as np
import polars as pl

from tomoni.engine.core import Column, ColumnType, Quantity, Table, range_text, show
from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import Array
from tomoni.engine.evidence._rows import Rows

_DUST = 1e-9
"""What is left of 0 after reckoning."""
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}


def number_column(rows: Rows, name: str) -> Column:
    """The column; `EvidenceError("not-a-number")` when it holds no numbers."""
    column = rows.column(name)
    if column.type not in _NUMBERS:
        raise EvidenceError("not-a-number", column=name)
    return column


def unit_of(claim: Claim, *, table: Table) -> str:
    """The unit of the claim's values: the claim's own, else the column's."""
    column = table.column(claim.column)
    return claim.unit or (column.unit if column else "")


def array(series: pl.Series) -> Array:
    """The values that are not empty, shape (values,)."""
    return np.asarray(series.drop_nulls().cast(pl.Float64).to_numpy())


def fetched(rows: Rows, **columns: ir.Value) -> pl.DataFrame:
    """The rows in scope with these columns only."""
    return rows.frame(rows.scope.select(**columns))


def quantity(interval: Interval, *, unit: str, label: str, scale: float = 1) -> Quantity:
    """An interval as a quantity."""
    return Quantity(
        value=interval.value * scale,
        unit=unit,
        low=interval.low * scale,
        high=interval.high * scale,
        label=label,
    )


def with_range(found: Quantity, *, of: str = "差") -> str:
    """The end of a fact sentence, e.g. 差は3.1日（95％の幅 1.0日～5.2日）です。"""
    return f"{of}は{precise(found)}（95％の幅 {_range(found)}）です。"


def precise(found: Quantity) -> str:
    """The quantity; one that would round away is shown with three significant digits."""
    if _fine(found):
        return f"{found.value:,.3g}{found.unit}".replace("-", "▲")
    return show(found)


def counted(name: str, rows: int) -> str:
    """A group's name with its rows."""
    return f"{name}（n＝{rows:,}件）"


def enough(groups: Sequence[Array], *, column: str) -> None:
    """Raises `EvidenceError("no-rows")` unless every group holds at least 2 values."""
    if any(len(one) < 2 for one in groups):
        raise EvidenceError("no-rows", column=column)


def _range(found: Quantity) -> str:
    if _fine(found) and found.low is not None and found.high is not None:
        ends = (f"{end:,.3g}{found.unit}".replace("-", "▲") for end in (found.low, found.high))
        return "～".join(ends)
    return range_text(found)


def _fine(found: Quantity) -> bool:
    ends = [found.value, *(end for end in (found.low, found.high) if end is not None)]
    return found.unit not in {"割合", "ポイント"} and _DUST < max(map(abs, ends)) < 1
