from typing import Any

import pytest
from pydantic import ValidationError

from engine.evidence import samples
from tomoni.engine import evidence

SENTENCES = [
    (
        samples.month_claim(subject="食品営業許可"),
        "食品営業許可のうち、「終了日」の月が2月・5月・8月・11月である割合は、"
        "均等な場合の33.3％（12か月のうち4か月）より10.0ポイント以上高い。",
    ),
    (
        samples.month_claim(part="day_of_week", months=(1,), direction="lower"),
        "「終了日」の曜日が月曜である割合は、"
        "均等な場合の14.3％（7曜日のうち1曜日）より10.0ポイント以上低い。",
    ),
    (
        samples.answer_claim(direction="differs"),
        "「回答」が「はい」である割合は、見込みの50.0％（前年の調査）と10.0ポイント以上違う。",
    ),
    (
        samples.group_claim(subject="回答者", smallest_difference=0.005),
        "回答者のうち、「回答」が「はい」である割合は、"
        "「区」が「甲」である場合のほうが「乙」である場合より0.5ポイント以上高い。",
    ),
    (
        samples.group_claim(group_b=None, direction="differs"),
        "「回答」が「はい」である割合は、"
        "「区」が「甲」である場合と「区」が「甲」でない場合とで5.0ポイント以上違う。",
    ),
    (
        samples.answer_claim(
            subject="回答者",
            filters=(
                {"column": "年齢", "op": "between", "values": (65, 74)},
                {"column": "受付日", "part": "fiscal_year", "values": (2025,)},
                {"column": "区", "op": "not_in", "values": ("甲", "乙")},
                {"column": "氏名", "op": "filled"},
            ),
        ),
        "回答者で、「年齢」が65から74までである、「受付日」の年度が2025年度である、"
        "「区」が「甲」・「乙」でない、「氏名」が空らんでないもののうち、"
        "「回答」が「はい」である割合は、見込みの50.0％（前年の調査）より10.0ポイント以上高い。",
    ),
]

BAD_PARTS = [
    (samples.month_claim(months=()), "categories-missing"),
    (samples.month_claim(months=(2, 2)), "categories-repeated"),
    (samples.month_claim(months=range(1, 13)), "expected-impossible"),
    (samples.answer_claim(expected=None), "expected-missing"),
    (samples.answer_claim(expected_reason=" "), "expected-unexplained"),
    (samples.month_claim(chart="dot"), "chart-impossible"),
    (samples.group_claim(chart="pie"), "chart-impossible"),
    (samples.group_claim(group_column=""), "groups-missing"),
    (samples.group_claim(group_a=None), "groups-missing"),
    (samples.group_claim(group_b="甲"), "groups-same"),
]


@pytest.mark.parametrize(("claim", "sentence"), SENTENCES)
def test_a_claim_reads_as_one_sentence(claim: evidence.Claim, sentence: str) -> None:
    assert claim.sentence == evidence.sentence(claim) == sentence


def test_the_sentence_follows_the_parts_whatever_is_handed_in() -> None:
    content = samples.month_claim().model_dump(mode="json")
    told = evidence.Claim.model_validate(content | {"sentence": "8月は多い。"})
    assert told == samples.month_claim()
    assert told.sentence == content["sentence"]


@pytest.mark.parametrize(("claim", "_sentence"), SENTENCES)
def test_a_claim_survives_being_written_as_json(claim: evidence.Claim, _sentence: str) -> None:
    assert evidence.Claim.model_validate_json(claim.model_dump_json()) == claim


@pytest.mark.parametrize(("claim", "code"), BAD_PARTS)
def test_parts_that_make_no_claim_are_refused(claim: evidence.Claim, code: str) -> None:
    with pytest.raises(evidence.EvidenceError) as refused:
        evidence.check(claim)
    assert refused.value.code == code


@pytest.mark.parametrize("margin", [0, -0.1, 1.1])
def test_a_difference_that_matters_is_more_than_nothing_and_at_most_all(margin: float) -> None:
    with pytest.raises(ValidationError):
        samples.month_claim(smallest_difference=margin)


def test_locking_adds_the_moment_and_nothing_else() -> None:
    draft = samples.month_claim(
        locked_at=None, reason="窓口が混む", refuted_if="等しい", sketch="棒"
    )
    locked = evidence.lock(draft, at="2026-09-01T10:00:00+09:00")
    assert locked == draft.model_copy(update={"locked_at": "2026-09-01T10:00:00+09:00"})
    with pytest.raises(evidence.EvidenceError, match="claim-locked"):
        evidence.lock(locked, at="2026-09-02T10:00:00+09:00")


@pytest.mark.parametrize("field", ["reason", "refuted_if", "sketch"])
def test_a_claim_is_not_locked_before_it_says_why_and_what_is_expected(field: str) -> None:
    words: dict[str, Any] = {"reason": "混む", "refuted_if": "等しい", "sketch": "棒", field: " "}
    with pytest.raises(evidence.EvidenceError) as refused:
        evidence.lock(samples.month_claim(locked_at=None, **words), at="2026-09-01T10:00:00Z")
    assert (refused.value.code, refused.value.params) == ("claim-incomplete", {"field": field})
