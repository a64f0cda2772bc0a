from collections.abc import Mapping

import pytest

from engine.cases.graphs import NOON, Kitchen
from engine.cases.samples import (
    PERMITS,
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
from tomoni.engine.core import Quantity
from tomoni.engine.documents import Document, Orphan, spans
from tomoni.engine.tables import Reader


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


def value(case: cases.Case, key: str, number: int, *, store: cases.Store) -> cases.Case:
    return write(
        case,
        cases.Artifact(id=key, kind="worksheet"),
        {"worksheet": "sum", "values": {"value": number}},
        store=store,
        quantities={"value": Quantity(value=number)},
    )


def planned(key: str, *inputs: str, function: str = "join") -> cases.Artifact:
    plan = cases.Plan(function=function, inputs={name: name for name in inputs})
    return cases.Artifact(id=key, kind="worksheet", plan=plan)


def diamond(*, store: cases.Store) -> cases.Case:
    """top ← left, right ← base; other stands alone."""
    case = value(value(empty(), "base", 1, store=store), "other", 2, store=store)
    for artifact in (
        planned("left", "base"),
        planned("right", "base", "other"),
        planned("top", "left", "right"),
    ):
        case = cases.place(case, artifact)
    return case


def bake(
    case: cases.Case, *, store: cases.Store, recipes: Mapping[str, cases.Recipe] | None = None
) -> cases.Recomputed:
    return cases.recompute(
        case,
        store=store,
        recipes=recipes or Kitchen().recipes(),
        made_by="佐藤",
        made_at=NOON,
        engine_version="1",
    )


def test_everything_is_made_once_after_all_that_it_is_made_from(store: cases.MemoryStore) -> None:
    result = bake(diamond(store=store), store=store)
    assert result.made == ("left", "right", "top")
    top = result.case.head("top")
    assert top is not None
    assert top.quantities["value"].value == 4
    assert (top.function, top.made_by, top.engine_version) == ("join", "佐藤", "1")
    assert top.references["left"] == cases.Reference(artifact="left", version=1)


def test_what_does_not_come_from_the_change_is_left_alone(store: cases.MemoryStore) -> None:
    case = bake(diamond(store=store), store=store).case
    result = bake(value(case, "other", 5, store=store), store=store)
    assert result.made == ("right", "top")
    assert result.case.versions["left"] == case.versions["left"]


def test_a_result_is_kept_when_its_inputs_offer_the_same(store: cases.MemoryStore) -> None:
    case = bake(diamond(store=store), store=store).case
    kitchen = Kitchen()
    result = cases.recompute(
        value(case, "base", 1, store=store),
        store=store,
        recipes=kitchen.recipes(),
        made_by="鈴木",
        made_at=NOON,
        engine_version="2",
    )
    assert not kitchen.made
    assert result.carried == ("left", "right", "top")
    left = result.case.versions["left"][1]
    assert left.references["base"].version == 2
    assert (left.made_by, left.engine_version) == ("鈴木", "1")
    assert not cases.stale(result.case)


def test_another_parameter_makes_it_anew(store: cases.MemoryStore) -> None:
    case = bake(diamond(store=store), store=store).case
    plan = cases.Plan(function="join", inputs={"base": "base"}, parameters={"by": 2})
    case = cases.place(case, cases.Artifact(id="left", kind="worksheet", plan=plan))
    result = bake(case, store=store)
    assert result.made == ("left",)
    assert result.carried == ("top",)


def test_progress_is_told_before_each_and_at_the_end(store: cases.MemoryStore) -> None:
    told: list[tuple[int, int, str]] = []
    cases.recompute(
        diamond(store=store),
        store=store,
        recipes=Kitchen().recipes(),
        made_by="",
        made_at=NOON,
        engine_version="1",
        progress=lambda done, total, key: told.append((done, total, key)),
    )
    assert told == [(0, 3, "left"), (1, 3, "right"), (2, 3, "top"), (3, 3, "")]


def test_cancelling_in_the_middle_leaves_the_case_as_it_was(store: cases.MemoryStore) -> None:
    case = diamond(store=store)
    before = dict(case.versions)
    kitchen = Kitchen()
    with pytest.raises(cases.CasesError, match="cancelled"):
        cases.recompute(
            case,
            store=store,
            recipes=kitchen.recipes(),
            made_by="",
            made_at=NOON,
            engine_version="1",
            cancelled=lambda: kitchen.made.total() == 2,
        )
    assert kitchen.made.total() == 2
    assert case.versions == before


def test_one_that_fails_leaves_the_others_and_its_own_older_versions(
    store: cases.MemoryStore,
) -> None:
    case = bake(diamond(store=store), store=store).case
    plan = cases.Plan(function="burn", inputs={"base": "base"})
    case = cases.place(case, cases.Artifact(id="left", kind="worksheet", plan=plan))
    case = value(case, "other", 9, store=store)
    result = bake(case, store=store, recipes={**Kitchen().recipes(), "burn": cases.Recipe(burn)})
    assert result.made == ("right",)
    assert result.waiting == ("top",)
    assert {key: error.code for key, error in result.failed.items()} == {"left": "burnt"}
    assert result.case.versions["left"] == case.versions["left"]


def burn(_inputs: cases.Inputs) -> cases.Made:
    raise cases.CasesError("burnt")


def test_an_unknown_function_fails_alone(store: cases.MemoryStore) -> None:
    case = cases.place(diamond(store=store), planned("lost", "base", function="gone"))
    result = bake(case, store=store)
    assert result.failed["lost"].code == "unknown-function"
    assert result.made == ("left", "right", "top")


def test_what_is_made_from_something_unmade_waits(store: cases.MemoryStore) -> None:
    case = cases.place(empty(), cases.Artifact(id="base", kind="worksheet"))
    result = bake(cases.place(case, planned("left", "base")), store=store)
    assert result.waiting == ("left",)
    assert not result.case.versions


def test_only_the_named_are_looked_at(store: cases.MemoryStore) -> None:
    result = cases.recompute(
        diamond(store=store),
        store=store,
        recipes=Kitchen().recipes(),
        made_by="",
        made_at=NOON,
        engine_version="1",
        only=["left"],
    )
    assert result.made == ("left",)


@pytest.mark.parametrize(
    ("function", "inputs", "parameters", "code"),
    [
        ("tables.read", {"file": "problem"}, {}, "bad-content"),
        ("tables.read", {"file": "permits_file"}, {"table": 3}, "no-such-table"),
        ("tables.read", {"file": "permits_file"}, {"table": -1}, "bad-content"),
        ("tables.read", {}, {}, "missing-input"),
        ("evidence.count", {"table": "permits_file"}, {}, "missing-file"),
        ("evidence.count", {"table": "permits"}, {"filters": [{"op": "like"}]}, "bad-content"),
        ("effects.estimate", {"assumptions": "problem"}, {}, "bad-content"),
        ("documents.proposal", {"text": "problem"}, {}, "bad-content"),
    ],
)
def test_a_plan_that_does_not_fit_fails_with_a_code(
    function: str,
    inputs: dict[str, str],
    parameters: dict[str, object],
    code: str,
    store: cases.MemoryStore,
) -> None:
    case = worksheet(counted(store=store), "problem", {"gap": "長い列"}, store=store)
    plan = cases.Plan(function=function, inputs=inputs, parameters=parameters)
    case = cases.place(case, cases.Artifact(id="odd", kind="table", plan=plan))
    result = cook(case, store=store)
    assert result.failed["odd"].code == code
    assert result.made == ("permits", "central")


def document(case: cases.Case, *, store: cases.Store) -> Document:
    head = case.head("proposal")
    assert head is not None
    return Document.model_validate(cases.content_of(head, store=store))


def words(case: cases.Case, *, store: cases.Store) -> str:
    return "".join(span.text for span in spans(document(case, store=store).blocks))


def test_a_new_file_changes_the_number_in_the_document(store: cases.MemoryStore) -> None:
    case = cook(proposed("中央区に{{ central.count }}ある", store=store), store=store).case
    assert words(case, store=store) == "中央区に30件ある"
    (entry,) = document(case, store=store).traces
    assert [line.rows for line in entry.sources] == [40]
    case = upload(case, PERMITS.replace("東", "中央"), store=store)
    result = cook(case, store=store)
    assert result.made == ("permits", "central", "proposal")
    assert words(result.case, store=store) == "中央区に40件ある"


def test_a_quote_of_nothing_stays_to_be_seen_in_the_document(store: cases.MemoryStore) -> None:
    result = cook(proposed("効果は{{ efect.yen }}", store=store), store=store)
    assert not result.failed
    found = list(spans(document(result.case, store=store).blocks))
    assert found[1] == Orphan(text="{{ efect.yen }}")


def test_rows_become_a_list_and_empty_fields_no_heading(store: cases.MemoryStore) -> None:
    case = proposed("", store=store)
    values = {"title": "更新を楽に", "summary": " ", "means": [{"what": "通知を分ける"}, {}]}
    case = cook(worksheet(case, "proposal_text", values, store=store), store=store).case
    assert [block.type for block in document(case, store=store).blocks] == ["heading", "bullets"]
    assert words(case, store=store) == "通知を分ける"


def test_an_artifact_may_have_the_name_of_an_input(store: cases.MemoryStore) -> None:
    case = proposed("{{ text.value }}", store=store)
    case = value(case, "text", 5, store=store)
    result = cook(case, store=store)
    assert not result.failed
    assert words(result.case, store=store) == "5"
    assert bundle(result.case, store=store).case.head("proposal") is not None


def test_a_placed_figure_that_is_none_fails_with_its_name(store: cases.MemoryStore) -> None:
    result = cook(proposed("{{ permits }}", store=store), store=store)
    assert result.failed["proposal"].code == "no-figure"


def test_everything_of_one_run_shares_a_reader_of_files(store: cases.MemoryStore) -> None:
    given = Reader()
    seen = []

    def join(inputs: cases.Inputs) -> cases.Made:
        seen.append(inputs.reader)
        return Kitchen().join(inputs)

    cases.recompute(
        diamond(store=store),
        store=store,
        recipes={"join": cases.Recipe(join)},
        made_by="佐藤",
        made_at=NOON,
        engine_version="1",
        reader=given,
    )
    assert seen == [given] * 3
