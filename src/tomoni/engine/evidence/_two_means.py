"""The means of two groups."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from tomoni.engine.core import Column, ColumnType, Quantity
from tomoni.engine.evidence._claim import Claim, group_words
from tomoni.engine.evidence._groups import group_names, group_of
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import (
    Array,
    mean_of,
    permutation_p,
    skewness,
    welch,
    welch_p,
)
from tomoni.engine.evidence._numbers import (
    array,
    counted,
    enough,
    fetched,
    number_column,
    precise,
    quantity,
    unit_of,
    with_range,
)
from tomoni.engine.evidence._rows import Bar, Rows, Tally
from tomoni.engine.evidence._value_charts import Dot, dots_chart
from tomoni.engine.evidence._verdict import Measured, ResultTable, Weakness

SKEWED = 1.0
"""A skewness from which the mean is not what most rows are like (Bulmer 1979)."""


def measure_means(claim: Claim, *, rows: Rows) -> Measured:
    """The mean of the claim's column in group a, less that in group b.

    Raises `EvidenceError`: `not-a-number`, `no-rows` when a group has fewer than two values, and
    what `key` and `must_occur` raise.
    """
    number_column(rows, claim.column)
    frame = fetched(rows, value=rows.scope[claim.column], group=group_of(claim, rows=rows))
    parts = [frame.filter(pl.col("group") == place)["value"] for place in (0, 1)]
    first, second = values = tuple(map(array, parts))
    enough(values, column=claim.column)
    unit = unit_of(claim, table=rows.table)
    effect = welch(first, second)
    means = (mean_of(first), mean_of(second))
    quantities = _quantities(claim, values=values, means=means, effect=effect, unit=unit)
    shuffled = permutation_p(first, second)
    tallies = tuple(
        Tally(rows=len(part), missing=part.null_count(), count=len(one))
        for part, one in zip(parts, values, strict=True)
    )
    return Measured(
        effect=effect,
        worst=worst_means(values, missing=[one.missing for one in tallies]),
        tallies=tallies,
        quantities=quantities,
        found=_found(claim, quantities=quantities),
        bars=tuple(map(Bar, group_names(claim), map(len, values))),
        table=means_table(claim, names=group_names(claim), values=values, unit=unit),
        chart=_chart(claim, values=values, means=means, quantities=quantities, unit=unit),
        test=("Welchのt検定", welch_p(first, second)),
        method="ウェルチの区間（1947年）",
        ungrouped=frame["group"].null_count(),
        counts=False,
        scale=1,
        unit=unit,
        flaws=tuple(_skewed(values, effect=effect, shuffled=shuffled, unit=unit)),
        more={} if shuffled is None else {"permutation_p": shuffled},
    )


def worst_means(
    values: tuple[Array, ...], *, missing: list[int]
) -> tuple[Interval, Interval] | None:
    """The difference when all missing values are as small or as large as any that is known.

    Manski (1990), Am. Econ. Rev. 80:319-323, with the range seen in place of a known one.
    """
    ends = [float(np.concatenate(values).min()), float(np.concatenate(values).max())]

    def filled(low: float, high: float) -> Interval:
        return welch(
            np.append(values[0], np.full(missing[0], low)),
            np.append(values[1], np.full(missing[1], high)),
        )

    return filled(ends[0], ends[1]), filled(ends[1], ends[0])


def means_table(
    claim: Claim, *, names: tuple[str, ...], values: tuple[Array, ...], unit: str
) -> ResultTable:
    """Mean with its interval, median, spread and rows of each group."""
    cells = [(mean_of(one), one) for one in values]
    return ResultTable(
        columns=(
            Column(name=claim.group_part.words(claim.group_column), type=ColumnType.TEXT),
            *(
                Column(name=name, type=ColumnType.NUMBER, unit=unit)
                for name in ("平均", "平均の下限", "平均の上限", "中央値", "標準偏差")
            ),
            Column(name="件数", type=ColumnType.INTEGER, unit="件"),
        ),
        rows=tuple(
            (
                name,
                mean.value,
                mean.low,
                mean.high,
                float(np.median(one)),
                float(one.std(ddof=1)),
                len(one),
            )
            for name, (mean, one) in zip(names, cells, strict=True)
        ),
    )


def _quantities(
    claim: Claim,
    *,
    values: tuple[Array, ...],
    means: tuple[Interval, Interval],
    effect: Interval,
    unit: str,
) -> dict[str, Quantity]:
    found = {"difference": quantity(effect, unit=unit, label="平均の差")}
    for letter, name, mean, one in zip("ab", group_names(claim), means, values, strict=True):
        found[f"mean_{letter}"] = quantity(mean, unit=unit, label=f"平均：{name}")
        found[f"median_{letter}"] = Quantity(
            value=float(np.median(one)), unit=unit, label=f"中央値：{name}"
        )
        found[f"n_{letter}"] = Quantity(value=len(one), unit="件", label=f"比べた件数：{name}")
    found["n"] = Quantity(value=sum(map(len, values)), unit="件", label="比べた件数の合計")
    return found


def _found(claim: Claim, *, quantities: dict[str, Quantity]) -> str:
    said = "、".join(
        f"{name}場合が{precise(quantities[f'mean_{letter}'])}"
        for name, letter in zip(group_words(claim), "ab", strict=True)
    )
    return f"「{claim.column}」の平均は、{said}で、{with_range(quantities['difference'])}"


def _skewed(
    values: tuple[Array, ...], *, effect: Interval, shuffled: float | None, unit: str
) -> Iterator[Weakness]:
    most = max((skewness(one) for one in values), key=abs)
    if abs(most) < SKEWED:
        return
    medians = [float(np.median(one)) for one in values]
    params: dict[str, str | int | float] = {
        "first": round(medians[0], 3),
        "second": round(medians[1], 3),
        "unit": unit,
    }
    apart = effect.low > 0 or effect.high < 0
    turned = (medians[0] - medians[1]) * effect.value < 0
    by_chance = shuffled is not None and apart and shuffled > 0.05
    code = "skewed-could-change" if apart and (turned or by_chance) else "skewed"
    yield Weakness(code=code, blocks=code == "skewed-could-change", params=params)


def _chart(
    claim: Claim,
    *,
    values: tuple[Array, ...],
    means: tuple[Interval, Interval],
    quantities: dict[str, Quantity],
    unit: str,
) -> dict[str, object]:
    dots = [
        Dot(counted(name, len(one)), mean, precise(quantities[f"mean_{letter}"]))
        for name, one, mean, letter in zip(group_names(claim), values, means, "ab", strict=True)
    ]
    return dots_chart(
        dots,
        title=f"「{claim.column}」の平均",
        axis=f"平均（{unit}）" if unit else "平均",
        by=claim.group_part.words(claim.group_column),
    )
