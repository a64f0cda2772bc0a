"""Parallel and inclusive gateways of other tools' files."""

import pytest

from engine.flows.test_flow_bpmn import bpmn
from tomoni.engine import flows
from tomoni.engine.core import Quantity
from tomoni.engine.flows import Gate

NODES = {
    "t": "task",
    "g": "exclusiveGateway",
    "p": "parallelGateway",
    "o": "inclusiveGateway",
    "s": "startEvent",
    "e": "endEvent",
}


def drawn(*lines: str) -> flows.Flow:
    """The flow of lines such as `t1 p1 40%`: the first letter of a node says what it is."""
    parts = [line.split() for line in lines]
    keys = dict.fromkeys(key for part in parts for key in part[:2])
    nodes = "".join(f'<{NODES[key[0]]} id="{key}" name="{_name(key)}"/>' for key in keys)
    ways = "".join(
        f'<sequenceFlow id="f{place}" sourceRef="{part[0]}" targetRef="{part[1]}" '
        f'name="{"".join(part[2:])}"/>'
        for place, part in enumerate(parts)
    )
    return flows.from_bpmn(bpmn(nodes + ways))


def _name(key: str) -> str:
    return key if key.startswith("t") else ""


def seen(flow: flows.Flow) -> dict[str, str]:
    """Each step as `name: join split → names`."""
    names = {step.id: step.name for step in flow.steps} | {flows.END: "終"}
    signs = {Gate.ONE: "", Gate.ALL: "+", Gate.ANY: "o"}
    return {
        step.name: f"{signs[step.join]}|{signs[step.split]} "
        + " ".join(names[way.to] for way in step.next)
        for step in flow.steps
    }


def visits(flow: flows.Flow) -> dict[str, float]:
    counted = flows.cost(flow, cases=Quantity(value=1))
    return {step.name: step.visit_ratio for step in counted.steps}


def test_gateways_beside_one_step_belong_to_it() -> None:
    flow = drawn("s1 t1", "t1 p1", "p1 t2", "p1 t3", "t2 p2", "t3 p2", "p2 t4", "t4 e1")
    assert seen(flow) == {"t1": "|+ t2 t3", "t2": "| t4", "t3": "| t4", "t4": "+| "}
    assert flows.from_bpmn(flows.to_bpmn(flow)) == flow


def test_an_inclusive_gateway_takes_the_shares_on_its_lines() -> None:
    flow = drawn("t1 o1", "o1 t2 50%", "o1 t3 80%", "t2 o2", "t3 o2", "o2 t4")
    assert seen(flow) == {"t1": "|o t2 t3", "t2": "| t4", "t3": "| t4", "t4": "o| "}
    assert visits(flow) == pytest.approx({"t1": 1, "t2": 0.5, "t3": 0.8, "t4": 1})


def test_a_flow_that_begins_at_the_same_time_gets_a_step_that_takes_no_time() -> None:
    flow = drawn("s1 p1", "p1 t1", "p1 t2", "t1 p2", "t2 p2", "p2 e1")
    assert seen(flow) == {
        "同時に進める": "+|+ t1 t2",
        "t1": "| そろうのを待つ",
        "t2": "| そろうのを待つ",
        "そろうのを待つ": "+|+ ",
    }
    assert flow.steps[0].minutes == flows.Minutes(low=0, likely=0, high=0)
    assert visits(flow) == {"同時に進める": 1, "t1": 1, "t2": 1, "そろうのを待つ": 1}


def test_a_choice_right_behind_a_parallel_gateway_stays_a_choice() -> None:
    flow = drawn(
        "t1 p1", "p1 g1", "p1 t4", "g1 t2 30%", "g1 t3 70%",
        "t2 g2", "t3 g2", "g2 p2", "t4 p2", "p2 t5",
    )  # fmt: skip
    assert visits(flow) == pytest.approx(
        {"t1": 1, "振り分ける": 1, "t4": 1, "t2": 0.3, "t3": 0.7, "合わせる": 1, "t5": 1}
    )
    assert flows.from_bpmn(flows.to_bpmn(flow)) == flow


def test_a_way_back_into_a_step_that_does_not_wait_is_a_merge() -> None:
    flow = drawn(
        "s1 g0", "g0 t1", "t1 p1", "p1 t2", "p1 t3", "t2 p2", "t3 p2", "p2 g3",
        "g3 g0 20%", "g3 e1 80%",
    )  # fmt: skip
    assert visits(flow) == pytest.approx(
        {"t1": 1.25, "t2": 1.25, "t3": 1.25, "そろうのを待つ": 1.25, "振り分ける": 1.25}
    )


def test_a_gateway_that_waits_and_parts_at_once_is_one_step() -> None:
    flow = drawn("t1 p1", "p1 t2", "p1 t3", "t2 p2", "t3 p2", "p2 t4", "p2 t5", "t4 e1", "t5 e1")
    assert seen(flow)["同時に進める"] == "+|+ t4 t5"
    assert set(visits(flow).values()) == {1}


def test_what_waits_for_one_of_two_is_read_and_found() -> None:
    flow = drawn("t1 g1", "g1 t2 50%", "g1 t3 50%", "t2 p1", "t3 p1", "p1 t4")
    assert "join-starves" in [found.code for found in flows.check(flow)]


def test_a_gateway_changed_in_another_tool_changes_the_step() -> None:
    flow = drawn("t1 p1", "p1 t2", "p1 t3", "t2 p2", "t3 p2", "p2 t4")
    changed = flows.to_bpmn(flow).replace(b"parallelGateway", b"inclusiveGateway")
    again = flows.from_bpmn(changed)
    assert (again.steps[0].split, again.steps[3].join) == (Gate.ANY, Gate.ANY)
    assert flows.to_bpmn(again).count(b"<inclusiveGateway") == 2


def test_the_picture_shows_what_a_gateway_does() -> None:
    flow = drawn("t1 p1", "p1 t2", "p1 t3", "t2 o2", "t3 o2", "o2 t4")
    picture = flows.draw_svg(flow)
    assert picture.count("<title>すべて</title>") == 1
    assert picture.count("<title>いくつか</title>") == 1
