"""The first review of what is in a case whatever the curriculum asks: flows, claims, quotes."""

from typing import Any

import pytest

from engine.cases.reviewing import Work


@pytest.fixture
def work() -> Work:
    return Work()


def step(key: str, **more: Any) -> dict[str, Any]:
    minutes = {"low": 2, "likely": 3, "high": 5}
    usual = {"name": key, "lane": "窓口", "minutes": minutes, "said_by": "市民課（聞き取り）"}
    return {"id": key, **usual, **more}


CITIZEN = {"name": "市民", "kind": "市民"}
FLOW: dict[str, Any] = {
    "lanes": [CITIZEN, {"name": "窓口", "kind": "職員"}],
    "steps": [step("a", lane="市民", next=[{"to": "b"}]), step("b")],
    "volume": {"value": 4200},
}


@pytest.mark.parametrize(
    ("change", "rule", "params"),
    [
        ({}, None, {}),
        ({"steps": [step("a", lane="市民", minutes=None)]}, "flow-minutes", {"count": 1}),
        ({"volume": {}}, "flow-volume", {}),
        ({"steps": [step("a")]}, "flow-citizen", {}),
        ({"steps": [step("a", lane="市民", said_by="")]}, "flow-unsourced", {"count": 1}),
        ({"steps": [step("a", lane="市民", said_by="", grade="実測")]}, None, {}),
    ],
)
def test_a_flow_holds_minutes_counts_citizens_and_who_says_so(
    work: Work, change: dict[str, Any], rule: str | None, params: dict[str, Any]
) -> None:
    work.put("as_is", "flow", FLOW | change)
    found = [(each.rule, each.params) for each in work.review()]
    assert found == ([(rule, params)] if rule else [])


def test_a_flow_as_it_should_be_differs_from_the_present_one(work: Work) -> None:
    work.put("as_is", "flow", FLOW)
    work.put("to_be", "flow", FLOW | {"volume": {"value": 4000}})
    assert [(each.rule, each.artifact) for each in work.review()] == [("flow-same", "to_be")]
    work.put("to_be", "flow", FLOW | {"steps": [step("a", lane="市民", minutes={
        "low": 1, "likely": 2, "high": 3})]})  # fmt: skip
    assert work.review() == ()


def test_a_file_without_owner_or_purpose_is_named(work: Work) -> None:
    source = {"file_name": "a.csv", "sha256": "0" * 64, "size": 1, "owner": "市民課"}
    work.put("file_1", "source", source)
    (found,) = work.review()
    assert (found.rule, found.params) == ("source-unexplained", {"why": "purpose"})


def test_a_claim_without_its_sketch_is_named(work: Work) -> None:
    claim = {"kind": "two_means", "column": "分", "smallest_difference": 3, "sketch": " "}
    work.put("claim_1", "claim", claim)
    assert [each.rule for each in work.review()] == ["claim-unsketched"]


def test_what_is_weak_in_a_logic_model_is_named_by_its_row(work: Work) -> None:
    rows = [{"id": "1", "stage": "アウトカム（短期）", "text": "研修を実施した回数"}]
    work.put("logic_model", "logic_model", {"goal": "システムを入れる", "rows": rows})
    found = [(each.rule, each.row) for each in work.review() if each.rule != "stage-missing"]
    assert found == [
        ("goal-names-tool", None),
        ("output-as-outcome", 1),
        ("outcome-unmeasured", 1),
    ]


def test_quotes_of_nothing_come_as_one_remark_a_text(work: Work) -> None:
    work.sheet("problem", goal="{{ gone.hours }}と{{ gone.yen }}を一日で終える")
    (found,) = (each for each in work.review() if each.rule == "unknown-quote")
    assert (found.artifact, found.seen) == ("problem", "gone.hours、gone.yen")
