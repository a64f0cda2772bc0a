"""How it runs beside how it should run."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.flows import flowing, queues
from tomoni.engine import flows
from tomoni.engine.core import Grade, Quantity
from tomoni.engine.flows import Change

CASES = Quantity(value=600, unit="件", low=500, high=700, grade=Grade.REGISTER)

AS_IS = flowing.flow_of("""
市民|窓口へ行って申請書を出す||30||
窓口|申請書を受け取る||10||
窓口|台帳へ転記する||6||
窓口|審査する|5|20|40|
窓口|手数料を集計する||5||
市民|許可証を取りに行く||30||
""")
TO_BE = flowing.flow_of("""
市民|スマートフォンで申請する||15||
審査担当|申請書を受け取る||4||
窓口|審査する|5|12|40|
市民|手数料を集計する||2||
窓口|許可証を郵送する||3||
""")


def pairs(comparison: flows.Comparison) -> list[tuple[str, str, tuple[Change, ...]]]:
    return [
        (
            pair.as_is.name if pair.as_is else "",
            pair.to_be.name if pair.to_be else "",
            pair.changes,
        )
        for pair in comparison.pairs
    ]


def test_steps_are_paired_and_what_changes_is_said() -> None:
    assert pairs(flows.compare(AS_IS, TO_BE, cases=CASES)) == [
        ("", "スマートフォンで申請する", (Change.ADDED,)),
        ("窓口へ行って申請書を出す", "", (Change.REMOVED,)),
        ("申請書を受け取る", "申請書を受け取る", (Change.MOVED, Change.MINUTES)),
        ("台帳へ転記する", "", (Change.REMOVED,)),
        ("審査する", "審査する", (Change.MINUTES,)),
        ("手数料を集計する", "手数料を集計する", (Change.MOVED, Change.MINUTES)),
        ("", "許可証を郵送する", (Change.ADDED,)),
        ("許可証を取りに行く", "", (Change.REMOVED,)),
    ]


def test_saved_hours_are_parted_into_gone_moved_and_freed() -> None:
    """600 cases a year: a minute for a case is 10 hours."""
    found = flows.compare(AS_IS, TO_BE, cases=CASES).quantities
    expected = {
        "staff_hours_as_is": 410,
        "staff_hours_to_be": 190,
        "staff_hours_saved": 220,
        "gone_hours": 60,
        "moved_hours": 150,
        "received_hours": 40,
        "freed_hours": 80,
        "grown_hours": 0,
        "added_hours": 30,
        "moved_to_citizen_hours": 20,
        "citizen_hours_as_is": 600,
        "citizen_hours_to_be": 170,
        "citizen_hours_saved": 430,
        "citizen_trips_as_is": 1_200,
        "citizen_trips_to_be": 0,
    }
    assert {name: quantity.value for name, quantity in found.items()} == pytest.approx(expected)
    assert found["gone_hours"].low == pytest.approx(50)
    assert found["citizen_trips_as_is"].high == pytest.approx(1_400)
    assert found["gone_hours"].grade is Grade.ESTIMATE


def test_a_flow_beside_itself_changes_nothing() -> None:
    comparison = flows.compare(AS_IS, AS_IS, cases=CASES)
    assert all(pair.changes == () for pair in comparison.pairs)
    assert comparison.quantities["staff_hours_saved"].value == 0
    assert comparison.quantities["freed_hours"].grade is Grade.COMPUTED


def renamed(flow: flows.Flow, names: dict[str, str]) -> flows.Flow:
    steps = tuple(
        step.model_copy(update={"name": names.get(step.name, step.name)}) for step in flow.steps
    )
    return flow.model_copy(update={"steps": steps})


def test_a_step_renamed_a_little_is_the_same_and_one_replaced_is_another() -> None:
    to_be = renamed(AS_IS, {"台帳へ転記する": "台帳に転記する", "審査する": "AIが判定"})
    found = pairs(flows.compare(AS_IS, to_be, cases=CASES))
    assert ("台帳へ転記する", "台帳に転記する", (Change.RENAMED,)) in found
    assert ("審査する", "", (Change.REMOVED,)) in found
    assert ("", "AIが判定", (Change.ADDED,)) in found


def test_numbers_that_moved_up_do_not_make_pairs() -> None:
    """Without its third row the ids of the rows below are those of others."""
    rows = flows.to_rows(AS_IS)
    del rows[2]
    fewer = [{**row, "番号": ""} for row in rows]
    to_be, _ = flows.from_rows(fewer, title="")
    found = pairs(flows.compare(AS_IS, to_be, cases=CASES))
    assert [before for before, after, _ in found if not after] == ["台帳へ転記する"]
    assert all(before == after for before, after, _ in found if after)


@settings(deadline=None)
@given(flowing.counted_flows(), flowing.counted_flows(), st.floats(1, 1e5))
def test_the_parts_add_up_to_what_is_saved(
    as_is: flows.Flow, to_be: flows.Flow, cases: float
) -> None:
    found = flows.compare(as_is, to_be, cases=Quantity(value=cases)).quantities
    signs = {
        "gone_hours": 1,
        "moved_hours": 1,
        "received_hours": -1,
        "freed_hours": 1,
        "grown_hours": -1,
        "added_hours": -1,
    }
    parts = sum(sign * found[name].value for name, sign in signs.items())
    size = found["staff_hours_as_is"].value + found["staff_hours_to_be"].value
    assert parts == pytest.approx(found["staff_hours_saved"].value, abs=1e-9 * (1 + size))
    for name in signs:
        assert found[name].value >= -1e-9 * (1 + size)


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(flows.FlowsError, match="flow-empty"):
        flows.compare(AS_IS, flows.Flow(), cases=CASES)


SLOWER = flows.Settings(
    gap=flows.Exponential(mean=10),
    steps={"serve": flows.StepSettings(minutes=flows.Exponential(mean=7))},
    deadline=flows.Deadline(length=60),
)
FASTER = SLOWER.model_copy(
    update={"steps": {"serve": flows.StepSettings(minutes=flows.Exponential(mean=6))}}
)


def both(to_be: flows.Flow, given: flows.Settings | None = None) -> flows.BothRuns:
    return flows.simulate_both(
        queues.SERVE, to_be, settings=SLOWER, to_be_settings=given, cases=2_000, replications=10
    )


def test_common_luck_makes_the_difference_sharper_than_either_run() -> None:
    """M/M/1: 70/3 minutes with 7 minutes of work, 15 with 6."""
    runs = both(queues.SERVE, FASTER)
    saved, before = runs.differences["throughput_minutes"], runs.as_is.quantities
    assert saved.value == pytest.approx(70 / 3 - 15, rel=0.15)
    assert saved.low is not None
    assert before["throughput_minutes"].low is not None
    half = before["throughput_minutes"].value - before["throughput_minutes"].low
    assert saved.value - saved.low < 0.75 * half
    assert runs.differences["within_deadline"].unit == "ポイント"
    assert runs.differences["within_deadline"].value < 0


def test_a_step_with_another_id_keeps_its_luck() -> None:
    other = queues.SERVE.steps[0].model_copy(update={"id": "s9"})
    renumbered = queues.SERVE.model_copy(update={"steps": (other,)})
    given = SLOWER.model_copy(update={"steps": {"s9": SLOWER.steps["serve"]}})
    assert both(renumbered, given).differences["throughput_minutes"].value == 0


def test_settings_of_steps_that_go_are_left_out() -> None:
    longer = queues.line("serve", "file")
    runs = flows.simulate_both(longer, queues.SERVE, settings=SLOWER, cases=20, replications=2)
    assert list(runs.to_be.settings.steps) == ["serve"]
    with pytest.raises(flows.FlowsError, match="cancelled"):
        flows.simulate_both(longer, longer, settings=SLOWER, cancelled=lambda: True)
    with pytest.raises(flows.FlowsError, match="too-few-cases"):
        flows.simulate_both(longer, longer, settings=SLOWER, cases=1)
