"""What a BPMN file holds: activities, and how one leads to another through gateways and events."""

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from tomoni.engine.flows._bpmn_gates import gates
from tomoni.engine.flows._bpmn_names import MODEL, OURS
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import END
from tomoni.engine.flows._labels import words
from tomoni.engine.flows._ways import without_share

MOST_BYTES = 5_000_000
_MOST_WAYS = 100
_ACTIVITIES = {"task", "subProcess", "callActivity", "transaction", "adHocSubProcess"}


@dataclass(frozen=True)
class Trail:
    """A way on and the lines it runs along; `to` is the XML id of an activity, or `END`."""

    to: str
    flows: tuple[etree._Element, ...] = ()
    condition: str = ""
    share: float | None = None
    place: int | None = None
    """Where it is to stand among the ways of its step, if the file says so."""


def parsed(data: bytes) -> etree._Element:
    """The root of a BPMN file; nothing outside the file is read, no entity resolved.

    Raises `FlowsError`: `too-large`, `not-bpmn`, `bpmn-doctype`.
    """
    if len(data) > MOST_BYTES:
        raise FlowsError("too-large", bytes=len(data), limit=MOST_BYTES)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False
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
    """The process in which most is done, the first of equals.

    Raises `FlowsError("bpmn-no-process")`.
    """
    found = root.findall(f"{{{MODEL}}}process")
    if not found:
        raise FlowsError("bpmn-no-process")
    return max(found, key=lambda process: sum(map(is_activity, process)))


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
                (flow.get("sourceRef", ""), flow.get("targetRef", ""))
                for flows in self._flows.values()
                for flow in flows
            ],
            tasks={key for key, node in self._nodes.items() if is_activity(node)},
            hosts={
                self._host(source)
                for flows in self._flows.values()
                for source in (flow.get("sourceRef", "") for flow in flows)
                if self._host(source) != source
            },
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

    def outgoing(self, key: str) -> list[etree._Element]:
        """The lines that leave a node or what is attached to it."""
        return self._flows[key]

    def gate_before(self, key: str) -> str:
        """The gateway at which a step waits; empty where there is none."""
        if key not in self.gates.join or key in self.gates.steps:
            return ""
        return next(source for source, flows in self._flows.items() if _leads(flows, key))

    def gate_behind(self, key: str) -> str:
        """The gateway at which only the ways of this step part; empty where there is none."""
        flows = [flow for flow in self._flows.get(key, []) if flow.get("sourceRef") == key]
        to = flows[0].get("targetRef", "") if len(flows) == 1 else ""
        alone = sum(_leads(others, to) for others in self._flows.values()) == 1
        own = bool(to) and tag(self._nodes[to]).endswith("Gateway") and not self._is_step(to)
        return to if own and alone and self.gate_before(to) != key else ""

    def passed(self) -> list[str]:
        """Nodes that are no steps: gateways and events."""
        return [key for key in self._nodes if not self._is_step(key)]

    def _host(self, key: str) -> str:
        """The activity to whose edge an event is attached, else the node itself."""
        node = self._nodes.get(key)
        return key if node is None else node.get("attachedToRef", key)

    def _trail(self, flows: list[etree._Element], *, to: str) -> Trail:
        """Conditions of all lines together; the share is known when that of each branch is."""
        conditions, share, known, place = [], 1.0, False, None
        lost = False
        for flow in flows:
            own, condition, part = said_on(flow)
            source = self._nodes[flow.get("sourceRef", "")]
            gateway = self._nodes[self._host(flow.get("sourceRef", ""))]
            beside = self._flows[gateway.get("id", "")]
            alone = sum(each.get("sourceRef") == flow.get("sourceRef") for each in beside) == 1
            if _says_all(flow):
                return Trail(to, tuple(flows), condition, part, own)
            asked = "" if self._is_step(gateway.get("id", "")) or alone else _name(gateway)
            if tag(source) == "eventBasedGateway":
                condition = condition or _name(self._nodes[flow.get("targetRef", "")])
            elif source is not gateway:
                condition = condition or _name(source)
            conditions.append("：".join(text for text in (asked, condition) if text))
            place = place if own is None else own
            if part is not None:
                share, known = (share * part if known else part), True
            elif not alone:
                lost = True
        return Trail(
            to=to,
            flows=tuple(flows),
            condition="・".join(text for text in conditions if text),
            share=share if known and not lost else None,
            place=place,
        )


def _leads(flows: list[etree._Element], to: str) -> bool:
    return any(flow.get("targetRef") == to for flow in flows)


def _is_node(element: etree._Element) -> bool:
    name = tag(element)
    return is_activity(element) or name.endswith(("Event", "Gateway"))


def _says_all(flow: etree._Element) -> bool:
    """Whether we wrote on a line what is to be said of the whole way."""
    mark = ours(flow, "way")
    return mark is not None and mark.get("whole") == "true" and _as_written(flow, mark)


def _as_written(flow: etree._Element, mark: etree._Element) -> bool:
    condition, share, _ = said(mark)
    return words(condition, share=share) == flow.get("name", "")


def said_on(flow: etree._Element) -> tuple[int | None, str, float | None]:
    """Place, condition and share of a line: what we wrote, unless its words were changed since."""
    name = flow.get("name", "")
    extension = ours(flow, "way")
    if extension is not None and _as_written(flow, extension):
        condition, share, place = said(extension)
        return place, condition, share
    condition, share = without_share(" ".join(name.split()))
    return (None if extension is None else said(extension)[2]), condition, share


def said(way: etree._Element) -> tuple[str, float | None, int | None]:
    """Condition, share and place of our own extension of a way. Raises `ValueError`."""
    share, place = way.get("share"), way.get("place")
    return (
        way.get("condition", ""),
        None if share is None else float(share),
        None if place is None else int(place),
    )


def _name(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split())
