"""Lines from box to box: horizontal and vertical, around the other boxes where that is possible."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from tomoni.engine.flows._shapes import (
    Box,
    Point,
    Segment,
    cross,
    length,
    run_together,
    segments,
)

_BEND, _CROSSING, _TOGETHER, _THROUGH, _USED, _UNDER = 40, 40, 400, 5_000, 160, 60
_LEAST = 8
"""The shortest stretch a line leaves or enters a box with; an arrow head must fit."""
_NEAR = 6
_CLEAR = 4
_CHOICES = 3


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


class _Laid(NamedTuple):
    source: str
    target: str
    segment: Segment


class Router:
    """Lays one line after the other; each keeps clear of the boxes and of those before it.

    `xs` and `ys` are the tracks between the boxes on which a line may turn.
    """

    def __init__(
        self, boxes: Mapping[str, Box], *, xs: Sequence[float], ys: Sequence[float]
    ) -> None:
        self._boxes = boxes
        self._xs = sorted(xs)
        self._ys = sorted(ys)
        self._laid: list[_Laid] = []
        self._left: set[tuple[str, Side]] = set()
        self._entered: set[tuple[str, Side]] = set()

    def lay(self, source: str, target: str) -> tuple[Point, ...]:
        """The cheapest of the possible lines: short, few bends, few crossings, nothing run over."""
        routes = sorted(self._routes(source, target), key=lambda route: route[:2])
        best, chosen = float("inf"), routes[0]
        for route in routes:
            if route.cost >= best:
                break
            cost = route.cost + self._trouble(route.points, source=source, target=target)
            if cost < best:
                best, chosen = cost, route
        self._left.add((source, chosen.out))
        self._entered.add((target, chosen.into))
        self._laid += [_Laid(source, target, each) for each in segments(chosen.points)]
        return chosen.points

    def _routes(self, source: str, target: str) -> Iterator[_Route]:
        back = self._boxes[target].x <= self._boxes[source].x
        place = 0
        for out in _OUT:
            for into in _INTO:
                begin, end = _port(self._boxes[source], out), _port(self._boxes[target], into)
                port_cost = _USED * ((source, out) in self._left | self._entered)
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
        for y in self._ys:
            for start in starts:
                for stop in stops:
                    yield [(start, y1), (start, y), (stop, y), (stop, y2)]

    def _trouble(self, points: tuple[Point, ...], *, source: str, target: str) -> float:
        total = 0.0
        for segment in segments(points):
            for key, box in self._boxes.items():
                margin = -1 if key in {source, target} else _CLEAR
                total += _THROUGH * box.crossed_by(segment, margin=margin)
            for laid in self._laid:
                if run_together(segment, laid.segment, near=_NEAR):
                    total += _TOGETHER * (laid.target != target)
                elif cross(segment, laid.segment):
                    total += _CROSSING
        return total


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
