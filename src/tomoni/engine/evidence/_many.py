"""Many groups: their shares or means, and the widest difference between any two."""

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import polars as pl

from tomoni.engine.core import Quantity, show
from tomoni.engine.evidence._charts import Group, groups_chart
from tomoni.engine.evidence._claim import Claim, outcome_words
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._intervals import Interval, newcombe, two_test, wilson
from tomoni.engine.evidence._means import Array, anova_p, eta_squared, holm, mean_of, welch, welch_p
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
from tomoni.engine.evidence._rows import Bar, Rows, Tally, must_occur, tallies
from tomoni.engine.evidence._two import shares_table
from tomoni.engine.evidence._two_means import means_table
from tomoni.engine.evidence._value_charts import Dot, dots_chart
from tomoni.engine.evidence._verdict import Measured
from tomoni.engine.tables import Part

MOST_GROUPS = 60
_ALPHA = 0.05


def measure_many(claim: Claim, *, rows: Rows) -> Measured:
    """The widest difference of shares between any two values of the group column.

    Its interval holds for all pairs at once: each pair's by Newcombe at 5 % divided by the number
    of pairs (Bonferroni). Raises `EvidenceError`: `no-rows`, `groups-too-many`,
    `no-such-category`, and what `key` raises.
    """
    names, groups, ungrouped = _ordered(claim, rows=rows)
    pairs = list(combinations(groups, 2))
    alpha = _ALPHA / len(pairs)
    effect = widest([newcombe(a.count, a.known, b.count, b.known, alpha=alpha) for a, b in pairs])
    p_values = [two_test(a.count, a.known, b.count, b.known)[1] for a, b in pairs]
    shares = [wilson(one.count, one.known) for one in groups]
    chi, v = _cramer(groups)
    difference = quantity(effect, unit="ポイント", label="割合の差の最大", scale=100)
    return Measured(
        effect=effect,
        tallies=groups,
        quantities={
            "difference": difference,
            "cramers_v": Quantity(value=v, label="クラメールのV"),
            **_counts(groups),
        },
        found=_found(claim, names=names, shares=shares, difference=difference),
        bars=tuple(Bar(name, one.count) for name, one in zip(names, groups, strict=True)),
        table=shares_table(claim, names=names, groups=groups, shares=shares),
        chart=_shares_chart(claim, names=names, groups=groups, shares=shares),
        test=("カイ二乗検定", chi),
        method="ニューカムの区間（組の数だけ広げたもの）",
        ungrouped=ungrouped,
        worst=_worst(groups, alpha=alpha),
        more=_pairs_apart(p_values),
    )


def _worst(groups: Sequence[Tally], *, alpha: float) -> tuple[Interval, Interval]:
    """The widest difference when all missing values bring the groups together, and apart."""
    pairs = list(combinations(groups, 2))  # the first of each has the larger share
    near = [newcombe(a.count, a.rows, b.count + b.missing, b.rows, alpha=alpha) for a, b in pairs]
    far = [newcombe(a.count + a.missing, a.rows, b.count, b.rows, alpha=alpha) for a, b in pairs]
    return widest(near), widest(far)


def _ordered(claim: Claim, *, rows: Rows) -> tuple[tuple[str, ...], tuple[Tally, ...], int]:
    """Names and rows of the groups, highest share first, and how many rows have no group."""
    column = rows.column(claim.column)
    keys = [claim.part.key(one, column=column) for one in claim.categories]
    if claim.part is Part.VALUE:
        must_occur(rows, column=claim.column, keys=keys)
    cell = claim.group_part.of(rows.scope[claim.group_column])
    found = tallies(rows, column=claim.column, part=claim.part, keys=keys, group=cell)
    ungrouped = found.pop(None, Tally(0, 0, 0)).rows
    known = {claim.group_part.label(name): one for name, one in found.items() if one.known}
    _check_groups(len(known), claim=claim)
    names = sorted(known, key=lambda name: (-known[name].count / known[name].known, name))
    return tuple(names), tuple(known[name] for name in names), ungrouped


def _found(
    claim: Claim, *, names: Sequence[str], shares: Sequence[Interval], difference: Quantity
) -> str:
    ends = [f"{names[at]}が{show(Quantity(value=shares[at].value, unit='割合'))}" for at in (0, -1)]
    return (
        f"{outcome_words(claim)}割合は、{len(names)}グループのうち最も高い{ends[0]}、"
        f"最も低い{ends[1]}で、{with_range(difference)}"
    )


def _shares_chart(
    claim: Claim, *, names: Sequence[str], groups: Sequence[Tally], shares: Sequence[Interval]
) -> dict[str, object]:
    dots = [
        Group(counted(name, one.known), share, one.count)
        for name, one, share in zip(names, groups, shares, strict=True)
    ]
    by = claim.group_part.words(claim.group_column)
    return groups_chart(dots, what=outcome_words(claim), by=by)


def measure_many_means(claim: Claim, *, rows: Rows) -> Measured:
    """The widest difference of means between any two values of the group column.

    Intervals as for many shares, by Welch. Raises `EvidenceError`: `not-a-number`, `no-rows` when
    a group has fewer than two values, `groups-too-many`.
    """
    number_column(rows, claim.column)
    named, ungrouped = _columns(claim, rows=rows)
    names = tuple(sorted(named, key=lambda name: (-float(array(named[name]).mean()), name)))
    values = tuple(array(named[name]) for name in names)
    unit = unit_of(claim, table=rows.table)
    pairs = list(combinations(values, 2))
    effect = widest([welch(a, b, alpha=_ALPHA / len(pairs)) for a, b in pairs])
    difference = quantity(effect, unit=unit, label="平均の差の最大")
    tallied = [
        Tally(len(one), one.null_count(), one.count()) for one in (named[name] for name in names)
    ]
    means = [quantity(mean_of(one), unit=unit, label="平均") for one in values]
    ends = [f"{names[at]}が{precise(means[at])}" for at in (0, -1)]
    eta = Quantity(value=eta_squared(list(values)), label="η²")
    return Measured(
        effect=effect,
        tallies=tuple(tallied),
        quantities=_counts(tallied) | {"difference": difference, "eta_squared": eta},
        found=f"「{claim.column}」の平均は、{len(names)}グループのうち最も大きい{ends[0]}、"
        f"最も小さい{ends[1]}で、{with_range(difference)}",
        bars=tuple(map(Bar, names, map(len, values))),
        table=means_table(claim, names=names, values=values, unit=unit),
        chart=_means_chart(claim, names=names, values=values, means=means, unit=unit),
        test=("一元配置分散分析", anova_p(list(values))),
        method="ウェルチの区間（組の数だけ広げたもの）",
        ungrouped=ungrouped,
        worst=_worst_means(values, missing=[one.missing for one in tallied]),
        counts=False,
        scale=1,
        unit=unit,
        more=_pairs_apart([welch_p(a, b) for a, b in pairs]),
    )


def _worst_means(values: Sequence[Array], *, missing: Sequence[int]) -> tuple[Interval, Interval]:
    """The widest difference when all missing values bring the means together, and apart."""
    everything = np.concatenate(values)
    low, high = float(everything.min()), float(everything.max())

    def filled(first: float, second: float) -> Interval:
        pairs = combinations(zip(values, missing, strict=True), 2)  # larger mean first
        return widest(
            [
                welch(
                    np.append(a, np.full(more, first)),
                    np.append(b, np.full(others, second)),
                    alpha=_ALPHA / math.comb(len(values), 2),
                )
                for (a, more), (b, others) in pairs
            ]
        )

    return filled(low, high), filled(high, low)


def _columns(claim: Claim, *, rows: Rows) -> tuple[dict[str, pl.Series], int]:
    """The values of each group, and how many rows have none."""
    cell = claim.group_part.of(rows.scope[claim.group_column])
    frame = fetched(rows, value=rows.scope[claim.column], group=cell)
    parts = frame.filter(pl.col("group").is_not_null()).partition_by("group", as_dict=True)
    _check_groups(len(parts), claim=claim)
    named = {claim.group_part.label(name): one["value"] for (name,), one in parts.items()}
    enough([array(one) for one in named.values()], column=claim.column)
    return named, frame["group"].null_count()


def _check_groups(count: int, *, claim: Claim) -> None:
    if count < 2:
        raise EvidenceError("no-rows", column=claim.group_column)
    if count > MOST_GROUPS:
        raise EvidenceError(
            "groups-too-many", column=claim.group_column, count=count, limit=MOST_GROUPS
        )


def widest(pairs: Sequence[Interval]) -> Interval:
    """The range of the true values: at least what one pair shows, at most what any pair allows."""
    reach = [
        (abs(one.value), max(0.0, one.low, -one.high), max(abs(one.low), abs(one.high)))
        for one in pairs
    ]
    return Interval(*(max(ends) for ends in zip(*reach, strict=True)))


def _cramer(groups: Sequence[Tally]) -> tuple[float, float]:
    """p of Pearson's chi-square, and Cramér's V (1946), 0 to 1."""
    from scipy import stats  # noqa: PLC0415 - slow to load

    cells = np.array([[one.count, one.known - one.count] for one in groups])
    if not cells.sum(axis=0).all():
        return 1.0, 0.0
    found = stats.chi2_contingency(cells, correction=False)
    return float(found.pvalue), float(np.sqrt(found.statistic / cells.sum()))


def _pairs_apart(p_values: list[float]) -> dict[str, str | int | float]:
    adjusted = holm(p_values)
    return {"pairs": len(adjusted), "pairs_apart": sum(one < _ALPHA for one in adjusted)}


def _counts(groups: Sequence[Tally]) -> dict[str, Quantity]:
    known, missing = sum(one.known for one in groups), sum(one.missing for one in groups)
    return {
        "n": Quantity(value=known, unit="件", label="比べた件数の合計"),
        "missing": Quantity(value=missing, unit="件", label="空らんの件数"),
    }


def _means_chart(
    claim: Claim,
    *,
    names: Sequence[str],
    values: Sequence[Array],
    means: Sequence[Quantity],
    unit: str,
) -> dict[str, object]:
    dots = [
        Dot(counted(name, len(one)), mean_of(one), precise(mean))
        for name, one, mean in zip(names, values, means, strict=True)
    ]
    return dots_chart(
        dots,
        title=f"「{claim.column}」の平均",
        axis=f"平均（{unit}）" if unit else "平均",
        by=claim.group_part.words(claim.group_column),
    )
