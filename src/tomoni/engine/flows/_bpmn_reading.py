"""A BPMN 2.0 file as a flow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from tomoni.engine.core import Grade
from tomoni.engine.flows._bpmn import MODEL, OURS
from tomoni.engine.flows._bpmn_graph import (
    Graph,
    Trail,
    main_process,
    ours,
    parsed,
    said,
)
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
    names. Raises `FlowsError`: `not-bpmn`, `bpmn-doctype`, `too-large`, `too-many-steps`,
    `bpmn-no-process`, `bpmn-several-processes`, `bpmn-too-many-ways`, `bpmn-bad-value`.
    """
    root = parsed(data)
    process = main_process(root)
    graph = Graph(process)
    if len(graph.activities) > MOST_STEPS:
        raise FlowsError("too-many-steps", steps=len(graph.activities), limit=MOST_STEPS)
    try:
        return _flow(root, process, graph)
    except ValueError as error:
        raise FlowsError("bpmn-bad-value") from error


@dataclass(frozen=True)
class _Lanes:
    lanes: tuple[Lane, ...]
    of_node: Mapping[str, str]
    other: str
    """The lane of what lies in none."""


def _flow(root: etree._Element, process: etree._Element, graph: Graph) -> Flow:
    title = _title(root, process)
    lanes = _lanes(process, title=title)
    ways = {key: _in_order(graph.ways(key)) for key in graph.activities}
    begin = [
        way for key in graph.begin for way in ([Trail(to=key)] if key in ways else graph.ways(key))
    ]
    first = list(dict.fromkeys(way.to for way in begin))
    keys = _ordered(graph, ways, first=[key for key in first if key in ways])
    ids = _ids(graph, keys)
    steps = tuple(
        _step(
            graph,
            key,
            step_id=ids[key],
            ways=_nexts(ways[key], ids=ids),
            lane=lanes.of_node.get(key, lanes.other),
        )
        for key in keys
    )
    if len(first) > 1:
        steps = (_sorting(steps[0].lane, _nexts(begin, ids=ids), taken=ids.values()), *steps)
    volume = ours(process, "volume")
    return Flow(
        title=title,
        lanes=lanes.lanes,
        steps=steps,
        volume=Volume() if volume is None else _volume(volume),
    )


def _title(root: etree._Element, process: etree._Element) -> str:
    pools = root.iterfind(f"{{{MODEL}}}collaboration/{{{MODEL}}}participant")
    names = [pool.get("name", "") for pool in pools if pool.get("processRef") == process.get("id")]
    return names[0] if names else process.get("name", "")


def _lanes(process: etree._Element, *, title: str) -> _Lanes:
    """Lanes that are not parted further; without any, one lane named after the pool."""
    found, of_node = [], {}
    for place, lane in enumerate(process.iter(f"{{{MODEL}}}lane")):
        mark = ours(lane, "lane")
        name = lane.get("name", "") if mark is not None else _tidy(lane) or f"担当{place + 1}"
        for node in lane.iterfind(f"{{{MODEL}}}flowNodeRef"):
            of_node[(node.text or "").strip()] = name
        parted = lane.find(f"{{{MODEL}}}childLaneSet/{{{MODEL}}}lane") is not None
        if not parted and (mark is None or mark.get("listed") != "false"):
            kind = LaneKind(mark.get("kind", "")) if mark is not None else lane_kind(name)
            found.append(Lane(name=name, kind=kind))
    if found or of_node:
        return _Lanes(tuple(found), of_node, other="")
    name = title or "担当"
    return _Lanes((Lane(name=name, kind=lane_kind(name)),), {}, other=name)


def _ordered(graph: Graph, ways: Mapping[str, list[Trail]], *, first: list[str]) -> list[str]:
    """As in the file where we wrote all of it, else as a case comes to them; the first first."""
    keys = list(graph.activities)
    written = all(ours(node, "step") is not None for node in graph.activities.values())
    if written and first[:1] == keys[:1]:
        return keys
    found = list(dict.fromkeys(first))
    for key in found:
        found += [way.to for way in ways[key] if way.to != END and way.to not in found]
    return [*found, *(key for key in keys if key not in found)]


def _ids(graph: Graph, keys: Sequence[str]) -> dict[str, str]:
    """Our own ids where they stand, else `s1`, `s2`, … in the order of the steps."""
    found: dict[str, str] = {}
    for key in keys:
        mark = ours(graph.activities[key], "step")
        if mark is not None:
            found[key] = mark.get("id", "")
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


def _nexts(ways: Sequence[Trail], *, ids: Mapping[str, str]) -> list[tuple[int | None, Next]]:
    return [
        (
            way.place,
            Next(to=ids.get(way.to, END), condition=way.condition, share=way.share),
        )
        for way in ways
    ]


def _step(
    graph: Graph, key: str, *, step_id: str, ways: list[tuple[int | None, Next]], lane: str
) -> Step:
    node, drawn = graph.activities[key], len(ways)
    mark = ours(node, "step")
    split = graph.gates.split.get(key, Gate.ONE)
    join = graph.gates.join.get(key, Gate.ONE)
    if mark is None:
        return Step(
            id=step_id,
            name=_tidy(node) or graph.gates.steps.get(key, ""),
            lane=lane,
            minutes=_NOTHING if key in graph.gates.steps else None,
            next=tuple(way for _, way in ways),
            split=split,
            join=join,
        )
    if drawn < 2:
        split = Gate(mark.get("split", Gate.ONE))
    if key not in graph.gates.join and graph.ways_in(key) < 2:
        join = Gate(mark.get("join", Gate.ONE))
    for way in mark.iterfind(f"{{{OURS}}}way"):
        condition, share, place = said(way)
        ways.append((place, Next(to=way.get("to", ""), condition=condition, share=share)))
    ways.sort(key=lambda each: len(ways) if each[0] is None else each[0])
    return Step(
        id=step_id,
        name=node.get("name", ""),
        lane=lane,
        minutes=_minutes(mark),
        uses=mark.get("uses", ""),
        next=tuple(way for _, way in ways),
        split=split,
        join=join,
        grade=Grade(mark.get("grade", Grade.ESTIMATE)),
        said_by=mark.get("saidBy", ""),
        note=mark.get("note", ""),
    )


def _minutes(mark: etree._Element) -> Minutes | None:
    element = mark.find(f"{{{OURS}}}minutes")
    if element is None:
        return None
    return Minutes.model_validate({name: element.get(name) for name in ("low", "likely", "high")})


def _volume(element: etree._Element) -> Volume:
    numbers = {name: element.get(name) for name in ("value", "low", "high")}
    return Volume.model_validate(
        {
            **numbers,
            "quote": element.get("quote", ""),
            "grade": element.get("grade", Grade.ESTIMATE),
            "said_by": element.get("saidBy", ""),
        }
    )


def _sorting(lane: str, ways: Sequence[tuple[int | None, Next]], *, taken: Collection[str]) -> Step:
    """What a flow that begins with a branch begins with here: a step that takes no time."""
    onward = tuple(way for _, way in ways)
    return Step(id=_fresh(1, taken), name="振り分ける", lane=lane, minutes=_NOTHING, next=onward)


def _tidy(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split())
