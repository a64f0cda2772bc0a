"""Lines from box to box: horizontal and vertical, around the other boxes where that is possible."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tomoni.engine.flows._shapes import Box, Point, Segment, length, segments

Numbers = NDArray[np.float64]
Whole = NDArray[np.int_]
Flags = NDArray[np.bool_]


_BEND, _CROSSING, _STEM, _TOGETHER, _THROUGH = 40, 40, 40, 400, 5_000
_AGAIN, _USED, _UNDER = 110, 160, 60
_LEAST = 8
"""The shortest stretch a line leaves or enters a box with; an arrow head must fit."""
_NEAR = 6
_CLEAR = 4
_CHOICES = 3
_MOST_TRACKS = 24


class Side(Enum):
    """A side of a box: the direction in which a line leaves there."""

    RIGHT = (1, 0)
    LEFT = (-1, 0)
    TOP = (0, -1)
    BOTTOM = (0, 1)


_OUT = (Side.RIGHT, Side.BOTTOM, Side.TOP)
_INTO = (Side.LEFT, Side.TOP, Side.BOTTOM)


class _Route(NamedTuple):
    cost: float
    place: int
    out: Side
    into: Side
    points: tuple[Point, ...]


class _Obstacles:
    """Boxes and lines as columns of numbers, so that a line is held against all of them at once."""

    def __init__(self, boxes: Mapping[str, Box]) -> None:
        self._place = {key: place for place, key in enumerate(boxes)}
        self._boxes = np.array(
            [(box.x, box.y, box.right, box.bottom) for box in boxes.values()], dtype=float
        ).reshape(-1, 4)
        self._lines = np.empty((0, 4))
        self._ends = np.empty((0, 2), dtype=int)

    def add(self, points: Sequence[Point], *, source: str, target: str) -> None:
        """A line that is laid."""
        ends = np.array([_ends(each) for each in segments(points)])
        self._lines = np.concatenate([self._lines, ends])
        places = np.tile((self._place[source], self._place[target]), (len(ends), 1))
        self._ends = np.concatenate([self._ends, places])

    def for_line(self, source: str, target: str) -> "_Against":
        """The obstacles as they are for a line between two boxes: it may touch these two."""
        margin = np.full(len(self._boxes), float(_CLEAR))
        margin[[self._place[source], self._place[target]]] = -1.0
        around = self._boxes + np.outer(margin, (-1, -1, 1, 1))
        level = self._lines[:, 1] == self._lines[:, 3]
        # Lines may run together from where they begin or to where they end.
        other = np.where(
            self._ends[:, 1] == self._place[target],
            0,
            np.where(self._ends[:, 0] == self._place[source], _STEM, _TOGETHER),
        )
        return _Against(
            around, self._lines[level], self._lines[~level], other[level], other[~level]
        )


class _Against(NamedTuple):
    around: Numbers
    flat: Numbers
    upright: Numbers
    flat_cost: Whole
    upright_cost: Whole

    def trouble(self, segment: Segment) -> float:
        """What a stretch costs that runs through boxes, along lines to elsewhere, across lines."""
        left, top, right, bottom = _ends(segment)
        level = top == bottom
        boxes = _meet(self.around, left, top, right, bottom)
        along, across = (self.flat, self.upright) if level else (self.upright, self.flat)
        cost = self.flat_cost if level else self.upright_cost
        if level:
            beside = _meet(along, left + 1, top - _NEAR, right - 1, bottom + _NEAR)
        else:
            beside = _meet(along, left - _NEAR, top + 1, right + _NEAR, bottom - 1)
        crossed = _meet(across, left, top, right, bottom)
        return float(
            _THROUGH * np.count_nonzero(boxes)
            + cost[beside].sum()
            + _CROSSING * np.count_nonzero(crossed)
        )


def _meet(lines: Numbers, left: float, top: float, right: float, bottom: float) -> Flags:
    found: Flags = (
        (lines[:, 0] < right) & (left < lines[:, 2]) & (lines[:, 1] < bottom) & (top < lines[:, 3])
    )
    return found


def _ends(segment: Segment) -> tuple[float, float, float, float]:
    (x1, y1), (x2, y2) = segment
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


class Router:
    """Lays one line after the other; each keeps clear of the boxes and of those before it.

    `xs` and `ys` are the tracks between the boxes on which a line may turn.
    """

    def __init__(
        self, boxes: Mapping[str, Box], *, xs: Sequence[float], ys: Sequence[float]
    ) -> None:
        self._boxes = boxes
        self._obstacles = _Obstacles(boxes)
        self._xs = sorted(xs)
        self._ys = sorted(ys)
        self._left: set[tuple[str, Side]] = set()
        self._entered: set[tuple[str, Side]] = set()

    def lay(self, source: str, target: str) -> tuple[Point, ...]:
        """The cheapest of the possible lines: short, few bends, few crossings, nothing run over."""
        against = self._obstacles.for_line(source, target)
        if straight := self._straight(source, target, against):
            return self._laid(source, target, straight)
        routes = sorted(self._routes(source, target), key=lambda route: route[:2])
        best, chosen = float("inf"), routes[0]
        for route in routes:
            cost = route.cost
            for segment in segments(route.points):
                if cost >= best:
                    break
                cost += against.trouble(segment)
            if cost < best:
                best, chosen = cost, route
            if route.cost >= best:
                break
        return self._laid(source, target, chosen)

    def _laid(self, source: str, target: str, route: _Route) -> tuple[Point, ...]:
        self._left.add((source, route.out))
        self._entered.add((target, route.into))
        self._obstacles.add(route.points, source=source, target=target)
        return route.points

    def _straight(self, source: str, target: str, against: _Against) -> _Route | None:
        """The line from right to left with no bend and no trouble: none is better."""
        out, into = Side.RIGHT, Side.LEFT
        begin, end = _port(self._boxes[source], out), _port(self._boxes[target], into)
        used = {(source, out), (target, into)} & (self._left | self._entered)
        if begin[1] != end[1] or end[0] - begin[0] < _LEAST or used:
            return None
        if against.trouble((begin, end)):
            return None
        return _Route(end[0] - begin[0], 0, out, into, (begin, end))

    def _routes(self, source: str, target: str) -> Iterator[_Route]:
        back = self._boxes[target].x <= self._boxes[source].x
        place = 0
        for out in _OUT:
            for into in _INTO:
                begin, end = _port(self._boxes[source], out), _port(self._boxes[target], into)
                port_cost = _USED * ((source, out) in self._entered)
                port_cost += _AGAIN * ((source, out) in self._left)
                port_cost += _USED * ((target, into) in self._left)
                port_cost += _UNDER * back * ((out is Side.BOTTOM) + (into is Side.BOTTOM))
                for turns in self._turns(begin, end, out=out, into=into):
                    points = _straightened([begin, *turns, end])
                    if points and _fits(points, out=out, into=into):
                        cost = sum(map(length, segments(points))) + _BEND * (len(points) - 2)
                        place += 1
                        yield _Route(cost + port_cost, place, out, into, points)

    def _turns(self, begin: Point, end: Point, *, out: Side, into: Side) -> Iterator[list[Point]]:
        """Where a line may turn between the two ports."""
        (x1, y1), (x2, y2) = begin, end
        behind = [x for x in self._xs if x >= x1 + _LEAST][:_CHOICES]
        ahead = [x for x in self._xs if x <= x2 - _LEAST][-_CHOICES:]
        level_out, level_into = out is Side.RIGHT, into is Side.LEFT
        yield [(x2, y1)] if level_out else [(x1, y2)]
        if level_out and level_into:
            yield from ([(x, y1), (x, y2)] for x in dict.fromkeys([*behind, *ahead]))
        starts = behind if level_out else [x1]
        stops = ahead if level_into else [x2]
        for y in self._tracks(y1, y2):
            for start in starts:
                for stop in stops:
                    yield [(start, y1), (start, y), (stop, y), (stop, y2)]

    def _tracks(self, one: float, other: float) -> list[float]:
        """The tracks that lie nearest to the way between two heights."""
        top, bottom = sorted((one, other))
        return sorted(self._ys, key=lambda y: max(top - y, y - bottom, 0))[:_MOST_TRACKS]


def _port(box: Box, side: Side) -> Point:
    x, y = box.centre
    across, down = side.value
    return x + across * box.width / 2, y + down * box.height / 2


def _fits(points: tuple[Point, ...], *, out: Side, into: Side) -> bool:
    """Whether the line leaves and enters in the direction of its sides, by a visible stretch."""
    return _leaves(points[0], points[1], side=out) and _leaves(points[-1], points[-2], side=into)


def _leaves(port: Point, after: Point, *, side: Side) -> bool:
    across, down = side.value
    ahead = (after[0] - port[0]) * across + (after[1] - port[1]) * down
    aside = (after[0] - port[0]) * down + (after[1] - port[1]) * across
    return ahead >= _LEAST and aside == 0


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """The line without points that turn nothing; empty when it runs back on itself."""
    found = [points[0]]
    for point in points[1:]:
        if point == found[-1]:
            continue
        if len(found) > 1 and _in_line(found[-2], found[-1], point):
            if not _onward(found[-2], found[-1], point):
                return ()
            found.pop()
        found.append(point)
    return tuple(found) if len(found) > 1 else ()


def _in_line(one: Point, two: Point, three: Point) -> bool:
    return one[0] == two[0] == three[0] or one[1] == two[1] == three[1]


def _onward(one: Point, two: Point, three: Point) -> bool:
    return (two[0] - one[0]) * (three[0] - two[0]) + (two[1] - one[1]) * (three[1] - two[1]) > 0
