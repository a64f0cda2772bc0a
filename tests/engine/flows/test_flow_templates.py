"""Flows to begin from: each is clean, counted, drawn, tried out, and of a grade that says so."""

import pytest
from lxml import etree

from tomoni.engine import flows
from tomoni.engine.core import Grade, Quantity

NAMES = [one.name for one in flows.templates()]


def test_there_are_templates_with_titles_of_their_own() -> None:
    found = flows.templates()
    assert len(found) >= 8
    assert len({one.title for one in found}) == len(found)
    assert all(one.about and one.steps > 5 for one in found)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_complete(name: str) -> None:
    flow = flows.template(name)
    assert flows.check(flow) == ()
    assert {step.grade for step in flow.steps} == {Grade.ESTIMATE}
    assert all(step.said_by and step.minutes and step.uses for step in flow.steps)
    assert any(step.wastes for step in flow.steps)
    assert flow.volume.low is not None
    assert flow.volume.said_by


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_counted_and_tried_out(name: str) -> None:
    flow = flows.template(name)
    assert flow.volume.value is not None
    cost = flows.cost(flow, cases=Quantity(value=flow.volume.value, unit="件"))
    assert cost.quantities["staff_hours"].value > 100
    assert cost.quantities["staff_hours"].grade is Grade.ESTIMATE
    assert cost.wastes
    settings = flows.Settings(gap=flows.gap_of(flow.volume.value, calendar=None))
    run = flows.simulate(flow, settings=settings, cases=100, replications=2)
    assert run.quantities["throughput_minutes"].value > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_drawn_and_comes_back(name: str) -> None:
    flow = flows.template(name)
    assert flows.from_bpmn(flows.to_bpmn(flow)) == flow
    words = "".join(map(str, etree.fromstring(flows.draw_svg(flow)).itertext("{*}text")))
    assert all(lane.name in words for lane in flow.lanes)


@pytest.mark.parametrize("name", ["nothing", "../templates/licence", "licence.yaml", ""])
def test_there_is_no_other_template(name: str) -> None:
    with pytest.raises(flows.FlowsError) as caught:
        flows.template(name)
    assert caught.value.code == "unknown-template"
