"""A review in a case: what was adopted holds still, what was measured stands beside it."""

import pytest

from engine.cases.reckoning import NOON, flow, head, made, reckoned, written
from engine.cases.samples import cook
from tomoni.engine import cases, documents
from tomoni.engine.core import Quantity, sha256

CLAIM = {
    "kind": "paired", "column": "後（分）", "other_column": "前（分）", "smallest_difference": 1,
    "direction": "lower", "reason": "画面で直せるから", "refuted_if": "変わらないとき",
    "sketch": "点が下がる", "locked_at": "2027-06-01T09:00:00+09:00",
}  # fmt: skip


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


@pytest.fixture
def case(store: cases.MemoryStore) -> cases.Case:
    return reckoned(store=store)


def planned(case: cases.Case, *, store: cases.MemoryStore, actual: str = "") -> cases.Case:
    case = written(case, "claim_1", "claim", CLAIM, store=store)
    content = {
        "title": "一年後",
        "started_date": "2027-07-01",
        "lines": [
            {
                "indicator": "職員の時間",
                "planned": "effect.staff_hours",
                "planned_version": 1,
                "claim": "claim_1",
                "claim_version": 1,
                "actual": actual,
            }
        ],
    }
    references = {
        "planned.1": cases.Reference(artifact="effect", version=1),
        "claim.1": cases.Reference(artifact="claim_1", version=1),
    }
    case = written(case, "review_plan", "review_plan", content, store=store, references=references)
    return made(case, store=store)


def test_a_plan_of_review_holds_the_effect_as_it_was_adopted(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    case = planned(case, store=store)
    adopted = head(case, "effect").quantities["staff_hours"]
    later = made(written(case, "to_be", "flow", flow(2), store=store), store=store)
    assert head(later, "effect").quantities["staff_hours"].value == pytest.approx(180)
    held = head(later, "effect_review").quantities["planned_1"]
    assert (held.value, held.low, held.high) == (adopted.value, adopted.low, adopted.high)
    walk = cases.trace(later, "effect_review.planned_1", store=store)
    passed = [(step.artifact, step.version) for step in walk.steps]
    assert ("effect", 1) in passed
    assert ("effect", 2) not in passed


def test_what_was_measured_stands_beside_what_was_planned(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    content = cases.content_of(head(planned(case, store=store), "effect_review"), store=store)
    assert content["lines"][0]["attained"] == "まだ測っていない"
    counted = cases.place(case, cases.Artifact(id="measured", kind="worksheet"))
    values = {"worksheet": "review", "values": {}}
    hours = Quantity(value=90, low=80, high=95, unit="時間")
    counted = cases.revise(
        counted,
        "measured",
        content=values,
        store=store,
        made_by="佐藤",
        made_at=NOON,
        quantities={"hours": hours},
    )
    case = planned(counted, store=store, actual="{{ measured.hours }}")
    review = head(case, "effect_review")
    content = cases.content_of(review, store=store)
    assert content["lines"][0]["attained"] == "見込みの幅の中"
    codes = {found["code"] for found in content["findings"]}
    assert codes == {"other-claim", "not-before-after"}
    assert review.quantities["actual_1"].made_from == ("measured.hours",)
    (table,) = cases.KINDS["review"].blocks(review, content)
    assert isinstance(table, documents.DataTable)
    assert len(table.rows) == 1


def measured_twice(case: cases.Case, *, store: cases.MemoryStore) -> cases.Case:
    """Forty cases that took between 9 and 11 minutes less than before, and the verdict on them."""
    lines = [f"{n},{20 + n % 5},{10 + n % 5 + (n % 3 - 1)}" for n in range(40)]
    data = "\n".join(["番号,前（分）,後（分）", *lines]).encode()
    source = {"file_name": "a.csv", "sha256": sha256(data), "size": len(data)}
    case = written(case, "file_1", "source", source, store=store, files={"a.csv": data})
    case = written(case, "claim_1", "claim", CLAIM, store=store)
    plans = {
        "table_1": ("table", "tables.read", {"file": "file_1"}),
        "evidence_1": ("evidence", "evidence.run", {"claim": "claim_1", "table": "table_1"}),
    }
    for key, (kind, function, inputs) in plans.items():
        plan = cases.Plan(function=function, inputs=inputs)
        case = cases.place(case, cases.Artifact(id=key, kind=kind, title=key, plan=plan))
    return made(case, store=store)


def test_a_verdict_on_the_claim_that_was_fixed_measures_without_weakness(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    """Ten minutes less a case were planned, as minutes of the flow as it should be."""
    case = measured_twice(case, store=store)
    line = {
        "indicator": "1件あたりの分",
        "planned": "to_be_cost.staff_minutes_per_case",
        "planned_version": 1,
        "claim": "claim_1",
        "claim_version": 1,
        "actual": "{{ evidence_1.difference }}",
        "turned": True,
    }
    plan = {"title": "一年後", "started_date": "2027-07-01", "lines": [line]}
    case = made(written(case, "review_plan", "review_plan", plan, store=store), store=store)
    review = head(case, "effect_review")
    content = cases.content_of(review, store=store)
    (shown,) = content["lines"]
    verdict = head(case, "evidence_1").quantities["difference"]
    assert shown["actual"]["value"] == pytest.approx(-verdict.value)
    assert shown["actual"]["value"] == pytest.approx(10, abs=0.3)
    assert (shown["planned"]["low"], shown["planned"]["high"]) == (5, 20)
    assert (
        shown["claim"]
        == cases.content_of(head(case, "evidence_1"), store=store)["claim"]["sentence"]
    )
    assert content["findings"] == []
    walk = cases.trace(case, "effect_review.actual_1", store=store)
    assert walk.sources[0].source.file_name == "a.csv"


def test_a_review_of_a_number_that_is_not_there_fails(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    case = planned(case, store=store)
    wrong = cases.content_of(head(case, "review_plan"), store=store)
    wrong["lines"][0]["planned"] = "effect.nothing"
    case = written(case, "review_plan", "review_plan", wrong, store=store)
    result = cook(case, store=store)
    assert result.failed["effect_review"].code == "unknown-quantity"
