from typing import Any

import pytest

from engine.cases.samples import (
    CURRICULUM,
    bundle,
    cook,
    counted,
    empty,
    proposed,
    upload,
    worksheet,
    write,
)
from tomoni.engine import cases
from tomoni.engine.core import Finding, Grade, Quantity


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


def missing(**values: Any) -> list[str]:
    content = cases.WorksheetContent(worksheet="problem", values=values)
    return [field.name for field in cases.missing_fields(content, curriculum=CURRICULUM)]


@pytest.mark.parametrize("value", [None, "", "  \n", "　"])
def test_a_required_field_without_a_word_is_missing(value: str | None) -> None:
    assert missing(gap=value) == ["gap"]


def test_a_list_lacks_something_when_a_row_does() -> None:
    assert missing(gap="ある", causes=[{"cause": "紙"}]) == []
    assert missing(gap="ある", causes=[{"cause": "紙"}, {"seen_in": "permits"}]) == ["causes"]
    assert missing(gap="ある", waiting=0, causes=[]) == []


def test_an_unknown_worksheet_is_refused() -> None:
    content = cases.WorksheetContent(worksheet="dream")
    with pytest.raises(cases.CasesError, match="unknown-worksheet"):
        cases.missing_fields(content, curriculum=CURRICULUM)


def test_a_number_field_offers_its_number_as_an_estimate() -> None:
    content = {"worksheet": "problem", "values": {"gap": "長い", "waiting": 45}}
    found = cases.quantities_of("worksheet", content, curriculum=CURRICULUM)
    assert found == {
        "waiting": Quantity(value=45, unit="分", label="待ち時間", grade=Grade.ESTIMATE)
    }


@pytest.mark.parametrize("value", [None, "45", True])
def test_what_is_no_number_offers_none(value: object) -> None:
    content = {"worksheet": "problem", "values": {"waiting": value}}
    assert cases.quantities_of("worksheet", content, curriculum=CURRICULUM) == {}
    assert cases.quantities_of("table", content, curriculum=CURRICULUM) == {}


def test_reference_fields_name_the_newest_versions(store: cases.MemoryStore) -> None:
    case = upload(cook(counted(store=store), store=store).case, "区\n東\n", store=store)
    values = {
        "evidence": ["central", "nobody"],
        "causes": [{"cause": "紙"}, {"cause": "列", "seen_in": "permits_file"}],
    }
    found = cases.references_of(CURRICULUM.worksheet("problem"), values, case=case)
    assert found == {
        "evidence.central": cases.Reference(artifact="central", version=1),
        "causes.1.seen_in.permits_file": cases.Reference(artifact="permits_file", version=2),
    }


class TestWhatFollows:
    def test_results_follow_when_their_ingredients_are_there(
        self, store: cases.MemoryStore
    ) -> None:
        case = empty()
        for key, kind in (("as_is", "flow"), ("to_be", "flow"), ("assumptions", "worksheet")):
            case = cases.place(case, cases.Artifact(id=key, kind=kind))
        grown = cases.follow(case, curriculum=CURRICULUM)
        assert grown.artifacts.keys() - case.artifacts.keys() == {
            "as_is_cost",
            "to_be_cost",
            "effect",
        }
        assert cases.order(grown).index("effect") > cases.order(grown).index("to_be_cost")
        assert cases.follow(grown, curriculum=CURRICULUM) == grown

    def test_the_headings_of_the_proposal_are_the_labels_of_the_worksheet(
        self, store: cases.MemoryStore
    ) -> None:
        plan = proposed("", store=store).artifacts["proposal"].plan
        assert plan is not None
        assert plan.parameters == {
            "title": "title",
            "sections": {"summary": "概要", "means": "方法"},
            "division": "生活衛生課",
            "authors": ["佐藤"],
        }

    def test_nothing_follows_from_nothing(self) -> None:
        assert cases.follow(empty(), curriculum=CURRICULUM) == empty()

    def test_a_plan_that_is_there_stays(self, store: cases.MemoryStore) -> None:
        case = proposed("", store=store)
        assert cases.follow(case, curriculum=CURRICULUM, division="ほかの課") == case


class TestChecking:
    def found(self, case: cases.Case, *, store: cases.Store) -> list[tuple[str, str]]:
        findings = cases.check(bundle(case, store=store))
        return sorted((finding.code, finding.place.sheet) for finding in findings)

    def one(self, case: cases.Case, code: str, *, store: cases.Store) -> Finding:
        findings = cases.check(bundle(case, store=store))
        return next(finding for finding in findings if finding.code == code)

    def test_an_empty_case_lacks_its_worksheets(self, store: cases.MemoryStore) -> None:
        assert self.found(empty(), store=store) == [
            ("missing-worksheet", "problem"),
            ("missing-worksheet", "proposal_text"),
        ]

    def test_a_finished_case_lacks_nothing(self, store: cases.MemoryStore) -> None:
        case = worksheet(
            proposed("中央区に{{ central.count }}", store=store),
            "problem",
            {"gap": "40分待つ"},
            store=store,
        )
        assert self.found(cook(case, store=store).case, store=store) == []

    def test_what_is_unmade_stale_or_empty_is_named(self, store: cases.MemoryStore) -> None:
        case = worksheet(counted(store=store), "problem", {"gap": ""}, store=store)
        case = cook(case, store=store).case
        case = cases.place(
            upload(case, "区\n東\n", store=store),
            cases.Artifact(
                id="later",
                kind="count",
                plan=cases.Plan(function="evidence.count", inputs={"table": "permits"}),
            ),
        )
        assert self.found(case, store=store) == [
            ("missing-field", "problem"),
            ("missing-worksheet", "proposal_text"),
            ("stale", "central"),
            ("stale", "permits"),
            ("unmade", "later"),
        ]
        assert self.one(case, "stale", store=store).params == {"causes": "permits_file"}
        assert self.one(case, "missing-field", store=store).params == {"field": "目標との差"}

    @pytest.mark.parametrize(
        ("text", "code", "seen"),
        [
            ("1,200件を処理", "orphan-number", "1,200件"),
            ("効果は{{ 効果 }}", "broken-quote", "{{ 効果 }}"),
            ("{{ central.share }}", "unknown-quote", ""),
            ("{{ centre }}", "unknown-quote", ""),
        ],
    )
    def test_a_text_that_nobody_can_follow_is_found(
        self, text: str, code: str, seen: str, store: cases.MemoryStore
    ) -> None:
        case = worksheet(proposed(text, store=store), "problem", {"gap": "40分待つ"}, store=store)
        case = cook(case, store=store).case
        assert self.found(case, store=store) == [(code, "proposal_text")]
        assert self.one(case, code, store=store).seen == seen

    def test_a_worksheet_of_another_curriculum_is_named(self, store: cases.MemoryStore) -> None:
        case = write(
            empty(),
            cases.Artifact(id="dream", kind="worksheet"),
            {"worksheet": "dream"},
            store=store,
        )
        assert ("unknown-worksheet", "dream") in self.found(case, store=store)

    def test_another_kind_of_artifact_is_no_worksheet(self, store: cases.MemoryStore) -> None:
        case = write(
            empty(), cases.Artifact(id="problem", kind="flow"), {"title": "流れ"}, store=store
        )
        assert ("missing-worksheet", "problem") in self.found(case, store=store)
