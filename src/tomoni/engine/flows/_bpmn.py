"""The flow as a BPMN 2.0 file."""

from collections.abc import Container, Mapping
from typing import Any

from lxml import etree

from tomoni.engine.flows._flow import END, Flow, Gate, Next, Step, Volume
from tomoni.engine.flows._graph import places
from tomoni.engine.flows._labels import words
from tomoni.engine.flows._layout import Edge, Layout, Node, Shape, gate_of, lay_out
from tomoni.engine.flows._shapes import Box
from tomoni.engine.flows._xml import clean

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
LINES = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:tomoni:flow:1"
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
_GATEWAYS = {
    Gate.ONE: "exclusiveGateway",
    Gate.ALL: "parallelGateway",
    Gate.ANY: "inclusiveGateway",
}
_HEAD, _MARGIN = 30, 20


def to_bpmn(flow: Flow) -> bytes:
    """The flow as BPMN 2.0 XML (OMG formal/2011-01-03): pool, lanes, tasks, gateways, diagram.

    What BPMN has no place for (minutes, shares, who said so, cases a year) stands in extension
    elements of the namespace `urn:tomoni:flow:1`; `from_bpmn` reads all of it back. Equal flows
    give equal bytes. Raises `FlowsError("too-many-steps")`.
    """
    layout = lay_out(flow)
    root = etree.Element(f"{{{MODEL}}}definitions", nsmap=_NAMESPACES)
    _set(root, id="definitions", targetNamespace=OURS)
    whole = _add(root, "collaboration", id="collaboration")
    _add(whole, "participant", id="pool", name=flow.title, processRef="process")
    process = _add(root, "process", id="process", name=flow.title, isExecutable="false")
    _add(_extension(process), "volume", OURS, **_volume(flow.volume))
    _lanes(process, layout)
    ways = {each: f"flow_{place + 1}" for place, each in enumerate(layout.edges)}
    for node in layout.nodes:
        _flow_node(process, node, flow=flow, ways=ways)
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


def _flow_node(
    process: etree._Element, node: Node, *, flow: Flow, ways: Mapping[Edge, str]
) -> None:
    step = flow.steps[node.step] if node.shape is Shape.TASK else None
    names = {Shape.START: "始め", Shape.END: "終わり"}
    name = step.name if step else names.get(node.shape, "")
    gate = gate_of(node, flow=flow)
    tag = _GATEWAYS[gate] if gate else _TAGS[node.shape]
    element = _add(process, tag, id=_id(node.key), name=name)
    if step:
        _step(_extension(element), step, known=places(flow))
    for edge, key in ways.items():
        if edge.target == node.key:
            _add(element, "incoming").text = key
    for edge, key in ways.items():
        if edge.source == node.key:
            _add(element, "outgoing").text = key


def _step(parent: etree._Element, step: Step, *, known: Container[str]) -> None:
    element = _add(parent, "step", OURS, id=step.id, grade=step.grade.value)
    for name, gate in (("split", step.split), ("join", step.join)):
        _set(element, **({} if gate is Gate.ONE else {name: gate.value}))
    _set(element, uses=step.uses, saidBy=step.said_by, note=step.note)
    if step.minutes:
        _add(element, "minutes", OURS, **_numbers(step.minutes.model_dump()))
    for place, way in enumerate(step.next):
        if way.to not in known and way.to != END:
            _add(element, "way", OURS, to=way.to, **_way(way, place))


def _sequence_flow(process: etree._Element, edge: Edge, key: str, *, flow: Flow) -> None:
    ends = {"sourceRef": _id(edge.source), "targetRef": _id(edge.target)}
    element = _add(process, "sequenceFlow", id=key, **ends)
    step = None if edge.step is None else flow.steps[edge.step]
    if step is None or edge.way is None or not step.next:
        return
    way = step.next[edge.way]
    if len(step.next) > 1 or way.condition or way.share is not None:
        _set(element, name=words(way.condition, share=way.share))
        _add(_extension(element), "way", OURS, **_way(way, edge.way))


def _way(way: Next, place: int) -> dict[str, str]:
    given = {} if way.share is None else _numbers({"share": way.share})
    return {"place": str(place), "condition": way.condition, **given}


def _volume(volume: Volume) -> dict[str, str]:
    return {
        **_numbers({name: getattr(volume, name) for name in ("value", "low", "high")}),
        "quote": volume.quote,
        "grade": volume.grade.value,
        "saidBy": volume.said_by,
    }


def _numbers(values: Mapping[str, float | None]) -> dict[str, str]:
    return {name: repr(value) for name, value in values.items() if value is not None}


def _diagram(root: etree._Element, layout: Layout, *, flow: Flow, ways: Mapping[Edge, str]) -> None:
    diagram = _add(root, "BPMNDiagram", DIAGRAM, id="diagram")
    plane = _add(diagram, "BPMNPlane", DIAGRAM, id="plane", bpmnElement="collaboration")
    left, top = _MARGIN + 2 * _HEAD, _MARGIN
    whole = layout.box
    pool = Box(_MARGIN, top, whole.width + 2 * _HEAD, whole.height)
    _set(_shape(plane, "pool", pool), isHorizontal="true")
    for place, band in enumerate(layout.bands):
        box = Box(_MARGIN + _HEAD, top + band.box.y, whole.width + _HEAD, band.box.height)
        _set(_shape(plane, f"lane_{place + 1}", box), isHorizontal="true")
    for node in layout.nodes:
        box = node.box.moved(left, top)
        shape = _shape(plane, _id(node.key), box)
        gate = gate_of(node, flow=flow)
        if gate is Gate.ONE:
            _set(shape, isMarkerVisible="true")
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
    _set(element, **attributes)
    return element


def _set(element: etree._Element, **attributes: str) -> None:
    """Sets the attributes that say something."""
    for name, text in attributes.items():
        if text:
            element.set(name, clean(text))
