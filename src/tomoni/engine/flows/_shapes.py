"""Boxes, points and lines of a drawn flow, in CSS pixels from the upper left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right end."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, x: float, y: float) -> "Box":
        """The same box elsewhere."""
        return Box(self.x + x, self.y + y, self.width, self.height)

    def overlaps(self, other: "Box", *, margin: float = 0) -> bool:
        """Whether the two share more than an edge, or come nearer than the margin."""
        return (
            self.x < other.right + margin
            and other.x < self.right + margin
            and self.y < other.bottom + margin
            and other.y < self.bottom + margin
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def crossed_by(self, segment: Segment, *, margin: float = 0) -> bool:
        """Whether a horizontal or vertical line runs through it."""
        (x1, y1), (x2, y2) = segment
        return (
            min(x1, x2) < self.right + margin
            and max(x1, x2) > self.x - margin
            and min(y1, y2) < self.bottom + margin
            and max(y1, y2) > self.y - margin
        )


def segments(points: Sequence[Point]) -> Iterator[Segment]:
    """The straight lines of a polyline."""
    return pairwise(points)


def length(segment: Segment) -> float:
    """Length of a horizontal or vertical line."""
    (x1, y1), (x2, y2) = segment
    return abs(x1 - x2) + abs(y1 - y2)


def level(segment: Segment) -> bool:
    """Whether the line is horizontal."""
    return segment[0][1] == segment[1][1]
