"""One area beside a mixture of others: published answers, constructed truths, and what is weak."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from engine.evidence import panels, samples
from tomoni.engine import evidence
from tomoni.engine.core import Table, TomoniError
from tomoni.engine.evidence._donors import weights_of  # noqa: PLC2701 - the formula itself

YEARS = 24
ASKED = {"time_column": "年", "unit_column": "州", "changed_at": 2015}
ANSWERS = {"changed-together": "ほかに変わったことはない（担当課に確認）。"}


def area_claim(**parts: Any) -> evidence.Claim:
    return samples.claim("synthetic", **({"group_a": "甲市"} | ASKED | parts))


def made(*, lift: float, noise: float = 0.05, donors: int = 24) -> Table:
    """甲市 is three parts of town 0 and one part of town 1, and rises by `lift` from 2015."""
    draws = np.random.default_rng(3)
    base = draws.uniform(20, 60, donors) + np.cumsum(draws.normal(0, 1, (YEARS, donors)), axis=0)
    area = 0.75 * base[:, 0] + 0.25 * base[:, 1] + draws.normal(0, noise, YEARS)
    area[-6:] += lift
    columns = {f"町{at}": base[:, at] for at in range(donors)} | {"甲市": area}
    return panels.panel(pl.DataFrame({"年": list(range(1997, 2021)), **columns}), time="年")


def test_californias_tax_agrees_with_the_published_synthetic_control() -> None:
    # Arkhangelsky et al. (2021), Am. Econ. Rev. 111:4088-4118, Table 1: synthetic control on sales
    # alone -19.6; Utah, Nevada and Montana carry most of California (Abadie et al. 2010, Table 2).
    claim = area_claim(
        group_a="California", changed_at=1989, unit="箱", direction="lower", smallest_difference=5
    )
    found = evidence.run(claim, table=panels.panel(panels.PACKS, time="Year"))
    assert found.effect.value == pytest.approx(-19.6, abs=0.1)
    assert found.n == 38
    heaviest = [row[0] for row in found.table.rows[2:5]]
    assert set(heaviest) == {"Utah", "Nevada", "Montana"}
    assert found.quantities["misfit"].value == pytest.approx(1.66, abs=0.01)
    # Its placebo runs are wide: one state alone cannot decide.
    assert (found.details["judged"], found.details["placebo_runs"]) == ("判断できない", 38)
    assert "1989" in found.fact
    assert "38件" in found.fact


def test_weights_that_made_an_area_are_found_again() -> None:
    draws = np.random.default_rng(1)
    donors = draws.normal(50, 10, (30, 6))
    true = np.array([0.5, 0.3, 0.2, 0, 0, 0])
    assert weights_of(donors @ true, donors) == pytest.approx(true, abs=1e-6)
    beyond = weights_of(donors.max(axis=1) + 5, donors)
    assert beyond.min() >= 0
    assert beyond.sum() == pytest.approx(1)


def test_a_rise_that_was_put_in_is_found_and_decides_once_the_question_is_answered() -> None:
    table = made(lift=12)
    asked = evidence.run(area_claim(), table=table)
    told = evidence.run(area_claim(), table=table, answers=ANSWERS)
    assert asked.effect.value == pytest.approx(12, abs=0.5)
    assert (asked.verdict, told.verdict) == ("判断できない", "支持")
    assert asked.details["p_value"] == pytest.approx(1 / 25)
    assert [row[:2] for row in told.table.rows[:2]] == [("甲市", None), ("組み合わせた見込み", 1.0)]
    assert told.table.rows[2][0] == "町0"
    assert told.chart["title"]["text"] == "「値」の動きと組み合わせた見込み"


def test_nothing_put_in_is_not_found() -> None:
    found = evidence.run(area_claim(smallest_difference=8), table=made(lift=0), answers=ANSWERS)
    assert found.verdict == "反証"


def test_an_area_that_no_mixture_follows_stops_the_verdict() -> None:
    table = made(lift=12)
    far = pl.when(pl.col("州") == "甲市").then(pl.col("値") + 100).otherwise("値")
    moved = type(table)("表", table.columns, table.frame.with_columns(値=far))
    found = evidence.run(area_claim(), table=moved, answers=ANSWERS)
    assert "mixture-misses" in samples.codes(found)
    assert (found.details["judged"], found.verdict) == ("支持", "判断できない")


def test_few_years_before_the_change_are_said() -> None:
    table = made(lift=12)
    late = type(table)("表", table.columns, table.frame.filter(pl.col("年") >= 2009))
    assert "mixture-short" in samples.codes(evidence.run(area_claim(), table=late))


def test_a_verdict_that_hangs_on_one_area_is_stopped() -> None:
    # 町0 alone moves like 甲市; the others stay where they are.
    years = np.arange(YEARS, dtype=float)
    draws = np.random.default_rng(5)
    towns = {f"町{at}": 40 + at + draws.normal(0, 0.1, YEARS) for at in range(1, 20)}
    moving = 50 + 3 * years
    area = moving + np.where(years >= YEARS - 6, 20, 0)
    columns = {"年": list(range(1997, 2021)), "町0": moving, **towns, "甲市": area}
    claim = area_claim(smallest_difference=15, direction="differs")
    found = evidence.run(claim, table=panels.panel(pl.DataFrame(columns), time="年"))
    leans = next(one for one in found.warnings if one.code == "mixture-leans")
    assert leans.blocks
    assert float(leans.params["high"]) > 60


def test_an_area_without_all_periods_is_no_donor() -> None:
    table = made(lift=12)
    gone = (pl.col("州") == "町5") & (pl.col("年") == 2000)
    lacking = type(table)("表", table.columns, table.frame.filter(~gone))
    found = evidence.run(area_claim(), table=lacking)
    assert found.n == 23
    assert "rows-left-out" in samples.codes(found)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"group_a": "乙市"}, "no-such-category"),
        ({"group_a": None}, "part-missing"),
        ({"changed_at": 1999}, "periods-few"),
        ({"changed_at": 2030}, "periods-few"),
        ({"filters": ({"column": "州", "values": ("甲市", "町0")},)}, "donors-few"),
        ({"time_column": "州"}, "wrong-type"),
    ],
)
def test_what_cannot_be_mixed_is_refused(parts: dict[str, Any], code: str) -> None:
    with pytest.raises(TomoniError) as refused:
        evidence.run(area_claim(**parts), table=made(lift=12))
    assert refused.value.code == code


def test_one_row_an_area_and_period() -> None:
    table = made(lift=12)
    twice = type(table)("表", table.columns, pl.concat([table.frame, table.frame.head(1)]))
    with pytest.raises(evidence.EvidenceError, match="periods-repeated"):
        evidence.run(area_claim(), table=twice)
