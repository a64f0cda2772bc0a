"""Weaknesses that need more than the groups' counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evidence import samples
from tomoni.engine import evidence
from tomoni.engine.core import ColumnType, Table

TEXT, NUMBER = ColumnType.TEXT, ColumnType.NUMBER


def weakness(verdict: evidence.Verdict, code: str) -> evidence.Weakness:
    return next(one for one in verdict.warnings if one.code == code)


def simpsons_means() -> Table:
    """甲 is smaller in both wards and larger altogether."""
    parts = [
        ("甲", "東", 9.0, 90),
        ("甲", "西", 1.0, 10),
        ("乙", "東", 10.0, 10),
        ("乙", "西", 2.0, 90),
    ]
    rows = [
        (group, ward, value + (at % 3 - 1) * 0.1)
        for group, ward, value, count in parts
        for at in range(count)
    ]
    return samples.table(
        区=(TEXT, [row[0] for row in rows]),
        地区=(TEXT, [row[1] for row in rows]),
        値=(NUMBER, [row[2] for row in rows]),
    )


def test_a_sign_that_turns_within_a_column_blocks_until_it_is_answered() -> None:
    blocked = evidence.run(samples.claim("two_means"), table=simpsons_means())
    answered = evidence.run(
        samples.claim("two_means"),
        table=simpsons_means(),
        answers={"simpson": "地区ごとの差は様式の違い。"},
    )
    found = weakness(blocked, "simpson").params
    assert (found["column"], found["strata"], found["turned"]) == ("地区", 2, 2)
    assert (blocked.verdict, answered.verdict) == ("判断できない", "支持")


def test_a_relation_that_turns_within_groups_blocks() -> None:
    steps = [(ward, x, 30 * ward - x) for ward in range(3) for x in range(ward * 5, ward * 5 + 12)]
    table = samples.table(
        地区=(TEXT, [f"区{row[0]}" for row in steps]),
        前=(NUMBER, [float(row[1]) for row in steps]),
        値=(NUMBER, [float(row[2]) for row in steps]),
    )
    claim = samples.claim("relation", other_column="前", smallest_difference=0.2)
    found = evidence.run(claim, table=table)
    assert found.details["judged"] == "支持"
    assert weakness(found, "simpson").blocks


def test_numbers_are_scanned_by_fifths() -> None:
    older = [at >= 120 for at in range(200)]
    groups = ["甲" if (at % 10 == 0) != old else "乙" for at, old in enumerate(older)]
    values = [10.0 * old - (group == "甲") for old, group in zip(older, groups, strict=True)]
    table = samples.table(
        区=(TEXT, groups), 年齢=(NUMBER, [float(at) for at in range(200)]), 値=(NUMBER, values)
    )
    found = evidence.run(samples.claim("two_means"), table=table)
    assert weakness(found, "simpson").params["column"] == "年齢"


def test_columns_that_say_nothing_are_left_in_peace() -> None:
    plain = samples.groups((60, 80), (20, 80))
    table = samples.table(
        区=(TEXT, plain.frame["区"].to_list()),
        回答=(TEXT, plain.frame["回答"].to_list()),
        番号=(TEXT, [f"番号{at}" for at in range(160)]),
        同じ=(TEXT, ["同"] * 160),
        偶奇=(TEXT, ["偶", "奇"] * 80),
    )
    found = evidence.run(samples.group_claim(), table=table)
    assert samples.codes(found) == {"whole-register"}


def test_a_difference_that_is_partly_the_mix_says_so_without_blocking() -> None:
    # 52 % against 20 %; 2 points within each age.
    counts = [
        ("甲", "若", 12, 100),
        ("甲", "老", 248, 400),
        ("乙", "若", 40, 400),
        ("乙", "老", 60, 100),
    ]
    rows = [
        (group, age, "はい" if at < count else "いいえ")
        for group, age, count, total in counts
        for at in range(total)
    ]
    groups, ages, told = zip(*rows, strict=True)
    table = samples.table(区=(TEXT, groups), 年代=(TEXT, ages), 回答=(TEXT, told))
    found = evidence.run(samples.group_claim(), table=table)
    assert "simpson" not in samples.codes(found)
    assert weakness(found, "confounded").params["within"] == pytest.approx(2)
    assert not weakness(found, "confounded").blocks
    assert found.verdict == "支持"


def test_every_look_counts() -> None:
    table = samples.groups((30, 60), (18, 60))  # p = 0.025
    claim = samples.group_claim(smallest_difference=0.01)
    alone = evidence.run(claim, table=table)
    assert alone.verdict == "支持"
    strong = [evidence.Look(claim="前の主張", p_value=1e-9)]
    after_one = evidence.run(claim, table=table, ledger=strong)
    assert not weakness(after_one, "many-looks").blocks
    assert after_one.verdict == "支持"
    weak = [evidence.Look(claim=f"主張{at}", p_value=0.5) for at in range(9)]
    after_many = evidence.run(claim, table=table, ledger=weak)
    assert weakness(after_many, "looks-could-change").params == {"looks": 10}
    assert after_many.verdict == "判断できない"


def test_screening_agrees_with_the_published_example() -> None:
    # Benjamini and Hochberg (1995), table of 15 p values: four are found at 5 %.
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip
    assert sum(one <= 0.05 for one in evidence.false_discovery(p_values)) == 4


@given(st.lists(st.floats(0, 1), max_size=20))
def test_screening_never_makes_a_p_value_smaller(p_values: list[float]) -> None:
    found = evidence.false_discovery(p_values)
    assert all(one <= two <= 1 for one, two in zip(p_values, found, strict=True))


def test_those_chosen_by_their_first_value_come_closer_to_the_mean_by_themselves() -> None:
    table = samples.table(
        前=(NUMBER, [9.0, 8, 9, 8, 9, 8, 9, 8, 9, 8, 1]),
        後=(NUMBER, [6.0, 6, 5, 5, 6, 7, 6, 5, 6, 5, 5]),
    )
    claim = samples.claim(
        "paired", column="後", other_column="前", direction="lower",
        filters=({"column": "前", "op": "at_least", "values": (8,)},),
    )  # fmt: skip
    found = evidence.run(claim, table=table)
    assert weakness(found, "regression-to-mean").blocks
    assert (found.details["judged"], found.verdict) == ("支持", "判断できない")


def test_few_large_values_do_not_speak_for_all() -> None:
    first, second = [1.0] * 30 + [400.0] * 3, [2.0] * 33
    found = evidence.run(samples.claim("two_means"), table=samples.means(first, second))
    assert "skewed" in samples.codes(found)
    assert weakness(found, "skewed").params | {"first": 1.0, "second": 2.0} == (
        weakness(found, "skewed").params
    )
    many = evidence.run(
        samples.claim("two_means"), table=samples.means([1.0] * 24 + [400.0] * 9, second)
    )
    assert weakness(many, "skewed-could-change").blocks


@pytest.mark.parametrize(
    ("empty", "code", "blocks"),
    [(1, "missing-range", False), (12, "missing-range-could-change", True)],
)
def test_missing_numbers_come_with_the_worst_that_they_could_do(
    empty: int, code: str, blocks: bool
) -> None:
    first = [5.0, 6, 7, 8, 9] * 10
    second = [1.0, 2, 3, 4, 5] * 10
    table = samples.means([*first, *[None] * empty], second)
    found = evidence.run(samples.claim("two_means", smallest_difference=2.5), table=table)
    params = weakness(found, code).params
    assert weakness(found, code).blocks is blocks
    # All that is missing is 1, or all is 9.
    assert params["low"] == pytest.approx((350 + empty) / (50 + empty) - 3, abs=0.05)
    assert params["high"] == pytest.approx((350 + 9 * empty) / (50 + empty) - 3, abs=0.05)


def test_rows_of_areas_are_no_persons() -> None:
    table = samples.table(
        区=(TEXT, ["甲", "乙"]),
        値=(ColumnType.INTEGER, [40, 20]),
        人口=(ColumnType.INTEGER, [1000, 1000]),
    )
    claim = samples.claim("rates", population_column="人口", smallest_difference=0.1)
    assert "ecological" in samples.codes(evidence.run(claim, table=table))
