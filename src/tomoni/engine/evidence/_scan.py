"""The comparison made again within each other column (Simpson 1951, J. R. Stat. Soc. B 13:238)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl

from tomoni.engine.core import ROW_KIND, Column, ColumnType
from tomoni.engine.evidence._claim import Claim, ClaimKind
from tomoni.engine.evidence._groups import group_of
from tomoni.engine.evidence._kinds import columns_of
from tomoni.engine.evidence._moments import changed
from tomoni.engine.evidence._rows import ROW, Rows
from tomoni.engine.evidence._verdict import Measured, Weakness, judge

MOST_STRATA = 60
"""A column of more different texts is not scanned: its strata would hold few rows each."""

_FIFTHS = (0.2, 0.4, 0.6, 0.8)
_LEAST_COMPARED = 0.5
"""Of all rows: those in strata that hold both groups."""
_APRIL = 4
_DAYS = {ColumnType.DATE, ColumnType.DATETIME}


@dataclass(frozen=True)
class _Within:
    """The effect within one column's strata, in the measure of the claim; strata turned round."""

    column: str
    effect: float
    strata: int
    turned: int


def simpson(claim: Claim, *, rows: Rows, measured: Measured) -> tuple[Weakness, ...]:
    """`simpson` (blocks) where the effect changes its sign within another column, `confounded`
    where it stays but no longer reaches the smallest difference that matters.

    Texts and numbers of up to 60 kinds are strata as they are, other numbers by fifths, days by
    fiscal year; empty cells are a stratum. Nothing is said of an effect that may be nothing.
    """
    effect = measured.effect
    if not (effect.low > 0 or effect.high < 0):
        return ()
    found = list(_all_within(claim, rows=rows, overall=effect.value))
    turned = [one for one in found if one.effect * effect.value < 0]
    kept = [one for one in found if one not in turned]
    supported = judge(effect, claim=claim).name == "SUPPORTED"
    less = [one for one in kept if supported and abs(one.effect) < claim.smallest_difference]
    parts = ((turned, "simpson"), (less, "confounded"))
    return tuple(_weakness(part, code, measured=measured) for part, code in parts if part)


def _weakness(found: list[_Within], code: str, *, measured: Measured) -> Weakness:
    worst = min(found, key=lambda one: one.effect * measured.effect.value)
    params: dict[str, str | int | float] = {
        "columns": "、".join(f"「{one.column}」" for one in found),
        "count": len(found),
        "column": worst.column,
        "strata": worst.strata,
        "turned": worst.turned,
        "within": round(worst.effect * measured.scale, 2),
        "overall": round(measured.effect.value * measured.scale, 2),
        "unit": measured.unit,
    }
    if code == "simpson":
        return Weakness(code="simpson", blocks=True, params=params)
    return Weakness(code="confounded", params=params)


def _all_within(claim: Claim, *, rows: Rows, overall: float) -> Iterator[_Within]:
    own = {*columns_of(claim), ROW_KIND} - {claim.strata_column}
    columns = [column for column in rows.table.columns if column.name not in own]
    if not columns:
        return
    asked = rows.scope.select(at=rows.scope[ROW], **_measures(claim, rows=rows))
    measures = rows.frame(asked).sort("at").filter(_comparable(claim))
    others = rows.table.frame.select(column.name for column in columns)
    if measures.height < others.height:
        others = others[measures["at"]]
    if "unit" in measures.columns:  # what changes with time would take a unit apart
        others = others.select(
            cells for cells in others if _constant(cells, units=measures["unit"])
        )
        columns = [column for column in columns if column.name in others.columns]
        if not columns:
            return
    kinds = others.select(pl.all().approx_n_unique()).row(0)
    for column, count in zip(columns, kinds, strict=True):
        stratum = stratum_of(others[column.name], column=column, kinds=count)
        within = None if stratum is None else _within(claim, measures, stratum=stratum)
        if within is not None:
            effect, parts = within
            turned = sum(part * overall < 0 for part in parts)
            yield _Within(column.name, effect, len(parts), turned)


def _constant(cells: pl.Series, *, units: pl.Series) -> bool:
    """Whether every unit has one value."""
    return pl.DataFrame({"unit": units, "cell": cells}).n_unique() == units.n_unique()


def _comparable(claim: Claim) -> pl.Expr:
    if claim.kind is ClaimKind.RELATION:
        return pl.col("x").is_not_null() & pl.col("y").is_not_null()
    return pl.col("side").is_in([0, 1])


def _within(
    claim: Claim, measures: pl.DataFrame, *, stratum: pl.Series
) -> tuple[float, list[float]] | None:
    data = measures.with_columns(stratum.alias("stratum"))
    if claim.kind is ClaimKind.RELATION:
        return _related(data)
    return _compared(data, ratio=claim.kind is ClaimKind.RATES)


def _measures(claim: Claim, *, rows: Rows) -> dict[str, ir.Value]:
    """What is added up: `y` over `d` by `side`; of a relation the ranks `y` and `x`."""
    cell = rows.scope[claim.column]
    if claim.kind is ClaimKind.RELATION:
        other = rows.scope[claim.other_column]
        both = cell.notnull() & other.notnull()
        return {
            "y": ibis.ifelse(both, ibis.rank().over(order_by=cell), ibis.null()).cast("float64"),
            "x": ibis.ifelse(both, ibis.rank().over(order_by=other), ibis.null()).cast("float64"),
        }
    side = group_of(claim, rows=rows)
    if claim.kind is ClaimKind.TWO_MEANS:
        return {"side": side, "y": cell, "d": cell.notnull().cast("int64")}
    if claim.kind is ClaimKind.RATES:
        people = ibis.ifelse(cell.notnull(), rows.scope[claim.population_column], 0)
        return {"side": side, "y": cell, "d": people}
    if claim.kind is ClaimKind.DIFFERENCES:
        return {"side": side, **_changes(claim, rows=rows)}
    keys = [claim.part.key(one, column=rows.column(claim.column)) for one in claim.categories]
    part = claim.part.of(cell)
    fits = part.isin(keys).fill_null(False).cast("int64")
    return {"side": side, "y": fits, "d": part.notnull().cast("int64")}


def _changes(claim: Claim, *, rows: Rows) -> dict[str, ir.Value]:
    """Each row's part of its unit's change, so that a stratum's sum is that of its units."""
    cell, unit = rows.scope[claim.column], rows.scope[claim.unit_column]
    after = rows.scope[claim.time_column] >= changed(claim, rows=rows)
    each = ibis.window(group_by=unit)
    late, early = (
        (part & cell.notnull()).cast("int64").sum().over(each) for part in (after, ~after)
    )
    whole = (late > 0) & (early > 0)
    share = ibis.ifelse(after, cell / late, -cell / early)
    of_unit = 1 / rows.scope[claim.time_column].count().over(each)
    return {
        "unit": unit,
        "y": ibis.ifelse(whole, share.fill_null(0), 0),
        "d": ibis.ifelse(whole, of_unit, 0),
    }


def stratum_of(cells: pl.Series, *, column: Column, kinds: int) -> pl.Series | None:
    """The groups that a column makes: as it is up to 60 kinds, else fifths; days by fiscal year.

    Shape (rows,), empty where a cell is; None for one kind, and for texts of too many.
    """
    if column.type in _DAYS:
        return cells.dt.year() - (cells.dt.month() < _APRIL).cast(pl.Int32)
    if kinds < 2:
        return None
    if kinds <= MOST_STRATA:
        return cells
    if column.type is ColumnType.TEXT:
        return None
    fifths = pl.Series([0] * len(cells), dtype=pl.Int8)
    for one in _FIFTHS:
        fifths = fifths + (cells > cells.quantile(one)).cast(pl.Int8)
    return fifths


def _compared(data: pl.DataFrame, *, ratio: bool) -> tuple[float, list[float]] | None:
    """The effect within the strata, and that of each.

    Differences put together by Mantel and Haenszel's weights; of rates their common ratio.
    """
    sums = data.group_by("stratum", "side").agg(pl.col("y", "d").cast(pl.Float64).sum())
    cells: dict[Any, dict[int, tuple[float, float]]] = {}
    for stratum, side, y, d in sums.iter_rows():
        cells.setdefault(stratum, {})[side] = (y, d)
    if len(cells) > MOST_STRATA + 1:
        return None
    pairs = [
        (*cells[at][0], *cells[at][1])
        for at in sorted(cells, key=str)
        if len(cells[at]) == 2 and cells[at][0][1] > 0 and cells[at][1][1] > 0
    ]
    total = sum(d for sides in cells.values() for _, d in sides.values())
    if len(pairs) < 2 or sum(m + n for _, m, _, n in pairs) < _LEAST_COMPARED * total:
        return None
    weights = [m * n / (m + n) for _, m, _, n in pairs]
    gaps = [a / m - b / n for a, m, b, n in pairs]
    effect = sum(w * gap for w, gap in zip(weights, gaps, strict=True)) / sum(weights)
    if ratio:
        over = sum(a * n / (m + n) for a, m, _, n in pairs)
        under = sum(b * m / (m + n) for _, m, b, n in pairs)
        effect = over / under - 1 if under else math.inf
    return effect, gaps


def _related(data: pl.DataFrame) -> tuple[float, list[float]] | None:
    """The correlation of ranks that is left within the strata, and which way each goes."""
    x, y, n = pl.col("x"), pl.col("y"), pl.len()
    sums = (
        data.group_by("stratum")
        .agg(
            xy=(x * y).sum() - x.sum() * y.sum() / n,
            xx=(x * x).sum() - x.sum() ** 2 / n,
            yy=(y * y).sum() - y.sum() ** 2 / n,
            n=n,
        )
        .filter(pl.col("n") > 1)
        .sort("stratum")
    )
    spread = float(sums["xx"].sum()) * float(sums["yy"].sum())
    if not 2 <= sums.height <= MOST_STRATA + 1 or spread <= 0:
        return None
    return float(sums["xy"].sum()) / math.sqrt(spread), sums["xy"].to_list()
