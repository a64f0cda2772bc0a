"""Names of areas, where they fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from tomoni.engine.maps._boundaries import Geometries
from tomoni.engine.maps._svg import width_of

SIZE = 10.5
_ROOM = 1.08
_COARSE = 1.5
"""Pixels that an outline may be off where room for a name is looked for."""


@dataclass(frozen=True)
class Label:
    """A name and the middle of its line."""

    place: int
    """Which of the areas."""
    x: float
    y: float


def labels(shapes: Geometries, *, names: Sequence[str]) -> Iterator[Label]:
    """Of the larger areas first: a name that lies within its area and over no other name."""
    taken: list[tuple[float, float, float, float]] = []
    named: set[int] = set()
    largest = shapely.get_parts(shapes)
    owners = np.repeat(np.arange(len(shapes)), shapely.get_num_geometries(shapes))
    sizes = shapely.area(largest)
    for part in np.argsort(-sizes, kind="stable"):
        owner = int(owners[part])
        if owner in named:
            continue
        wide, high = width_of(names[owner], size=SIZE) * _ROOM, SIZE * 1.1
        if sizes[part] < wide * high:
            break
        found = _middle(shapely.simplify(largest[part], _COARSE), wide=wide, high=high)
        if found is None:
            continue
        x, y = found
        box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        if not any(_meet(box, other) for other in taken):
            taken.append(box)
            named.add(owner)
            yield Label(owner, x, y)


def _middle(shape: shapely.Geometry, *, wide: float, high: float) -> tuple[float, float] | None:
    """A middle about which a line of that size stays within the shape, as central as may be."""
    _left, top, _right, bottom = shape.bounds
    centre = shape.centroid
    heights = sorted(np.linspace(top, bottom, 9)[1:-1], key=lambda y: abs(y - centre.y))
    shapely.prepare(shape)
    for y in [centre.y, *heights]:
        runs = [run for run in _across(shape, y=y) if run[1] - run[0] >= wide]
        for left, right in sorted(runs, key=lambda run: run[0] - run[1]):
            x = min(max(centre.x, left + wide / 2), right - wide / 2)
            for middle in (x, (left + right) / 2):
                box = shapely.box(middle - wide / 2, y - high / 2, middle + wide / 2, y + high / 2)
                if shape.contains(box):
                    return middle, y
    return None


def _across(shape: shapely.Geometry, *, y: float) -> list[tuple[float, float]]:
    """From where to where a level line runs within the shape."""
    corners, rings = shapely.get_coordinates(shapely.get_rings(shape), return_index=True)
    one, other = corners[:-1], corners[1:]
    meets = (rings[:-1] == rings[1:]) & ((one[:, 1] <= y) != (other[:, 1] <= y))
    one, other = one[meets], other[meets]
    part = (y - one[:, 1]) / (other[:, 1] - one[:, 1])
    places = np.sort(one[:, 0] + part * (other[:, 0] - one[:, 0])).tolist()
    return list(zip(places[::2], places[1::2], strict=True))


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
