"""A series before and after something changed."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from tomoni.engine.core import Column, ColumnType, Quantity
from tomoni.engine.evidence._claim import Change, Claim
from tomoni.engine.evidence._correlated import correlated
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import Array
from tomoni.engine.evidence._moments import Steps, changed, steps
from tomoni.engine.evidence._numbers import (
    array,
    fetched,
    number_column,
    quantity,
    unit_of,
    with_range,
)
from tomoni.engine.evidence._regressing import extreme_before
from tomoni.engine.evidence._rows import Bar, Rows, Tally
from tomoni.engine.evidence._sentences import moment_words
from tomoni.engine.evidence._value_charts import Point, series_chart
from tomoni.engine.evidence._verdict import Measured, ResultTable, Weakness

_LEAST = 3
"""Periods on either side without which no line can be told from a step."""
_YEARS_OF_SEASON = 2
_MOST_LOG = 50.0
"""Ratios beyond its exponential say nothing, and leave the numbers that a machine holds."""


@dataclass(frozen=True)
class Fit:
    """The change of height and of slope with their intervals, and what stands beside them.

    `beside` holds the same interval by other conventions.
    """

    level: Interval | None
    slope: Interval | None
    fitted: Array
    p_value: float
    beside: dict[str, float]


def measure_interrupted(claim: Claim, *, rows: Rows) -> Measured:
    """The change of a series' height (or slope) at `changed_at`, against its own trend before.

    One row a period. Raises `EvidenceError`: `not-a-number`, `wrong-type`, `periods-repeated`,
    `periods-few` with fewer than 3 on a side, `population-missing`, `not-counts`, `events-few`.
    """
    number_column(rows, claim.column)
    cut = changed(claim, rows=rows)
    frame = _fetched(claim, rows=rows)
    used = frame.drop_nulls(["at", "value"]).sort("at")
    places = _places(used, claim=claim, cut=cut)
    before = int((places.at < places.cut).sum())
    people = _people(used, claim=claim, before=before)
    found = fit(claim, values=array(used["value"]), places=places, people=people)
    effect = _judged(found, claim=claim)
    rate = people is not None
    unit = "割合" if rate else unit_of(claim, table=rows.table)
    quantities = _quantities(found, claim=claim, unit=unit, periods=used.height)
    after = used.height - before
    what = "増えかたの変化" if claim.change is Change.SLOPE else "段差"
    return Measured(
        effect=effect,
        tallies=(Tally(before, 0, before), Tally(after, 0, after)),
        quantities=quantities,
        found=f"「{claim.column}」は、{moment_words(claim)}までの{before}期の傾きから見て、"
        f"その後の{after}期の{with_range(quantities['difference'], of=what)}",
        bars=(Bar("前", before), Bar("後", after)),
        table=_table(used, claim=claim, fitted=found.fitted),
        chart=_chart(used, claim=claim, fitted=found.fitted, people=people),
        test=("区間のある時系列の回帰", found.p_value),
        method="前の期に引かれる誤差（AR1）を入れた制限付き最尤法",
        counts=False,
        scale=100 if rate else 1,
        unit="％" if rate else unit,
        flaws=_flaws(frame, used=used, claim=claim, places=places, found=found),
        more=found.beside,
    )


def _fetched(claim: Claim, *, rows: Rows) -> pl.DataFrame:
    columns = {"at": rows.scope[claim.time_column], "value": rows.scope[claim.column]}
    if claim.population_column:
        number_column(rows, claim.population_column)
        columns["people"] = rows.scope[claim.population_column]
    return fetched(rows, **columns)


def fit(claim: Claim, *, values: Array, places: Steps, people: Array | None) -> Fit:
    """Segmented regression: Wagner et al. (2002), J. Clin. Pharm. Ther. 27:299-309; of rates
    Bernal, Cummins and Gasparrini (2017), Int. J. Epidemiol. 46:348-355.

    Straight before and after, a year's rhythm as two harmonics, and errors that lean on each
    other. Rates by Poisson with the population as offset and the spread that is seen: changes are
    shares of the rate before. Beside it the intervals without autocorrelation, and by Newey and
    West (1987), Econometrica 55:703-708.
    """
    design, names = _design(claim, places=places)
    plain, others = _models(values, design=design, people=people)
    scale = np.sqrt(plain.fittedvalues) if people is not None else np.ones(len(values))
    left = plain.resid_response if people is not None else plain.resid
    worked = scale * (design @ plain.params) + left / scale
    found = correlated(worked, design=design * scale[:, None])

    def shown(end: float) -> float:
        return float(end if people is None else np.expm1(min(end, _MOST_LOG)))

    def change(name: str) -> Interval | None:
        if name not in names:
            return None
        at = names.index(name)
        value, reach = found.coefficients[at], found.reach(at)
        return Interval(shown(value), shown(value - reach), shown(value + reach))

    judged = names.index("slope" if claim.change is Change.SLOPE else "level")
    beside = {"autocorrelation": round(found.autocorrelation, 4)}
    for name, ends in others.items():
        low, high = map(shown, ends[judged])
        if np.isfinite([low, high]).all():
            beside |= {f"{name}_low": low, f"{name}_high": high}
    fitted = np.asarray(plain.fittedvalues)
    return Fit(change("level"), change("slope"), fitted, found.p_value(judged), beside)


def _models(values: Array, *, design: Array, people: Array | None) -> tuple[Any, dict[str, Array]]:
    """The regression, and its intervals with plain errors and with those of Newey and West."""
    import statsmodels.api as sm  # noqa: PLC0415 - slow to load

    if people is None:
        model: Any = sm.OLS(values, design)
    else:
        model = sm.GLM(values, design, family=sm.families.Poisson(), offset=np.log(people))
    lags = int(4 * (len(values) / 100) ** (2 / 9))
    kinds = {"maxlags": lags, "use_correction": True}
    with np.errstate(invalid="ignore"):  # the variance of very short series can fall below 0
        plain, robust = model.fit(), model.fit(cov_type="HAC", cov_kwds=kinds)
        return plain, {"plain": plain.conf_int(0.05), "hac": robust.conf_int(0.05)}


def _design(claim: Claim, *, places: Steps) -> tuple[Array, list[str]]:
    after = (places.at >= places.cut).astype(float)
    columns = {"one": np.ones(len(after)), "time": places.at}
    columns["level"] = after
    if claim.change is not Change.LEVEL:
        columns["slope"] = after * (places.at - places.cut)
    if _seasonal(claim, places=places):
        for times in (1, 2):
            turn = 2 * np.pi * times * places.months / 12
            columns[f"sine{times}"], columns[f"cosine{times}"] = np.sin(turn), np.cos(turn)
    return np.column_stack(list(columns.values())), list(columns)


def _seasonal(claim: Claim, *, places: Steps) -> bool:
    return claim.season and len(places.months) >= 12 * _YEARS_OF_SEASON


def _places(used: pl.DataFrame, *, claim: Claim, cut: Any) -> Steps:
    moments = used["at"].to_list()
    if len(set(moments)) < len(moments):
        count = len(moments) - len(set(moments))
        raise EvidenceError("periods-repeated", column=claim.time_column, count=count)
    before = sum(one < cut for one in moments)
    fewest = min(before, len(moments) - before)
    if fewest < _LEAST:
        raise EvidenceError("periods-few", column=claim.time_column, count=fewest, limit=_LEAST)
    return steps(moments, cut=cut)


def _people(used: pl.DataFrame, *, claim: Claim, before: int) -> Array | None:
    if not claim.population_column:
        return None
    good = int((used["people"] > 0).sum())
    if good < used.height:
        raise EvidenceError(
            "population-missing", column=claim.population_column, count=used.height - good
        )
    if (used["value"] < 0).any():
        raise EvidenceError("not-counts", column=claim.column)
    full = used["value"] > 0
    fewest = min(int(full[:before].sum()), int(full[before:].sum()))
    if fewest < _LEAST:
        raise EvidenceError("events-few", column=claim.column, count=fewest, limit=_LEAST)
    return array(used["people"])


def _quantities(found: Fit, *, claim: Claim, unit: str, periods: int) -> dict[str, Quantity]:
    by_slope = claim.change is Change.SLOPE
    named: dict[str, tuple[Interval | None, str]]
    named = {"difference": (_judged(found, claim=claim), "増えかたの変化" if by_slope else "段差")}
    if claim.change is Change.BOTH:
        named["slope"] = (found.slope, "1期ごとの増えかたの変化")
    return {
        name: quantity(one, unit=unit, label=label)
        for name, (one, label) in named.items()
        if one is not None
    } | {"n": Quantity(value=periods, unit="期", label="比べた期の数")}


def _judged(found: Fit, *, claim: Claim) -> Interval:
    effect = found.slope if claim.change is Change.SLOPE else found.level
    assert effect is not None  # noqa: S101 - the change asked for is always in the model
    return effect


def _flaws(
    frame: pl.DataFrame, *, used: pl.DataFrame, claim: Claim, places: Steps, found: Fit
) -> tuple[Weakness, ...]:
    params: dict[str, str | int | float] = {"moment": moment_words(claim)}
    flaws = [Weakness(code="changed-together", blocks=True, params=params)]
    left = _left(used, fitted=found.fitted, rate=bool(claim.population_column))
    flaws += extreme_before(
        left[places.at < places.cut],
        effect=_judged(found, claim=claim).value,
        moment=moment_words(claim),
    )
    if used.height < frame.height or places.gaps:
        lacking = max(frame.height - used.height, places.gaps)
        flaws.append(Weakness(code="periods-missing", params={"count": lacking}))
    if claim.season and len(places.months) and not _seasonal(claim, places=places):
        flaws.append(Weakness(code="season-unknown", params={"count": used.height}))
    return tuple(flaws)


def _left(used: pl.DataFrame, *, fitted: Array, rate: bool) -> Array:
    """What the fit leaves of each period; of counts in their own spread."""
    left: Array = array(used["value"]) - fitted
    return left / np.sqrt(np.maximum(fitted, 1)) if rate else left


def _table(used: pl.DataFrame, *, claim: Claim, fitted: Array) -> ResultTable:
    return ResultTable(
        columns=(
            Column(name=claim.time_column, type=ColumnType.TEXT),
            Column(name=claim.column, type=ColumnType.NUMBER, unit=claim.unit),
            Column(name="当てはめた値", type=ColumnType.NUMBER, unit=claim.unit),
        ),
        rows=tuple(
            (str(at), float(value), round(float(line), 4))
            for at, value, line in zip(used["at"], used["value"], fitted, strict=True)
        ),
    )


def _chart(
    used: pl.DataFrame, *, claim: Claim, fitted: Array, people: Array | None
) -> dict[str, object]:
    share = np.ones(len(fitted)) if people is None else people / people.mean()
    cut = claim.changed_at or 0
    points = [
        Point(
            at=float(at) if isinstance(at, int | float) else at.isoformat(),
            value=float(value / part),
            fitted=float(line / part),
        )
        for at, value, line, part in zip(used["at"], used["value"], fitted, share, strict=True)
    ]
    return series_chart(
        points,
        title=f"「{claim.column}」の動き"
        if people is None
        else f"「{claim.population_column}」をそろえた「{claim.column}」の動き",
        axis=claim.column,
        time=claim.time_column,
        cut=str(cut) if isinstance(points[0].at, str) else float(cut),
    )
