"""What a BPMN file holds: activities, and how one leads to another through gateways and events."""

from functools import cached_property

from lxml import etree

from tomoni.engine.flows._bpmn import MODEL, OURS
from tomoni.engine.flows._bpmn_gates import gates
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import END, Next
from tomoni.engine.flows._labels import words
from tomoni.engine.flows._ways import without_share

MOST_BYTES = 5_000_000
_MOST_WAYS = 100
_ACTIVITIES = {"task", "subProcess", "callActivity", "transaction", "adHocSubProcess"}


class Trail(Next):
    """A way with the place it was written at; `to` is the XML id of an activity, or `END`."""

    to: str
    place: int | None = None


def parsed(data: bytes) -> etree._Element:
    """The root of a BPMN file; nothing outside the file is read, no entity resolved.

    Raises `FlowsError`: `too-large`, `not-bpmn`, `bpmn-doctype`.
    """
    if len(data) > MOST_BYTES:
        raise FlowsError("too-large", bytes=len(data), limit=MOST_BYTES)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FlowsError("not-bpmn") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise FlowsError("bpmn-doctype")
    if root.tag != f"{{{MODEL}}}definitions":
        raise FlowsError("not-bpmn")
    return root


def main_process(root: etree._Element) -> etree._Element:
    """The one process in which something is done.

    Raises `FlowsError`: `bpmn-no-process`, `bpmn-several-processes`.
    """
    found = root.findall(f"{{{MODEL}}}process")
    busy = [process for process in found if any(map(is_activity, process))]
    if len(busy) > 1:
        raise FlowsError("bpmn-several-processes", processes=len(busy))
    if not found:
        raise FlowsError("bpmn-no-process")
    return (busy or found)[0]


def tag(element: etree._Element) -> str:
    """The name of a BPMN element; empty for any other, comments among them."""
    text = element.tag
    return text.removeprefix(f"{{{MODEL}}}") if str(text).startswith(f"{{{MODEL}}}") else ""


def is_activity(element: etree._Element) -> bool:
    """Whether the element is something that is done."""
    return tag(element) in _ACTIVITIES or tag(element).endswith("Task")


def ours(element: etree._Element, name: str) -> etree._Element | None:
    """Our own extension of that name."""
    return element.find(f"{{{MODEL}}}extensionElements/{{{OURS}}}{name}")


class Graph:
    """The nodes of a process and the ways between its activities."""

    def __init__(self, process: etree._Element) -> None:
        self._nodes = {node.get("id", ""): node for node in process if _is_node(node)}
        self._flows: dict[str, list[etree._Element]] = {key: [] for key in self._nodes}
        for flow in process.findall(f"{{{MODEL}}}sequenceFlow"):
            source = self._host(flow.get("sourceRef", ""))
            if source in self._nodes and flow.get("targetRef", "") in self._nodes:
                self._flows[source].append(flow)
        self.gates = gates(
            {key: tag(node) for key, node in self._nodes.items()},
            lines=[
                (source, flow.get("targetRef", ""))
                for source, flows in self._flows.items()
                for flow in flows
            ],
            tasks={key for key, node in self._nodes.items() if is_activity(node)},
        )

    @cached_property
    def activities(self) -> dict[str, etree._Element]:
        """What is done, by XML id, in the order of the file; gateways that are steps among it."""
        return {key: node for key, node in self._nodes.items() if self._is_step(key)}

    def ways_in(self, key: str) -> int:
        """How many lines lead to a step, that from the start left out."""
        lines = [(source, flow) for source, flows in self._flows.items() for flow in flows]
        return sum(
            flow.get("targetRef") == key and tag(self._nodes[source]) != "startEvent"
            for source, flow in lines
        )

    def _is_step(self, key: str) -> bool:
        return key in self.gates.steps or is_activity(self._nodes[key])

    @cached_property
    def begin(self) -> list[str]:
        """XML ids of the start events; of what nothing leads to where there is none."""
        starts = [key for key, node in self._nodes.items() if tag(node) == "startEvent"]
        led_to = {flow.get("targetRef") for flows in self._flows.values() for flow in flows}
        loose = [key for key in self._nodes if key not in led_to and self._flows[key]]
        return starts or loose or list(self.activities)[:1]

    def ways(self, key: str) -> list[Trail]:
        """The ways on from a node to activities or the end, gateways and events passed through.

        Raises `FlowsError("bpmn-too-many-ways")`.
        """
        found: list[Trail] = []
        waiting = [(flow, [flow]) for flow in reversed(self._flows[key])]
        while waiting:
            flow, trail = waiting.pop()
            target = flow.get("targetRef", "")
            if self._is_step(target):
                found.append(self._trail(trail, to=target))
            elif onward := self._flows[target]:
                waiting += [
                    (each, [*trail, each]) for each in reversed(onward) if each not in trail
                ]
            else:
                found.append(self._trail(trail, to=END))
            if len(found) + len(waiting) > _MOST_WAYS:
                raise FlowsError("bpmn-too-many-ways", limit=_MOST_WAYS)
        return found

    def _host(self, key: str) -> str:
        """The activity to whose edge an event is attached, else the node itself."""
        node = self._nodes.get(key)
        return key if node is None else node.get("attachedToRef", key)

    def _trail(self, flows: list[etree._Element], *, to: str) -> Trail:
        """Conditions of all lines together; the share is known when that of each branch is."""
        conditions, share, known, place = [], 1.0, False, None
        lost = False
        for flow in flows:
            own, condition, part = _said(flow)
            gateway = self._nodes[self._host(flow.get("sourceRef", ""))]
            alone = len(self._flows[gateway.get("id", "")]) == 1
            asked = "" if self._is_step(gateway.get("id", "")) or alone else _name(gateway)
            conditions.append("：".join(text for text in (asked, condition) if text))
            place = place if own is None else own
            if part is not None:
                share, known = (share * part if known else part), True
            elif not alone:
                lost = True
        return Trail(
            to=to,
            condition="・".join(text for text in conditions if text),
            share=share if known and not lost else None,
            place=place,
        )


def _is_node(element: etree._Element) -> bool:
    name = tag(element)
    return is_activity(element) or name.endswith(("Event", "Gateway"))


def _said(flow: etree._Element) -> tuple[int | None, str, float | None]:
    """Place, condition and share of a line: what we wrote, unless its words were changed since."""
    name = flow.get("name", "")
    extension = ours(flow, "way")
    if extension is not None:
        condition, share, place = said(extension)
        if words(condition, share=share) == name:
            return place, condition, share
    condition, share = without_share(" ".join(name.split()))
    return (None if extension is None else place), condition, share


def said(way: etree._Element) -> tuple[str, float | None, int]:
    """Condition, share and place of our own extension of a way. Raises `ValueError`."""
    share = way.get("share")
    return (
        way.get("condition", ""),
        None if share is None else float(share),
        int(way.get("place", "0")),
    )


def _name(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split())
