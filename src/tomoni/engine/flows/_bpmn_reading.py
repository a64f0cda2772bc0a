"""A BPMN 2.0 file as a flow."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from tomoni.engine.flows._bpmn_graph import (
    Graph,
    Trail,
    main_process,
    ours,
    parsed,
    said,
)
from tomoni.engine.flows._bpmn_marks import values_of, volume_of
from tomoni.engine.flows._bpmn_names import MODEL, OURS
from tomoni.engine.flows._cells import lane_kind
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import (
    END,
    Flow,
    Gate,
    Lane,
    LaneKind,
    Minutes,
    Next,
    Step,
    Volume,
)
from tomoni.engine.flows._layout import MOST_STEPS

_NOTHING = Minutes(low=0, likely=0, high=0)


def from_bpmn(data: bytes) -> Flow:
    """The flow in a BPMN 2.0 file; all that `to_bpmn` wrote comes back as it was.

    Of another tool's file: activities become steps in the order they are come to, gateways and
    events between them become branches with the words on their lines (a per cent at the end of the
    words is the share), parallel and inclusive gateways say how the step before them goes on or
    what the step behind them waits for (others become a step that takes no time), lanes keep their
    names. Of several pools the one in which most is done; what else a table cannot show whole says
    `unshown`. Raises `FlowsError`: `not-bpmn`, `bpmn-doctype`, `too-large`, `too-many-steps`,
    `bpmn-no-process`, `bpmn-too-many-ways`, `bpmn-bad-value`.
    """
    return read(data).flow


@dataclass(frozen=True)
class LaneRead:
    """A lane of the file; `listed` is false where the flow lacks it."""

    element: etree._Element
    lane: Lane
    listed: bool


@dataclass(frozen=True)
class Reading:
    """A file beside the flow in it.

    `keys[place]` is the XML id of a step, empty for one that the file has not; `trails` by XML id
    are the ways of a step in the order of its `next`, without those to unknown steps.
    """

    root: etree._Element
    process: etree._Element
    graph: Graph
    lanes: tuple[LaneRead, ...]
    flow: Flow
    keys: tuple[str, ...]
    trails: Mapping[str, Sequence[Trail]]
    begin: Sequence[Trail]


def read(data: bytes) -> Reading:
    """The file and the flow in it. Raises as `from_bpmn` does."""
    root = parsed(data)
    process = main_process(root)
    graph = Graph(process)
    if len(graph.activities) > MOST_STEPS:
        raise FlowsError("too-many-steps", steps=len(graph.activities), limit=MOST_STEPS)
    try:
        return _reading(root, process, graph)
    except ValueError as error:
        raise FlowsError("bpmn-bad-value") from error


def _reading(root: etree._Element, process: etree._Element, graph: Graph) -> Reading:
    title = title_of(root, process)
    read_lanes = tuple(_lanes(process))
    of_node = {
        (node.text or "").strip(): each.lane.name
        for each in read_lanes
        for node in each.element.iterfind(f"{{{MODEL}}}flowNodeRef")
    }
    other = "" if read_lanes else lane_without_any(title)
    lanes = tuple(each.lane for each in read_lanes if each.listed)
    if other:
        lanes = (Lane(name=other, kind=lane_kind(other)),)
    trails = {key: _in_order(graph.ways(key)) for key in graph.activities}
    begin = [
        way for key in graph.begin for way in ([Trail(key)] if key in trails else graph.ways(key))
    ]
    first = list(dict.fromkeys(way.to for way in begin if way.to in trails))
    keys = _ordered(graph, trails, first=first)
    ids = _ids(graph, keys)
    steps = [
        _step(graph, key, trails=trails[key], ids=ids, lane=of_node.get(key, other)) for key in keys
    ]
    if len(first) > 1:
        ways = tuple(_next(way, ids=ids) for way in begin)
        steps.insert(0, _sorting(steps[0].lane, ways, taken=ids.values()))
        keys.insert(0, "")
    volume = ours(process, "volume")
    flow = Flow(
        title=title,
        lanes=lanes,
        steps=tuple(steps),
        volume=Volume() if volume is None else volume_of(volume),
    )
    return Reading(root, process, graph, read_lanes, flow, tuple(keys), trails, begin)


def pool_of(root: etree._Element, process: etree._Element) -> etree._Element | None:
    """The pool of a process."""
    pools = root.iterfind(f"{{{MODEL}}}collaboration/{{{MODEL}}}participant")
    key = process.get("id")
    found = (pool for pool in pools if pool.get("processRef", "").rpartition(":")[2] == key)
    return next(found, None)


def title_of(root: etree._Element, process: etree._Element) -> str:
    """The name of the pool, else of the process."""
    pool = pool_of(root, process)
    return (process if pool is None else pool).get("name", "")


def lane_without_any(title: str) -> str:
    """The name of the one lane of a file that has none."""
    return title or "担当"


def _lanes(process: etree._Element) -> Iterator[LaneRead]:
    """Lanes in the order of the table; those that are parted further are not listed."""
    found = []
    for place, lane in enumerate(process.iterfind(f"{{{MODEL}}}laneSet//{{{MODEL}}}lane")):
        mark = ours(lane, "lane")
        name = lane.get("name", "") if mark is not None else tidy(lane) or f"担当{place + 1}"
        parted = lane.find(f"{{{MODEL}}}childLaneSet/{{{MODEL}}}lane") is not None
        listed = not parted and (mark is None or mark.get("listed") != "false")
        kind = lane_kind(name) if mark is None else LaneKind(mark.get("kind", ""))
        order = place if mark is None else int(mark.get("place", place))
        found.append((order, LaneRead(lane, Lane(name=name, kind=kind), listed)))
    return (each for _, each in sorted(found, key=lambda each: each[0]))


def _ordered(
    graph: Graph, trails: Mapping[str, Sequence[Trail]], *, first: Sequence[str]
) -> list[str]:
    """As written where we wrote it, the first first; what others drew behind what leads to it."""
    come_to = list(dict.fromkeys(first))
    for key in come_to:
        onward = dict.fromkeys(way.to for way in trails[key] if way.to != END)
        come_to += [to for to in onward if to not in come_to]
    come_to += [key for key in graph.activities if key not in come_to]
    places = {key: int(place) for key, (_, place) in _stated(graph).items() if place}
    found = sorted(places, key=lambda key: places[key])
    if first and first[0] in found:
        found = [first[0], *(key for key in found if key != first[0])]
    behind: dict[str, str] = {}
    for key in [key for key in come_to if key not in places]:
        source = next((each for each in found if _leads(trails[each], key)), "")
        before = behind.get(source, source) or (found[-1] if found and key not in first else "")
        found.insert(found.index(before) + 1 if before else 0, key)
        behind[source] = key
    return found if places else come_to


def _leads(trails: Sequence[Trail], to: str) -> bool:
    return any(way.to == to for way in trails)


def _stated(graph: Graph) -> dict[str, tuple[str, str]]:
    """Our own id and place of each node that has them; a copy of a node has neither."""
    found: dict[str, tuple[str, str]] = {}
    for key, node in graph.activities.items():
        if (mark := ours(node, "step")) is not None:
            stated = mark.get("id", ""), mark.get("place", "")
            if not stated[1] or stated not in found.values():
                found[key] = stated
    return found


def _ids(graph: Graph, keys: Sequence[str]) -> dict[str, str]:
    """Our own ids where they stand, else `s1`, `s2`, … in the order of the steps."""
    found = {key: step_id for key, (step_id, _) in _stated(graph).items()}
    taken = set(found.values())
    for place, key in enumerate(keys):
        if key not in found:
            found[key] = _fresh(place + 1, taken)
            taken.add(found[key])
    return found


def _fresh(number: int, taken: Collection[str]) -> str:
    return next(found for found in map("s{}".format, count(number)) if found not in taken)


def _in_order(ways: list[Trail]) -> list[Trail]:
    return sorted(ways, key=lambda way: len(ways) if way.place is None else way.place)


def _next(way: Trail, *, ids: Mapping[str, str]) -> Next:
    return Next(to=ids.get(way.to, END), condition=way.condition, share=way.share)


def _step(
    graph: Graph,
    key: str,
    *,
    trails: Sequence[Trail],
    ids: Mapping[str, str],
    lane: str,
) -> Step:
    node = graph.activities[key]
    mark = ours(node, "step")
    split = graph.gates.split.get(key, Gate.ONE)
    join = graph.gates.join.get(key, Gate.ONE)
    ways = [(way.place, _next(way, ids=ids)) for way in trails]
    drawn, waiting = tidy(node), graph.gates.steps.get(key, "")
    if mark is None:
        return Step(
            id=ids[key],
            name=drawn or waiting,
            lane=lane,
            minutes=_NOTHING if waiting else None,
            next=tuple(way for _, way in ways),
            split=split,
            join=join,
        )
    if len(ways) < 2:
        split = Gate(mark.get("split", Gate.ONE))
    if key not in graph.gates.join and graph.ways_in(key) < 2:
        join = Gate(mark.get("join", Gate.ONE))
    ways = sorted([*ways, *_lost(mark)], key=lambda one: len(ways) if one[0] is None else one[0])
    name = mark.get("name", "")
    return Step(
        id=ids[key],
        name=(name if " ".join(name.split()) == drawn else drawn) or waiting,
        lane=lane,
        next=tuple(way for _, way in ways),
        split=split,
        join=join,
        **values_of(mark),
    )


def _lost(mark: etree._Element) -> Iterator[tuple[int | None, Next]]:
    """Ways to steps that are not there, as we wrote them."""
    for way in mark.iterfind(f"{{{OURS}}}way"):
        condition, share, place = said(way)
        yield place, Next(to=way.get("to", ""), condition=condition, share=share)


def _sorting(lane: str, ways: tuple[Next, ...], *, taken: Collection[str]) -> Step:
    """What a flow that begins with a branch begins with here: a step that takes no time."""
    return Step(id=_fresh(1, taken), name="振り分ける", lane=lane, minutes=_NOTHING, next=ways)


def tidy(element: etree._Element) -> str:
    """The name of an element on one line."""
    return " ".join(element.get("name", "").split())
