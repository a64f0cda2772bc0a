"""Every further kind of claim: its sentence, its result as plain values, and what it refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from engine.evidence import samples
from engine.evidence.further import (
    INTEGER,
    NUMBER,
    PAIRS,
    SERIES,
    STRATA,
    TEXT,
    UNITS,
    VALUES,
    ages,
    answers,
    months,
    towns,
)
from tomoni.engine import evidence
from tomoni.engine.core import Table, TomoniError

# claim, table, sentence
KINDS: list[tuple[evidence.Claim, Table, str]] = [
    (
        samples.claim("two_means", subject="申請", unit="日", direction="lower"),
        VALUES,
        "申請のうち、「値」の平均は、「区」が「甲」である場合のほうが「乙」である場合より"
        "1日以上小さい。",
    ),
    (
        samples.claim(
            "many_proportions", column="回答", categories=("はい",), group_column="区",
            smallest_difference=0.1,
        ),
        answers(),
        "「回答」が「はい」である割合は、「区」によって10.0ポイント以上違う。",
    ),
    (
        samples.claim("many_means", group_column="区", smallest_difference=0.5),
        VALUES,
        "「値」の平均は、「区」によって0.5以上違う。",
    ),
    (
        samples.claim("paired", column="後", other_column="前", unit="分"),
        PAIRS,
        "「後」は、同じものの「前」より平均で1分以上大きい。",
    ),
    (
        samples.claim("rates", population_column="人口", smallest_difference=0.2),
        ages(),
        "「人口」あたりの「値」は、「区」が「甲」である場合のほうが「乙」である場合より"
        "20.0％以上高い。",
    ),
    (
        samples.claim(
            "rates", population_column="人口", strata_column="年代", smallest_difference=0.2
        ),
        ages(),
        "「人口」あたりの「値」は（「年代」の構成をそろえて）、「区」が「甲」である場合のほうが"
        "「乙」である場合より20.0％以上高い。",
    ),
    (
        samples.claim("relation", column="後", other_column="前", smallest_difference=0.3),
        PAIRS,
        "「前」が大きいほど「後」が大きい（順位の相関が0.3以上）。",
    ),
    (
        samples.claim("stratified", smallest_difference=0.1, **STRATA),
        answers(),
        "同じ「年代」どうしで比べても、「回答」が「はい」である割合は、「区」が「甲」である場合の"
        "ほうが「乙」である場合より10.0ポイント以上高い。",
    ),
    (
        samples.claim("interrupted", unit="件", smallest_difference=10, **SERIES),
        months(),
        "「値」は、それまでの傾きから見て、2025年7月1日から10件以上増えた。",
    ),
    (
        samples.claim("interrupted", change="slope", **SERIES),
        months(),
        "「値」は、2025年7月1日から、1期ごとに1以上増えかたが大きくなった。",
    ),
    (
        samples.claim(
            "interrupted", population_column="人口", smallest_difference=0.1, **SERIES
        ),
        months(),
        "「人口」あたりの「値」は、それまでの傾きから見て、2025年7月1日から10.0％以上増えた。",
    ),
    (
        samples.claim("differences", direction="differs", **UNITS),
        towns(),
        "「値」の2023の前から後への変化は、「区」が「甲」である場合と「乙」である場合とで"
        "1以上違う。",
    ),
    (
        samples.claim("synthetic", group_a="町3", unit="件", direction="lower", **UNITS),
        towns(),
        "「町」が「町3」であるところの「値」は、2023から、変えなかったところを組み合わせた見込みより"
        "平均で1件以上少ない。",
    ),
]  # fmt: skip
REFUSALS: list[tuple[evidence.Claim, Table, str]] = [
    (samples.claim("two_means", column="区"), VALUES, "not-a-number"),
    (samples.claim("two_means", group_a="丙"), VALUES, "no-such-category"),
    (samples.claim("two_means"), samples.means([1], [2, 3]), "no-rows"),
    (samples.claim("two_means", chart="bar"), VALUES, "chart-impossible"),
    (samples.claim("two_means", group_column=""), VALUES, "groups-missing"),
    (samples.claim("many_means"), VALUES, "part-missing"),
    (samples.claim("many_means", group_column="値"), samples.table(
        値=(INTEGER, list(range(61)) * 2)), "groups-too-many"),
    (samples.claim("many_proportions", group_column="区", smallest_difference=0.1), VALUES,
        "categories-missing"),
    (samples.claim("paired", column="後"), PAIRS, "part-missing"),
    (samples.claim("rates", population_column="人口"), samples.table(
        区=(TEXT, ["甲", "乙"]), 値=(INTEGER, [1, 2]), 人口=(INTEGER, [10, 0])),
        "population-missing"),
    (samples.claim("rates", population_column="人口"), samples.table(
        区=(TEXT, ["甲", "乙"]), 値=(INTEGER, [1, -2]), 人口=(INTEGER, [10, 10])), "not-counts"),
    (samples.claim("rates", population_column="人口", strata_column="年代"), samples.table(
        区=(TEXT, ["甲", "乙"]), 値=(INTEGER, [1, 2]), 人口=(INTEGER, [10, 10]),
        年代=(TEXT, ["若", "老"])), "standard-incomplete"),
    (samples.claim("relation", column="値", other_column="値2", smallest_difference=0.1),
        samples.table(値=(NUMBER, [1.0, 1, 1, 1]), 値2=(NUMBER, [1.0, 2, 3, 4])), "no-spread"),
    (samples.claim("stratified", smallest_difference=0.1, **(STRATA | {"strata_column": ""})),
        answers(), "part-missing"),
    (samples.claim("interrupted", **(SERIES | {"changed_at": "2024-03-01"})), months(),
        "periods-few"),
    (samples.claim("interrupted", **(SERIES | {"changed_at": None})), months(), "part-missing"),
    (samples.claim("interrupted", **(SERIES | {"changed_at": "春"})), months(),
        "category-impossible"),
    (samples.claim("interrupted", time_column="区", changed_at=1), VALUES, "wrong-type"),
    (samples.claim("interrupted", time_column="年", changed_at=2023), towns(), "periods-repeated"),
    (samples.claim("interrupted", population_column="人", time_column="年", changed_at=5),
        samples.table(年=(INTEGER, list(range(10))), 値=(INTEGER, [1] * 7 + [0] * 3),
        人=(INTEGER, [100] * 10)), "events-few"),
    (samples.claim("differences", **(UNITS | {"unit_column": "年"})), towns(), "unit-in-both"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "_table", "sentence"), KINDS)
def test_each_kind_reads_as_one_sentence(
    claim: evidence.Claim, _table: Table, sentence: str
) -> None:
    assert claim.sentence == sentence
    assert evidence.Claim.model_validate_json(claim.model_dump_json()) == claim


@pytest.mark.parametrize(("claim", "table", "_sentence"), KINDS)
def test_each_kind_gives_a_verdict_of_plain_values_with_a_picture(
    claim: evidence.Claim, table: Table, _sentence: str
) -> None:
    verdict = evidence.run(claim, table=table, source_name="台帳")
    assert evidence.Verdict.model_validate_json(verdict.model_dump_json()) == verdict
    assert verdict.fact.startswith("「台帳」")
    assert "nan" not in verdict.model_dump_json().lower()
    assert verdict.effect.low is not None
    assert verdict.effect.high is not None
    assert verdict.effect.low <= verdict.effect.value <= verdict.effect.high
    svg = evidence.chart_svg(verdict.chart)
    assert "グラフ。" in svg
    assert all(len(row) == len(verdict.table.columns) for row in verdict.table.rows)


@pytest.mark.parametrize(("claim", "table", "code"), REFUSALS)
def test_what_a_kind_cannot_compare_is_refused(
    claim: evidence.Claim, table: Table, code: str
) -> None:
    with pytest.raises(TomoniError) as refused:
        evidence.run(claim, table=table)
    assert refused.value.code == code


def test_a_difference_of_shares_is_at_most_all_and_one_of_numbers_is_free() -> None:
    assert samples.claim("two_means", smallest_difference=250).smallest_difference == 250
    with pytest.raises(ValidationError):
        samples.claim("relation", other_column="前", smallest_difference=1.5)


def test_a_claim_of_before_keeps_its_meaning() -> None:
    before: dict[str, Any] = {
        "kind": "two_proportions", "column": "回答", "part": "value", "categories": ["はい"],
        "smallest_difference": 0.05, "direction": "higher", "expected": None,
        "expected_reason": "", "group_column": "区", "group_part": "value", "group_a": "甲",
        "group_b": "乙", "subject": "", "filters": [], "coverage": "whole", "reason": "",
        "refuted_if": "", "sketch": "", "chart": None,
        "locked_at": "2026-09-01T10:00:00+09:00", "sentence": "昔の文",
    }  # fmt: skip
    assert evidence.Claim.model_validate(before) == samples.group_claim()
