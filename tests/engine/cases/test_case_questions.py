"""Questions in a case: an answer is a table, is quoted as exploring, and ages with its data."""

from typing import Any

import pytest

from engine.cases import samples
from engine.cases.graphs import NOON
from tomoni.engine import cases, documents, questions, tables
from tomoni.engine.core import Grade

BY_WARD = {"table": "permits", "groups": [{"column": "区"}]}


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


def asked(
    case: cases.Case, key: str, question: dict[str, Any], *, store: cases.Store
) -> cases.Recomputed:
    tables_named = [question["table"], *(join["table"] for join in question.get("joins", ()))]
    plan = cases.Plan(
        function="questions.ask",
        inputs={name: name for name in tables_named},
        parameters={"question": question},
    )
    artifact = cases.Artifact(id=key, kind="answer", title="区ごとの件数", plan=plan)
    return samples.cook(cases.place(case, artifact), store=store)


def head(case: cases.Case, key: str) -> cases.Version:
    found = case.head(key)
    assert found is not None
    return found


def test_an_answer_keeps_its_question_and_its_table(store: cases.MemoryStore) -> None:
    made = asked(samples.counted(store=store), "by_ward", BY_WARD, store=store)

    version = head(made.case, "by_ward")
    content = questions.AnswerContent.model_validate(cases.content_of(version, store=store))
    assert content.fact == (
        "「許可の表」の40件を区で2に分けました。件数が最も大きいのは中央の30件です。"
    )
    kept = tables.read_parquet(cases.files_of(version, store=store)[cases.TABLE_FILE])
    assert kept.frame.rows() == [("中央", 30), ("東", 10)]
    assert version.quantities == {}


def test_an_answer_is_a_table_for_the_next_question(store: cases.MemoryStore) -> None:
    made = asked(samples.counted(store=store), "by_ward", BY_WARD, store=store)
    share = {
        "table": "permits",
        "joins": [{"table": "by_ward", "keys": [{"left": "区", "right": "区"}]}],
        "measures": [{"kind": "mean", "column": "by_ward.件数"}],
    }

    made = asked(made.case, "mean", share, store=store)

    assert head(made.case, "mean").quantities["value"].value == 25
    assert cases.stale(made.case) == {}


def test_an_answer_grows_old_with_its_data(store: cases.MemoryStore) -> None:
    made = asked(samples.counted(store=store), "by_ward", BY_WARD, store=store)

    case = samples.upload(made.case, samples.PERMITS + "店40,東,1\n", store=store)

    assert "by_ward" in cases.stale(case)
    again = samples.cook(case, store=store)
    version = head(again.case, "by_ward")
    kept = tables.read_parquet(cases.files_of(version, store=store)[cases.TABLE_FILE])
    assert kept.frame.rows() == [("中央", 30), ("東", 11)]


def test_a_number_found_by_exploring_says_so_wherever_it_is_quoted(
    store: cases.MemoryStore,
) -> None:
    text = "許可は{{ all_permits.value }}ある。"
    made = asked(
        samples.proposed(text, store=store), "all_permits", {"table": "permits"}, store=store
    )
    made = samples.cook(made.case, store=store)

    assert head(made.case, "all_permits").quantities["value"].grade is Grade.EXPLORED
    found = cases.check(samples.bundle(made.case, store=store))
    assert [(one.code, one.place.sheet, one.params) for one in found if "explor" in one.code] == [
        ("exploring-number", "proposal_text", {"quote": "all_permits.value"})
    ]
    document = documents.Document.model_validate(
        cases.content_of(head(made.case, "proposal"), store=store)
    )
    page = documents.render(document, format="html", files={}).decode()
    assert "探索" in page.partition("数値の根拠")[0]


def test_a_question_that_does_not_fit_keeps_nothing(store: cases.MemoryStore) -> None:
    made = asked(
        samples.counted(store=store),
        "wrong",
        {"table": "permits", "measures": [{"kind": "sum", "column": "区"}]},
        store=store,
    )

    assert made.failed["wrong"].code == "not-a-number"
    assert made.case.head("wrong") is None


def test_a_database_that_is_not_known_is_refused(store: cases.MemoryStore) -> None:
    made = asked(samples.counted(store=store), "by_ward", BY_WARD, store=store)
    again = cases.recompute(
        cases.place(
            made.case,
            made.case.artifacts["by_ward"].model_copy(update={"id": "other", "title": "x"}),
        ),
        store=store,
        recipes=cases.recipes_on("trino"),
        made_by="佐藤",
        made_at=NOON,
        engine_version="1",
    )

    assert again.failed["other"].code == "unknown-backend"
