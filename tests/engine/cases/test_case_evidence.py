"""A locked claim in a case: every kind is made by the one recipe, with the looks made before."""

from typing import Any

from engine.cases import samples
from tomoni.engine import cases, evidence

CLAIM: dict[str, Any] = {
    "kind": "two_means",
    "column": "終了月",
    "group_column": "区",
    "group_a": "中央",
    "group_b": "東",
    "smallest_difference": 0.1,
    "unit": "月",
    "locked_at": "2026-09-01T10:00:00+09:00",
}


def verdict(parameters: dict[str, Any]) -> evidence.Verdict:
    store = cases.MemoryStore()
    case = samples.write(
        samples.counted(store=store),
        cases.Artifact(id="later", kind="claim", title="中央は遅い"),
        evidence.Claim.model_validate(CLAIM).model_dump(mode="json"),
        store=store,
    )
    plan = cases.Plan(
        function="evidence.run",
        inputs={"claim": "later", "table": "permits"},
        parameters=parameters,
    )
    case = cases.place(case, cases.Artifact(id="seen", kind="evidence", title="結果", plan=plan))
    made = samples.cook(case, store=store)
    assert not made.failed
    head = made.case.head("seen")
    assert head is not None
    assert head.quantities["difference"].unit == "月"
    return evidence.Verdict.model_validate(cases.content_of(head, store=store))


def test_a_claim_about_means_is_made_by_the_recipe_of_all_claims() -> None:
    found = verdict({})
    assert found.n == 40
    assert found.fact.startswith("「許可の表」")
    assert "many-looks" not in {one.code for one in found.warnings}


def test_the_looks_made_before_travel_in_the_parameters() -> None:
    found = verdict({"ledger": [{"claim": "前の主張", "p_value": 0.5}]})
    assert "many-looks" in {one.code for one in found.warnings}
