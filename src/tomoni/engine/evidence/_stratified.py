"""Two shares, compared only within each value of another column."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from tomoni.engine.core import Column, ColumnType, Quantity, show
from tomoni.engine.evidence._charts import Group, groups_chart
from tomoni.engine.evidence._claim import Claim, group_words, outcome_words
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._groups import group_names, group_of
from tomoni.engine.evidence._intervals import Interval, wilson
from tomoni.engine.evidence._numbers import counted, quantity, with_range
from tomoni.engine.evidence._rows import Bar, Rows, Tally, must_occur
from tomoni.engine.evidence._verdict import Measured, ResultTable, Weakness
from tomoni.engine.tables import Part

_Z = 1.959963984540054
_MOST_STRATA = 60
_NUDGE = 1e-6
Pair = tuple[Tally, Tally]


def measure_stratified(claim: Claim, *, rows: Rows) -> Measured:
    """The difference of shares within strata, put together by Mantel and Haenszel's weights.

    Strata that hold one group only compare nothing and are left out. Raises `EvidenceError`:
    `no-rows`, `groups-too-many`, `no-such-category`, and what `key` raises.
    """
    strata = _strata(claim, rows=rows)
    pairs = {name: pair for name, pair in strata.items() if pair[0].known and pair[1].known}
    if not pairs:
        raise EvidenceError("no-rows", column=claim.strata_column)
    effect = common_difference(list(pairs.values()))
    odds, p_value, same = _odds(list(pairs.values()))
    difference = quantity(effect, unit="ポイント", label="そろえた割合の差", scale=100)
    sides = tuple(_together([pair[at] for pair in pairs.values()]) for at in (0, 1))
    said = "、".join(
        f"{name}場合が{show(Quantity(value=one.count / one.known, unit='割合'))}"
        for name, one in zip(group_words(claim), sides, strict=True)
    )
    n = sum(one.known for one in sides)
    return Measured(
        effect=effect,
        tallies=sides,
        worst=_worst(list(pairs.values())),
        quantities={
            "difference": difference,
            **({} if odds is None else {"odds_ratio": odds}),
            "n": Quantity(value=n, unit="件", label="比べた件数の合計"),
        },
        found=f"{outcome_words(claim)}割合は、{said}です。"
        f"同じ「{claim.strata_column}」どうし（{len(pairs)}区分）で比べると、{with_range(difference)}",
        bars=tuple(Bar(n, one.count) for n, one in zip(group_names(claim), sides, strict=True)),
        table=_table(claim, pairs=pairs),
        chart=_chart(claim, pairs=pairs),
        test=("マンテル・ヘンツェル検定", p_value),
        method="マンテル・ヘンツェルの差、佐藤の分散（1989年）",
        flaws=tuple(_flaws(claim, same=same, lone=len(strata) - len(pairs))),
        more={"breslow_day_p": same},
    )  # fmt: skip


def _flaws(claim: Claim, *, same: float, lone: int) -> Iterator[Weakness]:
    if same < 0.05:
        yield Weakness(code="strata-differ", params={"column": claim.strata_column})
    if lone:
        yield Weakness(code="strata-alone", params={"column": claim.strata_column, "count": lone})


def common_difference(pairs: Sequence[Pair]) -> Interval:
    """The common difference of shares of the strata, with its interval.

    Weights: Mantel and Haenszel (1959); variance: Sato, Greenland and Robins (1989), Am. J.
    Epidemiology 130:827. It holds for few large strata and for many small ones.
    """
    a, m, b, n = (
        np.array(one, dtype=float)
        for one in zip(*((x.count, x.known, y.count, y.known) for x, y in pairs), strict=True)
    )
    total = m + n
    weights = m * n / total
    value = float((weights * (a / m - b / n)).sum() / weights.sum())
    p = (b * (m / total) ** 2 - a * (n / total) ** 2 + m * n * (n - m) / total**2 / 2).sum()
    q = (a * (n - b) / total + b * (m - a) / total).sum() / 2
    reach = _Z * math.sqrt(max(0.0, float(value * p + q))) / float(weights.sum())
    return Interval(value, max(-1.0, value - reach), min(1.0, value + reach))


def _worst(pairs: Sequence[Pair]) -> tuple[Interval, Interval]:
    """The common difference when all missing values fall against and for group a."""

    def filled(first: int, second: int) -> Interval:
        return common_difference(
            [
                (
                    Tally(one.rows, 0, one.count + first * one.missing),
                    Tally(other.rows, 0, other.count + second * other.missing),
                )
                for one, other in pairs
            ]
        )

    return filled(0, 1), filled(1, 0)


def _odds(pairs: Sequence[Pair]) -> tuple[Quantity | None, float, float]:
    """The common odds ratio, p that it is 1, and Breslow and Day's p that it is common (1980)."""
    from statsmodels.stats.contingency_tables import StratifiedTable  # noqa: PLC0415 - slow

    tables = [
        np.array([[one.count, one.known - one.count] for one in pair], dtype=float)
        for pair in pairs
    ]
    usable = [one for one in tables if one.sum(axis=0).all() and one.sum() > 1]
    both = sum(float(one[0, 0] * one[1, 1]) for one in usable)
    if not usable or not both or not sum(float(one[0, 1] * one[1, 0]) for one in usable):
        return None, 1.0, 1.0
    table = StratifiedTable(usable)
    if math.isclose(table.oddsratio_pooled, 1):  # the test of equal odds divides by 1 less the odds
        table = StratifiedTable([usable[0] + [[_NUDGE, 0], [0, 0]], *usable[1:]])
    low, high = table.oddsratio_pooled_confint()
    odds = Interval(float(table.oddsratio_pooled), float(low), float(high))
    same = table.test_equal_odds(adjust=True).pvalue if len(usable) > 1 else 1.0
    p_value = float(table.test_null_odds(correction=False).pvalue)
    return quantity(odds, unit="", label="共通のオッズ比"), p_value, float(same)


def _strata(claim: Claim, *, rows: Rows) -> dict[str, Pair]:
    column = rows.column(claim.column)
    rows.column(claim.strata_column)
    keys = [claim.part.key(one, column=column) for one in claim.categories]
    if claim.part is Part.VALUE:
        must_occur(rows, column=claim.column, keys=keys)
    cell = claim.part.of(rows.scope[claim.column])
    base = rows.scope.select(
        stratum=rows.scope[claim.strata_column],
        side=group_of(claim, rows=rows),
        missing=cell.isnull().cast("int64"),
        fitting=cell.isin(keys).fill_null(False).cast("int64"),
    )
    counted_rows = base.filter(base.side.isin([0, 1])).group_by("stratum", "side")
    found: dict[str, dict[int, Tally]] = {}
    for one in rows.fetch(
        counted_rows.aggregate(
            rows=lambda t: t.count(),
            missing=lambda t: t.missing.sum(),
            count=lambda t: t.fitting.sum(),
        )
    ):
        name = "空らん" if one["stratum"] is None else Part.VALUE.label(one["stratum"])
        tally = Tally(one["rows"], one["missing"], one["count"])
        found.setdefault(name, {})[one["side"]] = tally
    if len(found) > _MOST_STRATA:
        raise EvidenceError(
            "groups-too-many", column=claim.strata_column, count=len(found), limit=_MOST_STRATA
        )
    none = Tally(0, 0, 0)
    return {name: (found[name].get(0, none), found[name].get(1, none)) for name in sorted(found)}


def _together(parts: Sequence[Tally]) -> Tally:
    return Tally(
        sum(one.rows for one in parts),
        sum(one.missing for one in parts),
        sum(one.count for one in parts),
    )


def _table(claim: Claim, *, pairs: dict[str, Pair]) -> ResultTable:
    first, second = group_names(claim)
    return ResultTable(
        columns=(
            Column(name=claim.strata_column, type=ColumnType.TEXT),
            Column(name=f"割合：{first}", type=ColumnType.NUMBER, unit="割合"),
            Column(name=f"件数：{first}", type=ColumnType.INTEGER, unit="件"),
            Column(name=f"割合：{second}", type=ColumnType.NUMBER, unit="割合"),
            Column(name=f"件数：{second}", type=ColumnType.INTEGER, unit="件"),
        ),
        rows=tuple(
            (name, a.count / a.known, a.known, b.count / b.known, b.known)
            for name, (a, b) in pairs.items()
        ),
    )


def _chart(claim: Claim, *, pairs: dict[str, Pair]) -> dict[str, object]:
    groups = [
        Group(counted(f"{name}・{side}", one.known), wilson(one.count, one.known), one.count)
        for name, pair in pairs.items()
        for side, one in zip(group_names(claim), pair, strict=True)
    ]
    return groups_chart(groups, what=outcome_words(claim), by=claim.strata_column)
