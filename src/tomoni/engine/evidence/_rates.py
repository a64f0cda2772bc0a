"""Events per population in two groups."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from tomoni.engine.core import Column, ColumnType, Quantity, show
from tomoni.engine.evidence._claim import Claim, group_words
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._groups import group_names, group_of
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import Array
from tomoni.engine.evidence._numbers import array, counted, fetched, number_column, quantity
from tomoni.engine.evidence._rows import Bar, Rows, Tally
from tomoni.engine.evidence._standard import standardised
from tomoni.engine.evidence._value_charts import Dot, dots_chart
from tomoni.engine.evidence._verdict import Measured, ResultTable, Weakness

_ALPHA = 0.05
_PERS = (1, 10, 100, 1_000, 10_000, 100_000)


@dataclass(frozen=True)
class Ratio:
    """A ratio of rates with its interval, two-sided p, how it was found, and the rates."""

    ratio: Interval
    p_value: float
    test: str
    method: str
    rates: tuple[float, float]
    dispersion: float = 1.0
    overdispersed: bool = False


def measure_rates(claim: Claim, *, rows: Rows) -> Measured:
    """Events per population in group a over those in group b, less 1.

    Raises `EvidenceError`: `not-a-number`, `population-missing` when a row's population is empty
    or not above 0, `not-counts` when there are events below 0, `no-rows`, and what `key` raises.
    """
    for name in (claim.column, claim.population_column):
        number_column(rows, name)
    columns = {"events": rows.scope[claim.column], "people": rows.scope[claim.population_column]}
    if claim.strata_column:
        rows.column(claim.strata_column)
        columns["stratum"] = rows.scope[claim.strata_column].cast("string")
    frame = fetched(rows, group=group_of(claim, rows=rows), **columns)
    used = _usable(frame, claim=claim)
    sides = [used.filter(pl.col("group") == place) for place in (0, 1)]
    if any(one.height == 0 or not one["events"].sum() for one in sides):
        raise EvidenceError("no-rows", column=claim.column)
    found = standardised(claim, frame=used) if claim.strata_column else None
    ratio = Ratio(*found) if found else rate_ratio(*(_arrays(one) for one in sides))
    return _measured(claim, rows=rows, frame=frame, sides=sides, found=ratio)


def rate_ratio(first: tuple[Array, Array], second: tuple[Array, Array]) -> Ratio:
    """The ratio of two rates from rows of (events, population), first over second.

    Poisson with the score interval; with more spread between rows than Poisson's (Pearson's
    chi-square at 5 %), the same ratio with the negative binomial's variance (Cameron and Trivedi
    1986, J. Appl. Econometrics 1:29-53; Gourieroux, Monfort and Trognon 1984, Econometrica 52:701)
    and Student's t by rows.
    """
    from scipy import stats  # noqa: PLC0415 - slow to load
    from statsmodels.stats.rates import (  # noqa: PLC0415
        confint_poisson_2indep,
        test_poisson_2indep,
    )

    (events_a, people_a), (events_b, people_b) = first, second
    sums = (events_a.sum(), people_a.sum(), events_b.sum(), people_b.sum())
    rates = (sums[0] / sums[1], sums[2] / sums[3])
    rows = len(events_a) + len(events_b)
    expected = np.concatenate([people_a * rates[0], people_b * rates[1]])
    events = np.concatenate([events_a, events_b])
    chi = float(((events - expected) ** 2 / expected).sum())
    freedom = rows - 2
    dispersion = chi / freedom if freedom > 0 else 1.0
    if freedom > 0 and stats.chi2.sf(chi, freedom) < _ALPHA and dispersion > 1:
        return _overdispersed(first, second, dispersion=dispersion)
    low, high = confint_poisson_2indep(*sums, method="score", compare="ratio", alpha=_ALPHA)
    p_value = float(test_poisson_2indep(*sums, method="score", compare="ratio").pvalue)
    interval = Interval(rates[0] / rates[1], float(low), float(high))
    return Ratio(
        interval, p_value, "ポアソンのスコア検定", "ポアソンのスコア区間", rates, dispersion
    )


def _overdispersed(
    first: tuple[Array, Array], second: tuple[Array, Array], *, dispersion: float
) -> Ratio:
    from scipy import stats  # noqa: PLC0415 - slow to load

    rates = tuple(float(events.sum() / people.sum()) for events, people in (first, second))
    sides = [
        (events, people * rate)
        for (events, people), rate in zip((first, second), rates, strict=True)
    ]
    rows = sum(len(events) for events, _ in sides)
    more = sum(float(((events - mean) ** 2 - mean).sum()) for events, mean in sides)
    alpha = max(0.0, more / sum(float((mean**2).sum()) for _, mean in sides)) * rows / (rows - 2)
    error = math.sqrt(
        sum(float((mean + alpha * mean**2).sum()) / float(mean.sum()) ** 2 for _, mean in sides)
    )
    log = math.log(rates[0] / rates[1])
    reach = float(stats.t.ppf(1 - _ALPHA / 2, rows - 2)) * error
    return Ratio(
        Interval(*(math.exp(log + one) for one in (0, -reach, reach))),
        float(2 * stats.t.sf(abs(log) / error, rows - 2)),
        "負の二項分布の分散による検定",
        "負の二項分布の分散による区間（ばらつきが大きいため）",
        (rates[0], rates[1]),
        dispersion,
        overdispersed=True,
    )


def _usable(frame: pl.DataFrame, *, claim: Claim) -> pl.DataFrame:
    sides = frame.filter(pl.col("group").is_in([0, 1]))
    people = sides["people"]
    if people.null_count() or not (people > 0).all():
        count = sides.height - int((people > 0).sum())
        raise EvidenceError("population-missing", column=claim.population_column, count=count)
    if not (sides["events"].drop_nulls() >= 0).all():
        raise EvidenceError("not-counts", column=claim.column)
    needed = ["events", *(["stratum"] if claim.strata_column else [])]
    return sides.drop_nulls(needed)


def _arrays(frame: pl.DataFrame) -> tuple[Array, Array]:
    return array(frame["events"]), array(frame["people"])


def _measured(
    claim: Claim, *, rows: Rows, frame: pl.DataFrame, sides: list[pl.DataFrame], found: Ratio
) -> Measured:
    effect = found.ratio.minus(1)
    per = _per(min(found.rates))
    unit = f"{rows.column(claim.column).unit or '件'}／{per:,}{claim.unit or '人'}"
    shown = _shown(claim, rates=[one * per for one in found.rates], unit=unit)
    ratio = quantity(found.ratio, unit="倍", label="率の比")
    tallies = _tallies(sides)
    said = "、".join(
        f"{name}場合が{show(one)}" for name, one in zip(group_words(claim), shown, strict=True)
    )
    return Measured(
        effect=effect,
        tallies=tallies,
        quantities={
            "difference": quantity(effect, unit="割合", label="率のちがい"),
            "ratio": ratio,
            "rate_a": shown[0],
            "rate_b": shown[1],
            "n": Quantity(
                value=sum(one.known for one in tallies), unit="件", label="比べた件数の合計"
            ),
        },
        found=f"「{claim.population_column}」あたりの「{claim.column}」は、{said}で、"
        f"比は{ratio.value:.3g}倍"
        f"（95％の幅 {found.ratio.low:.3g}倍～{found.ratio.high:.3g}倍）です。",
        bars=tuple(
            Bar(name, int(one["events"].sum()))
            for name, one in zip(group_names(claim), sides, strict=True)
        ),
        table=_table(claim, sides=sides, shown=shown),
        chart=_chart(claim, sides=sides, shown=shown, found=found),
        test=(found.test, found.p_value),
        method=found.method,
        counts=False,
        unit="％",
        flaws=tuple(_flaws(claim, frame=frame, sides=sides, found=found)),
        more={"dispersion": round(found.dispersion, 4)},
    )


def _shown(claim: Claim, *, rates: list[float], unit: str) -> list[Quantity]:
    return [
        Quantity(value=one, unit=unit, label=f"率：{name}")
        for name, one in zip(group_names(claim), rates, strict=True)
    ]


def _flaws(
    claim: Claim, *, frame: pl.DataFrame, sides: list[pl.DataFrame], found: Ratio
) -> Iterator[Weakness]:
    yield Weakness(code="ecological", params={"column": claim.population_column})
    used = sum(one.height for one in sides)
    asked = frame.filter(pl.col("group").is_in([0, 1])).height
    if used < asked:
        yield Weakness(code="rows-left-out", params={"missing": asked - used, "rows": asked})
    if found.overdispersed:
        yield Weakness(code="overdispersed", params={"ratio": round(found.dispersion, 1)})


def _tallies(sides: list[pl.DataFrame]) -> tuple[Tally, ...]:
    """Events in the place of rows: few events are weak, however many people there are."""
    events = [int(one["events"].sum()) for one in sides]
    return tuple(Tally(rows=one, missing=0, count=one) for one in events)


def _per(rate: float) -> int:
    """The round number of people for which the smaller rate has a digit before the point."""
    return next((per for per in _PERS if rate * per >= 1), _PERS[-1])


def _table(claim: Claim, *, sides: list[pl.DataFrame], shown: list[Quantity]) -> ResultTable:
    return ResultTable(
        columns=(
            Column(name=claim.group_part.words(claim.group_column), type=ColumnType.TEXT),
            Column(name=claim.column, type=ColumnType.NUMBER, unit="件"),
            Column(name=claim.population_column, type=ColumnType.NUMBER, unit=claim.unit or "人"),
            Column(name="率", type=ColumnType.NUMBER, unit=shown[0].unit),
        ),
        rows=tuple(
            (name, float(one["events"].sum()), float(one["people"].sum()), rate.value)
            for name, one, rate in zip(group_names(claim), sides, shown, strict=True)
        ),
    )


def _chart(
    claim: Claim, *, sides: list[pl.DataFrame], shown: list[Quantity], found: Ratio
) -> dict[str, object]:
    per = _per(min(found.rates))
    wider = math.sqrt(found.dispersion) if found.overdispersed else 1.0
    dots = []
    for name, one, rate in zip(group_names(claim), sides, shown, strict=True):
        reach = 1.959964 * wider * rate.value / math.sqrt(float(one["events"].sum()))
        interval = Interval(rate.value, max(0.0, rate.value - reach), rate.value + reach)
        dots.append(Dot(counted(name, one.height), interval, show(rate)))
    return dots_chart(
        dots,
        title=f"「{claim.population_column}」{per:,}あたりの「{claim.column}」",
        axis=f"率（{shown[0].unit}）",
        by=claim.group_part.words(claim.group_column),
    )
