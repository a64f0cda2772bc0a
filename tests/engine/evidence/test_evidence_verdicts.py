from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evidence import samples
from tomoni.engine import evidence
from tomoni.engine.core import ColumnType, Quantity, canonical_json

# interval of the difference, direction, smallest difference that matters, verdict
JUDGEMENTS = [
    (0.10, 0.20, "higher", 0.10, "支持"),
    (0.09, 0.20, "higher", 0.10, "判断できない"),
    (0.01, 0.09, "higher", 0.10, "反証"),
    (-0.30, -0.20, "higher", 0.10, "反証"),
    (-0.20, -0.10, "lower", 0.10, "支持"),
    (-0.20, -0.05, "lower", 0.10, "判断できない"),
    (-0.05, 0.20, "lower", 0.10, "反証"),
    (0.20, 0.30, "lower", 0.10, "反証"),
    (0.10, 0.20, "differs", 0.10, "支持"),
    (-0.20, -0.10, "differs", 0.10, "支持"),
    (-0.09, 0.09, "differs", 0.10, "反証"),
    (-0.10, 0.09, "differs", 0.10, "判断できない"),
    (-0.20, 0.20, "differs", 0.10, "判断できない"),
]


@pytest.mark.parametrize(("low", "high", "direction", "margin", "judged"), JUDGEMENTS)
def test_the_interval_is_held_against_the_smallest_difference_that_matters(
    low: float, high: float, direction: str, margin: float, judged: str
) -> None:
    claim = samples.answer_claim(direction=direction, smallest_difference=margin)
    interval = evidence.Interval((low + high) / 2, low, high)
    assert evidence.judge(interval, claim=claim) == judged


@settings(deadline=None)
@given(st.tuples(st.floats(-1, 1), st.floats(-1, 1)).map(sorted), st.floats(0.001, 1))
def test_higher_and_lower_are_mirrors_and_never_both_hold(ends: list[float], margin: float) -> None:
    low, high = ends
    mirror = evidence.Interval(0, -high, -low)
    verdicts = [
        evidence.judge(
            interval, claim=samples.answer_claim(direction=way, smallest_difference=margin)
        )
        for interval, way in (
            (evidence.Interval(0, low, high), "higher"),
            (mirror, "lower"),
            (evidence.Interval(0, low, high), "lower"),
        )
    ]
    assert verdicts[0] is verdicts[1]
    assert verdicts[0] != "支持" or verdicts[2] == "反証"


def test_permits_that_end_in_four_months_are_supported_with_all_their_numbers() -> None:
    table = samples.by_month({2: 148, 5: 212, 8: 188, 11: 187, 1: 15})
    verdict = evidence.run(samples.month_claim(), table=table, source_name="許可台帳")
    assert verdict.verdict == "支持"
    assert verdict.fact == (
        "「許可台帳」（「終了日」が2026年1月1日から2026年11月28日まで、n＝750件）では、"
        "「終了日」の月が2月・5月・8月・11月であるものは735件（98.0％）で、"
        "均等な場合の33.3％（12か月のうち4か月）との差は64.7ポイント"
        "（95％の幅 63.4ポイント～65.5ポイント）です。"
    )
    assert verdict.quantities["share"].value == pytest.approx(0.98)
    label = "「終了日」の月が2月・5月・8月・11月である件数"
    assert verdict.quantities["count"] == Quantity(value=735, unit="件", label=label)
    assert verdict.effect == verdict.quantities["difference"]
    assert (verdict.n, len(verdict.table.rows)) == (750, 12)
    assert verdict.table.rows[1] == ("2月", 148, 148 / 750, "はい", 750)
    assert verdict.table.rows[2] == ("3月", 0, 0.0, "いいえ", 750)
    assert verdict.next_look.startswith("最も多いのは5月（212件）です。")


def test_an_even_spread_refutes_and_sends_back_to_the_hypothesis() -> None:
    table = samples.by_month(dict.fromkeys(range(1, 13), 400))
    verdict = evidence.run(samples.month_claim(), table=table)
    assert verdict.verdict == "反証"
    assert "仮説" in verdict.next_look


def test_newcombes_first_example_is_undecided_when_five_points_matter_least() -> None:
    # 0.0524 to 0.3339: beyond 5 points, not beyond 6.
    table = samples.groups((56, 70), (48, 80))
    supported = evidence.run(samples.group_claim(), table=table)
    undecided = evidence.run(samples.group_claim(smallest_difference=0.06), table=table)
    assert (supported.verdict, undecided.verdict) == ("支持", "判断できない")
    assert supported.effect.model_dump(include={"value", "low", "high"}) == pytest.approx(
        {"value": 20, "low": 5.24, "high": 33.39}, abs=0.005
    )
    assert "「区」が「甲」である場合が80.0％（70件のうち56件）" in supported.fact
    assert supported.table.rows[1][:2] + supported.table.rows[1][-1:] == ("乙", 48, 80)


def test_the_p_value_is_kept_aside_and_decides_nothing() -> None:
    # Fisher's tea (The Design of Experiments, 1935): one-sided 17/70, two-sided 34/70.
    tea = samples.groups((3, 4), (1, 4))
    verdict = evidence.run(samples.group_claim(), table=tea)
    assert verdict.details["p_value"] == pytest.approx(34 / 70)
    assert verdict.details["test"] == "Fisherの正確検定"
    # A tiny difference in very many rows: the p value is small, the claim is refuted.
    many = samples.groups((26_000, 50_000), (25_000, 50_000))
    refuted = evidence.run(samples.group_claim(), table=many)
    assert float(refuted.details["p_value"]) < 1e-6
    assert refuted.verdict == "反証"


@settings(max_examples=20, deadline=None)
@given(st.integers(10, 60), st.integers(10, 60), st.data())
def test_swapping_the_groups_turns_the_effect_and_the_direction(
    m: int, n: int, data: st.DataObject
) -> None:
    a, b = data.draw(st.integers(1, m)), data.draw(st.integers(1, n))
    table = samples.groups((a, m), (b, n))
    found = evidence.run(samples.group_claim(), table=table)
    swapped = evidence.run(
        samples.group_claim(group_a="乙", group_b="甲", direction="lower"), table=table
    )
    assert swapped.effect.value == pytest.approx(-found.effect.value)
    assert swapped.effect.low == pytest.approx(-(found.effect.high or 0))
    assert swapped.verdict == found.verdict


def test_the_rest_is_a_group_and_other_groups_are_left_out() -> None:
    table = samples.table(
        区=(ColumnType.TEXT, ["甲"] * 10 + ["乙"] * 10 + ["丙"] * 20 + [None]),
        回答=(ColumnType.TEXT, ["はい"] * 15 + ["いいえ"] * 26),
    )
    named = evidence.run(samples.group_claim(), table=table)
    rest = evidence.run(samples.group_claim(group_b=None), table=table)
    assert (named.quantities["n_b"].value, rest.quantities["n_b"].value) == (10, 30)
    assert rest.table.rows[1][0] == "それ以外"
    assert "no-group" in {one.code for one in rest.warnings}


def test_filters_narrow_the_rows_and_are_said() -> None:
    table = samples.table(
        終了日=(ColumnType.DATE, [date(2025, 3, 31), date(2025, 4, 1)] * 20),
        回答=(ColumnType.TEXT, ["はい", "いいえ"] * 20),
    )
    claim = samples.answer_claim(
        filters=({"column": "終了日", "part": "fiscal_year", "values": (2024,)},)
    )
    verdict = evidence.run(claim, table=table)
    assert (verdict.n, verdict.quantities["share"].value) == (20, 1)
    assert verdict.fact.startswith(
        "このデータのうち、「終了日」の年度が2024年度であるもの（「終了日」が2025年3月31日から"
    )


def test_of_many_values_only_those_claimed_are_named() -> None:
    names = [f"氏名{number}" for number in range(40)]
    table = samples.table(回答=(ColumnType.TEXT, ["はい"] * 60 + names))
    verdict = evidence.run(samples.answer_claim(), table=table)
    assert [row[0] for row in verdict.table.rows] == ["はい", "その他（40区分）"]
    assert "氏名" not in verdict.model_dump_json()


@pytest.mark.parametrize(
    "verdict",
    [
        evidence.run(samples.month_claim(), table=samples.by_month({2: 30, 3: 9}, missing=2)),
        evidence.run(samples.group_claim(), table=samples.groups((10, 10), (0, 10))),
    ],
)
def test_a_verdict_is_plain_values(verdict: evidence.Verdict) -> None:
    content = verdict.model_dump(mode="json")
    assert evidence.Verdict.model_validate(content) == verdict
    assert canonical_json(content) == canonical_json(verdict.model_dump(mode="json"))


def test_many_verdicts_at_once_are_the_same_as_one_after_the_other() -> None:
    jobs = [samples.groups((size, 40), (5, 40)) for size in range(1, 13)]
    expected = [evidence.run(samples.group_claim(), table=job) for job in jobs]
    with ThreadPoolExecutor(max_workers=6) as pool:
        found = list(pool.map(lambda job: evidence.run(samples.group_claim(), table=job), jobs))
    assert found == expected
