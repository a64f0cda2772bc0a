"""Tables of a sketch: numbers of one width below each other are a column; columns of the same
rows with nothing written between them are a table.
"""

from dataclasses import dataclass

from tomoni.engine.tables._rectangles import Rectangle, Sketch

_OVERLAP = 0.6


@dataclass(frozen=True)
class Strip:
    """Values of one width below each other: row → what stands there."""

    left: int
    right: int
    cells: dict[int, Rectangle]

    @property
    def first(self) -> int:
        """Its first row."""
        return min(self.cells)

    @property
    def last(self) -> int:
        """Its last row."""
        return max(self.cells)


@dataclass(frozen=True)
class Zone:
    """The numbers of one table: its columns from left to right."""

    strips: tuple[Strip, ...]
    edge: int
    """The last column it takes, with the units that stand behind its last numbers."""

    @property
    def left(self) -> int:
        """Its first column of numbers."""
        return self.strips[0].left

    @property
    def right(self) -> int:
        """Its last column of numbers."""
        return self.strips[-1].right

    @property
    def rows(self) -> list[int]:
        """Every row in which it has a number, top down."""
        return sorted({row for strip in self.strips for row in strip.cells})

    def shares_rows(self, other: "Zone") -> bool:
        """Whether the two stand beside each other."""
        mine, theirs = self.rows, other.rows
        return mine[0] <= theirs[-1] and theirs[0] <= mine[-1]


def find_zones(sketch: Sketch) -> list[Zone]:
    """The tables' numbers, from the top down and from left to right."""
    groups: list[list[Strip]] = []
    for strip in sorted(_strips(sketch), key=lambda strip: (strip.left, strip.first)):
        home = next((g for g in groups if _belongs(sketch, strip=strip, group=g)), None)
        if home is None:
            groups.append([strip])
        else:
            home.append(strip)
    zones = [Zone(tuple(group), _edge(sketch, group=group)) for group in groups]
    return sorted(zones, key=lambda zone: (zone.rows[0], zone.left))


def _strips(sketch: Sketch) -> list[Strip]:
    """Every run of values of one width that nothing else interrupts."""
    values: dict[tuple[int, int], list[Rectangle]] = {}
    for rectangle in sketch.rectangles:
        if rectangle.kind == "value":
            values.setdefault(rectangle.span, []).append(rectangle)
    strips = []
    for (left, right), found in values.items():
        run: dict[int, Rectangle] = {}
        last = found[0].top
        for value in found:
            if _interrupted(sketch, rows=range(last + 1, value.top), left=left, right=right):
                strips.append(Strip(left, right, run))
                run = {}
            run[value.top] = value
            last = value.top
        strips.append(Strip(left, right, run))
    return strips


def _interrupted(sketch: Sketch, *, rows: range, left: int, right: int) -> bool:
    return any(
        rectangle.top == row and rectangle.overlap(left, right) > 0
        for row in rows
        for rectangle in sketch.by_row.get(row, ())
    )


def _belongs(sketch: Sketch, *, strip: Strip, group: list[Strip]) -> bool:
    """Whether a strip continues the table to the right: same rows, nothing written between."""
    last = group[-1]
    shared = set(strip.cells) & set(last.cells)
    if last.right >= strip.left or strip.first != last.first:
        return False
    if len(shared) < _OVERLAP * min(len(strip.cells), len(last.cells)):
        return False
    return not any(
        rectangle.kind == "label"
        for row in shared
        for rectangle in sketch.between(row, last.right + 1, strip.left)
    )


def _edge(sketch: Sketch, *, group: list[Strip]) -> int:
    last = group[-1]
    edge = last.right
    for row in last.cells:
        for rectangle in sketch.between(row, last.right + 1, last.right + 2):
            if rectangle.kind == "unit":
                edge = max(edge, rectangle.right)
    return edge
