import pytest

from engine.flows import flowing
from tomoni.engine import flows
from tomoni.engine.core import Severity

Found = tuple[str, int | None]


def seen(flow: flows.Flow, severity: Severity) -> list[Found]:
    return [
        (found.code, found.place.row) for found in flows.check(flow) if found.severity is severity
    ]


ERRORS: list[tuple[tuple[str, ...], list[Found]]] = [
    (("", ""), []),
    (("", "1"), [("endless", 1)]),
    (("2 甲 50%／3 乙 50%", "2", ""), [("endless", 2)]),
    (("", "3 甲 50%／5 乙 50%", "4", "3", "5"), [("endless", 3), ("endless", 5)]),
    (("9", ""), [("unknown-next", 1)]),
    (("2 甲 30%／3 乙 50%", "", ""), [("shares-not-one", 1)]),
    (("2 甲 80%／3 乙 50%", "", ""), [("shares-not-one", 1)]),
    (("2 甲 20%", ""), [("shares-not-one", 1)]),
    (("2 甲／3 乙", "", ""), [("shares-missing", 1)]),
    (("2 甲 20%／3 乙／1 丙", "", ""), [("shares-missing", 1)]),
    (("2 甲 20%／3 乙", "", ""), []),
    (("2 甲 33.3%／3 乙 33.3%／1 丙 33.3%", "", ""), []),
]


@pytest.mark.parametrize(("ways", "expected"), ERRORS)
def test_what_blocks_the_counting_is_found(ways: tuple[str, ...], expected: list[Found]) -> None:
    assert seen(flowing.chain(*ways), Severity.ERROR) == expected


def test_a_step_nobody_reaches_is_found_and_does_not_block() -> None:
    flow = flowing.chain("3", "2", "")
    assert seen(flow, Severity.ERROR) == []
    assert ("unreachable", 2) in seen(flow, Severity.WARNING)


def test_a_step_that_only_no_case_goes_to_is_not_reached() -> None:
    flow = flowing.chain("2 甲 0%／3 乙 100%", "", "")
    assert ("unreachable", 2) in seen(flow, Severity.WARNING)


def test_an_empty_flow_has_one_finding() -> None:
    assert [found.code for found in flows.check(flows.Flow())] == ["flow-empty"]


def test_findings_name_the_step_by_its_row_and_name() -> None:
    (found,) = [
        found for found in flows.check(flowing.chain("9", "")) if found.code == "unknown-next"
    ]
    assert found.params == {"step": "作業0", "next": "s9"}


def test_what_wants_a_look_is_found() -> None:
    rows = flowing.table("窓口|見る||||\n窓口|見る||5||1 10%／3 よい 90%\n||5|5|5|")
    kinds = {"窓口": flows.LaneKind.STAFF, "係": flows.LaneKind.STAFF}
    flow, _ = flows.from_rows(rows, title="", lane_kinds=kinds)
    assert seen(flow, Severity.ERROR) == [("lane-missing", 3)]
    assert seen(flow, Severity.WARNING) == [
        ("twin-names", 1),
        ("minutes-missing", 1),
        ("twin-names", 2),
        ("branch-unlabelled", 2),
        ("name-missing", 3),
        ("lane-unused", None),
        ("volume-missing", None),
    ]


def test_a_volume_is_a_number_or_a_quote() -> None:
    flow = flowing.chain("")
    for volume in (flows.Volume(value=0), flows.Volume(quote="{{ renewals.count }}")):
        given = flow.model_copy(update={"volume": volume})
        assert "volume-missing" not in [found.code for found in flows.check(given)]


def test_one_id_for_two_steps_blocks() -> None:
    step = flows.Step(id="a", name="見る", lane="窓口")
    flow = flows.Flow(lanes=(flows.Lane(name="窓口"),), steps=(step, step))
    assert ("twin-numbers", 2) in seen(flow, Severity.ERROR)


def test_ways_gone_together_that_meet_where_nothing_waits_are_found() -> None:
    ways = ("［同時に］2／3", "4", "4", "")
    assert ("implicit-join", 4) in seen(flowing.chain(*ways), Severity.WARNING)
    waiting = ("［同時に］2／3", "4", "4", "［そろってから］")
    assert seen(flowing.chain(*waiting), Severity.WARNING) == [("volume-missing", None)]
    choice = ("2 甲 50%／3 乙 50%", "4", "4", "")
    assert seen(flowing.chain(*choice), Severity.WARNING) == [("volume-missing", None)]


def test_names_that_differ_in_blanks_and_endings_are_alike() -> None:
    rows = flowing.table("窓口|受付をする||5||\n窓口|受付 する||5||\n窓口|受付||5||")
    flow, _ = flows.from_rows(rows, title="")
    assert [found for found in seen(flow, Severity.WARNING) if found[0] == "twin-names"] == [
        ("twin-names", row) for row in (1, 2, 3)
    ]
