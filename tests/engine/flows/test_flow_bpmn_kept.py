"""Files that other tools drew come back whole, with only what was changed changed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from engine.flows import flowing
from engine.flows.bpmn_schema import faults, schema
from engine.flows.edits import changed, edits, valid
from tomoni.engine import flows

FOLDER = Path(__file__).parent
DRAWN = {path.stem: path.read_bytes() for path in sorted((FOLDER / "drawn").glob("*.bpmn"))}
FILES = {
    **DRAWN,
    "plain": (FOLDER / "plain.bpmn").read_bytes(),
    "ours": flows.to_bpmn(flowing.flow_of(flowing.PERMIT)),
}
MODELER = DRAWN["modeler"]
OURS = "{urn:tomoni:flow:1}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"


def parts(data: bytes) -> dict[str, bytes]:
    """Every element that has an id, in canonical form, without what is in it that has one."""
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True, strip_cdata=False))
    found = {}
    for element in root.iter("*"):
        if key := element.get("id"):
            alone = etree.fromstring(etree.tostring(element, with_tail=False))
            for inner in list(alone.iterdescendants("*")):
                parent = inner.getparent()
                if inner.get("id") and parent is not None:
                    parent.remove(inner)
            for each in alone.iter("*"):
                each.text, each.tail = (each.text or "").strip(), None
            found[key] = etree.tostring(alone, method="c14n", exclusive=True)
    return found


def differing(before: bytes, after: bytes) -> set[str]:
    """Ids of the elements that are gone or not as they were."""
    left, right = parts(before), parts(after)
    return {key for key, text in left.items() if right.get(key) != text}


def bounds(data: bytes) -> dict[str, dict[str, str]]:
    shapes = etree.fromstring(data).iter(f"{DI}BPMNShape")
    sides = ("x", "y", "width", "height")
    return {
        shape.get("bpmnElement", ""): {side: shape[0].get(side, "") for side in sides}
        for shape in shapes
    }


@pytest.mark.parametrize("data", [MODELER, DRAWN["portal"], FILES["ours"]])
def test_an_unchanged_file_is_returned_byte_for_byte(data: bytes) -> None:
    assert flows.to_bpmn(flows.from_bpmn(data), kept=data) == data


@pytest.mark.parametrize("name", FILES)
def test_every_change_is_in_the_file_and_nothing_else_is_lost(name: str) -> None:
    kept = FILES[name]
    before = parts(kept).keys()
    steps = {step.id for step in flows.from_bpmn(kept).steps}
    for what, flow in edits(flows.from_bpmn(kept)):
        written = flows.to_bpmn(flow, kept=kept)
        assert flows.from_bpmn(written) == flow, what
        lost = before - parts(written).keys()
        less = any(word in what for word in ("remove", "less", "insert", "together"))
        # A file of chained gateways that gets its first join is read by other rules.
        less |= name == "plain" and "waits" in what
        assert not lost or less, (what, lost)
        assert len({step.id for step in flow.steps} & steps) >= len(steps) - 1


@settings(deadline=None, max_examples=60)
@given(flowing.any_flows(most=5), flowing.any_flows(most=5))
def test_any_flow_can_be_written_into_the_file_of_any_other(
    old: flows.Flow, new: flows.Flow
) -> None:
    assert flows.from_bpmn(flows.to_bpmn(new, kept=flows.to_bpmn(old))) == new


@settings(deadline=None, max_examples=20)
@given(flowing.any_flows(most=6))
def test_any_flow_can_be_written_into_the_files_of_other_tools(flow: flows.Flow) -> None:
    upright = DRAWN["portal"].replace(b'isHorizontal="true"', b'isHorizontal="false"')
    for kept in (*DRAWN.values(), upright):
        written = flows.to_bpmn(flow, kept=kept)
        assert flows.from_bpmn(written) == flow
        assert faults(written, schema()) == []


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_written_is_valid_by_the_schema(name: str) -> None:
    known = schema()
    assert faults(DRAWN[name], known) == []
    for what, flow in edits(flows.from_bpmn(DRAWN[name])):
        assert faults(flows.to_bpmn(flow, kept=DRAWN[name]), known) == [], what


@settings(deadline=None, max_examples=30)
@given(flowing.any_flows())
def test_a_new_file_is_valid_by_the_schema(flow: flows.Flow) -> None:
    assert faults(flows.to_bpmn(flow), schema()) == []


def test_a_new_name_changes_one_element() -> None:
    flow = changed(flows.from_bpmn(MODELER), 1, name="審査して決める")
    written = flows.to_bpmn(flow, kept=MODELER)
    assert differing(MODELER, written) == {"Sub_review"}
    assert "審査して決める".encode() in written
    assert b"<![CDATA[" in written
    assert "<!-- 窓口の改善班が描いたもの -->".encode() in written


def test_minutes_are_an_extension_beside_those_of_others() -> None:
    minutes = flows.Minutes(low=5, likely=10, high=20)
    flow = changed(flows.from_bpmn(MODELER), 0, minutes=minutes)
    written = flows.to_bpmn(flow, kept=MODELER)
    assert differing(MODELER, written) == set()
    extensions = etree.fromstring(written).find(".//*[@id='Task_receive']/{*}extensionElements")
    assert extensions is not None
    names = [etree.QName(each).localname for each in extensions]
    assert names == ["formData", "inputOutput", "step"]


def test_a_share_changes_the_words_of_one_line() -> None:
    flow = flows.from_bpmn(MODELER)
    ways = flow.steps[0].next
    shares = (0.7, 0.3, None)
    new = tuple(
        way.model_copy(update={"share": share}) for way, share in zip(ways, shares, strict=True)
    )
    written = flows.to_bpmn(changed(flow, 0, next=new), kept=MODELER)
    assert differing(MODELER, written) == {"Flow_3", "Flow_4"}
    assert "いいえ 30％".encode() in written
    assert b"${missing}" in written


def test_a_removed_step_takes_with_it_only_what_was_its_own() -> None:
    flow = flows.from_bpmn(MODELER)
    gone = next(place for place, step in enumerate(flow.steps) if step.name == "審査する")
    (removed,) = (new for what, new in edits(flow) if what == f"remove {gone}")
    lost = parts(MODELER).keys() - parts(flows.to_bpmn(removed, kept=MODELER)).keys()
    own = {key for key in parts(MODELER) if key.startswith("Sub_")}
    lines = {"Flow_3", "Flow_6", "Gateway_both", "Flow_7", "Flow_8"}
    assert own <= lost
    assert lost <= own | lines | {f"{key}_di" for key in own | lines}


def test_shapes_stay_where_they_lie_and_new_ones_lie_beside_them() -> None:
    for what, flow in edits(flows.from_bpmn(MODELER)):
        after = bounds(flows.to_bpmn(flow, kept=MODELER))
        moved = {
            key
            for key, box in bounds(MODELER).items()
            if key in after and after[key] != box and key.startswith(("Task", "Event", "Start"))
        }
        if "to " in what or "new lane" in what:
            assert len(moved) <= 1, what
        elif "together" not in what:
            assert moved == set(), what
        boxes = [
            tuple(float(box[side]) for side in ("x", "y", "width", "height"))
            for key, box in after.items()
            if key.startswith(("Task", "task", "Sub_review"))
        ]
        for place, (x, y, width, height) in enumerate(boxes):
            for x2, y2, width2, height2 in boxes[place + 1 :]:
                beside = x + width <= x2 or x2 + width2 <= x
                assert beside or y + height <= y2 or y2 + height2 <= y, what


def test_what_lies_in_a_moved_step_moves_with_it() -> None:
    flow = flows.from_bpmn(MODELER)
    after = bounds(flows.to_bpmn(changed(flow, 1, lane="窓口"), kept=MODELER))
    before = bounds(MODELER)

    def down(key: str) -> float:
        return float(after[key]["y"]) - float(before[key]["y"])

    assert down("Sub_review") == down("Sub_task") == down("Sub_end") != 0


def test_a_new_lane_moves_the_pool_below_it_down_as_a_whole() -> None:
    flow = flows.from_bpmn(MODELER)
    flow = valid(flow, lanes=(*flow.lanes, flows.Lane(name="部長")))
    after, before = bounds(flows.to_bpmn(flow, kept=MODELER)), bounds(MODELER)
    office, bank = after["Participant_office"], after["Participant_bank"]
    assert float(bank["y"]) >= float(office["y"]) + float(office["height"])
    assert after["Participant_applicant"] == before["Participant_applicant"]


def test_a_file_without_a_picture_gets_one() -> None:
    kept = DRAWN["desktop"]
    written = flows.to_bpmn(flows.from_bpmn(kept), kept=kept)
    assert {"Id_a", "Id_g", "Id_m", "Id_t", "Id_b"} <= bounds(written).keys()
    assert differing(kept, written) == set()
    edges = {edge.get("bpmnElement") for edge in etree.fromstring(written).iter(f"{DI}BPMNEdge")}
    assert edges == {f"Id_{number}" for number in range(1, 6)}


def test_what_the_table_cannot_show_is_said() -> None:
    said = {found.code: found.params for found in flows.unshown(MODELER)}
    assert said == {
        "bpmn-sub-process": {"step": "審査する", "inside": 1},
        "bpmn-boundary": {"step": "申請書を受け取り 確かめる", "event": "3日たった"},
        "bpmn-event": {"event": "月末を待つ"},
        "bpmn-other-pools": {"pools": 1},
        "bpmn-messages": {"messages": 3},
        "bpmn-data": {"drawn": 4},
    }
    assert [found.code for found in flows.unshown(DRAWN["desktop"])] == [
        "bpmn-choice",
        "bpmn-event",
        "bpmn-event",
    ]
    assert flows.unshown(FILES["ours"]) == ()


def test_lines_that_leave_a_step_without_a_gateway_are_noticed() -> None:
    lines = "".join(
        f'<sequenceFlow id="f{to}" sourceRef="a" targetRef="{to}"/>' for to in ("b", "c")
    )
    nodes = "".join(f'<task id="{key}" name="{key}"/>' for key in "abc")
    space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    data = f'<definitions xmlns="{space}"><process id="p">{nodes}{lines}</process></definitions>'
    (found,) = flows.unshown(data.encode())
    assert (found.code, found.place.row) == ("bpmn-implicit-split", 1)


def test_a_boundary_event_and_an_event_gateway_say_the_conditions() -> None:
    receive = flows.from_bpmn(MODELER).steps[0]
    assert [(way.condition, way.share) for way in receive.next] == [
        ("そろっているか：はい", 0.9),
        ("そろっているか：いいえ", 0.1),
        ("3日たった", None),
    ]
    report = flows.from_bpmn(DRAWN["desktop"]).steps[0]
    assert [way.condition for way in report.next] == [
        "どちらが先か：返事が来た",
        "どちらが先か：一週間たった",
    ]
