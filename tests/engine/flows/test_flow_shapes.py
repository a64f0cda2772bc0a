"""Which shape stands for which step: what a page needs to write a finding onto a picture."""

import pytest
from lxml import etree

from tomoni.engine import flows

ROWS = [
    {"誰が": "市民", "何をする": "届を書く"},
    {"誰が": "窓口", "何をする": "届を確かめる", "次": "1 不備がある 20%／終わり 80%"},
]


def test_each_step_is_found_at_the_shape_that_bears_its_name() -> None:
    flow, _ = flows.from_rows(ROWS, title="届出")
    data = flows.to_bpmn(flow)
    named = {each.get("id"): each.get("name") for each in etree.fromstring(data).iter()}
    shapes = flows.shapes_of(data)
    assert [named[shapes[step.id]] for step in flow.steps] == ["届を書く", "届を確かめる"]


def test_a_shape_of_another_tool_is_found_by_the_id_that_reading_gives_to_its_step() -> None:
    data = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
    <task id="Activity_1" name="A"/><task id="Activity_2" name="B"/>
    <sequenceFlow id="f" sourceRef="Activity_1" targetRef="Activity_2"/></process></definitions>"""
    steps = flows.from_bpmn(data).steps
    assert flows.shapes_of(data) == dict(
        zip((step.id for step in steps), ("Activity_1", "Activity_2"), strict=True)
    )


def test_what_is_no_bpmn_has_no_shapes() -> None:
    with pytest.raises(flows.FlowsError, match="not-bpmn"):
        flows.shapes_of(b"<html/>")
