"""Weaknesses of the data themselves, and of what was extreme before."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from engine.evidence import samples
from engine.evidence.further import DATE, INTEGER, NUMBER, PAIRS, TEXT, UNITS, months, towns
from tomoni.engine import evidence
from tomoni.engine.core import Proof, Table

CITIES = [f"{name}市" for name in "東西南北中上下前後左右春夏秋冬"]


def weakness(verdict: evidence.Verdict, code: str) -> evidence.Weakness:
    return next(one for one in verdict.warnings if one.code == code)


def cities(**more: Any) -> Table:
    """Fifteen cities, one row each."""
    groups = ["甲"] * 8 + ["乙"] * 7
    values = [float(20 + 3 * at) for at in range(15)][::-1]
    return samples.table(市=(TEXT, CITIES), 区=(TEXT, groups), 値=(NUMBER, values), **more)


def test_rows_that_are_towns_are_no_persons() -> None:
    found = evidence.run(samples.claim("two_means"), table=cities())
    assert weakness(found, "ecological").params == {"column": "市"}
    assert not weakness(found, "ecological").blocks


def test_persons_who_live_in_towns_are_persons() -> None:
    table = samples.table(
        市=(TEXT, ["東市", "西市"] * 30),
        区=(TEXT, ["甲"] * 30 + ["乙"] * 30),
        値=(NUMBER, [float(at % 7) for at in range(60)]),
    )
    assert "ecological" not in samples.codes(evidence.run(samples.claim("two_means"), table=table))


def test_one_row_a_town_and_year_is_a_town() -> None:
    found = evidence.run(samples.claim("differences", **UNITS), table=towns())
    assert weakness(found, "ecological").params == {"column": "町"}


@pytest.mark.parametrize(
    ("unit", "blocks"), [("件", True), ("人", True), ("％", False), ("人／世帯", False)]
)
def test_counts_of_towns_of_any_size_need_a_population(unit: str, blocks: bool) -> None:
    found = evidence.run(samples.claim("two_means", unit=unit), table=cities())
    assert ("no-denominator" in samples.codes(found)) is blocks
    if blocks:
        assert weakness(found, "no-denominator").blocks
        assert (found.details["judged"], found.verdict) == ("支持", "判断できない")


def test_a_total_that_differs_from_its_rows_stops_the_verdict() -> None:
    wrong = Proof(column="値", kind="total", of_rows=40, expected=125, found=120, agrees=False)
    table = samples.means([5.0, 6, 7, 8] * 10, [1.0, 2, 3, 4] * 10)
    found = evidence.run(samples.claim("two_means"), table=replace(table, proofs=(wrong,)))
    assert weakness(found, "unreconciled").params == {"columns": "「値」", "count": 1}
    assert found.verdict == "判断できない"
    elsewhere = wrong.model_copy(update={"column": "ほか"})
    right = wrong.model_copy(update={"agrees": True})
    fine = evidence.run(samples.claim("two_means"), table=replace(table, proofs=(elsewhere, right)))
    assert fine.verdict == "支持"


def test_small_cells_are_not_shown_outside() -> None:
    found = evidence.run(samples.group_claim(), table=samples.groups((4, 60), (40, 60)))
    assert weakness(found, "disclosure").params == {"count": 1, "limit": 10}
    many = evidence.run(samples.group_claim(), table=samples.groups((14, 60), (40, 60)))
    assert "disclosure" not in samples.codes(many)


def test_few_events_of_many_areas_are_few_persons() -> None:
    claim = samples.claim("rates", population_column="人口", smallest_difference=0.2)
    people = {"人口": (INTEGER, [1000] * 15)}
    many = cities(**people)
    counts = np.array([1] * 4 + [0] * 4 + [9] * 7, dtype=float)
    few = replace(many, frame=many.frame.with_columns(値=counts))
    assert weakness(evidence.run(claim, table=few), "disclosure").params == {
        "count": 1,
        "limit": 10,
    }
    assert "disclosure" not in samples.codes(evidence.run(claim, table=many))


def test_a_picture_of_single_rows_is_said_to_be_one() -> None:
    claim = samples.claim("relation", column="後", other_column="前", smallest_difference=0.3)
    assert "points-shown" in samples.codes(evidence.run(claim, table=PAIRS))
    areas = samples.claim("relation", column="値", other_column="人口", smallest_difference=0.3)
    people = (INTEGER, list(range(100, 115)))
    assert "points-shown" not in samples.codes(evidence.run(areas, table=cities(人口=people)))


def test_what_lies_between_two_measurements_is_asked() -> None:
    table = samples.table(
        前=(NUMBER, [float(at % 5) for at in range(20)]),
        後=(NUMBER, [at % 5 + 3.0 + at % 2 for at in range(20)]),
    )
    claim = samples.claim("paired", column="後", other_column="前")
    asked = evidence.run(claim, table=table)
    told = evidence.run(claim, table=table, answers={"changed-between": "数え方は同じ。"})
    assert weakness(asked, "changed-between").params == {"first": "前", "second": "後"}
    assert (asked.verdict, told.verdict) == ("判断できない", "支持")


@pytest.mark.parametrize(
    ("empty", "code"), [(1, "missing-range"), (30, "missing-range-could-change")]
)
def test_pairs_that_lack_one_come_with_the_worst(empty: int, code: str) -> None:
    before = [float(at % 5) for at in range(20)] + [1.0] * empty
    after = [at % 5 + 3.0 + 4 * (at % 2) for at in range(20)] + [None] * empty
    table = samples.table(前=(NUMBER, before), 後=(NUMBER, after))
    claim = samples.claim("paired", column="後", other_column="前", smallest_difference=3.5)
    assert code in samples.codes(evidence.run(claim, table=table))


def test_many_groups_come_with_the_worst() -> None:
    groups = [name for name in "甲乙丙" for _ in range(100)]
    answers = [
        None if at % 100 < 19 else ("はい" if at % 100 < limit else "いいえ")
        for at, limit in zip(range(300), [70] * 100 + [60] * 100 + [40] * 100, strict=True)
    ]
    table = samples.table(区=(TEXT, groups), 回答=(TEXT, answers))
    claim = samples.claim(
        "many_proportions", column="回答", categories=("はい",), group_column="区",
        smallest_difference=0.1,
    )  # fmt: skip
    assert weakness(evidence.run(claim, table=table), "missing-could-change").blocks
    values = [float(at % 10) + (8 if at < 100 else 0) if answers[at] else None for at in range(300)]
    numbers = samples.table(区=(TEXT, groups), 値=(NUMBER, values))
    means = evidence.run(samples.claim("many_means", group_column="区"), table=numbers)
    params = weakness(means, "missing-range").params
    assert float(params["low"]) < 8 < float(params["high"])


def test_a_measure_taken_after_one_bad_month_stops_the_verdict() -> None:
    table = months(40)
    values = [100.0 + at % 3 for at in range(40)]
    values[17] = 160
    frame = table.frame.with_columns(値=np.array(values))
    claim = samples.claim(
        "interrupted", time_column="月", changed_at="2025-07-01", direction="lower", season=False
    )
    found = evidence.run(claim, table=replace(table, frame=frame))
    assert weakness(found, "extreme-before").blocks
    assert "extreme-before" not in samples.codes(evidence.run(claim, table=months(40)))


def test_sides_that_were_apart_and_came_together_are_told() -> None:
    rows = [(f"店{at}", year) for at in range(20) for year in (2021, 2022, 2023, 2024)]
    far = {f"店{at}": at % 4 + (30 if at < 10 else 0) for at in range(20)}
    values = [
        far[name] + year % 2 - (15 if year >= 2023 and far[name] > 20 else 0) for name, year in rows
    ]
    table = samples.table(
        町=(TEXT, [row[0] for row in rows]),
        年=(INTEGER, [row[1] for row in rows]),
        区=(TEXT, ["甲" if far[row[0]] > 20 else "乙" for row in rows]),
        値=(NUMBER, [float(one) for one in values]),
    )
    found = evidence.run(samples.claim("differences", direction="lower", **UNITS), table=table)
    assert weakness(found, "sides-unlike").params["second"] == pytest.approx(2.0, abs=0.5)
    alike = evidence.run(samples.claim("differences", **UNITS), table=towns())
    assert "sides-unlike" not in samples.codes(alike)


def test_a_difference_of_changes_that_turns_within_a_column_blocks() -> None:
    # 甲 grows less than 乙 both in the hills and on the plain, but most of 甲 lies on the plain,
    # where everything grows.
    plan = [
        ("甲", "平地", 12, 8.0),
        ("甲", "山地", 2, 0.0),
        ("乙", "平地", 2, 10.0),
        ("乙", "山地", 12, 1.0),
    ]
    units = [
        (f"{side}{place}{at}", side, place, growth + at % 3 * 0.1)
        for side, place, count, growth in plan
        for at in range(count)
    ]
    rows = [(*unit, year) for unit in units for year in (2021, 2022, 2023, 2024)]
    table = samples.table(
        町=(TEXT, [row[0] for row in rows]),
        年=(INTEGER, [row[4] for row in rows]),
        区=(TEXT, [row[1] for row in rows]),
        土地=(TEXT, [row[2] for row in rows]),
        値=(NUMBER, [10 + row[4] % 2 + (row[3] if row[4] >= 2023 else 0) for row in rows]),
    )
    found = evidence.run(samples.claim("differences", **UNITS), table=table)
    assert found.effect.value > 2
    simpson = weakness(found, "simpson")
    assert (simpson.params["column"], simpson.params["turned"]) == ("土地", 2)
    assert float(simpson.params["within"]) == pytest.approx(-1.4, abs=0.4)


@pytest.mark.parametrize(
    ("claim", "table", "period"),
    [
        (samples.claim("two_means", period="2024年度"), cities(), "2024年度"),
        (samples.claim("differences", **UNITS), towns(), "「年」が2020から2025まで"),
        (samples.claim("interrupted", time_column="月", changed_at="2025-07-01"), months(),
         "「月」が2024年1月1日から2026年6月1日まで"),
        (samples.claim("two_means"), cities(), ""),
    ],
)  # fmt: skip
def test_a_fact_says_of_when_it_is_where_anything_says_it(
    claim: evidence.Claim, table: Table, period: str
) -> None:
    found = evidence.run(claim, table=table, source_name="台帳")
    assert found.period == period
    assert found.fact.startswith("「台帳」")
    assert period in found.fact


def test_a_period_is_as_exact_as_its_column() -> None:
    days = [date(2020 + at, 4, 1) for at in range(12)]
    table = samples.table(年度=(DATE, days), 値=(NUMBER, [float(at) for at in range(12)]))
    column = table.columns[0].model_copy(update={"period": "fiscal_year"})
    yearly = replace(table, columns=(column, table.columns[1]))
    claim = samples.claim("interrupted", time_column="年度", changed_at="2026-04-01")
    assert evidence.run(claim, table=yearly).period == "「年度」が2020年度から2031年度まで"
