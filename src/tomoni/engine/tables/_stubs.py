"""The left-hand labels of a sketched table: a path of labels for every row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.engine.tables._rectangles import Rectangle, Sketch, plain
from tomoni.engine.tables._strips import Zone
from tomoni.engine.tables._units import bare_unit

_BRACES = re.compile(r"[内訳｛{［\[（(]|内訳|うち訳")
"""Labels that only say that the rows beside them are parts."""
_TITLE_SHARE = 0.6
_DEAD = 1
_LEVELS = {1: ("項目",), 2: ("大区分", "小区分"), 3: ("大区分", "中区分", "小区分")}


@dataclass(frozen=True)
class Stub:
    """The labels of a table's rows. `paths`: row → (column, label) from the outermost in."""

    left: int
    title: str
    paths: dict[int, tuple[tuple[int, str], ...]]
    units: dict[int, str]
    used: frozenset[Rectangle]

    @property
    def depth(self) -> int:
        """The most labels that one row has."""
        return max(map(len, self.paths.values()), default=0)

    def column(self, level: int) -> int:
        """Where the labels of a level begin, from 0."""
        found = (path[level][0] for path in self.paths.values() if len(path) > level)
        return min(found, default=self.left)


def find_stub(sketch: Sketch, *, zone: Zone, bound: int) -> Stub:
    """The labels left of the numbers, none of them at or left of column `bound`."""
    beside = {
        row: [found for found in sketch.left_of(row, zone.left) if found.left > bound]
        for row in zone.rows
    }
    left = _reach(beside, zone=zone)
    beside = {row: [r for r in found if r.left >= left] for row, found in beside.items()}
    title = _side_title(beside)
    paths: dict[int, tuple[tuple[int, str], ...]] = {}
    units: dict[int, str] = {}
    above: tuple[tuple[int, str], ...] = ()
    for row, found in beside.items():
        own = [
            (rectangle.left, plain(rectangle.text))
            for rectangle in found
            if rectangle is not title and rectangle.kind != "unit"
        ]
        own = [(column, label) for column, label in own if not _BRACES.fullmatch(label)]
        unit = next((r.text for r in found if r.kind == "unit"), "")
        if unit:
            units[row] = bare_unit(unit)
        if own:
            above = (*(step for step in above if step[0] < own[0][0]), *own)
            paths[row] = above
    used = frozenset(rectangle for found in beside.values() for rectangle in found)
    return Stub(left, plain(title.text) if title else "", paths, units, used)


def level_names(depth: int, labels: Sequence[str]) -> tuple[str, ...]:
    """What to call the levels: as the header does where it names each, else by their place."""
    if len(labels) == depth:
        return tuple(labels)
    return _LEVELS.get(depth) or tuple(f"区分{level}" for level in range(1, depth + 1))


def _reach(beside: dict[int, list[Rectangle]], *, zone: Zone) -> int:
    """How far left the labels reach without a strip of columns that no row uses."""
    covered = {
        column
        for found in beside.values()
        for rectangle in found
        for column in range(rectangle.left, rectangle.right + 1)
    }
    reach, column = zone.left, zone.left - 1
    while column >= 0 and reach - column <= _DEAD + 1:
        if column in covered:
            reach = column
        column -= 1
    return reach


def _side_title(beside: dict[int, list[Rectangle]]) -> Rectangle | None:
    """A label at the side of most rows names the table and no group of its rows."""
    rows = list(beside)
    outer = {found[0] for found in beside.values() if len(found) > 1}
    for rectangle in outer:
        share = sum(map(rectangle.covers, rows)) / len(rows)
        if rectangle.bottom > rectangle.top and share > _TITLE_SHARE:
            return None if _BRACES.fullmatch(plain(rectangle.text)) else rectangle
    return None
