"""The flow as a BPMN 2.0 file."""

from collections.abc import Container, Mapping
from typing import Any

from lxml import etree

from tomoni.engine.flows._bpmn_marks import mark_step, mark_volume, mark_way
from tomoni.engine.flows._bpmn_names import BOUNDS, DIAGRAM, GATEWAYS, LINES, MODEL, OURS
from tomoni.engine.flows._flow import Flow, Gate
from tomoni.engine.flows._graph import places
from tomoni.engine.flows._labels import words
from tomoni.engine.flows._layout import Edge, Layout, Node, Shape, gate_of, lay_out
from tomoni.engine.flows._shapes import Box
from tomoni.engine.flows._xml import say

_NAMESPACES: Any = {
    None: MODEL,
    "bpmndi": DIAGRAM,
    "dc": BOUNDS,
    "di": LINES,
    "tomoni": OURS,
}
_TAGS = {
    Shape.START: "startEvent",
    Shape.END: "endEvent",
    Shape.TASK: "task",
}
_HEAD, _MARGIN = 30, 20


def written(flow: Flow) -> bytes:
    """The flow as a file of its own, laid out. Raises `FlowsError("too-many-steps")`."""
    layout = lay_out(flow)
    root = etree.Element(f"{{{MODEL}}}definitions", nsmap=_NAMESPACES)
    say(root, id="definitions", targetNamespace=OURS)
    whole = _add(root, "collaboration", id="collaboration")
    _add(whole, "participant", id="pool", name=flow.title, processRef="process")
    process = _add(root, "process", id="process", name=flow.title, isExecutable="false")
    _extension(process).append(mark_volume(flow.volume))
    _lanes(process, layout)
    ways = {each: f"flow_{place + 1}" for place, each in enumerate(layout.edges)}
    known, into, out_of = places(flow), _by_node(ways, "target"), _by_node(ways, "source")
    for node in layout.nodes:
        element = _flow_node(process, node, flow=flow, known=known)
        for word, found in (("incoming", into), ("outgoing", out_of)):
            for key in found.get(node.key, ()):
                _add(element, word).text = key
    for edge, key in ways.items():
        _sequence_flow(process, edge, key, flow=flow)
    _diagram(root, layout, flow=flow, ways=ways)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _id(key: str) -> str:
    """The XML id of a node."""
    return key.replace("-", "_")


def _lanes(process: etree._Element, layout: Layout) -> None:
    lanes = _add(process, "laneSet", id="lanes")
    for place, band in enumerate(layout.bands):
        lane = _add(lanes, "lane", id=f"lane_{place + 1}", name=band.name)
        listed = {} if band.listed else {"listed": "false"}
        _add(_extension(lane), "lane", OURS, kind=band.kind.value, **listed)
        for node in layout.nodes:
            if node.lane == place:
                _add(lane, "flowNodeRef").text = _id(node.key)


def _by_node(ways: Mapping[Edge, str], end: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for edge, key in ways.items():
        found.setdefault(getattr(edge, end), []).append(key)
    return found


def _flow_node(
    process: etree._Element, node: Node, *, flow: Flow, known: Container[str]
) -> etree._Element:
    step = flow.steps[node.step] if node.shape is Shape.TASK else None
    names = {Shape.START: "始め", Shape.END: "終わり"}
    name = step.name if step else names.get(node.shape, "")
    gate = gate_of(node, flow=flow)
    tag = GATEWAYS[gate] if gate else _TAGS[node.shape]
    element = _add(process, tag, id=_id(node.key), name=name)
    if step:
        _extension(element).append(mark_step(step, known=known, place=node.step))
    return element


def _sequence_flow(process: etree._Element, edge: Edge, key: str, *, flow: Flow) -> None:
    ends = {"sourceRef": _id(edge.source), "targetRef": _id(edge.target)}
    element = _add(process, "sequenceFlow", id=key, **ends)
    step = None if edge.step is None else flow.steps[edge.step]
    if step is None or edge.way is None or not step.next:
        return
    way = step.next[edge.way]
    if len(step.next) > 1 or way.condition or way.share is not None:
        say(element, name=words(way.condition, share=way.share))
        _extension(element).append(mark_way(way, place=edge.way))


def _diagram(root: etree._Element, layout: Layout, *, flow: Flow, ways: Mapping[Edge, str]) -> None:
    diagram = _add(root, "BPMNDiagram", DIAGRAM, id="diagram")
    plane = _add(diagram, "BPMNPlane", DIAGRAM, id="plane", bpmnElement="collaboration")
    left, top = _MARGIN + 2 * _HEAD, _MARGIN
    whole = layout.box
    pool = Box(_MARGIN, top, whole.width + 2 * _HEAD, whole.height)
    say(_shape(plane, "pool", pool), isHorizontal="true")
    for place, band in enumerate(layout.bands):
        box = Box(_MARGIN + _HEAD, top + band.box.y, whole.width + _HEAD, band.box.height)
        say(_shape(plane, f"lane_{place + 1}", box), isHorizontal="true")
    for node in layout.nodes:
        box = node.box.moved(left, top)
        shape = _shape(plane, _id(node.key), box)
        gate = gate_of(node, flow=flow)
        if gate is Gate.ONE:
            say(shape, isMarkerVisible="true")
        elif gate is None and node.shape is not Shape.TASK:
            _bounds(_add(shape, "BPMNLabel", DIAGRAM), Box(box.x - 4, box.bottom + 4, 40, 14))
    for edge, key in ways.items():
        line = _add(plane, "BPMNEdge", DIAGRAM, id=f"{key}_di", bpmnElement=key)
        for x, y in edge.points:
            _add(line, "waypoint", LINES, x=f"{x + left:.10g}", y=f"{y + top:.10g}")
        if edge.label:
            _bounds(_add(line, "BPMNLabel", DIAGRAM), edge.label.box.moved(left, top))


def _shape(plane: etree._Element, key: str, box: Box) -> etree._Element:
    shape = _add(plane, "BPMNShape", DIAGRAM, id=f"{key}_di", bpmnElement=key)
    _bounds(shape, box)
    return shape


def _bounds(parent: etree._Element, box: Box) -> None:
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    _add(parent, "Bounds", BOUNDS, **{name: f"{side:.10g}" for name, side in sides.items()})


def _extension(parent: etree._Element) -> etree._Element:
    return _add(parent, "extensionElements")


def _add(parent: etree._Element, tag: str, space: str = MODEL, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{space}}}{tag}")
    say(element, **attributes)
    return element
