"""One area in which something was changed, beside a mixture of areas in which nothing was."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from tomoni.engine.core import Column, ColumnType, Quantity
from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._donors import Mixture, mixture
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import Array
from tomoni.engine.evidence._moments import changed
from tomoni.engine.evidence._numbers import (
    array,
    fetched,
    number_column,
    precise,
    quantity,
    unit_of,
    with_range,
)
from tomoni.engine.evidence._regressing import extreme_before
from tomoni.engine.evidence._rows import Bar, Rows, Tally, must_occur
from tomoni.engine.evidence._sentences import moment_words, treated_words
from tomoni.engine.evidence._value_charts import Point, series_chart
from tomoni.engine.evidence._verdict import Measured, ResultTable, Weakness, judge
from tomoni.engine.tables import Part

_LEAST = 3
"""Periods before the change without which a mixture follows anything."""
_FEW = 10
"""Periods before the change below which a good fit may be luck (Abadie 2021, J. Econ. Lit. 59)."""
_LEAST_DONORS = 2
_SHOWN_WEIGHT = 0.005
MIXED = "組み合わせた見込み"


def measure_synthetic(claim: Claim, *, rows: Rows) -> Measured:
    """The mean gap after `changed_at` between the area `group_a` and the mixture of the others.

    One row an area (`unit_column`) and period. Areas that lack a period of area a are no donors.
    Interval and p from placebo runs, see `mixture`. Raises `EvidenceError`: `not-a-number`,
    `wrong-type`, `no-such-category`, `periods-repeated`, `periods-few` with fewer than 3 periods
    before the change or none after, `donors-few` with fewer than 2, and what `key` raises.
    """
    number_column(rows, claim.column)
    cut = changed(claim, rows=rows)
    column = rows.column(claim.unit_column)
    area = Part.VALUE.key(claim.group_a or "", column=column)
    must_occur(rows, column=claim.unit_column, keys=[area])
    panel, lacking = _panel(claim, rows=rows, area=area)
    moments, before = panel["at"].to_list(), int((panel["at"] < cut).sum())
    _enough(claim, before=before, after=len(moments) - before, donors=panel.width - 2)
    donors = panel.drop("at", "area")
    found = mixture(array(panel["area"]), donors.to_numpy(), before=before)
    unit = unit_of(claim, table=rows.table)
    quantities = _quantities(found, panel=panel, before=before, unit=unit)
    return Measured(
        effect=found.effect,
        tallies=(Tally(donors.width + lacking, lacking, donors.width),),
        quantities=quantities,
        found=_found(claim, quantities=quantities, periods=(before, len(moments) - before)),
        bars=(Bar(Part.VALUE.label(area), 1), Bar(MIXED, donors.width)),
        table=_table(claim, found=found, panel=panel, before=before, unit=unit),
        chart=_chart(claim, found=found, panel=panel, cut=cut),
        test=("ほかの地区に当てはめた順位による検定", found.p_value),
        method="合成コントロール、ほかの地区に当てはめたずれによる区間",
        counts=False,
        scale=1,
        unit=unit,
        flaws=tuple(_flaws(claim, found=found, before=before)),
        more=_beside(found),
    )


def _panel(claim: Claim, *, rows: Rows, area: Any) -> tuple[pl.DataFrame, int]:
    """Columns `at`, `area` and one a donor, sorted by time; how many areas lack a period."""
    frame = fetched(
        rows,
        at=rows.scope[claim.time_column],
        unit=rows.scope[claim.unit_column],
        value=rows.scope[claim.column],
    ).drop_nulls()
    repeated = frame.height - frame.select("at", "unit").n_unique()
    if repeated:
        raise EvidenceError("periods-repeated", column=claim.time_column, count=repeated)
    own = frame.filter(pl.col("unit") == area).sort("at")
    others = frame.filter(pl.col("unit") != area).join(own.select("at"), on="at", how="semi")
    whole = others.group_by("unit").len().filter(pl.col("len") == own.height)
    kept = others.join(whole, on="unit", how="semi").with_columns(pl.col("unit").cast(pl.String))
    wide = kept.sort("unit").pivot("unit", index="at", values="value").sort("at")
    names = {name: f"={name}" for name in wide.columns if name != "at"}  # none is called `area`
    panel = own.select("at", area="value").join(wide.rename(names), on="at", how="left").sort("at")
    return panel, frame["unit"].n_unique() - 1 - whole.height


def _enough(claim: Claim, *, before: int, after: int, donors: int) -> None:
    if before < _LEAST or not after:
        raise EvidenceError(
            "periods-few", column=claim.time_column, count=before if after else 0, limit=_LEAST
        )
    if donors < _LEAST_DONORS:
        raise EvidenceError(
            "donors-few", column=claim.unit_column, count=max(donors, 0), limit=_LEAST_DONORS
        )


def _quantities(
    found: Mixture, *, panel: pl.DataFrame, before: int, unit: str
) -> dict[str, Quantity]:
    after = float(array(panel["area"])[before:].mean())
    return {
        "difference": quantity(found.effect, unit=unit, label=f"{MIXED}との差"),
        "after": Quantity(value=after, unit=unit, label="変わった後の平均"),
        "mixed": Quantity(value=after - found.effect.value, unit=unit, label=MIXED),
        "misfit": Quantity(value=found.gap.misfit, unit=unit, label="変わる前のずれ"),
        "n": Quantity(value=panel.width - 2, unit="件", label="組み合わせに使えたものの数"),
    }


def _found(claim: Claim, *, quantities: dict[str, Quantity], periods: tuple[int, int]) -> str:
    before, after = periods
    return (
        f"{treated_words(claim)}「{claim.column}」は、{moment_words(claim)}からの{after}期の平均が"
        f"{precise(quantities['after'])}、変えなかったところを組み合わせた見込みが"
        f"{precise(quantities['mixed'])}で、{with_range(quantities['difference'])}"
        f"変わる前の{before}期のずれは{precise(quantities['misfit'])}です。"
    )


def _flaws(claim: Claim, *, found: Mixture, before: int) -> Iterator[Weakness]:
    moment = moment_words(claim)
    yield Weakness(code="changed-together", blocks=True, params={"moment": moment})
    yield from extreme_before(found.gap.before, effect=found.effect.value, moment=moment)
    if found.gap.misfit >= claim.smallest_difference:
        misfit = round(found.gap.misfit, 3)
        yield Weakness(code="mixture-misses", blocks=True, params={"misfit": misfit})
    if before < _FEW:
        yield Weakness(code="mixture-short", params={"count": before, "limit": _FEW})
    if len(found.without_one):
        low, high = float(found.without_one.min()), float(found.without_one.max())
        if {judge(_moved(found, to=one), claim=claim) for one in (low, high)} != {
            judge(found.effect, claim=claim)
        }:
            yield Weakness(
                code="mixture-leans",
                blocks=True,
                params={
                    "column": claim.unit_column,
                    "low": round(low, 3),
                    "high": round(high, 3),
                },
            )


def _moved(found: Mixture, *, to: float) -> Interval:
    by = to - found.effect.value
    return Interval(to, found.effect.low + by, found.effect.high + by)


def _beside(found: Mixture) -> dict[str, str | int | float]:
    beside: dict[str, str | int | float] = {
        "misfit": found.gap.misfit,
        "misfit_ratio": found.gap.ratio,
        "placebo_runs": len(found.placebos),
    }
    if found.well_fitted is not None:
        beside |= {"fitted_low": found.well_fitted.low, "fitted_high": found.well_fitted.high}
    if len(found.without_one):
        ends = found.without_one.min(), found.without_one.max()
        beside |= {"without_one_low": float(ends[0]), "without_one_high": float(ends[1])}
    return beside


def _table(
    claim: Claim, *, found: Mixture, panel: pl.DataFrame, before: int, unit: str
) -> ResultTable:
    """The area, its mixture, and the donors that carry weight, heaviest first."""
    donors = panel.drop("at", "area")
    area, values = array(panel["area"]), donors.to_numpy()
    mixed = values @ found.gap.weights
    shown = [
        (Part.VALUE.label(claim.group_a), None, *_means(area, before=before)),
        (MIXED, 1.0, *_means(mixed, before=before)),
    ]
    for at in np.argsort(-found.gap.weights, kind="stable"):
        weight = float(found.gap.weights[at])
        if weight >= _SHOWN_WEIGHT:
            name = donors.columns[at].removeprefix("=")
            shown.append((name, weight, *_means(values[:, at], before=before)))
    return ResultTable(
        columns=(
            Column(name=claim.unit_column, type=ColumnType.TEXT),
            Column(name="組み合わせの重み", type=ColumnType.NUMBER, unit="割合"),
            Column(name="前の平均", type=ColumnType.NUMBER, unit=unit),
            Column(name="後の平均", type=ColumnType.NUMBER, unit=unit),
        ),
        rows=tuple(shown),
    )


def _means(values: Array, *, before: int) -> tuple[float, float]:
    return float(values[:before].mean()), float(values[before:].mean())


def _chart(claim: Claim, *, found: Mixture, panel: pl.DataFrame, cut: Any) -> dict[str, object]:
    area = array(panel["area"])
    mixed = panel.drop("at", "area").to_numpy() @ found.gap.weights
    named = ((Part.VALUE.label(claim.group_a), area), (MIXED, mixed))
    points = [
        Point(
            at=float(at) if isinstance(at, int | float) else at.isoformat(),
            value=float(value),
            name=name,
        )
        for name, values in named
        for at, value in zip(panel["at"], values, strict=True)
    ]
    return series_chart(
        points,
        title=f"「{claim.column}」の動きと{MIXED}",
        axis=f"「{claim.column}」",
        time=claim.time_column,
        cut=float(cut) if isinstance(cut, int | float) else str(cut),
    )
