"""From a file and two flows to a proposal: every number has its way back."""

import pytest

from engine.cases.samples import CURRICULUM, bundle, cook, counted, worksheet, write
from tomoni.engine import cases, flows
from tomoni.engine.core import Grade, Quantity
from tomoni.engine.documents import Document, Number, spans

TEXT = """{{ as_is_cost }}
1年に{{ effect.staff_hours }}、{{ effect.yen | 千円 幅 }}を減らす。
・市民は{{ effect.citizen_hours }}"""


def flow(minutes: float, *, quote: str = "{{ central.count }}") -> dict[str, object]:
    lanes = (
        flows.Lane(name="申請者", kind=flows.LaneKind.CITIZEN),
        flows.Lane(name="窓口", kind=flows.LaneKind.STAFF),
    )
    steps = (
        flows.Step(
            id="s1",
            name="申請する",
            lane="申請者",
            minutes=flows.Minutes(low=minutes, likely=minutes * 2, high=minutes * 3),
            next=(flows.Next(to="s2"),),
        ),
        flows.Step(
            id="s2",
            name="確認する",
            lane="窓口",
            minutes=flows.Minutes(low=minutes, likely=minutes, high=minutes * 2),
        ),
    )
    made = flows.Flow(title="更新", lanes=lanes, steps=steps, volume=flows.Volume(quote=quote))
    return made.model_dump(mode="json")


def write_flow(
    case: cases.Case, key: str, content: dict[str, object], *, store: cases.Store
) -> cases.Case:
    artifact = cases.Artifact(id=key, kind="flow", title=cases.FLOWS[key])
    return write(case, artifact, content, store=store)


@pytest.fixture
def store() -> cases.MemoryStore:
    return cases.MemoryStore()


@pytest.fixture
def case(store: cases.MemoryStore) -> cases.Case:
    """All ingredients, nothing made yet."""
    case = write_flow(counted(store=store), "as_is", flow(20), store=store)
    case = write_flow(case, "to_be", flow(4), store=store)
    case = write(
        case,
        cases.Artifact(id="assumptions", kind="worksheet", title="前提"),
        {"worksheet": "assumptions", "values": {"yen_per_hour": 3000, "note": "人事課"}},
        store=store,
        quantities={"yen_per_hour": Quantity(value=3000, unit="円", grade=Grade.REGISTER)},
    )
    values = {"title": "更新を楽に", "summary": TEXT}
    case = worksheet(case, "proposal_text", values, store=store)
    return cases.follow(case, curriculum=CURRICULUM)


def document(case: cases.Case, *, store: cases.Store) -> Document:
    head = case.head("proposal")
    assert head is not None
    return Document.model_validate(cases.content_of(head, store=store))


def numbers(case: cases.Case, *, store: cases.Store) -> list[str]:
    found = spans(document(case, store=store).blocks)
    return [span.text for span in found if isinstance(span, Number)]


def test_all_is_made_in_one_go(case: cases.Case, store: cases.MemoryStore) -> None:
    result = cook(case, store=store)
    assert not result.failed
    assert not result.waiting
    made = set(result.made)
    assert made == {"permits", "central", "as_is_cost", "to_be_cost", "effect", "proposal"}
    # 30 cases × (20 − 4) minutes of staff, and twice that of citizens. Of minutes between the usual
    # and twice that 97.5 % of the draws lie below 1 − 0.025^(1/5) = 52 % of the way.
    assert numbers(result.case, store=store) == ["8時間", "24千円（24千円～37千円）", "16時間"]


def test_a_figure_lies_beside_the_document(case: cases.Case, store: cases.MemoryStore) -> None:
    head = cook(case, store=store).case.head("proposal")
    assert head is not None
    assert list(head.files) == ["as_is_cost-flow.svg"]


def test_money_is_walked_back_to_the_rows_of_the_file(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    done = cook(case, store=store).case
    found = cases.trace(done, "effect.yen", store=store)
    ways = {
        (step.artifact, step.quantity_name): [
            (found.steps[place].artifact, found.steps[place].quantity_name)
            for place in step.made_from
        ]
        for step in found.steps
    }
    assert ways["effect", "yen"] == [("effect", "staff_hours"), ("assumptions", "yen_per_hour")]
    assert ways["effect", "staff_hours"] == [
        ("as_is_cost", "staff_hours"),
        ("to_be_cost", "staff_hours"),
    ]
    assert ("central", "count") in ways
    (source,) = found.sources
    assert source.rows == 40


def test_every_number_of_the_document_has_its_trace(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    entries = document(cook(case, store=store).case, store=store).traces
    assert [entry.name for entry in entries] == [
        "effect.staff_hours",
        "effect.yen",
        "effect.citizen_hours",
    ]
    assert all(entry.sources[0].rows == 40 for entry in entries)


def test_a_minute_changed_in_a_flow_makes_the_proposal_stale_and_then_right(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    done = cook(case, store=store).case
    changed = write_flow(done, "to_be", flow(10), store=store)
    assert cases.stale(changed) == {
        "to_be_cost": ("to_be",),
        "effect": ("to_be", "to_be_cost"),
        "proposal": ("effect",),
    }
    result = cook(changed, store=store)
    assert result.made == ("to_be_cost", "effect", "proposal")
    assert numbers(result.case, store=store)[0] == "5時間"
    assert numbers(done, store=store)[0] == "8時間"


def test_the_whole_case_comes_back_from_its_bundle(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    done = cook(case, store=store).case
    data = cases.bundle_zip(bundle(done, store=store))
    back = cases.read_bundle(data)
    assert back.case == done
    assert cases.bundle_zip(back) == data


@pytest.mark.parametrize(
    ("quote", "code"),
    [
        ("{{ central.share }}", "unknown-quote"),
        ("{{ nobody.count }}", "unknown-quote"),
        ("central.count", "unknown-quote"),
        ("", "no-volume"),
    ],
)
def test_a_flow_without_cases_a_year_fails_alone(
    quote: str, code: str, case: cases.Case, store: cases.MemoryStore
) -> None:
    result = cook(write_flow(case, "to_be", flow(4, quote=quote), store=store), store=store)
    assert {key: error.code for key, error in result.failed.items()} == {"to_be_cost": code}
    assert result.waiting == ("effect", "proposal")
    assert "as_is_cost" in result.made


def test_assumptions_that_lack_a_number_say_which(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    case = write(case, case.artifacts["assumptions"], {"worksheet": "assumptions"}, store=store)
    error = cook(case, store=store).failed["effect"]
    assert (error.code, error.params) == (
        "bad-content",
        {"where": "yen_per_hour", "why": "missing"},
    )


def test_a_flow_may_state_its_cases_a_year_itself(
    case: cases.Case, store: cases.MemoryStore
) -> None:
    stated = {"value": 120, "low": 60, "high": 240, "grade": "聞き取り"}
    case = write_flow(case, "to_be", flow(4) | {"volume": stated}, store=store)
    head = cook(case, store=store).case.head("to_be_cost")
    assert head is not None
    found = head.quantities["cases"]
    assert (found.value, found.low, found.high, found.grade) == (120, 60, 240, Grade.INTERVIEW)
    assert found.made_from == ("flow",)
    assert head.quantities["staff_hours"].value == 8
