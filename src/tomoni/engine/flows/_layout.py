"""A flow laid out: lanes as rows, time from left to right."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from tomoni.engine.flows import _labels
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import END, Flow, Gate, LaneKind, Next
from tomoni.engine.flows._graph import followers, places
from tomoni.engine.flows._grid import Grid, Stand, grid
from tomoni.engine.flows._labels import Label
from tomoni.engine.flows._routing import Router
from tomoni.engine.flows._shapes import Box, Point, Segment, segments

MOST_STEPS = 300
TASK_WIDTH, TASK_HEIGHT = 128, 84
GATEWAY, EVENT = 44, 32
_TO_GATEWAY = 20
_GAP, _GAP_OF_BRANCHES, _GAP_OF_EVENTS = 38, 96, 30
_LANE_TOP, _LANE_BOTTOM, _BETWEEN_ROWS = 34, 24, 40
_EDGE = 18
_TRACKS_TOP, _TRACKS_BETWEEN, _TRACK_BOTTOM = (9, 21), (13, 27), 12


class Shape(Enum):
    """What a node is drawn as."""

    START = "start"
    END = "end"
    TASK = "task"
    GATEWAY = "gateway"
    JOIN = "join"
    """The gateway at which a step waits."""


@dataclass(frozen=True)
class Node:
    """One shape; `step` is the place of the step it belongs to, `way` that of a way to an end."""

    shape: Shape
    box: Box
    lane: int
    step: int = 0
    way: int = 0

    @property
    def key(self) -> str:
        """A name of its own."""
        return f"{self.shape.value}-{self.step}-{self.way}"


@dataclass(frozen=True)
class Edge:
    """One line from node to node; `way` is the number of the way in `step`'s `next`."""

    source: str
    target: str
    points: tuple[Point, ...]
    step: int | None = None
    way: int | None = None
    label: Label | None = None


@dataclass(frozen=True)
class Band:
    """A lane: its name, kind and the strip it fills. `listed` is false where the flow lacks it."""

    name: str
    kind: LaneKind
    box: Box
    listed: bool = True


@dataclass(frozen=True)
class Layout:
    """All shapes from (0, 0); `box` is the pool without any heading."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    bands: tuple[Band, ...]
    box: Box


def joined(flow: Flow) -> frozenset[int]:
    """Places of the steps that wait for several ways: a gateway is drawn before them."""
    where = places(flow)
    ways = Counter(where[way.to] for step in flow.steps for way in step.next if way.to in where)
    return frozenset(
        place
        for place, step in enumerate(flow.steps)
        if step.join is not Gate.ONE and ways[place] > 1
    )


def gate_of(node: Node, *, flow: Flow) -> Gate | None:
    """What a gateway does; None for any other node."""
    if node.shape is Shape.GATEWAY:
        return flow.steps[node.step].split
    return flow.steps[node.step].join if node.shape is Shape.JOIN else None


def lay_out(flow: Flow) -> Layout:
    """The flow on a plane; no two shapes overlap, every line stays within the pool.

    Raises `FlowsError("too-many-steps")`.
    """
    if len(flow.steps) > MOST_STEPS:
        raise FlowsError("too-many-steps", steps=len(flow.steps), limit=MOST_STEPS)
    plan = grid(flow)
    columns = _columns(flow, plan)
    bands, ys = _bands(flow, plan)
    nodes = tuple(_nodes(flow, plan, columns=columns, bands=bands))
    width = columns.end + _EDGE
    frame = Box(0, 0, width, bands[-1].box.bottom)
    bands = [_widened(band, width=width) for band in bands]
    boxes = {node.key: node.box for node in nodes}
    router = Router(boxes, xs=columns.tracks, ys=ys)
    wanted = list(_wanted(flow))
    laid = {
        place: router.lay(wanted[place].source, wanted[place].target)
        for place in sorted(
            range(len(wanted)), key=lambda place: _distance(wanted[place], boxes=boxes)
        )
    }
    edges = [
        Edge(each.source, each.target, laid[place], step=each.step, way=each.way)
        for place, each in enumerate(wanted)
    ]
    return Layout(
        nodes, tuple(_labelled(flow, edges, boxes=boxes, frame=frame)), tuple(bands), frame
    )


@dataclass(frozen=True)
class _Columns:
    left: tuple[float, ...]
    """Where the tasks of a column begin; the gateways at which they wait stand before."""
    width: tuple[float, ...]
    tracks: tuple[float, ...]

    @property
    def end(self) -> float:
        return self.left[-1] + self.width[-1]


def _columns(flow: Flow, plan: Grid) -> _Columns:
    widths = [float(EVENT)] * plan.columns
    branches = [False] * plan.columns
    before = [0] * plan.columns
    waiting = joined(flow)
    for place, stand in plan.steps.items():
        if place in waiting:
            before[stand.column] = GATEWAY + _TO_GATEWAY
        branching = len(flow.steps[place].next) > 1
        extra = _TO_GATEWAY + GATEWAY if branching else 0
        widths[stand.column] = max(widths[stand.column], TASK_WIDTH + extra)
        branches[stand.column] |= branching
    left, tracks, x = [], [], float(_EDGE)
    for column, width in enumerate(widths):
        x += before[column]
        left.append(x)
        narrow = EVENT in widths[column : column + 2]
        gap = _GAP_OF_BRANCHES if branches[column] else _GAP_OF_EVENTS if narrow else _GAP
        end = x + width
        if column + 1 < len(widths):
            tracks += [end + 11, end + gap / 2, end + gap - 11]
        x = end + gap
    return _Columns(tuple(left), tuple(widths), tuple(tracks))


def _bands(flow: Flow, plan: Grid) -> tuple[list[Band], list[float]]:
    """The lanes one below the other, and the tracks on which level lines may run."""
    bands, tracks, y = [], [], 0.0
    for number, name in enumerate(plan.lanes):
        rows = plan.rows(number)
        row_height = TASK_HEIGHT + _BETWEEN_ROWS
        height = _LANE_TOP + rows * row_height - _BETWEEN_ROWS + _LANE_BOTTOM
        listed = number < len(flow.lanes)
        kind = flow.lanes[number].kind if listed else LaneKind.OTHER
        bands.append(Band(name, kind, Box(0, y, 0, height), listed=listed))
        tracks += [y + track for track in _TRACKS_TOP]
        for row in range(1, rows):
            above = y + _LANE_TOP + row * row_height - _BETWEEN_ROWS
            tracks += [above + track for track in _TRACKS_BETWEEN]
        y += height
        tracks.append(y - _TRACK_BOTTOM)
    return bands, tracks


def _widened(band: Band, *, width: float) -> Band:
    box = Box(0, band.box.y, width, band.box.height)
    return Band(band.name, band.kind, box, listed=band.listed)


def _nodes(flow: Flow, plan: Grid, *, columns: _Columns, bands: list[Band]) -> Iterator[Node]:
    def placed(stand: Stand, width: float, height: float, *, after: float = 0) -> Box:
        column = min(columns.width[stand.column], TASK_WIDTH)
        x = columns.left[stand.column] + (after or (column - width) / 2)
        y = bands[stand.lane].box.y + _LANE_TOP + stand.row * (TASK_HEIGHT + _BETWEEN_ROWS)
        return Box(x, y + (TASK_HEIGHT - height) / 2, width, height)

    start, waiting = plan.start, joined(flow)
    yield Node(Shape.START, placed(start, EVENT, EVENT), start.lane)
    for place, stand in sorted(plan.steps.items()):
        yield Node(Shape.TASK, placed(stand, TASK_WIDTH, TASK_HEIGHT), stand.lane, place)
        if len(flow.steps[place].next) > 1:
            box = placed(stand, GATEWAY, GATEWAY, after=TASK_WIDTH + _TO_GATEWAY)
            yield Node(Shape.GATEWAY, box, stand.lane, place)
        if place in waiting:
            box = placed(stand, GATEWAY, GATEWAY, after=-GATEWAY - _TO_GATEWAY)
            yield Node(Shape.JOIN, box, stand.lane, place)
    for (place, way), stand in sorted(plan.ends.items()):
        yield Node(Shape.END, placed(stand, EVENT, EVENT), stand.lane, place, way)


@dataclass(frozen=True)
class _Wanted:
    source: str
    target: str
    step: int | None = None
    way: int | None = None


def _key(shape: Shape, step: int = 0, way: int = 0) -> str:
    return f"{shape.value}-{step}-{way}"


def _wanted(flow: Flow) -> Iterator[_Wanted]:
    """The lines the flow asks for; ways to steps that are not there have none."""
    where, waiting = places(flow), joined(flow)
    if flow.steps:
        yield _Wanted(_key(Shape.START), _key(Shape.TASK))
    for place in sorted(waiting):
        yield _Wanted(_key(Shape.JOIN, place), _key(Shape.TASK, place), step=place)
    for place, step in enumerate(flow.steps):
        source = _key(Shape.TASK, place)
        if len(step.next) > 1:
            yield _Wanted(source, _key(Shape.GATEWAY, place), step=place)
            source = _key(Shape.GATEWAY, place)
        for number, way in enumerate(followers(flow, step)):
            if way.to == END:
                yield _Wanted(source, _key(Shape.END, place, number), step=place, way=number)
            elif way.to in where:
                shape = Shape.JOIN if where[way.to] in waiting else Shape.TASK
                target = _key(shape, where[way.to])
                yield _Wanted(source, target, step=place, way=number)


def _distance(wanted: _Wanted, *, boxes: dict[str, Box]) -> tuple[bool, float]:
    (x1, y1), (x2, y2) = boxes[wanted.source].centre, boxes[wanted.target].centre
    return x2 < x1, abs(x1 - x2) + abs(y1 - y2)


def _labelled(
    flow: Flow, edges: list[Edge], *, boxes: dict[str, Box], frame: Box
) -> Iterator[Edge]:
    others: list[Box] = []
    for edge in edges:
        way = _way(flow, edge)
        if way is None or not (way.condition or way.share is not None):
            yield edge
            continue
        lines: list[Segment] = [
            each for other in edges if other is not edge for each in segments(other.points)
        ]
        label = _labels.label(
            way.condition,
            share=way.share,
            points=edge.points,
            boxes=list(boxes.values()),
            others=others,
            lines=lines,
            frame=frame,
        )
        others.append(label.box)
        yield Edge(edge.source, edge.target, edge.points, edge.step, edge.way, label)


def _way(flow: Flow, edge: Edge) -> Next | None:
    if edge.step is None or edge.way is None:
        return None
    return followers(flow, flow.steps[edge.step])[edge.way]
