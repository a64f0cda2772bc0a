"""Places in the picture of a kept BPMN file for what is new in it; all else stays where it lies."""

from collections.abc import Iterator, Sequence
from itertools import count

from lxml import etree

from tomoni.engine.flows._bpmn_drawing import Drawing
from tomoni.engine.flows._bpmn_graph import tag
from tomoni.engine.flows._bpmn_names import MODEL
from tomoni.engine.flows._bpmn_tree import Tree
from tomoni.engine.flows._layout import EVENT, GATEWAY, TASK_HEIGHT, TASK_WIDTH
from tomoni.engine.flows._routing import Router
from tomoni.engine.flows._shapes import Box

_AHEAD, _CLEAR, _MARGIN = 50, 14, 12
_STEP = 20
_LANE_HEIGHT, _LANE_WIDTH, _HEAD = 150, 600, 30
_TRACK = 18


def place_new(tree: Tree, *, starts: Sequence[str]) -> None:
    """Draws what is not drawn, moves what lies in another lane, and leads the lines anew."""
    _Placing(tree).place(starts)


class _Placing:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._drawing = Drawing(tree)
        self._nodes = [key for key, node in tree.nodes.items() if _is_drawn(node)]
        self._boxes: dict[str, Box] = {}

    def place(self, starts: Sequence[str]) -> None:
        """Lanes, then nodes as a case comes to them, then lines."""
        tree = self._tree
        self._look()
        self._place_lanes()
        wanted = [
            key for key in self._come_to(starts) if key in tree.to_place or key not in self._boxes
        ]
        for key in sorted(wanted, key=lambda key: tree.nodes[key].get("attachedToRef", "") != ""):
            self._place(key)
        self._grow(wanted)
        self._draw_lines()

    def _look(self) -> None:
        drawn = {key: self._drawing.box(key) for key in self._nodes}
        self._boxes = {key: box for key, box in drawn.items() if box}

    def _lanes(self) -> list[str]:
        """Lanes that are not parted further."""
        lanes = self._tree.process.iter(f"{{{MODEL}}}lane")
        return [_key(lane) for lane in lanes if lane.find(f"{{{MODEL}}}childLaneSet") is None]

    def _parted(self) -> list[etree._Element]:
        """Lanes that are parted, the innermost first."""
        lanes = self._tree.process.iter(f"{{{MODEL}}}lane")
        return [each for each in lanes if each.find(f"{{{MODEL}}}childLaneSet") is not None][::-1]

    def _place_lanes(self) -> None:
        """New lanes below the others; the gap that a lane has left goes to its neighbour."""
        drawing, lanes = self._drawing, self._lanes()
        drawn = [box for key in lanes if (box := drawing.box(key))]
        nodes = drawing.around([*self._boxes.values(), *drawn])
        deep = _HEAD * len(self._parted())
        for key in lanes:
            if drawing.box(key):
                continue
            height = self._height(key)
            if drawn:
                last = max(drawn, key=lambda box: box.bottom)
                box = Box(last.x, last.bottom, last.width, height)
                drawing.make_room(last.bottom, height)
                self._look()
            else:
                around = Box(
                    nodes.x - _MARGIN - _HEAD, nodes.y - _MARGIN, nodes.width, nodes.height
                )
                width = max(_LANE_WIDTH, around.width + 2 * _MARGIN)
                height = max(height, around.height + 2 * _MARGIN)
                box = Box(around.x + deep, around.y, width, height)
            drawn.append(box)
            drawing.put(key, box, isHorizontal="true")
        if self._tree.gap and drawn:
            drawing.close_gap(lanes)
        for lane in self._parted():
            self._enclose(lane)

    def _enclose(self, lane: etree._Element) -> None:
        """Lets a lane reach around those it is parted into."""
        drawing, key = self._drawing, _key(lane)
        inner = [_key(each) for each in lane.iterfind(f"{{{MODEL}}}childLaneSet/{{{MODEL}}}lane")]
        boxes = [box for each in inner if (box := drawing.box(each))]
        if not boxes:
            return
        around, old = drawing.around(boxes), drawing.box(key)
        box = Box(around.x - _HEAD, around.y, around.width + _HEAD, around.height)
        if old is None or not old.holds(box):
            drawing.put(key, box, isHorizontal="true")

    def _height(self, lane: str) -> float:
        """High enough for what is to lie in a new lane."""
        inside = [key for key in self._nodes if _key(self._tree.lane_of(key)) == lane]
        highest = max((self._boxes[key].height for key in inside if key in self._boxes), default=0)
        return max(_LANE_HEIGHT, highest + 4 * _MARGIN)

    def _come_to(self, starts: Sequence[str]) -> Iterator[str]:
        seen = dict.fromkeys(key for key in starts if key in self._nodes)
        for key in seen:
            yield key
        waiting = list(seen)
        while waiting:
            key = waiting.pop(0)
            for flow in self._tree.out_of(key):
                to = flow.get("targetRef", "")
                if to in self._nodes and to not in seen:
                    seen[to] = None
                    waiting.append(to)
                    yield to
        yield from (key for key in self._nodes if key not in seen)

    def _at_edge(self, key: str) -> Box | None:
        """The place of an event at the lower edge of its step."""
        host = self._boxes.get(self._tree.nodes[key].get("attachedToRef", ""))
        if host is None:
            return None
        return Box(host.right - 1.5 * EVENT, host.bottom - EVENT / 2, EVENT, EVENT)

    def _place(self, key: str) -> None:
        """The free place nearest to where a node would best stand: right of what leads to it."""
        if edge := self._at_edge(key):
            self._boxes[key] = self._boxes.get(key, edge)
            self._drawing.put(key, self._boxes[key])
            return
        tree, old = self._tree, self._boxes.pop(key, None)
        kept = old is not None and (old.width > EVENT * 2 or _kind(tree.nodes[key]) != "task")
        width, height = (old.width, old.height) if old and kept else self._size(key)
        before = [self._boxes.get(flow.get("sourceRef", "")) for flow in tree.into(key)]
        behind = [self._boxes.get(flow.get("targetRef", "")) for flow in tree.out_of(key)]
        first = next((box for box in before if box), None)
        next_one = next((box for box in behind if box), None)
        band = self._drawing.box(_key(tree.lane_of(key)))
        if old:
            x, y = old.x + (old.width - width) / 2, old.centre[1]
        elif first:
            x, y = first.right + _AHEAD, first.centre[1]
        elif next_one:
            x, y = next_one.x - _AHEAD - width, next_one.centre[1]
        else:
            around = self._drawing.around([*self._boxes.values(), *([band] if band else [])])
            x, y = around.x + (_AHEAD if band else 0), around.centre[1]
        if band:
            x, y = (
                max(x, band.x + _HEAD + _MARGIN),
                y if _holds(band, y, height) else band.centre[1],
            )
        box = self._free(Box(x, y - height / 2, width, height), band)
        self._boxes[key] = box
        self._drawing.put(key, box)
        if old:
            self._drawing.follow(key, box.x - old.x, box.y - old.y)

    def _free(self, wish: Box, band: Box | None) -> Box:
        taken = list(self._boxes.values())
        rows: list[float] = [0]
        for shift in range(_STEP, int(band.height if band else 10 * TASK_HEIGHT), _STEP):
            rows += [shift, -shift]
        for further in count(0, _STEP):
            for aside in rows:
                box = wish.moved(further, aside)
                fits = not band or not aside or _holds(band, box.centre[1], box.height)
                if fits and not any(box.overlaps(other, margin=_CLEAR) for other in taken):
                    return box
        raise AssertionError

    def _size(self, key: str) -> tuple[float, float]:
        """As large as others of its kind."""
        kind = _kind(self._tree.nodes[key])
        same = (
            box
            for other in self._nodes
            if other != key and _kind(self._tree.nodes[other]) == kind
            if (box := self._boxes.get(other))
        )
        sizes = {"task": (TASK_WIDTH, TASK_HEIGHT), "gateway": (GATEWAY, GATEWAY)}
        box = next(same, None)
        if box:
            return box.width, box.height
        width, height = sizes.get(kind, (EVENT, EVENT))
        return (height, width) if self._drawing.upright else (width, height)

    def _grow(self, placed: Sequence[str]) -> None:
        """Lanes and pool reach around what lies in them."""
        drawing, lanes = self._drawing, self._lanes()
        right = max((self._boxes[key].right for key in placed), default=0) + 2 * _MARGIN
        for key in lanes:
            box = drawing.box(key)
            if box and box.right < right:
                drawing.put(key, Box(box.x, box.y, right - box.x, box.height))
        for lane in self._parted():
            self._enclose(lane)
        outer = [_key(each) for each in self._tree.process.iterfind(f"{{{MODEL}}}laneSet/*")]
        drawn = [box for key in outer if (box := drawing.box(key))]
        drawing.put_pool(drawn or list(self._boxes.values()), right=right, head=_HEAD)

    def _draw_lines(self) -> None:
        tree, drawing = self._tree, self._drawing
        wanted = [flow for flow in tree.flows() if self._wants(flow)]
        if not wanted:
            return
        edges = [(box.x, box.y, box.right, box.bottom) for box in self._boxes.values()]
        xs = {x for left, _, right, _ in edges for x in (left - _TRACK, right + _TRACK)}
        ys = {y for _, top, _, bottom in edges for y in (top - _TRACK, bottom + _TRACK)}
        router = Router(self._boxes, xs=sorted(xs), ys=sorted(ys))
        for flow in wanted:
            points = router.lay(flow.get("sourceRef", ""), flow.get("targetRef", ""))
            drawing.draw(flow.get("id", ""), points)

    def _wants(self, flow: etree._Element) -> bool:
        key, ends = flow.get("id", ""), {flow.get("sourceRef", ""), flow.get("targetRef", "")}
        tree = self._tree
        new = key in tree.to_draw or key not in tree.drawn or bool(ends & tree.to_place.keys())
        return new and ends <= self._boxes.keys()


def _key(element: etree._Element | None) -> str:
    return "" if element is None else element.get("id", "")


def _is_drawn(node: etree._Element) -> bool:
    return _kind(node) != ""


def _kind(node: etree._Element) -> str:
    name = tag(node).lower()
    for kind in ("gateway", "event"):
        if name.endswith(kind):
            return kind
    activity = name.endswith(("task", "subprocess", "callactivity", "transaction"))
    return "task" if activity else ""


def _holds(band: Box, y: float, height: float) -> bool:
    return band.y + _MARGIN / 2 <= y - height / 2 and y + height / 2 <= band.bottom - _MARGIN / 2
