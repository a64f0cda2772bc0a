"""What the shades mean: classes with their ends, too few, no data; scale and north."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tomoni.engine.maps._map import Map, Shown
from tomoni.engine.maps._numbers import class_words, decimals_of, written_number
from tomoni.engine.maps._projecting import Sheet
from tomoni.engine.maps._shades import shades
from tomoni.engine.maps._svg import INK, QUIET, RULE, add, text, width_of

FEW_FILL, NONE_FILL = "url(#few)", "url(#none)"
_BOX, _GAP, _ROW, _SIZE = 26.0, 18.0, 24.0, 12.0
_LONGEST_BAR = 0.28
_WORDS = {
    "quantile": "地域の数が同じくらいになるように",
    "equal": "同じ幅で",
    "natural": "値の切れ目で",
}
_MARKS = {Shown.FEW: "nが{fewest}未満なので出していません", Shown.NONE: "データなし"}


@dataclass(frozen=True)
class _Entry:
    fill: str
    words: str

    @property
    def width(self) -> float:
        return _BOX + 6 + width_of(self.words, size=_SIZE) + _GAP


def patterns(root: Any) -> None:
    """Stripes for too few and dots for no data: told apart without colour."""
    defs = add(root, "defs")
    few = add(defs, "pattern", id="few", width=6, height=6, patternUnits="userSpaceOnUse")
    add(few, "rect", width=6, height=6, fill="#ffffff")
    add(few, "path", d="M-1,1L1,-1M0,6L6,0M5,7L7,5", stroke="#6e6e6e", stroke_width=1.2)
    none = add(defs, "pattern", id="none", width=7, height=7, patternUnits="userSpaceOnUse")
    add(none, "rect", width=7, height=7, fill="#e3e3e3")
    add(none, "circle", cx=3.5, cy=3.5, r=1, fill="#6e6e6e")


def heading(shown: Map) -> str:
    """What is shown and how it was cut, in one line."""
    if not shown.layers:
        counted = {"地域": len(shown.areas), "点": len(shown.points)}
        return "　".join(f"{what}の数 {many:,}" for what, many in counted.items() if many)
    how = _WORDS.get(shown.style.how.value, "決めた値で")
    count = len(shown.breaks) - 1
    words = f"{shown.unit}（{how}{count}段階、かっこの中は地域の数）" if count > 1 else shown.unit
    values = [one.value for area in shown.areas for one in area.values if one.value is not None]
    decimals = decimals_of(shown.breaks[1:-1])
    low, high = (written_number(end, decimals=decimals) for end in (min(values), max(values)))
    return f"{words}　最小 {low}・最大 {high}"


def height_of(shown: Map, *, width: float) -> float:
    """Pixels that the legend takes."""
    return 24 + _ROW * len(list(_rows(shown, width=width)))


def draw_legend(parent: Any, shown: Map, *, x: float, y: float, width: float) -> None:
    """The heading and the boxes, in as many rows as they need."""
    text(parent, heading(shown), x=x, y=y + 12, size=_SIZE, font_weight="bold")
    for number, row in enumerate(_rows(shown, width=width)):
        left, top = x, y + 24 + number * _ROW
        for entry in row:
            add(
                parent, "rect", x=left, y=top, width=_BOX, height=15, fill=entry.fill, stroke=RULE
            )  # fmt: skip
            text(parent, entry.words, x=left + _BOX + 6, y=top + 12, size=_SIZE)
            left += entry.width


def _rows(shown: Map, *, width: float) -> Iterator[list[_Entry]]:
    row: list[_Entry] = []
    for entry in _entries(shown):
        if row and sum(each.width for each in (*row, entry)) > width + _GAP:
            yield row
            row = []
        row.append(entry)
    if row:
        yield row


def _entries(shown: Map) -> Iterator[_Entry]:
    if not shown.layers:
        return
    fills = shades(shown.style.ramp, count=len(shown.breaks) - 1)
    for shade, (fill, words) in enumerate(zip(fills, class_words(shown.breaks), strict=True)):
        counts = [
            sum(area.values[layer].shade == shade for area in shown.areas)
            for layer in range(len(shown.layers))
        ]
        yield _Entry(fill, f"{words}（{'→'.join(map(str, counts))}）")
    for mark, fill in ((Shown.FEW, FEW_FILL), (Shown.NONE, NONE_FILL)):
        if any(one.shown is mark for area in shown.areas for one in area.values):
            yield _Entry(fill, _MARKS[mark].format(fewest=shown.style.fewest))


def draw_scale(parent: Any, sheet: Sheet, *, x: float, y: float) -> None:
    """A bar of a round length, and an arrow to the north on its right."""
    metres = _round_length(sheet.width * _LONGEST_BAR / sheet.pixels_per_metre)
    long = metres * sheet.pixels_per_metre
    bar = f"M{x:g},{y - 5:g}v5h{long:.1f}v-5"
    add(parent, "path", d=bar, fill="none", stroke=INK, stroke_width=1.5)
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    text(parent, words, x=x + long + 5, y=y, size=11)
    north = x + long + 5 + width_of(words, size=11) + 16
    arrow = f"M{north:g},{y:g}v-16m-4,6l4,-7l4,7"
    add(parent, "path", d=arrow, fill="none", stroke=INK, stroke_width=1.5)
    text(parent, "北", x=north + 6, y=y, size=11, fill=QUIET)


def _round_length(most: float) -> float:
    """The largest of 1, 2, 5, 10, 20, 50 … that is no more."""
    power: float = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (1, 2, 5) if step * power <= most)
