"""Graphic recordings of the sample city, drawn by our own hand: lines that tremble a little."""

from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, pi, sin
from random import Random
from typing import Any

from lxml import etree

from tomoni.engine.core import FONT_FAMILY, renderer, svg_add, svg_text

WIDTH, HEIGHT = 1600, 1000
INK, PAPER = "#2b2b33", "#fffdf6"
BLUE, RED, GREEN, YELLOW = "#2f6fb5", "#cf4a3c", "#3f8f5a", "#f2c84b"
_SVG = "http://www.w3.org/2000/svg"
_NAMESPACES: Any = {None: _SVG}


@dataclass
class Sheet:
    """A large sheet of paper and a pen; the same seed draws the same picture."""

    seed: int
    root: etree._Element = field(init=False)
    luck: Random = field(init=False)

    def __post_init__(self) -> None:
        self.luck = Random(self.seed)  # noqa: S311 - a trembling hand, no secret
        self.root = etree.Element(f"{{{_SVG}}}svg", nsmap=_NAMESPACES)
        size = {"width": str(WIDTH), "height": str(HEIGHT), "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
        for name, value in size.items():
            self.root.set(name, value)
        svg_add(self.root, "rect", width=WIDTH, height=HEIGHT, fill=PAPER)

    def png(self) -> bytes:
        made: bytes = renderer().svg_to_png(svg_text(self.root), scale=1)
        return made

    def line(
        self, *points: tuple[float, float], color: str = INK, width: float = 5, fill: str = "none",
        closed: bool = False,
    ) -> None:  # fmt: skip
        """Through the points, as a hand would draw it; closed where it is filled, too."""
        ends = [*points, points[0]] if closed or fill != "none" else list(points)
        path = f"M{ends[0][0]:.1f} {ends[0][1]:.1f}"
        for (x1, y1), (x2, y2) in pairwise(ends):
            bend = 0.03 * ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
            middle = (
                (x1 + x2) / 2 + self.luck.uniform(-bend, bend),
                (y1 + y2) / 2 + self.luck.uniform(-bend, bend),
            )
            path += f"Q{middle[0]:.1f} {middle[1]:.1f} {x2:.1f} {y2:.1f}"
        svg_add(
            self.root, "path", d=path, fill=fill, stroke=color, stroke_width=width,
            stroke_linecap="round", stroke_linejoin="round",
        )  # fmt: skip

    def ring(
        self, x: float, y: float, *, across: float, high: float, color: str = INK,
        fill: str = "none",
    ) -> None:  # fmt: skip
        points = [
            (
                x + across * cos(turn * pi / 8) * self.luck.uniform(0.97, 1.03),
                y + high * sin(turn * pi / 8) * self.luck.uniform(0.97, 1.03),
            )
            for turn in range(16)
        ]
        self.line(*points, color=color, fill=fill, closed=True)

    def words(
        self, text: str, *, x: float, y: float, size: float = 34, color: str = INK,
        bold: bool = False, middle: bool = True,
    ) -> None:  # fmt: skip
        for place, line in enumerate(text.split("\n")):
            written = svg_add(
                self.root, "text", x=x, y=y + place * size * 1.45, fill=color, font_size=size,
                font_family=FONT_FAMILY, font_weight="700" if bold else "400",
                text_anchor="middle" if middle else "start",
            )  # fmt: skip
            written.text = line

    def person(self, x: float, y: float, *, color: str = INK, glad: bool = True) -> None:
        """Somebody from head to foot, 170 high; `y` is where they stand."""
        self.ring(x, y - 140, across=28, high=30, color=color, fill=PAPER)
        mouth = 8 if glad else -8
        self.line((x - 10, y - 132), (x, y - 132 + mouth), (x + 10, y - 132), color=color, width=4)
        for eye in (-10, 10):
            svg_add(self.root, "circle", cx=x + eye, cy=y - 148, r=3.5, fill=color)
        self.line((x, y - 108), (x, y - 50), color=color)
        self.line((x - 34, y - 70), (x, y - 96), (x + 34, y - 70), color=color)
        self.line((x - 24, y), (x, y - 50), (x + 24, y), color=color)

    def bubble(self, text: str, *, x: float, y: float, across: float, color: str = INK) -> None:
        """What somebody says; the tail points down to the left."""
        high = 30 + 28 * (text.count("\n") + 1)
        self.ring(x, y, across=across, high=high, color=color, fill="#ffffff")
        self.line(
            (x - across * 0.45, y + high * 0.8), (x - across * 0.62, y + high + 42),
            (x - across * 0.2, y + high * 0.95), color=color,
        )  # fmt: skip
        self.words(text, x=x, y=y - 24.6 * text.count("\n") + 12)

    def arrow(self, start: tuple[float, float], end: tuple[float, float], *, color: str) -> None:
        self.line(start, end, color=color, width=9)
        long = max(((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5, 1)
        ahead = ((end[0] - start[0]) / long, (end[1] - start[1]) / long)
        for side in (-1, 1):
            back = (
                end[0] - 34 * ahead[0] + side * 20 * ahead[1],
                end[1] - 34 * ahead[1] - side * 20 * ahead[0],
            )
            self.line(end, back, color=color, width=9)

    def note(self, text: str, *, x: float, y: float, wide: float, color: str = YELLOW) -> None:
        """A sticky note; `x`, `y`: its upper left corner."""
        high = 40 + 52 * (text.count("\n") + 1)
        corners = ((x, y), (x + wide, y + 4), (x + wide - 3, y + high), (x + 3, y + high - 3))
        self.line(*corners, color=color, fill=color, width=3)
        self.words(text, x=x + wide / 2, y=y + 66)

    def heading(self, text: str) -> None:
        self.words(text, x=70, y=105, size=56, bold=True, middle=False)
        long = 60 * len(text)
        for height in (128, 137):
            self.line((64, height), (min(70 + long, WIDTH - 70), height), color=BLUE, width=6)
