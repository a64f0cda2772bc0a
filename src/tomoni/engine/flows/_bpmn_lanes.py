"""Lanes of a kept BPMN file, made to be those of a flow."""

from collections import Counter
from collections.abc import Mapping, Sequence

from lxml import etree

from tomoni.engine.flows._bpmn_graph import ours, tag
from tomoni.engine.flows._bpmn_names import MODEL
from tomoni.engine.flows._bpmn_reading import LaneRead, Reading, lane_without_any, pool_of
from tomoni.engine.flows._bpmn_tree import Tree, insert, own_mark, take_out
from tomoni.engine.flows._cells import lane_kind
from tomoni.engine.flows._flow import Flow, Lane, LaneKind
from tomoni.engine.flows._xml import say

_BEFORE_LANES = {"documentation", "extensionElements", "auditing", "monitoring", "property"}


def put_lanes(tree: Tree, before: Reading, flow: Flow) -> dict[str, etree._Element]:
    """The lane of each name, renamed, added and taken out as the flow asks.

    A lane whose work is now all in a lane of a new name was renamed. Empty where the file has no
    lanes and needs none.
    """
    wanted = _wanted(flow)
    if not before.lanes:
        name = lane_without_any(flow.title)
        if [lane for lane, _ in wanted] == [Lane(name=name, kind=lane_kind(name))]:
            return {}
        return _first_lanes(tree, before, wanted)
    found = _paired(before, flow, wanted)
    kept = {each.element for each in found if each is not None}
    gone = [each for each in before.lanes if _is_leaf(each) and each.element not in kept]
    elements = []
    for (lane, listed), old in zip(wanted, found, strict=True):
        element = _added(tree, before) if old is None else old.element
        if old is None or (old.lane, old.listed) != (lane, listed):
            _mark(element, lane, listed=listed)
        elements.append(element)
    for each in gone:
        _take_out(tree, each.element, elements)
    _in_order(tree, wanted, elements)
    return {lane.name: one for (lane, _), one in reversed(list(zip(wanted, elements, strict=True)))}


def _wanted(flow: Flow) -> list[tuple[Lane, bool]]:
    """Lanes in the order of the table, and whether the flow lists them."""
    names = {lane.name for lane in flow.lanes}
    others = dict.fromkeys(step.lane for step in flow.steps if step.lane not in names)
    unlisted = [(Lane(name=name, kind=LaneKind.OTHER), False) for name in others]
    return [*((lane, True) for lane in flow.lanes), *unlisted]


def _paired(
    before: Reading, flow: Flow, wanted: Sequence[tuple[Lane, bool]]
) -> list[LaneRead | None]:
    """The lane of the file for each that is wanted: of the same name, else the one renamed."""
    free = [each for each in before.lanes if _is_leaf(each)]
    found: list[LaneRead | None] = []
    for lane, _ in wanted:
        same = next((each for each in free if each.lane.name == lane.name), None)
        found.append(same)
        if same is not None:
            free.remove(same)
    moved = _moved(before, flow)
    for place, (lane, _) in enumerate(wanted):
        likely = [each for each in free if moved.get(each.lane.name) == lane.name]
        if found[place] is None and likely:
            found[place] = likely[0]
            free.remove(likely[0])
    return found


def _is_leaf(lane: LaneRead) -> bool:
    return lane.element.find(f"{{{MODEL}}}childLaneSet/{{{MODEL}}}lane") is None


def _moved(before: Reading, flow: Flow) -> Mapping[str, str]:
    """Where most of the work of each lane is now."""
    now = {step.id: step.lane for step in flow.steps}
    to: dict[str, Counter[str]] = {}
    for step in before.flow.steps:
        if step.id in now:
            to.setdefault(step.lane, Counter())[now[step.id]] += 1
    return {name: often.most_common(1)[0][0] for name, often in to.items()}


def _mark(element: etree._Element, lane: Lane, *, listed: bool) -> None:
    say(element, name=lane.name)
    mark = own_mark(element, "lane")
    say(mark, kind=lane.kind.value, listed="" if listed else "false")


def _added(tree: Tree, before: Reading) -> etree._Element:
    (home, *_) = before.lanes[-1].element.iterancestors()
    return _lane(tree, home, len(home))


def _lane(tree: Tree, home: etree._Element, place: int) -> etree._Element:
    element = insert(home, place, f"{{{MODEL}}}lane")
    key = tree.fresh("lane")
    element.set("id", key)
    tree.to_place[key] = None
    return element


def _first_lanes(
    tree: Tree, before: Reading, wanted: Sequence[tuple[Lane, bool]]
) -> dict[str, etree._Element]:
    """Lanes in a file that had none, and the pool they lie in; all that is no step in the first."""
    if pool_of(tree.root, tree.process) is None:
        _add_pool(tree, before)
    place = sum(tag(each) in _BEFORE_LANES for each in tree.process)
    lanes = insert(tree.process, place, f"{{{MODEL}}}laneSet")
    lanes.set("id", tree.fresh("lanes"))
    found: dict[str, etree._Element] = {}
    for number, (lane, listed) in enumerate(wanted):
        element = _lane(tree, lanes, number)
        _mark(element, lane, listed=listed)
        found.setdefault(lane.name, element)
    for key in before.graph.passed() if wanted else ():
        tree.assign(key, lanes[0])
    return found


def _add_pool(tree: Tree, before: Reading) -> None:
    key = tree.process.get("id") or tree.fresh("process")
    tree.process.set("id", key)
    whole = tree.root.find(f"{{{MODEL}}}collaboration")
    if whole is None:
        whole = insert(tree.root, tree.root.index(tree.process), f"{{{MODEL}}}collaboration")
        whole.set("id", tree.fresh("collaboration"))
    place = sum(tag(each) in {"documentation", "extensionElements"} for each in whole)
    pool = insert(whole, place, f"{{{MODEL}}}participant")
    say(pool, id=tree.fresh("pool"), name=before.flow.title, processRef=key)


def _take_out(tree: Tree, lane: etree._Element, others: Sequence[etree._Element]) -> None:
    """Takes a lane out, and one that was parted into nothing else; what lies in it moves."""
    left = [(each.text or "").strip() for each in lane.iterfind(f"{{{MODEL}}}flowNodeRef")]
    key = lane.get("id", "")
    if (drawn := tree.drawn.pop(key, None)) is not None:
        take_out(drawn)
        tree.gap = True
    home, outer, *_ = lane.iterancestors()
    take_out(lane)
    if not len(home):
        take_out(home)
        if tag(outer) == "lane":
            _take_out(tree, outer, others)
    for node in left:
        near = [tree.lane_of(flow.get("sourceRef", "")) for flow in tree.into(node)]
        target = next((each for each in near if each is not None), others[0] if others else None)
        tree.assign(node, target)
        tree.to_place[node] = None


def _in_order(
    tree: Tree, wanted: Sequence[tuple[Lane, bool]], elements: Sequence[etree._Element]
) -> None:
    """Says the order of the table where it is not that of the file."""
    known = {each: place for place, each in enumerate(tree.process.iter(f"{{{MODEL}}}lane"))}
    marks = [ours(each, "lane") for each in elements]
    stated = any(mark is not None and mark.get("place") for mark in marks)
    order = [known[each] for each in elements]
    if not stated and order == sorted(order):
        return
    for place, ((lane, listed), element) in enumerate(zip(wanted, elements, strict=True)):
        _mark(element, lane, listed=listed)
        say(own_mark(element, "lane"), place=str(place))
