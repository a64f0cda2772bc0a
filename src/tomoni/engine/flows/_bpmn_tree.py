"""Small changes to a BPMN file that leave all the rest as it is."""

from collections.abc import Iterator
from itertools import count

from lxml import etree

from tomoni.engine.flows._bpmn_graph import tag
from tomoni.engine.flows._bpmn_names import BOUNDS, DIAGRAM, LINES, MODEL, OURS

_AFTER = ("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef")
"""What stands before the lines of a node (BPMN 2.0.2, tFlowElement)."""
_BEHIND = {
    "association",
    "group",
    "textAnnotation",
    "resourceRole",
    "performer",
    "humanPerformer",
    "potentialOwner",
    "correlationSubscription",
    "supports",
}
"""What stands behind nodes and lines in a process (tProcess)."""


_PREFIXES = {OURS: "tomoni", DIAGRAM: "bpmndi", BOUNDS: "dc", LINES: "di"}


class Tree:
    """A file that is changed; nodes are named by their XML ids.

    `to_place` are nodes that want a place in the picture, `to_draw` lines that want a new course;
    `gap` says that a lane was taken out.
    """

    def __init__(self, root: etree._Element, process: etree._Element) -> None:
        self.root, self.process = root, process
        self.nodes = {each.get("id", ""): each for each in process if tag(each)}
        self.drawn = {
            each.get("bpmnElement", "").rpartition(":")[2]: each
            for each in root.iter(f"{{{DIAGRAM}}}BPMNShape", f"{{{DIAGRAM}}}BPMNEdge")
        }
        self.to_place: dict[str, None] = {}
        self.to_draw: dict[str, None] = {}
        self.gap = False
        self._taken = {each.get("id") for each in root.iter("*")}

    def fresh(self, word: str) -> str:
        """An XML id that nothing has."""
        key = next(key for key in map(f"{word}_{{}}".format, count(1)) if key not in self._taken)
        self._taken.add(key)
        return key

    def flows(self) -> Iterator[etree._Element]:
        """The lines from node to node."""
        return self.process.iterchildren(f"{{{MODEL}}}sequenceFlow")

    def into(self, key: str) -> list[etree._Element]:
        """The lines that lead to a node."""
        return [flow for flow in self.flows() if flow.get("targetRef") == key]

    def out_of(self, key: str) -> list[etree._Element]:
        """The lines that leave a node."""
        return [flow for flow in self.flows() if flow.get("sourceRef") == key]

    def add_node(self, name: str, *, near: str = "", behind: str = "") -> str:
        """A new node of that BPMN name, in the lane of one, written behind another."""
        key = self.fresh(name)
        place = self.process.index(self.nodes[behind]) + 1 if behind else self._end()
        self.nodes[key] = insert(self.process, place, f"{{{MODEL}}}{name}")
        self.nodes[key].set("id", key)
        self.to_place[key] = None
        if near and (lane := self.lane_of(near)) is not None:
            self.assign(key, lane)
        return key

    def add_flow(self, source: str, target: str) -> etree._Element:
        """A new line."""
        flow = insert(self.process, self._end(), f"{{{MODEL}}}sequenceFlow")
        flow.set("id", self.fresh("flow"))
        self.nodes[flow.get("id", "")] = flow
        self.lead(flow, source=source, target=target)
        return flow

    def lead(self, flow: etree._Element, *, source: str = "", target: str = "") -> None:
        """Lets a line begin or end elsewhere."""
        for end, key, word in (
            ("sourceRef", source, "outgoing"),
            ("targetRef", target, "incoming"),
        ):
            if key:
                self._forget(flow.get(end, ""), word, flow)
                flow.set(end, key)
                self._note(key, word, flow)
        self.to_draw[flow.get("id", "")] = None

    def remove_flow(self, flow: etree._Element) -> None:
        """Takes a line out, if it is still there."""
        if flow.getparent() is None:
            return
        key = flow.get("id", "")
        for end, word in (("sourceRef", "outgoing"), ("targetRef", "incoming")):
            self._forget(flow.get(end, ""), word, flow)
        for node in self.nodes.values():
            if node.get("default") == key:
                del node.attrib["default"]
        self._remove(key, flow)

    def remove_node(self, key: str) -> None:
        """Takes a node out with its lines, what is attached to it and what was drawn of it."""
        node = self.nodes[key]
        for flow in (*self.into(key), *self.out_of(key)):
            self.remove_flow(flow)
        for other in [each for each in self.nodes.values() if each.get("attachedToRef") == key]:
            self.remove_node(other.get("id", ""))
        inside = {each.get("id", "") for each in node.iter("*")} - {""}
        for each in list(self.root.iter(f"{{{MODEL}}}association", f"{{{MODEL}}}messageFlow")):
            if {each.get("sourceRef"), each.get("targetRef")} & inside:
                self._remove(each.get("id", ""), each)
        for inner in inside - {key}:
            self._undraw(inner)
        self.assign(key, None)
        self._remove(key, node)

    def lane_of(self, key: str) -> etree._Element | None:
        """The lane that a node lies in; the innermost of several."""
        found = None
        for reference in self.process.iter(f"{{{MODEL}}}flowNodeRef"):
            if (reference.text or "").strip() == key:
                found = reference.getparent()
        return found

    def assign(self, key: str, lane: etree._Element | None) -> None:
        """Puts a node into a lane, out of any other."""
        for reference in list(self.process.iter(f"{{{MODEL}}}flowNodeRef")):
            if (reference.text or "").strip() == key:
                take_out(reference)
        if lane is not None:
            last = [place for place, each in enumerate(lane) if tag(each) != "childLaneSet"]
            place = last[-1] + 1 if last else 0
            insert(lane, place, f"{{{MODEL}}}flowNodeRef").text = key

    def _end(self) -> int:
        """Behind the last node or line of the process."""
        before = [place for place, each in enumerate(self.process) if tag(each) not in _BEHIND]
        return before[-1] + 1 if before else 0

    def _note(self, key: str, word: str, flow: etree._Element) -> None:
        """Names a line in the node it begins or ends at."""
        node = self.nodes[key]
        before = {*_AFTER, "incoming", *([word] if word == "outgoing" else [])}
        places = [place + 1 for place, each in enumerate(node) if tag(each) in before]
        insert(node, max(places, default=0), f"{{{MODEL}}}{word}").text = flow.get("id")

    def _forget(self, key: str, word: str, flow: etree._Element) -> None:
        node = self.nodes.get(key)
        for each in [] if node is None else list(node.iterchildren(f"{{{MODEL}}}{word}")):
            if (each.text or "").strip() == flow.get("id"):
                take_out(each)

    def _remove(self, key: str, element: etree._Element) -> None:
        take_out(element)
        self._undraw(key)
        for known in (self.nodes, self.to_place, self.to_draw):
            known.pop(key, None)

    def _undraw(self, key: str) -> None:
        if (drawn := self.drawn.pop(key, None)) is not None:
            take_out(drawn)


def extension(element: etree._Element) -> etree._Element:
    """Where extensions stand in an element."""
    found = element.find(f"{{{MODEL}}}extensionElements")
    if found is not None:
        return found
    place = sum(tag(each) == "documentation" for each in element)
    return insert(element, place, f"{{{MODEL}}}extensionElements")


def put_mark(element: etree._Element, mark: etree._Element) -> None:
    """Puts our own extension into an element, in the place of an older one of that name."""
    parent = extension(element)
    old = parent.find(mark.tag)
    if old is None:
        new = insert(parent, len(parent), mark.tag)
        mark.tail = new.tail
        parent.replace(new, mark)
    else:
        mark.tail = old.tail
        parent.replace(old, mark)


def own_mark(element: etree._Element, name: str) -> etree._Element:
    """Our own extension of that name, made where it is missing."""
    parent = extension(element)
    found = parent.find(f"{{{OURS}}}{name}")
    return insert(parent, len(parent), f"{{{OURS}}}{name}") if found is None else found


def insert(parent: etree._Element, place: int, name: str) -> etree._Element:
    """A new child, on a line of its own where the file is written so."""
    space = etree.QName(name).namespace or ""
    prefix = _PREFIXES.get(space, "bpmn")
    known = space in parent.nsmap.values()
    element = etree.Element(name, nsmap=None if known else {prefix: space})
    if place:
        before = parent[place - 1]
        element.tail = before.tail
        if place == len(parent):
            before.tail = parent.text
    else:
        element.tail = parent.text if len(parent) else None
    parent.insert(place, element)
    return element


def take_out(element: etree._Element) -> None:
    """Removes an element with the blanks behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None and element.getnext() is None:
        before.tail = element.tail
    parent.remove(element)
