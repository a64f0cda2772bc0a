from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.flows import flowing
from tomoni.engine import flows
from tomoni.engine.core import Grade

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PLAIN = (Path(__file__).parent / "plain.bpmn").read_bytes()
PERMIT = flows.to_bpmn(flowing.flow_of(flowing.PERMIT))


def bpmn(process: str, *, head: str = "") -> bytes:
    process = f'<process id="p">{process}</process>'
    return f'{head}<definitions xmlns="{MODEL}">{process}</definitions>'.encode()


def refusal(data: bytes) -> str:
    with pytest.raises(flows.FlowsError) as caught:
        flows.from_bpmn(data)
    return caught.value.code


@settings(deadline=None, max_examples=100)
@given(flowing.any_flows())
@example(flows.Flow())
@example(flows.Flow(title="空", lanes=(flows.Lane(name="窓口"), flows.Lane(name="窓口"))))
def test_a_flow_comes_back_from_its_file_as_it_was(flow: flows.Flow) -> None:
    assert flows.from_bpmn(flows.to_bpmn(flow)) == flow


def test_what_is_unfinished_or_wrong_comes_back_too() -> None:
    lost = flows.Step(
        id="a",
        name="二行の\n作業<&\"'>",
        lane="だれでもない",
        next=(
            flows.Next(to="nowhere", condition="甲", share=0.3),
            flows.Next(to="b"),
            flows.Next(to="elsewhere"),
        ),
        note="一行目\n二行目\t欄",
    )
    twins = (
        flows.Step(id="b", name="", lane="", next=(flows.Next(to="a", share=0),)),
        flows.Step(id="b", name="", lane=""),
    )
    flow = flows.Flow(lanes=(flows.Lane(name="窓口"),), steps=(lost, *twins))
    assert flows.from_bpmn(flows.to_bpmn(flow)) == flow


def test_signs_that_no_xml_can_hold_are_left_out() -> None:
    flow = flows.Flow(
        lanes=(flows.Lane(name="窓口"),), steps=(flows.Step(id="a", name="見\x0bる", lane="窓口"),)
    )
    assert flows.from_bpmn(flows.to_bpmn(flow)).steps[0].name == "見る"


def test_equal_flows_give_equal_bytes() -> None:
    assert flows.to_bpmn(flowing.flow_of(flowing.PERMIT)) == PERMIT


def test_the_file_holds_what_bpmn_asks_for() -> None:
    root = etree.fromstring(PERMIT)
    process = root.find(f"{{{MODEL}}}process")
    assert process is not None
    tags = [etree.QName(element).localname for element in process]
    assert tags.count("task") == 12
    assert tags.count("exclusiveGateway") == 2
    assert tags[:2] == ["extensionElements", "laneSet"]
    ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
    references = {(ref.text or "") for ref in root.iter(f"{{{MODEL}}}flowNodeRef")}
    for flow in process.iter(f"{{{MODEL}}}sequenceFlow"):
        references |= {flow.get("sourceRef", ""), flow.get("targetRef", "")}
        for tag, end in (("outgoing", "sourceRef"), ("incoming", "targetRef")):
            node = process.find(f"*[@id='{flow.get(end)}']")
            assert node is not None
            assert flow.get("id") in [each.text for each in node.iter(f"{{{MODEL}}}{tag}")]
    assert references <= set(ids)
    names = [flow.get("name") for flow in process.iter(f"{{{MODEL}}}sequenceFlow")]
    assert "書類に不備がある 20％" in names


def test_names_and_words_changed_in_another_tool_are_taken_over() -> None:
    changed = PERMIT.replace("受付簿に書き写す".encode(), "記録する".encode())
    changed = changed.replace("検査が要る 15％".encode(), "検査する 10％".encode())
    flow = flows.from_bpmn(changed)
    assert flow.steps[6].name == "記録する"
    assert flow.steps[6].minutes == flows.Minutes(low=2, likely=3, high=4)
    assert flow.steps[8].next[0] == flows.Next(to="s10", condition="検査する", share=0.1)


def drawn_more(nodes: str) -> list[str]:
    """Names of the steps of a flow of three into whose file somebody drew more."""
    file = flows.to_bpmn(flowing.chain("", "", "")).decode()
    flow = flows.from_bpmn(file.replace("</process>", f"{nodes}</process>").encode())
    assert len({step.id for step in flow.steps}) == len(flow.steps)
    return [step.name for step in flow.steps]


def test_what_somebody_draws_stands_behind_the_step_that_leads_to_it() -> None:
    new = '<task id="n" name="新しい"/><sequenceFlow id="x" sourceRef="task_0_0" targetRef="n"/>'
    assert drawn_more(new) == ["作業0", "新しい", "作業1", "作業2"]
    assert drawn_more('<task id="n" name="離れた"/>') == ["作業0", "作業1", "作業2", "離れた"]


def test_a_copy_of_a_step_is_a_step_of_its_own() -> None:
    mark = '<step xmlns="urn:tomoni:flow:1" id="s2" place="1" grade="実測"/>'
    copy = f'<task id="n" name="作業1の写し"><extensionElements>{mark}</extensionElements></task>'
    assert drawn_more(copy) == ["作業0", "作業1", "作業2", "作業1の写し"]


def test_the_file_of_another_tool_is_read() -> None:
    flow = flows.from_bpmn(PLAIN)
    assert flow.title == "転入の届出"
    assert [(lane.name, lane.kind.value) for lane in flow.lanes] == [
        ("住民", "市民"),
        ("市民課", "職員"),
        ("国保 係", "職員"),
    ]
    assert [(step.id, step.name, step.lane) for step in flow.steps] == [
        ("s1", "届出書を書く", "住民"),
        ("s2", "書類を見る", "市民課"),
        ("s3", "国保の手続きをする", "国保 係"),
        ("s4", "住基に 入力する", "市民課"),
        ("s5", "電話をかける", "国保 係"),
        ("s6", "前住所地に照会する", "市民課"),
    ]
    assert flow.steps[1].next == (
        flows.Next(to="s1", condition="そろっているか：いいえ", share=0.2),
        flows.Next(to="s3", condition="そろっているか：はい・国保に入る", share=0.4),
        flows.Next(to="s4", condition="そろっているか：はい・入らない", share=0.4),
    )
    assert flow.steps[3].next == (
        flows.Next(to=flows.END),
        flows.Next(to="s5", condition="期限を過ぎた"),
    )
    assert all(step.minutes is None and step.grade is Grade.ESTIMATE for step in flow.steps)


def test_of_two_pools_the_one_in_which_more_is_done_is_read() -> None:
    more = '<task id="b" name="乙"/><task id="c" name="丙"/>'
    pools = f'<process id="p"><task id="a" name="甲"/></process><process id="q">{more}</process>'
    data = f'<definitions xmlns="{MODEL}">{pools}</definitions>'.encode()
    assert [step.name for step in flows.from_bpmn(data).steps] == ["乙", "丙"]
    assert [found.params for found in flows.unshown(data)] == [{"pools": 1}]


def test_a_file_without_lanes_has_one_lane() -> None:
    flow = flows.from_bpmn(bpmn('<task id="a" name="見る"/>'))
    assert flow.lanes == (flows.Lane(name="担当"),)
    assert flow.steps == (flows.Step(id="s1", name="見る", lane="担当"),)


def test_a_flow_that_begins_with_a_branch_gets_a_step_that_takes_no_time() -> None:
    flow = flows.from_bpmn(
        bpmn(
            '<startEvent id="s"/><exclusiveGateway id="g"/><task id="a" name="甲"/>'
            '<task id="b" name="乙"/><sequenceFlow id="1" sourceRef="s" targetRef="g"/>'
            '<sequenceFlow id="2" name="30%" sourceRef="g" targetRef="a"/>'
            '<sequenceFlow id="3" name="70%" sourceRef="g" targetRef="b"/>'
        )
    )
    first = flow.steps[0]
    assert first.minutes == flows.Minutes(low=0, likely=0, high=0)
    assert [(way.to, way.share) for way in first.next] == [("s1", 0.3), ("s2", 0.7)]
    assert [step.name for step in flow.steps[1:]] == ["甲", "乙"]


def test_gateways_that_go_round_among_themselves_end() -> None:
    flow = flows.from_bpmn(
        bpmn(
            '<task id="a" name="甲"/><exclusiveGateway id="g"/><exclusiveGateway id="h"/>'
            '<sequenceFlow id="1" sourceRef="a" targetRef="g"/>'
            '<sequenceFlow id="2" sourceRef="g" targetRef="h"/>'
            '<sequenceFlow id="3" sourceRef="h" targetRef="g"/>'
            '<sequenceFlow id="4" sourceRef="h" targetRef="a"/>'
        )
    )
    assert {way.to for way in flow.steps[0].next} == {"s1"}


LADDER = '<task id="g0"/>' + "".join(
    f'<exclusiveGateway id="g{step}"/>'
    + "".join(
        f'<sequenceFlow id="f{step}{twin}" sourceRef="g{step - 1}" targetRef="g{step}"/>'
        for twin in "ab"
    )
    for step in range(1, 12)
)
ENTITY = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
REFUSED = {
    "nothing": (b"", "not-bpmn"),
    "text": ("番号,誰が\n1,窓口".encode(), "not-bpmn"),
    "a web page": (b"<!doctype html><html><p>x</html>", "not-bpmn"),
    "half a file": (PERMIT[: len(PERMIT) // 2], "not-bpmn"),
    "another xml": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not-bpmn"),
    "a zip": (b"PK\x03\x04" + bytes(200), "not-bpmn"),
    "entities": (bpmn('<task id="a" name="&b;"/>', head=ENTITY), "bpmn-doctype"),
    "a file from outside": (bpmn('<task id="a" name="x"/>', head=OUTSIDE), "bpmn-doctype"),
    "too large": (PERMIT + b" " * 5_000_000, "too-large"),
    "no process": (f'<definitions xmlns="{MODEL}"/>'.encode(), "bpmn-no-process"),
    "endlessly many ways": (bpmn(LADDER), "bpmn-too-many-ways"),
    "too many steps": (
        bpmn("".join(f'<task id="t{number}"/>' for number in range(301))),
        "too-many-steps",
    ),
    "minutes in no order": (PERMIT.replace(b'likely="2.0"', b'likely="9.0"'), "bpmn-bad-value"),
    "minutes that are none": (PERMIT.replace(b'likely="2.0"', b'likely="x"'), "bpmn-bad-value"),
    "endless minutes": (PERMIT.replace(b'high="3.0"', b'high="inf"'), "bpmn-bad-value"),
    "a share over one": (
        PERMIT.replace("不備がある 20％".encode(), "不備がある 120％".encode()),
        "bpmn-bad-value",
    ),
    "a lane of no kind": (PERMIT.replace("職員".encode(), "誰か".encode()), "bpmn-bad-value"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_one_code(data: bytes, code: str) -> None:
    assert refusal(data) == code


@settings(deadline=None)
@given(st.integers(0, len(PERMIT) - 1), st.binary(min_size=1, max_size=3))
def test_a_damaged_file_is_read_or_refused(place: int, noise: bytes) -> None:
    damaged = PERMIT[:place] + noise + PERMIT[place + len(noise) :]
    try:
        flow = flows.from_bpmn(damaged)
    except flows.FlowsError:
        return
    assert isinstance(flow, flows.Flow)
