"""Screening: which columns go with one, honest about how many were looked at."""

import numpy as np
import polars as pl
import pytest
from scipy import stats

from engine.evidence import samples
from engine.evidence.further import DATE, INTEGER, NUMBER, TEXT, months
from tomoni.engine import evidence
from tomoni.engine.core import Table
from tomoni.engine.tables import Filter


def register(*, noise: int = 30) -> Table:
    """400 rows: 年代 decides much of the answer, the columns 列0 … say nothing."""
    draws = np.random.default_rng(2)
    ages = draws.integers(0, 4, 400)
    columns = {
        f"列{at}": (TEXT, [f"区分{one}" for one in draws.integers(0, 3, 400)])
        for at in range(noise)
    }
    told = draws.random(400) < 0.2 + 0.2 * ages
    return samples.table(
        回答=(TEXT, ["はい" if one else "いいえ" for one in told]),
        年代=(TEXT, [f"{20 * (one + 1)}代" for one in ages]),
        点=(NUMBER, [float(one) for one in told * 3 + draws.normal(0, 1, 400)]),
        番号=(TEXT, [f"番号{at}" for at in range(400)]),
        **columns,
    )


def test_what_goes_with_the_answer_is_found_among_many_that_do_not() -> None:
    found = evidence.screen(register(), column="回答", categories=["はい"])
    assert [one.column for one in found.columns[:2]] == ["点", "年代"]
    assert all(one.q_value < 0.001 for one in found.columns[:2])
    assert all(one.q_value > 0.05 for one in found.columns[2:])
    assert sum(one.p_value < 0.05 for one in found.columns[2:]) > 0
    assert found.skipped == ("番号",)
    assert (found.n, found.what) == (400, "「回答」が「はい」である割合")


def test_a_share_agrees_with_pearsons_chi_square() -> None:
    table = register(noise=0)
    found = evidence.screen(table, column="回答", categories=["はい"]).columns
    ages = next(one for one in found if one.column == "年代")
    cells = table.frame.group_by("年代", "回答").len().pivot("回答", index="年代", values="len")
    chi = stats.chi2_contingency(cells.select("はい", "いいえ").to_numpy(), correction=False)
    assert ages.strength == pytest.approx(np.sqrt(chi.statistic / 400))
    assert ages.p_value == pytest.approx(stats.chi2.sf(chi.statistic * 399 / 400, 3))


def test_a_number_agrees_with_kruskal_and_wallis() -> None:
    table = register(noise=0)
    ages = next(one for one in evidence.screen(table, column="点").columns if one.column == "年代")
    parts = [one["点"].to_numpy() for one in table.frame.partition_by("年代")]
    assert ages.p_value == pytest.approx(stats.kruskal(*parts).pvalue)


def test_the_lowest_and_the_highest_group_are_named() -> None:
    table = register(noise=0)
    found = {one.column: one for one in evidence.screen(table, column="点").columns}
    means = table.frame.group_by("年代").agg(pl.col("点").mean(), pl.len()).sort("点").rows()
    lowest, highest = found["年代"].lowest, found["年代"].highest
    assert lowest is not None
    assert highest is not None
    assert (lowest.label, lowest.n) == (means[0][0], means[0][2])
    assert highest.label == means[-1][0]
    assert [lowest.value, highest.value] == pytest.approx([means[0][1], means[-1][1]])


def test_groups_of_few_rows_are_not_named() -> None:
    table = samples.table(
        値=(INTEGER, [*range(30), 900, 901, 902]), 群=(TEXT, ["い"] * 15 + ["ろ"] * 15 + ["は"] * 3)
    )
    (found,) = evidence.screen(table, column="値").columns
    assert found.kinds == 3
    assert found.highest == evidence.ScreenedGroup(label="ろ", n=15, value=22.0)


def test_numbers_of_many_kinds_are_named_by_their_fifths() -> None:
    table = samples.table(値=(INTEGER, list(range(100))), 数=(INTEGER, list(range(100))))
    (found,) = evidence.screen(table, column="値").columns
    assert (found.lowest and found.lowest.label, found.highest and found.highest.label) == (
        "0～20",
        "80～99",
    )


def test_empty_cells_and_filters_leave_rows_out() -> None:
    table = samples.table(値=(INTEGER, [None, *range(39)]), 群=(TEXT, ["い"] * 20 + ["ろ"] * 20))
    low = {"column": "群", "values": ("い",)}
    assert evidence.screen(table, column="値").n == 39
    assert evidence.screen(table, column="値", filters=[Filter(**low)]).n == 19


def test_days_are_looked_at_by_fiscal_year() -> None:
    found = evidence.screen(months(60), column="値")
    (month,) = found.columns
    assert (month.column, month.kinds, found.skipped) == ("月", 6, ("人口",))


@pytest.mark.parametrize(
    ("column", "code"),
    [("回答", "not-a-number"), ("無い", "unknown-column"), ("同じ", "no-spread")],
)
def test_what_cannot_be_screened_is_refused(column: str, code: str) -> None:
    table = samples.table(
        回答=(TEXT, ["はい", "いいえ"]), 同じ=(NUMBER, [1.0, 1.0]), 日=(DATE, [None, None])
    )
    with pytest.raises(evidence.EvidenceError) as refused:
        evidence.screen(table, column=column)
    assert refused.value.code == code
