"""A flow written into a BPMN file that others drew: only what differs is touched."""

from collections.abc import Callable, Collection, Mapping

from lxml import etree

from tomoni.engine.flows._bpmn import written
from tomoni.engine.flows._bpmn_drawing import has_picture
from tomoni.engine.flows._bpmn_graph import ours
from tomoni.engine.flows._bpmn_lanes import put_lanes
from tomoni.engine.flows._bpmn_marks import mark_step, mark_volume
from tomoni.engine.flows._bpmn_placing import place_new
from tomoni.engine.flows._bpmn_reading import Reading, from_bpmn, pool_of, read
from tomoni.engine.flows._bpmn_tree import Tree, put_mark
from tomoni.engine.flows._bpmn_ways import Ways
from tomoni.engine.flows._flow import Flow, Step
from tomoni.engine.flows._graph import places
from tomoni.engine.flows._xml import say


def to_bpmn(flow: Flow, *, kept: bytes = b"") -> bytes:
    """The flow as BPMN 2.0 XML (OMG formal/2011-01-03): pool, lanes, tasks, gateways, diagram.

    What BPMN has no place for (minutes, shares, who said so, cases a year) stands in extension
    elements of the namespace `urn:tomoni:flow:1`; `from_bpmn` reads all of it back. Equal flows
    give equal bytes.

    `kept` is the file that the flow was read from, drawn by any tool: then only what differs from
    it is changed. Shapes stay where they lie, what the table does not know (messages, data,
    colours, extensions of other tools, comments) stays as it is; new shapes are placed beside what
    they follow, pools below a new lane move down. A file that says the flow already and has a
    picture is returned byte for byte. What the table could not show says `unshown`.

    Raises `FlowsError("too-many-steps")`, and with `kept` as `from_bpmn` does.
    """
    if not kept:
        return written(flow)
    before = read(kept)
    if before.flow == flow and has_picture(before.root):
        return kept
    data = kept
    for mark_all, unlike in _EFFORTS:
        anew = unlike(from_bpmn(data), flow)
        data = _Merge(read(kept), flow, mark_all=mark_all, anew=anew).written()
        if from_bpmn(data) == flow:
            break
    return data


def _none(_before: Flow, _flow: Flow) -> frozenset[str]:
    return frozenset()


def _unlike(before: Flow, flow: Flow) -> frozenset[str]:
    """Ids of steps whose ways came out otherwise."""
    found = {step.id: (step.next, step.split) for step in before.steps}
    return frozenset(
        step.id for step in flow.steps if found.get(step.id) != (step.next, step.split)
    )


def _all(_before: Flow, flow: Flow) -> frozenset[str]:
    return frozenset(step.id for step in flow.steps)


_Effort = tuple[bool, Callable[[Flow, Flow], frozenset[str]]]
_EFFORTS: tuple[_Effort, ...] = ((False, _none), (True, _none), (True, _unlike), (True, _all))
"""Whether every step is marked as ours, and which steps get all their ways anew.

Tried in turn until the file says the flow, so that no more is touched than must be.
"""


class _Merge:
    def __init__(
        self, before: Reading, flow: Flow, *, mark_all: bool, anew: Collection[str]
    ) -> None:
        self._before, self._flow = before, flow
        self._mark_all, self._anew = mark_all, anew
        self._tree = Tree(before.root, before.process)
        self._known = places(flow)
        self._pairs = _paired(before.flow, flow)
        """The place in the file for each step of the flow."""

    def written(self) -> bytes:
        """The changed file."""
        before, flow, tree = self._before, self._flow, self._tree
        lanes = put_lanes(tree, before, flow)
        self._heads()
        keys: list[str] = []
        for place in range(len(flow.steps)):
            keys.append(self._step(place, lanes, behind=keys[-1] if keys else ""))
        ways = Ways(tree, before, flow, keys=keys, anew=self._anew)
        gone = set(range(len(before.keys))) - set(self._pairs.values())
        ways.put(gone=[before.keys[place] for place in sorted(gone) if before.keys[place]])
        place_new(tree, starts=before.graph.begin)
        return etree.tostring(tree.root.getroottree(), encoding="UTF-8", xml_declaration=True)

    def _heads(self) -> None:
        before, flow = self._before, self._flow
        pool = pool_of(before.root, before.process)
        if flow.title != before.flow.title:
            say(before.process if pool is None else pool, name=flow.title)
        if flow.volume != before.flow.volume:
            put_mark(before.process, mark_volume(flow.volume))

    def _step(self, place: int, lanes: Mapping[str, etree._Element], *, behind: str) -> str:
        """The XML id of a step whose node says all of it but its ways."""
        tree, step = self._tree, self._flow.steps[place]
        old, key = None, ""
        if place in self._pairs:
            old = self._before.flow.steps[self._pairs[place]]
            key = self._before.keys[self._pairs[place]]
        if old == step and not key:
            return ""
        if not key:
            old, key = None, tree.add_node("task", behind=behind)
        node = tree.nodes[key]
        if old is None or old.name != step.name:
            say(node, name=step.name)
        lane = lanes.get(step.lane)
        if lane is not None and tree.lane_of(key) is not lane:
            tree.assign(key, lane)
            tree.to_place[key] = None
        self._mark(node, place, old=old)
        return key

    def _mark(self, node: etree._Element, place: int, *, old: Step | None) -> None:
        """Puts our extension into a node, where it is needed and does not stand there already."""
        step, mark = self._flow.steps[place], ours(node, "step")
        stated = "" if mark is None else mark.get("place", "")
        order = place if self._mark_all else int(stated) if stated else None
        new = mark_step(step, known=self._known, place=order)
        if mark is None:
            needed = self._mark_all or old is None or _apart(old) != _apart(step)
        else:
            needed = _said(mark) != _said(new)
        if needed:
            put_mark(node, new)


def _apart(step: Step) -> dict[str, object]:
    """What BPMN has no place for."""
    return step.model_dump(exclude={"name", "lane", "next", "split", "join"})


def _said(mark: etree._Element) -> list[object]:
    return [(each.tag, sorted(each.attrib.items())) for each in mark.iter("*")]


def _paired(before: Flow, flow: Flow) -> dict[int, int]:
    """The place in the older flow for each place in the newer: of one id, twins in their order."""
    free: dict[str, list[int]] = {}
    for place, step in enumerate(before.steps):
        free.setdefault(step.id, []).append(place)
    return {
        place: free[step.id].pop(0) for place, step in enumerate(flow.steps) if free.get(step.id)
    }
