"""Two numbers that go together."""

import math

import numpy as np

from tomoni.engine.core import Column, ColumnType, Quantity
from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import Array
from tomoni.engine.evidence._numbers import array, enough, fetched, number_column, quantity
from tomoni.engine.evidence._rows import Bar, Rows, Tally
from tomoni.engine.evidence._value_charts import scatter
from tomoni.engine.evidence._verdict import Measured, ResultTable, Weakness

_Z = 1.959963984540054
_FIFTHS = 5


def measure_relation(claim: Claim, *, rows: Rows) -> Measured:
    """Spearman's rank correlation of `column` with `other_column`; the straight line beside it.

    Rows that lack one of both are left out. Raises `EvidenceError`: `not-a-number`, `no-rows`
    with fewer than 4 rows, `no-spread` when a column holds one value only.
    """
    for name in (claim.column, claim.other_column):
        number_column(rows, name)
    frame = fetched(rows, y=rows.scope[claim.column], x=rows.scope[claim.other_column])
    both = frame.drop_nulls()
    x, y = array(both["x"]), array(both["y"])
    enough([x[2:]], column=claim.column)
    for name, values in ((claim.column, y), (claim.other_column, x)):
        if not np.ptp(values):
            raise EvidenceError("no-spread", column=name)
    effect, p_value = spearman(x, y)
    straight = line(x, y)
    said = f"{effect.value:.2f}（95％の幅 {effect.low:.2f}～{effect.high:.2f}）".replace("-", "▲")
    return Measured(
        effect=effect,
        tallies=(Tally(frame.height, frame.height - both.height, both.height),),
        quantities=_quantities(effect, straight=straight, n=both.height),
        found=f"「{claim.other_column}」と「{claim.column}」の順位の相関は{said}です。",
        bars=(Bar(claim.column, both.height),),
        table=_fifths(claim, x=x, y=y),
        chart=scatter(
            x.tolist(), y.tolist(), x=claim.other_column, y=claim.column,
            line=(straight[1], straight[0].value),
        ),
        test=("スピアマンの順位相関の検定", p_value),
        method="ボネットとライトの区間（2000年）",
        counts=False,
        scale=1,
        unit="",
        flaws=_flaws(claim),
    )  # fmt: skip


def _quantities(
    effect: Interval, *, straight: tuple[Interval, float, float], n: int
) -> dict[str, Quantity]:
    return {
        "difference": quantity(effect, unit="", label="順位の相関"),
        "slope": quantity(straight[0], unit="", label="直線の傾き"),
        "r_squared": Quantity(value=straight[2], unit="割合", label="直線で言えるばらつき"),
        "n": Quantity(value=n, unit="件", label="比べた件数"),
    }


def spearman(x: Array, y: Array) -> tuple[Interval, float]:
    """Spearman's rank correlation with its interval, and two-sided p; at least 4 rows.

    Bonett and Wright (2000), Psychometrika 65:23-28: Fisher's z with variance (1 + r²/2)/(n - 3).
    """
    from scipy import stats  # noqa: PLC0415 - slow to load

    found = stats.spearmanr(x, y)
    rho = float(found.statistic)
    inner = min(max(rho, -1 + 1e-12), 1 - 1e-12)
    reach = _Z * math.sqrt((1 + rho**2 / 2) / (len(x) - 3))
    ends = (math.tanh(math.atanh(inner) + sign * reach) for sign in (-1, 1))
    return Interval(rho, *ends), float(found.pvalue)


def line(x: Array, y: Array) -> tuple[Interval, float, float]:
    """Slope with its interval, intercept and R² of the straight line of least squares."""
    from scipy import stats  # noqa: PLC0415 - slow to load

    found = stats.linregress(x, y)
    reach = float(stats.t.ppf(0.975, len(x) - 2) * found.stderr)
    slope = float(found.slope)
    return (
        Interval(slope, slope - reach, slope + reach),
        float(found.intercept),
        float(found.rvalue) ** 2,
    )


def _flaws(claim: Claim) -> tuple[Weakness, ...]:
    columns: dict[str, str | int | float] = {"first": claim.other_column, "second": claim.column}
    found = Weakness(code="no-cause", params=columns)
    if not claim.unit_column:
        return (found,)
    return (found, Weakness(code="ecological", params={"column": claim.unit_column}))


def _fifths(claim: Claim, *, x: Array, y: Array) -> ResultTable:
    """The mean of `column` in fifths of the rows by `other_column`: no cell stands by itself."""
    order = np.argsort(x, kind="stable")
    parts = [one for one in np.array_split(order, _FIFTHS) if len(one)]
    return ResultTable(
        columns=(
            Column(name=f"「{claim.other_column}」の小さい順", type=ColumnType.TEXT),
            Column(name=f"「{claim.other_column}」の平均", type=ColumnType.NUMBER),
            Column(name=f"「{claim.column}」の平均", type=ColumnType.NUMBER),
            Column(name="件数", type=ColumnType.INTEGER, unit="件"),
        ),
        rows=tuple(
            (f"{place}/{len(parts)}", float(x[one].mean()), float(y[one].mean()), len(one))
            for place, one in enumerate(parts, start=1)
        ),
    )
