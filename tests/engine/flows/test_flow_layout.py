from itertools import pairwise

import pytest
from hypothesis import given, settings
from lxml import etree

from engine.flows import flowing
from tomoni.engine import flows

BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
Rectangle = tuple[float, float, float, float]
Line = list[tuple[float, float]]


class Diagram:
    """What the diagram part of a BPMN file says."""

    def __init__(self, flow: flows.Flow) -> None:
        self.root = etree.fromstring(flows.to_bpmn(flow))
        self.boxes = {
            shape.get("bpmnElement", ""): _rectangle(shape.find(f"{DC}Bounds"))
            for shape in self.root.iter(f"{BPMNDI}BPMNShape")
        }
        self.pool = self.boxes["pool"]
        self.lanes = {key: box for key, box in self.boxes.items() if key.startswith("lane_")}
        self.nodes = {
            key: box for key, box in self.boxes.items() if key != "pool" and key not in self.lanes
        }
        self.lines = {
            edge.get("bpmnElement", ""): [
                (float(point.get("x", "")), float(point.get("y", "")))
                for point in edge.iter(f"{DI}waypoint")
            ]
            for edge in self.root.iter(f"{BPMNDI}BPMNEdge")
        }
        self.ends = {
            line.get("id", ""): (line.get("sourceRef", ""), line.get("targetRef", ""))
            for line in self.root.iter("{*}sequenceFlow")
        }


def _rectangle(bounds: etree._Element | None) -> Rectangle:
    assert bounds is not None
    x, y, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def within(inner: Rectangle, outer: Rectangle) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def run_over(line: Line, box: Rectangle) -> bool:
    return any(
        overlap((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)), box)
        or (min(x1, x2) < box[2] and box[0] < max(x1, x2) and box[1] < y1 == y2 < box[3])
        or (min(y1, y2) < box[3] and box[1] < max(y1, y2) and box[0] < x1 == x2 < box[2])
        for (x1, y1), (x2, y2) in pairwise(line)
    )


@settings(deadline=None, max_examples=60)
@given(flowing.any_flows(most=12))
def test_shapes_never_overlap_and_lie_in_their_lanes(flow: flows.Flow) -> None:
    diagram = Diagram(flow)
    keys = sorted(diagram.nodes)
    for place, one in enumerate(keys):
        for other in keys[place + 1 :]:
            assert not overlap(diagram.nodes[one], diagram.nodes[other])
    members = {
        (node.text or ""): lane.get("id", "")
        for lane in diagram.root.iter("{*}lane")
        for node in lane.iter("{*}flowNodeRef")
        if lane.get("kind") is None
    }
    assert set(members) == set(diagram.nodes)
    for key, lane in members.items():
        assert within(diagram.nodes[key], diagram.lanes[lane])
    for box in diagram.lanes.values():
        assert within(box, diagram.pool)
    assert min(diagram.pool) >= 0


@settings(deadline=None, max_examples=60)
@given(flowing.any_flows(most=12))
def test_lines_are_upright_or_level_stay_in_the_pool_and_join_their_shapes(
    flow: flows.Flow,
) -> None:
    diagram = Diagram(flow)
    assert set(diagram.lines) == set(diagram.ends)
    for key, line in diagram.lines.items():
        for (x1, y1), (x2, y2) in pairwise(line):
            assert (x1 == x2) != (y1 == y2)
        for x, y in line:
            assert within((x, y, x, y), diagram.pool)
        for node, (x, y) in zip(diagram.ends[key], (line[0], line[-1]), strict=True):
            left, top, right, bottom = diagram.nodes[node]
            assert (x in {left, right} and top < y < bottom) or (
                y in {top, bottom} and left < x < right
            )


@settings(deadline=None, max_examples=60)
@given(flowing.any_flows(most=12))
def test_lines_run_around_the_shapes(flow: flows.Flow) -> None:
    diagram = Diagram(flow)
    for key, line in diagram.lines.items():
        for node, box in diagram.nodes.items():
            assert not run_over(line, box), (key, node)


def test_time_goes_from_left_to_right_but_for_rework() -> None:
    diagram = Diagram(flowing.flow_of(flowing.PERMIT))
    back = [
        (source, target)
        for source, target in diagram.ends.values()
        if diagram.nodes[target][0] < diagram.nodes[source][0]
    ]
    assert back == [("gateway_5_0", "task_3_0")]


def test_rework_runs_back_above_what_it_repeats() -> None:
    diagram = Diagram(flowing.flow_of(flowing.PERMIT))
    (key,) = [key for key, ends in diagram.ends.items() if ends == ("gateway_5_0", "task_3_0")]
    assert min(y for _, y in diagram.lines[key]) < diagram.nodes["task_3_0"][1]


def test_a_step_goes_on_straight_below_in_another_lane() -> None:
    diagram = Diagram(flowing.flow_of("市民|書く||1||\n窓口|見る||1||\n窓口|渡す||1||"))
    write, look, hand = (diagram.nodes[f"task_{place}_0"] for place in range(3))
    assert write[0] == look[0] < hand[0]


def test_words_on_lines_cover_no_shape_and_no_other_words() -> None:
    diagram = Diagram(flowing.flow_of(flowing.PERMIT))
    labels = [
        _rectangle(label.find(f"{DC}Bounds"))
        for edge in diagram.root.iter(f"{BPMNDI}BPMNEdge")
        for label in edge.iter(f"{BPMNDI}BPMNLabel")
    ]
    assert len(labels) == 4
    for place, label in enumerate(labels):
        assert within(label, diagram.pool)
        for other in [*diagram.nodes.values(), *labels[place + 1 :]]:
            assert not overlap(label, other)


def test_a_flow_too_large_to_be_drawn_is_refused() -> None:
    steps = [flows.Step(id=f"s{place}", name="見る", lane="窓口") for place in range(301)]
    with pytest.raises(flows.FlowsError, match="too-many-steps"):
        flows.draw_svg(flows.Flow(steps=tuple(steps)))
