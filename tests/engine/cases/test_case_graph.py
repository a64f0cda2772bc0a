from typing import Any

import pytest

from engine.cases.graphs import NOON
from engine.cases.samples import cook, counted, empty, proposed, upload, worksheet, write
from tomoni.engine import cases
from tomoni.engine.core import Quantity


def by_hand(key: str) -> cases.Artifact:
    return cases.Artifact(id=key, kind="worksheet")


def joined(key: str, *inputs: str) -> cases.Artifact:
    plan = cases.Plan(function="join", inputs={name: name for name in inputs})
    return cases.Artifact(id=key, kind="worksheet", plan=plan)


def note(text: str = "") -> dict[str, Any]:
    return {"worksheet": "problem", "values": {"gap": text}}


def version(key: str, number: int, **references: int) -> cases.Version:
    return cases.Version(
        artifact=key,
        number=number,
        content="0" * 64,
        references={
            name: cases.Reference(artifact=name, version=newest)
            for name, newest in references.items()
        },
        made_at=NOON,
    )


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


class TestPlacing:
    def test_an_artifact_keeps_its_kind(self) -> None:
        case = cases.place(empty(), by_hand("a"))
        with pytest.raises(cases.CasesError, match="changed-kind"):
            cases.place(case, cases.Artifact(id="a", kind="flow"))

    def test_a_plan_needs_its_inputs_in_the_case(self) -> None:
        with pytest.raises(cases.CasesError, match="unknown-artifact"):
            cases.place(empty(), joined("a", "b"))

    def test_a_plan_that_leads_back_to_itself_is_refused(self) -> None:
        case = cases.place(empty(), by_hand("a"))
        case = cases.place(case, joined("b", "a"))
        with pytest.raises(cases.CasesError, match="cycle"):
            cases.place(case, joined("a", "b"))

    def test_the_given_case_stays_as_it_was(self) -> None:
        before = empty()
        cases.place(before, by_hand("a"))
        assert not before.artifacts


class TestRecording:
    def test_numbers_follow_each_other(self) -> None:
        case = cases.place(empty(), by_hand("a"))
        with pytest.raises(cases.CasesError, match="wrong-number"):
            cases.record(case, version("a", 2))

    @pytest.mark.parametrize("number", [0, 2, -1])
    def test_a_reference_names_a_version_that_is_there(self, number: int) -> None:
        case = cases.place(cases.place(empty(), by_hand("a")), by_hand("b"))
        case = cases.record(case, version("a", 1))
        with pytest.raises(cases.CasesError, match="unknown-version"):
            cases.record(case, version("b", 1, a=number))

    def test_an_artifact_must_be_placed_first(self) -> None:
        with pytest.raises(cases.CasesError, match="unknown-artifact"):
            cases.record(empty(), version("a", 1))

    def test_two_that_refer_to_each_other_are_refused(self) -> None:
        case = cases.place(cases.place(empty(), by_hand("a")), by_hand("b"))
        case = cases.record(cases.record(case, version("a", 1)), version("b", 1, a=1))
        with pytest.raises(cases.CasesError, match="cycle"):
            cases.record(case, version("a", 2, b=1))

    def test_a_text_cannot_quote_what_is_made_from_it(self, store: cases.MemoryStore) -> None:
        case = proposed("まだ何もない", store=store)
        text = {"summary": "{{ proposal }}"}
        with pytest.raises(cases.CasesError, match="cycle"):
            worksheet(case, "proposal_text", text, store=store)

    def test_a_text_may_quote_what_does_not_come_from_it(self, store: cases.MemoryStore) -> None:
        case = proposed("{{ central.count }}", store=store)
        assert cases.order(case).index("central") < cases.order(case).index("proposal")


class TestRevising:
    def test_what_does_not_fit_the_kind_is_refused_by_its_place(
        self, store: cases.MemoryStore
    ) -> None:
        with pytest.raises(cases.CasesError) as caught:
            write(empty(), by_hand("a"), {"values": {}}, store=store)
        assert caught.value.code == "bad-content"
        assert caught.value.params == {"where": "worksheet", "why": "missing"}

    @pytest.mark.parametrize("name", ["../a.xlsx", "a/b.xlsx", "", "a\n.xlsx"])
    def test_a_file_has_a_name_without_a_path(self, name: str, store: cases.MemoryStore) -> None:
        with pytest.raises(cases.CasesError, match="bad-content"):
            write(empty(), by_hand("a"), note(), store=store, files={name: b"x"})

    def test_an_unknown_kind_is_refused(self, store: cases.MemoryStore) -> None:
        with pytest.raises(cases.CasesError, match="unknown-kind"):
            write(empty(), cases.Artifact(id="a", kind="poem"), {}, store=store)

    def test_the_quotes_of_a_text_are_kept_with_its_version(self, store: cases.MemoryStore) -> None:
        case = write(empty(), by_hand("a"), note("{{ b.count }} {{ c }}"), store=store)
        assert case.versions["a"][0].quotes == ("b.count", "c")

    def test_going_back_is_one_more_version(self, store: cases.MemoryStore) -> None:
        case = empty()
        for text in ("はじめ", "つぎ", "はじめ"):
            case = write(case, by_hand("a"), note(text), store=store)
        first, second, third = case.versions["a"]
        assert first.content == third.content != second.content
        assert [each.number for each in case.versions["a"]] == [1, 2, 3]


class TestStaleness:
    def test_a_new_file_makes_all_that_came_from_the_old_one_stale(
        self, store: cases.MemoryStore
    ) -> None:
        case = cook(counted(store=store), store=store).case
        assert cases.stale(case) == {}
        case = upload(case, "施設名,区\n店,東\n", store=store)
        assert cases.stale(case) == {"permits": ("permits_file",), "central": ("permits",)}

    def test_what_was_never_made_is_not_stale(self, store: cases.MemoryStore) -> None:
        assert cases.stale(counted(store=store)) == {}

    def test_another_plan_makes_a_result_stale_without_a_cause(
        self, store: cases.MemoryStore
    ) -> None:
        case = cook(counted(store=store), store=store).case
        plan = cases.Plan(function="evidence.count", inputs={"table": "permits"})
        case = cases.place(case, cases.Artifact(id="central", kind="count", plan=plan))
        assert cases.stale(case) == {"central": ()}

    def test_parameters_given_as_a_tuple_are_no_other_plan(self) -> None:
        plan = cases.Plan(function="f", parameters={"columns": ("a", "b")})
        assert plan.parameters == {"columns": ["a", "b"]}

    def test_a_document_is_stale_when_a_number_that_its_text_quotes_is_newer(
        self, store: cases.MemoryStore
    ) -> None:
        case = cook(proposed("{{ central.count }}", store=store), store=store).case
        head = case.versions["central"][0]
        again = head.model_copy(update={"number": 2, "quantities": {"count": Quantity(value=1)}})
        assert cases.stale(cases.record(case, again)) == {"proposal": ("central",)}

    def test_a_document_is_stale_when_what_its_text_quotes_is_made_at_last(
        self, store: cases.MemoryStore
    ) -> None:
        case = cook(proposed("{{ problem.waiting }}", store=store), store=store).case
        assert cases.stale(case) == {}
        case = worksheet(case, "problem", {"waiting": 40}, store=store)
        assert cases.stale(case) == {"proposal": ("problem",)}
        again = cook(case, store=store)
        assert again.made == ("proposal",)
        assert cases.stale(again.case) == {}


class TestAssembling:
    def test_the_order_of_what_is_given_does_not_matter(self, store: cases.MemoryStore) -> None:
        case = cook(counted(store=store), store=store).case
        versions = [each for found in case.versions.values() for each in found]
        again = cases.assemble(
            empty(),
            artifacts=reversed(list(case.artifacts.values())),
            versions=reversed(versions),
        )
        assert again == case

    @pytest.mark.parametrize(
        ("versions", "code"),
        [
            ([version("a", 1, b=1), version("b", 1, a=1)], "cycle"),
            ([version("a", 1, b=2), version("b", 1)], "unknown-version"),
            ([version("a", 1), version("a", 3)], "wrong-number"),
            ([version("a", 1), version("a", 1)], "wrong-number"),
            ([version("c", 1)], "unknown-artifact"),
        ],
    )
    def test_what_cannot_be_is_refused(self, versions: list[cases.Version], code: str) -> None:
        with pytest.raises(cases.CasesError, match=code):
            cases.assemble(empty(), artifacts=[by_hand("a"), by_hand("b")], versions=versions)

    def test_plans_that_lead_in_a_circle_are_refused(self) -> None:
        with pytest.raises(cases.CasesError, match="cycle"):
            cases.assemble(empty(), artifacts=[joined("a", "b"), joined("b", "a")], versions=[])

    def test_a_plan_made_from_nothing_known_is_refused(self) -> None:
        with pytest.raises(cases.CasesError, match="unknown-artifact"):
            cases.assemble(empty(), artifacts=[joined("a", "b")], versions=[])
