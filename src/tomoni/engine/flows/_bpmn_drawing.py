"""The picture in a BPMN file (BPMN DI): bounds of shapes and courses of lines, read and set."""

from collections.abc import Iterator, Sequence

from lxml import etree

from tomoni.engine.flows._bpmn_names import BOUNDS, DIAGRAM, LINES, MODEL
from tomoni.engine.flows._bpmn_reading import pool_of
from tomoni.engine.flows._bpmn_tree import Tree, insert, take_out
from tomoni.engine.flows._shapes import Box, Point

_SIDES = ("x", "y", "width", "height")
_START = Box(160, 80, 0, 0)
"""Where a picture begins that has nothing in it."""


def has_picture(root: etree._Element) -> bool:
    """Whether anything of the file is drawn."""
    return next(root.iter(f"{{{DIAGRAM}}}BPMNShape"), None) is not None


class Drawing:
    """Boxes and lines by the XML id of what they show.

    Where lanes stand beside each other (`isHorizontal="false"`) all is seen with x and y changed
    about, so that time always runs from left to right.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._plane = self._find_plane()
        pool = pool_of(tree.root, tree.process)
        self._pool = "" if pool is None else pool.get("id", "")
        shape = tree.drawn.get(self._pool)
        self.upright = shape is not None and shape.get("isHorizontal") == "false"

    def box(self, key: str) -> Box | None:
        """The box of a shape, if there is one."""
        shape = self._tree.drawn.get(key)
        bounds = None if shape is None else shape.find(f"{{{BOUNDS}}}Bounds")
        return (
            None if bounds is None else self._seen(Box(*(float(bounds.get(s, 0)) for s in _SIDES)))
        )

    def put(self, key: str, box: Box, **attributes: str) -> None:
        """Draws a shape there; where it is moved its words are placed by whoever opens the file."""
        shape = self._tree.drawn.get(key)
        if shape is None:
            shape = self._new("BPMNShape", key)
            for name, text in attributes.items():
                shape.set(name, text)
            if self.upright and "isHorizontal" in attributes:
                shape.set("isHorizontal", "false")
        bounds = shape.find(f"{{{BOUNDS}}}Bounds")
        if bounds is None:
            bounds = insert(shape, 0, f"{{{BOUNDS}}}Bounds")
        seen = self._seen(box)
        for side in _SIDES:
            bounds.set(side, f"{getattr(seen, side):.10g}")
        self._forget_label(shape)

    def draw(self, key: str, points: Sequence[Point]) -> None:
        """Leads a line along points."""
        edge = self._tree.drawn.get(key)
        if edge is None:
            edge = self._new("BPMNEdge", key)
        for point in edge.findall(f"{{{LINES}}}waypoint"):
            take_out(point)
        for place, (x, y) in enumerate(points):
            point = insert(edge, place, f"{{{LINES}}}waypoint")
            across, down = (y, x) if self.upright else (x, y)
            point.set("x", f"{across:.10g}")
            point.set("y", f"{down:.10g}")
        self._forget_label(edge)

    def follow(self, key: str, x: float, y: float) -> None:
        """Moves what belongs to a node that was moved: what is in it, attached or tied to it."""
        across, down = (y, x) if self.upright else (x, y)
        node = self._tree.nodes[key]
        inside = {each.get("id", "") for each in node.iter("*")} - {"", key}
        attached = {
            other for other, each in self._tree.nodes.items() if each.get("attachedToRef") == key
        }
        self._tree.to_draw.update(
            dict.fromkeys(
                flow.get("id", "") for each in attached for flow in self._tree.out_of(each)
            )
        )
        for other in inside | attached:
            for point in self._points(other):
                _shift(point, across, down)
        ties = self._tree.root.iter(f"{{{MODEL}}}association", f"{{{MODEL}}}messageFlow")
        for tie in ties:
            points = list(self._points(tie.get("id", "")))
            for end, place in (("sourceRef", 0), ("targetRef", -1)):
                if points and tie.get(end) == key:
                    _shift(points[place], across, down)

    def make_room(self, at: float, by: float) -> None:
        """Moves all that lies below a height down as a whole."""
        name = "x" if self.upright else "y"
        for point in self._plane.iter(f"{{{BOUNDS}}}Bounds", f"{{{LINES}}}waypoint"):
            if float(point.get(name, 0)) >= at:
                point.set(name, f"{float(point.get(name, 0)) + by:.10g}")

    def around(self, boxes: Sequence[Box]) -> Box:
        """The box around all of them; where a picture begins if there are none."""
        if not boxes:
            return _START
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
        return Box(left, top, right - left, bottom - top)

    def close_gap(self, lanes: Sequence[str]) -> None:
        """Lets lanes that lie one below the other touch again, and fill their pool."""
        stacked = sorted((box.y, key, box) for key in lanes if (box := self.box(key)))
        pool = self.box(self._pool)
        for number, (_, key, box) in enumerate(stacked):
            below = stacked[number + 1][0] if number + 1 < len(stacked) else 0
            bottom = max(below or (pool.bottom if pool else 0), box.bottom)
            top = pool.y if pool and not number else box.y
            if (top, bottom) != (box.y, box.bottom):
                self.put(key, Box(box.x, top, box.width, bottom - top))

    def put_pool(self, boxes: Sequence[Box], *, right: float, head: float) -> None:
        """Lets the pool reach around what lies in it."""
        if not self._pool or not boxes:
            return
        old, inner = self.box(self._pool), self.around(boxes)
        if old is None:
            box = Box(inner.x - head, inner.y, inner.width + head, inner.height)
            self.put(self._pool, box, isHorizontal="true")
            return
        wide, low = max(old.right, inner.right, right), max(old.bottom, inner.bottom)
        if (wide, low) != (old.right, old.bottom):
            self.put(self._pool, Box(old.x, old.y, wide - old.x, low - old.y))

    def _points(self, key: str) -> Iterator[etree._Element]:
        drawn = self._tree.drawn.get(key)
        if drawn is not None:
            yield from drawn.iter(f"{{{BOUNDS}}}Bounds", f"{{{LINES}}}waypoint")

    def _seen(self, box: Box) -> Box:
        return Box(box.y, box.x, box.height, box.width) if self.upright else box

    def _new(self, name: str, key: str) -> etree._Element:
        element = insert(self._plane, len(self._plane), f"{{{DIAGRAM}}}{name}")
        element.set("id", self._tree.fresh(f"{key}_di"))
        element.set("bpmnElement", key)
        self._tree.drawn[key] = element
        return element

    def _forget_label(self, shape: etree._Element) -> None:
        label = shape.find(f"{{{DIAGRAM}}}BPMNLabel")
        bounds = None if label is None else label.find(f"{{{BOUNDS}}}Bounds")
        if bounds is not None:
            take_out(bounds)

    def _find_plane(self) -> etree._Element:
        """The plane that shows the process, made where the file has no picture."""
        root, process = self._tree.root, self._tree.process
        whole = root.find(f"{{{MODEL}}}collaboration")
        key = (process if whole is None else whole).get("id", "")
        planes = list(root.iter(f"{{{DIAGRAM}}}BPMNPlane"))
        wanted = {process.get("id"), key}
        found = next((each for each in planes if each.get("bpmnElement") in wanted), None)
        if found is None and planes:
            found = planes[0]
        if found is None:
            diagram = insert(root, len(root), f"{{{DIAGRAM}}}BPMNDiagram")
            diagram.set("id", self._tree.fresh("diagram"))
            found = insert(diagram, 0, f"{{{DIAGRAM}}}BPMNPlane")
            found.set("id", self._tree.fresh("plane"))
        found.set("bpmnElement", key)
        return found


def _shift(point: etree._Element, x: float, y: float) -> None:
    for name, by in (("x", x), ("y", y)):
        point.set(name, f"{float(point.get(name, 0)) + by:.10g}")
