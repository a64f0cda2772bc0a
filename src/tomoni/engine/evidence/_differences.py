"""Before and after, beside a group in which nothing was changed."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from tomoni.engine.core import Column, ColumnType, Quantity
from tomoni.engine.evidence._claim import Claim, group_words
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._groups import group_names, group_of
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import Array, mean_of, welch, welch_p
from tomoni.engine.evidence._moments import changed, steps
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
from tomoni.engine.evidence._sentences import moment_words
from tomoni.engine.evidence._value_charts import Point, series_chart
from tomoni.engine.evidence._verdict import Measured, ResultTable, Weakness
from tomoni.engine.tables import Key

_BEFORE, _AFTER = pl.col("when") < 0, pl.col("when") >= 0


@dataclass(frozen=True)
class Units:
    """The units of one side: how many, their changes, and their means before and after."""

    count: int
    changes: Array
    before: Array
    after: Array


def measure_differences(claim: Claim, *, rows: Rows) -> Measured:
    """The mean change of group a's units from before to after, less that of group b's.

    A unit's change is its mean after less its mean before; the two groups' changes are compared
    by Welch, so that neither repeated measurements nor unequal spread make the interval too narrow
    (Bertrand, Duflo and Mullainathan 2004, Q. J. Econ. 119:249-275). Units without a value before
    or after are left out. Raises `EvidenceError`: `not-a-number`, `wrong-type`, `unit-in-both`,
    `no-rows` when a group has fewer than two units, and what `key` raises.
    """
    number_column(rows, claim.column)
    cut = changed(claim, rows=rows)
    rows.column(claim.unit_column)
    frame = _fetched(claim, rows=rows)
    known = _known(frame, claim=claim, cut=cut)
    sides = [_units(known.filter(pl.col("group") == place)) for place in (0, 1)]
    enough([one.changes for one in sides], column=claim.column)
    unit = unit_of(claim, table=rows.table)
    effect = welch(sides[0].changes, sides[1].changes)
    quantities = _quantities(claim, sides=sides, effect=effect, unit=unit)
    counts = [len(one.changes) for one in sides]
    return Measured(
        effect=effect,
        tallies=tuple(
            Tally(one.count, one.count - len(one.changes), len(one.changes)) for one in sides
        ),
        quantities=quantities,
        found=_found(claim, quantities=quantities),
        bars=tuple(map(Bar, group_names(claim), counts)),
        table=_table(claim, sides=sides, unit=unit),
        chart=_chart(known, claim=claim, cut=cut),
        test=("変化のWelchのt検定", welch_p(sides[0].changes, sides[1].changes)),
        method="ものごとの変化のウェルチの区間",
        ungrouped=frame.filter(pl.col("group").is_null())["unit"].n_unique(),
        counts=False,
        scale=1,
        unit=unit,
        flaws=(*_flaws(known, claim=claim), *_unlike(sides, effect=effect, unit=unit)),
        more=_pooled(known),
    )


def _fetched(claim: Claim, *, rows: Rows) -> pl.DataFrame:
    return fetched(
        rows,
        unit=rows.scope[claim.unit_column].cast("string"),
        at=rows.scope[claim.time_column],
        value=rows.scope[claim.column],
        group=group_of(claim, rows=rows),
    )


def _quantities(
    claim: Claim, *, sides: list[Units], effect: Interval, unit: str
) -> dict[str, Quantity]:
    found = {"difference": quantity(effect, unit=unit, label="変化の差")}
    for letter, name, one in zip("ab", group_names(claim), sides, strict=True):
        change = mean_of(one.changes)
        found[f"change_{letter}"] = quantity(change, unit=unit, label=f"変化の平均：{name}")
    count = sum(len(one.changes) for one in sides)
    return found | {"n": Quantity(value=count, unit="件", label="比べたものの数")}


def _found(claim: Claim, *, quantities: dict[str, Quantity]) -> str:
    said = "、".join(
        f"{name}場合が{precise(quantities[f'change_{letter}'])}"
        for name, letter in zip(group_words(claim), "ab", strict=True)
    )
    return (
        f"「{claim.column}」の{moment_words(claim)}の前から後への変化の平均は、{said}で、"
        f"{with_range(quantities['difference'])}"
    )


def _known(frame: pl.DataFrame, *, claim: Claim, cut: Key) -> pl.DataFrame:
    """Rows of both groups with all they need; `when` counts steps from the change."""
    kept = frame.filter(pl.col("group").is_in([0, 1])).drop_nulls(["unit", "at"]).sort("at")
    mixed = kept.group_by("unit").agg(pl.col("group").n_unique()).filter(pl.col("group") > 1)
    if mixed.height:
        raise EvidenceError("unit-in-both", column=claim.unit_column, count=mixed.height)
    if not kept.height:
        raise EvidenceError("no-rows", column=claim.column)
    moments = kept["at"].unique().sort()
    places = steps(moments.to_list(), cut=cut)
    when = pl.DataFrame({"at": moments, "when": places.at - places.cut})
    return kept.join(when, on="at", how="left")


def _units(side: pl.DataFrame) -> Units:
    cell = pl.col("value").cast(pl.Float64)
    means = (
        side.group_by("unit")
        .agg(before=cell.filter(_BEFORE).mean(), after=cell.filter(_AFTER).mean())
        .sort("unit")
    )
    both = means.drop_nulls()
    before, after = array(both["before"]), array(both["after"])
    return Units(means.height, after - before, before, after)


def _flaws(known: pl.DataFrame, *, claim: Claim) -> tuple[Weakness, ...]:
    params: dict[str, str | int | float] = {"moment": moment_words(claim)}
    found = [Weakness(code="changed-together", blocks=True, params=params)]
    earlier = known.filter(_BEFORE).drop_nulls("value")
    moments = sorted(earlier["when"].unique())
    if len(moments) < 2:
        return (*found, Weakness(code="pretrend-unknown", blocks=True, params=params))
    trend = _compared(earlier, by=_slope())
    if trend is not None and (trend.low > 0 or trend.high < 0):
        params = {"moment": moment_words(claim), "slope": round(trend.value, 3)}
        found.append(Weakness(code="pretrend-differs", blocks=True, params=params))
    middle = moments[len(moments) // 2]
    cell = pl.col("value").cast(pl.Float64)
    late, early = cell.filter(pl.col("when") >= middle), cell.filter(pl.col("when") < middle)
    placebo = _compared(earlier, by=late.mean() - early.mean())
    if placebo is not None and (placebo.low > 0 or placebo.high < 0):
        params = {"moment": moment_words(claim), "change": round(placebo.value, 3)}
        found.append(Weakness(code="placebo-moves", blocks=True, params=params))
    return tuple(found)


def _unlike(sides: list[Units], *, effect: Interval, unit: str) -> Iterator[Weakness]:
    """Whether the sides were apart from the first, and the effect brings them together."""
    means = [float(one.before.mean()) for one in sides]
    spread = math.sqrt(sum(float(one.before.var(ddof=1)) for one in sides) / 2)
    if abs(means[0] - means[1]) > spread and (means[0] - means[1]) * effect.value < 0:
        params: dict[str, str | int | float] = {
            "first": round(means[0], 3),
            "second": round(means[1], 3),
            "unit": unit,
        }
        yield Weakness(code="sides-unlike", params=params)


def _slope() -> pl.Expr:
    value = pl.col("value").cast(pl.Float64)
    return pl.cov(value, "when") / pl.col("when").var()


def _compared(earlier: pl.DataFrame, *, by: pl.Expr) -> Interval | None:
    """What `by` says of each unit before the change, group a less group b."""
    each = earlier.group_by("unit", "group").agg(found=by).fill_nan(None).drop_nulls().sort("unit")
    sides = [array(each.filter(pl.col("group") == place)["found"]) for place in (0, 1)]
    return welch(sides[0], sides[1]) if min(map(len, sides)) >= 2 else None


def _pooled(known: pl.DataFrame) -> dict[str, str | int | float]:
    """The same by least squares over all rows, with plain errors and errors clustered by unit."""
    import statsmodels.api as sm  # noqa: PLC0415 - slow to load

    used = known.drop_nulls("value").sort("unit", "at")
    treated = (used["group"] == 0).cast(pl.Float64).to_numpy()
    after = (used["when"] >= 0).cast(pl.Float64).to_numpy()
    design = np.column_stack([np.ones(len(after)), treated, after, treated * after])
    model = sm.OLS(array(used["value"]), design)
    codes = used["unit"].rank("dense").to_numpy()
    found: dict[str, str | int | float] = {}
    if len(after) <= design.shape[1]:
        return found
    with np.errstate(invalid="ignore", divide="ignore"):  # few clusters, or no spread
        clustered = model.fit(cov_type="cluster", cov_kwds={"groups": codes}, use_t=True)
        ends = {"pooled": model.fit().conf_int(0.05)[3], "clustered": clustered.conf_int(0.05)[3]}
    for name, (low, high) in ends.items():
        if np.isfinite([low, high]).all():
            found |= {f"{name}_low": float(low), f"{name}_high": float(high)}
    return found


def _table(claim: Claim, *, sides: list[Units], unit: str) -> ResultTable:
    return ResultTable(
        columns=(
            Column(name=claim.group_part.words(claim.group_column), type=ColumnType.TEXT),
            *(
                Column(name=name, type=ColumnType.NUMBER, unit=unit)
                for name in ("前の平均", "後の平均", "変化の平均")
            ),
            Column(name="ものの数", type=ColumnType.INTEGER, unit="件"),
        ),
        rows=tuple(
            (
                name,
                float(one.before.mean()),
                float(one.after.mean()),
                float(one.changes.mean()),
                len(one.changes),
            )
            for name, one in zip(group_names(claim), sides, strict=True)
        ),
    )


def _chart(known: pl.DataFrame, *, claim: Claim, cut: Key) -> dict[str, object]:
    names = group_names(claim)
    means = known.drop_nulls("value").group_by("at", "group").agg(pl.col("value").mean())
    points = [
        Point(
            at=float(at) if isinstance(at, int | float) else at.isoformat(),
            value=float(value),
            name=names[group],
        )
        for at, group, value in means.sort("group", "at").iter_rows()
    ]
    return series_chart(
        points,
        title=f"「{claim.column}」の平均の動き",
        axis=f"「{claim.column}」の平均",
        time=claim.time_column,
        cut=float(cut) if isinstance(cut, int | float) else str(cut),
    )
