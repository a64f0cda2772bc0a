"""One share against an expected one."""

from tomoni.engine.core import Column, ColumnType, Quantity, range_text, show
from tomoni.engine.evidence._charts import expected_chart, histogram, pie
from tomoni.engine.evidence._claim import (
    ChartKind,
    Claim,
    expected_share,
    expected_words,
    outcome_words,
)
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._intervals import Interval, share_test, wilson
from tomoni.engine.evidence._rows import Bar, Rows, Tally, breakdown, must_occur, tallies
from tomoni.engine.evidence._verdict import Measured, ResultTable
from tomoni.engine.tables import Part


def measure_share(claim: Claim, *, rows: Rows) -> Measured:
    """The share of the claim's categories among all rows, against the expected one.

    Raises `EvidenceError`: `no-rows`, `no-such-category`, and what `key` raises.
    """
    column = rows.column(claim.column)
    keys = [claim.part.key(one, column=column) for one in claim.categories]
    if claim.part is Part.VALUE:
        must_occur(rows, column=claim.column, keys=keys)
    counted = tallies(rows, column=claim.column, part=claim.part, keys=keys)
    tally = counted.get(0, Tally(rows=0, missing=0, count=0))
    if not tally.known:
        raise EvidenceError("no-rows", column=claim.column)
    expected = expected_share(claim) or 0.0
    share = wilson(tally.count, tally.known)
    bars = breakdown(rows, column=claim.column, part=claim.part, keys=keys)
    quantities = _quantities(claim, tally=tally, share=share, expected=expected)
    return Measured(
        effect=share.minus(expected),
        worst=(
            wilson(tally.count, tally.rows).minus(expected),
            wilson(tally.count + tally.missing, tally.rows).minus(expected),
        ),
        tallies=(tally,),
        quantities=quantities,
        found=_found(claim, tally=tally, quantities=quantities),
        bars=bars,
        table=_table(claim, bars=bars, n=tally.known),
        chart=_chart(claim, bars=bars, share=share, tally=tally),
        test=share_test(tally.count, tally.known, expected=expected),
        method="ウィルソンのスコア区間",
    )


def _quantities(
    claim: Claim, *, tally: Tally, share: Interval, expected: float
) -> dict[str, Quantity]:
    difference, what = share.minus(expected), outcome_words(claim)
    return {
        "share": Quantity(
            value=share.value, unit="割合", low=share.low, high=share.high, label=f"{what}割合"
        ),
        "expected": Quantity(value=expected, unit="割合", label="見込みの割合"),
        "difference": Quantity(
            value=difference.value * 100,
            unit="ポイント",
            low=difference.low * 100,
            high=difference.high * 100,
            label="見込みの割合との差",
        ),
        "count": Quantity(value=tally.count, unit="件", label=f"{what}件数"),
        "n": Quantity(value=tally.known, unit="件", label="比べた件数"),
        "missing": Quantity(value=tally.missing, unit="件", label="空らんの件数"),
    }


def _found(claim: Claim, *, tally: Tally, quantities: dict[str, Quantity]) -> str:
    difference = quantities["difference"]
    return (
        f"{outcome_words(claim)}ものは{tally.count:,}件（{show(quantities['share'])}）で、"
        f"{expected_words(claim)}との差は{show(difference)}"
        f"（95％の幅 {range_text(difference)}）です。"
    )


def _table(claim: Claim, *, bars: tuple[Bar, ...], n: int) -> ResultTable:
    return ResultTable(
        columns=(
            Column(name=claim.part.words(claim.column), type=ColumnType.TEXT),
            Column(name="件数", type=ColumnType.INTEGER, unit="件"),
            Column(name="割合", type=ColumnType.NUMBER, unit="割合"),
            Column(name="主張の区分", type=ColumnType.TEXT),
            Column(name="全体の件数", type=ColumnType.INTEGER, unit="件"),
        ),
        rows=tuple(
            (bar.label, bar.count, bar.count / n, "はい" if bar.claimed else "いいえ", n)
            for bar in bars
        ),
    )


def _chart(
    claim: Claim, *, bars: tuple[Bar, ...], share: Interval, tally: Tally
) -> dict[str, object]:
    what = claim.part.words(claim.column)
    n = tally.known
    if claim.chart == ChartKind.PIE:
        return pie(bars, what=what, n=n, expected=expected_words(claim))
    even = claim.part.keys if claim.expected is None else ()
    if even:
        return histogram(bars, what=what, n=n, even=n / len(even))
    return expected_chart(
        share,
        what=outcome_words(claim),
        n=n,
        expected=expected_share(claim) or 0.0,
        count=tally.count,
    )
