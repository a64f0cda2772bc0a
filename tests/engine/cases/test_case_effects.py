"""Effects in a case: the plans that follow, and the walk of their numbers."""

import pytest

from engine.cases.reckoning import POLICY, flow, head, made, reckoned, written
from tomoni.engine import cases, documents, effects


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


@pytest.fixture
def case(store: cases.MemoryStore) -> cases.Case:
    return reckoned(store=store)


def test_an_effect_has_its_tornado_and_tells_what_becomes_of_the_hours(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    effect = head(case, "effect")
    assert set(effect.files) == {"tornado.svg"}
    assert "「受け付ける」の分（窓口）" in store.read(effect.files["tornado.svg"]).decode()
    assert effect.quantities["freed_hours"].value == pytest.approx(100)
    assert effect.quantities["five_year_staff_hours"].value == pytest.approx(500)


def test_every_number_of_the_effect_can_be_walked_back(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    for name in head(case, "effect").quantities:
        walk = cases.trace(case, f"effect.{name}", store=store)
        assert {step.artifact for step in walk.steps} & {"as_is", "assumptions"}, name


def test_an_effect_without_doubt_has_no_tornado(store: cases.MemoryStore) -> None:
    case = cases.Case(id="c", title="更新", curriculum=POLICY.name)
    for key in ("as_is", "to_be"):
        content = flow(20)
        content["steps"][0]["minutes"] = {"low": 20, "likely": 20, "high": 20}
        case = written(case, key, "flow", content, store=store)
    values = {"worksheet": "assumptions", "values": {"yen_per_hour": 3_000}}
    case = made(written(case, "assumptions", "worksheet", values, store=store), store=store)
    assert head(case, "effect").files == {}


def test_a_plan_from_before_still_makes_an_effect(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    inputs = {"assumptions": "assumptions", "as_is": "as_is_cost", "to_be": "to_be_cost"}
    plan = cases.Plan(function="effects.estimate", inputs=inputs)
    case = made(
        cases.place(case, cases.Artifact(id="effect", kind="effect", plan=plan)), store=store
    )
    assert head(case, "effect").quantities["staff_hours"].value == pytest.approx(100)
    assert "freed_hours" not in head(case, "effect").quantities


def test_an_effect_from_before_still_stands_in_a_document(case: cases.Case) -> None:
    old = {"as_is": "現状", "to_be": "これから", "quantities": {}}
    (table,) = cases.KINDS["effect"].blocks(
        head(case, "effect").model_copy(update={"files": {}, "quantities": {}}), old
    )
    assert isinstance(table, documents.DataTable)


def test_a_document_shows_years_tornado_and_what_the_time_is_for(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    effect = head(case, "effect")
    content = cases.content_of(effect, store=store)
    table, hours, yen, figure, use = cases.KINDS["effect"].blocks(effect, content)
    assert isinstance(table, documents.DataTable)
    assert isinstance(figure, documents.Figure)
    for years in (hours, yen):
        assert isinstance(years, documents.DataTable)
        assert len(years.rows) == effects.YEARS
    assert "円" not in str(hours)
    assert figure.file == "effect-tornado.svg"
    assert "見回りに出る。" in str(use)
    named = {span.name for span in documents.spans((table, hours, yen)) if hasattr(span, "name")}
    five_years = {name for name in effect.quantities if name.startswith("five_year_")}
    shown = (effect.quantities.keys() - five_years) | {"five_year_balance_yen"}
    assert named == {f"effect.{name}" for name in shown}


LOGIC = {
    "title": "更新",
    "rows": [
        {
            "id": "1",
            "stage": "アウトカム（短期）",
            "text": "待つ時間が短くなる（いま{{ as_is_cost.staff_hours }}）",
            "leads_to": ["2"],
            "indicator": {
                "name": "職員の時間",
                "present": "{{ as_is_cost.staff_hours }}",
                "target": "{{ to_be_cost.staff_hours }} くらい",
                "source": "{{ as_is_cost }}",
            },
        },
        {"id": "2", "stage": "インパクト", "text": "安心して食べられる"},
    ],
}


def test_a_logic_model_is_drawn_with_its_numbers_and_follows_them(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    case = made(written(case, "logic_model", "logic_model", LOGIC, store=store), store=store)
    figure = head(case, "logic_figure")
    content = cases.content_of(figure, store=store)
    assert content["model"]["rows"][0]["text"] == "待つ時間が短くなる（いま200時間）"
    assert content["model"]["rows"][0]["indicator"]["target"] == "100時間 くらい"
    assert "200時間" in store.read(figure.files["logic_model.svg"]).decode()
    assert {name: each.value for name, each in figure.quantities.items()} == {"present_1": 200}
    walk = cases.trace(case, "logic_figure.present_1", store=store)
    assert [step.artifact for step in walk.steps][:2] == ["logic_figure", "as_is_cost"]
    changed = written(case, "as_is", "flow", flow(40), store=store)
    again = made(changed, store=store)
    assert head(again, "logic_figure").quantities["present_1"].value == pytest.approx(400)


def test_a_logic_model_stands_in_a_document_with_live_numbers(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    case = made(written(case, "logic_model", "logic_model", LOGIC, store=store), store=store)
    figure = head(case, "logic_figure")
    picture, table = cases.KINDS["logic_picture"].blocks(
        figure, cases.content_of(figure, store=store)
    )
    assert isinstance(picture, documents.Figure)
    assert picture.file == "logic_figure-logic_model.svg"
    assert isinstance(table, documents.DataTable)
    named = [span for span in documents.spans((table,)) if isinstance(span, documents.Number)]
    assert [(span.name, span.text) for span in named] == [("logic_figure.present_1", "200時間")]
