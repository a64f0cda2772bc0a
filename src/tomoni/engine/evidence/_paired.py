"""The same things measured twice."""

import numpy as np

from tomoni.engine.core import Column, ColumnType, Quantity
from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import Array, mean_of, mean_p
from tomoni.engine.evidence._numbers import (
    array,
    enough,
    fetched,
    number_column,
    precise,
    quantity,
    unit_of,
    with_range,
)
from tomoni.engine.evidence._rows import Bar, Rows, Tally
from tomoni.engine.evidence._value_charts import pairs_chart
from tomoni.engine.evidence._verdict import Measured, ResultTable, Weakness


def measure_paired(claim: Claim, *, rows: Rows) -> Measured:
    """The mean of `column` less `other_column` of the same row, with Student's interval.

    Rows that lack one of both are left out. Raises `EvidenceError`: `not-a-number`, `no-rows`.
    """
    for name in (claim.column, claim.other_column):
        number_column(rows, name)
    frame = fetched(rows, after=rows.scope[claim.column], before=rows.scope[claim.other_column])
    both = frame.drop_nulls()
    after, before = array(both["after"]), array(both["before"])
    enough([after], column=claim.column)
    unit = unit_of(claim, table=rows.table)
    changes = after - before
    effect = mean_of(changes)
    names = (claim.other_column, claim.column)
    quantities = _quantities(names, values=(before, after, changes), unit=unit)
    means = [quantities["mean_before"], quantities["mean_after"]]
    return Measured(
        effect=effect,
        tallies=(Tally(rows=frame.height, missing=frame.height - both.height, count=len(after)),),
        quantities=quantities,
        found=f"平均は「{claim.other_column}」が{precise(means[0])}、「{claim.column}」が"
        f"{precise(means[1])}で、同じものどうしの{with_range(quantities['difference'])}",
        bars=tuple(Bar(name, len(after)) for name in names),
        table=_table(names, values=(before, after, changes), unit=unit),
        chart=pairs_chart(before.tolist(), after.tolist(), names=names, unit=unit),
        test=("対応のあるt検定", mean_p(changes)),
        method="スチューデントの区間（差の平均）",
        counts=False,
        scale=1,
        unit=unit,
        worst=_worst(changes, missing=frame.height - both.height),
        flaws=(*_chosen_by_before(claim), _between(claim)),
    )


def _quantities(
    names: tuple[str, str], *, values: tuple[Array, Array, Array], unit: str
) -> dict[str, Quantity]:
    before, after, changes = values
    return {
        "difference": quantity(mean_of(changes), unit=unit, label="差の平均"),
        "mean_before": quantity(mean_of(before), unit=unit, label=f"平均：{names[0]}"),
        "mean_after": quantity(mean_of(after), unit=unit, label=f"平均：{names[1]}"),
        "median_difference": Quantity(
            value=float(np.median(changes)), unit=unit, label="差の中央値"
        ),
        "n": Quantity(value=len(after), unit="件", label="比べた件数"),
    }


def _chosen_by_before(claim: Claim) -> tuple[Weakness, ...]:
    """Those chosen for a high value are lower the next time, whatever was done (Galton 1886)."""
    if claim.other_column not in {one.column for one in claim.filters}:
        return ()
    params: dict[str, str | int | float] = {"column": claim.other_column}
    return (Weakness(code="regression-to-mean", blocks=True, params=params),)


def _between(claim: Claim) -> Weakness:
    params: dict[str, str | int | float] = {"first": claim.other_column, "second": claim.column}
    return Weakness(code="changed-between", blocks=True, params=params)


def _worst(changes: Array, *, missing: int) -> tuple[Interval, Interval]:
    """The mean change when all that is missing changed as little or as much as any that is known.

    Manski (1990), Am. Econ. Rev. 80:319-323, with the range seen in place of a known one.
    """
    low, high = (
        mean_of(np.append(changes, np.full(missing, end()))) for end in (changes.min, changes.max)
    )
    return low, high


def _table(names: tuple[str, str], *, values: tuple[Array, ...], unit: str) -> ResultTable:
    return ResultTable(
        columns=(
            Column(name="列", type=ColumnType.TEXT),
            *(
                Column(name=name, type=ColumnType.NUMBER, unit=unit)
                for name in ("平均", "平均の下限", "平均の上限", "中央値")
            ),
            Column(name="件数", type=ColumnType.INTEGER, unit="件"),
        ),
        rows=tuple(
            (name, mean.value, mean.low, mean.high, float(np.median(one)), len(one))
            for name, one in zip((*names, "差"), values, strict=True)
            for mean in (mean_of(one),)
        ),
    )
