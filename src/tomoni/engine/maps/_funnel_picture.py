"""The funnel plot as SVG."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tomoni.engine.core import svg_text
from tomoni.engine.maps._funnel import Funnel, FunnelPoint, Standing
from tomoni.engine.maps._numbers import decimals_of, written_number
from tomoni.engine.maps._svg import INK, QUIET, add, picture, text, width_of

_WIDTH, _HEIGHT = 760.0, 440.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 20.0, 66.0, 76.0
_LABEL = 11.0
_LOOK = {
    Standing.WITHIN: ("circle", "#767676"),
    Standing.HIGH: ("up", "#b35900"),
    Standing.VERY_HIGH: ("up", "#8a1500"),
    Standing.LOW: ("down", "#1c66ad"),
    Standing.VERY_LOW: ("down", "#00118f"),
}
_WORDS = {
    "circle": "偶然の範囲の地域",
    "up": "高い地域",
    "down": "低い地域",
}


@dataclass(frozen=True)
class _Axes:
    """From n and rate to pixels."""

    most_n: float
    low: float
    high: float

    def x(self, n: float) -> float:
        return _LEFT + n / self.most_n * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        part = (value - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - part * (_HEIGHT - _TOP - _BOTTOM)


def funnel_svg(shown: Funnel) -> str:
    """The areas by n and rate, with the limits of 95 % (dashed) and 99.8 % (drawn through).

    Areas beyond them point up or down and bear their names. Equal funnels give equal text.
    """
    beyond = [point for point in shown.points if point.standing is not Standing.WITHIN]
    names = "、".join(point.name for point in beyond) or "なし"
    said = f"{len(shown.points)}の地域のうち、95％の範囲の外は{len(beyond)}（{names}）。"
    title = f"{shown.title}：nと率（ファンネルプロット）"
    root = picture(width=_WIDTH, height=_HEIGHT, title=title, description=said)
    text(root, shown.title, x=16, y=26, size=16, font_weight="bold")
    text(root, shown.unit, x=16, y=48, size=12, fill=QUIET)
    axes = _axes(shown)
    _frame(root, shown, axes=axes)
    _lines(root, shown, axes=axes)
    taken: list[tuple[float, float, float]] = []
    for point in sorted(shown.points, key=lambda point: point.standing is not Standing.WITHIN):
        _point(root, point, axes=axes)
    for point in sorted(beyond, key=lambda point: -abs(point.value - shown.overall)):
        _name(root, point, axes=axes, taken=taken)
    _key(root)
    return svg_text(root)


def _axes(shown: Funnel) -> _Axes:
    """Room for every point and for the limits of 95 % where the narrowest denominators begin."""
    values = [point.value for point in shown.points]
    lows = [limit.low_95 for limit in shown.limits]
    highs = [limit.high_95 for limit in shown.limits]
    low, high = min(*values, *lows), max(*values, *highs)
    room = (high - low) * 0.06 or 1.0
    most = max(point.n for point in shown.points) * 1.08
    return _Axes(most_n=most, low=max(low - room, 0.0), high=high + room)


def _frame(root: Any, shown: Funnel, *, axes: _Axes) -> None:
    values = _ticks(axes.low, axes.high)
    decimals = decimals_of(values)
    for value in values:
        y = axes.y(value)
        add(root, "path", d=f"M{_LEFT:g},{y:.1f}H{_WIDTH - _RIGHT:g}", stroke="#e3e3e3")
        words = written_number(value, decimals=decimals)
        text(root, words, x=_LEFT - 8, y=y + 4, size=_LABEL, text_anchor="end")
    floor = _HEIGHT - _BOTTOM
    add(root, "path", d=f"M{_LEFT:g},{floor:g}H{_WIDTH - _RIGHT:g}", stroke=INK)
    for n in _ticks(0, axes.most_n):
        text(root, f"{n:,.10g}", x=axes.x(n), y=floor + 18, size=_LABEL, text_anchor="middle")
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    text(root, "n（率の分母）", x=middle, y=floor + 38, size=12, fill=QUIET, text_anchor="middle")


def _lines(root: Any, shown: Funnel, *, axes: _Axes) -> None:
    clip = add(add(root, "defs"), "clipPath", id="plot")
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    add(clip, "rect", x=_LEFT, y=_TOP, width=wide, height=high)
    group = add(root, "g", fill="none", stroke="#4d4d4d", stroke_width=1.2, clip_path="url(#plot)")
    edges: tuple[tuple[Callable[[Any], float], str], ...] = (
        (lambda limit: limit.low_998, ""),
        (lambda limit: limit.high_998, ""),
        (lambda limit: limit.low_95, "5 4"),
        (lambda limit: limit.high_95, "5 4"),
    )
    for edge, dashes in edges:
        points = " ".join(f"{axes.x(one.n):.1f},{axes.y(edge(one)):.1f}" for one in shown.limits)
        line = add(group, "polyline", points=points)
        if dashes:
            line.set("stroke-dasharray", dashes)
    y = axes.y(shown.overall)
    add(root, "path", d=f"M{_LEFT:g},{y:.1f}H{_WIDTH - _RIGHT:g}", stroke=INK, stroke_width=1.2)
    words = f"全体 {shown.overall:,.3g}"
    text(root, words, x=_WIDTH - _RIGHT, y=y - 5, size=_LABEL, text_anchor="end")


def _point(root: Any, point: FunnelPoint, *, axes: _Axes) -> None:
    form, colour = _LOOK[point.standing]
    drawn = _mark(root, form, x=axes.x(point.n), y=axes.y(point.value), colour=colour)
    add(drawn, "title").text = f"{point.name}：{point.value:,.3g}（n={point.n:,.10g}）"


def _mark(root: Any, form: str, *, x: float, y: float, colour: str) -> Any:
    if form == "circle":
        return add(root, "circle", cx=x, cy=y, r=3.5, fill=colour, fill_opacity=0.75)
    tip, base = (y - 5.5, y + 4) if form == "up" else (y + 5.5, y - 4)
    corners = f"{x:.1f},{tip:.1f} {x - 5:.1f},{base:.1f} {x + 5:.1f},{base:.1f}"
    return add(root, "polygon", points=corners, fill=colour)


def _name(
    root: Any, point: FunnelPoint, *, axes: _Axes, taken: list[tuple[float, float, float]]
) -> None:
    """The name beside its mark, where no other name stands."""
    wide = width_of(point.name, size=_LABEL)
    x, y = axes.x(point.n) + 8, axes.y(point.value) + 4
    if x + wide > _WIDTH - _RIGHT:
        x -= wide + 16
    over = any(
        abs(y - other) < _LABEL and x < end and start < x + wide for start, end, other in taken
    )
    if not over:
        taken.append((x, x + wide, y))
        text(root, point.name, x=x, y=y, size=_LABEL, stroke="#ffffff", stroke_width=3,
             paint_order="stroke")  # fmt: skip


def _key(root: Any) -> None:
    x, y = _LEFT, _HEIGHT - 14
    for form, words in _WORDS.items():
        colour = {"circle": "#767676", "up": "#8a1500", "down": "#00118f"}[form]
        _mark(root, form, x=x + 6, y=y - 4, colour=colour)
        text(root, words, x=x + 16, y=y, size=_LABEL)
        x += 30 + width_of(words, size=_LABEL)
    for dashes, words in (("5 4", "95％の限界"), ("none", "99.8％の限界")):
        add(root, "path", d=f"M{x:g},{y - 4:g}h26", stroke="#4d4d4d", stroke_dasharray=dashes)
        text(root, words, x=x + 32, y=y, size=_LABEL)
        x += 46 + width_of(words, size=_LABEL)


def _ticks(low: float, high: float) -> Sequence[float]:
    """About five round numbers from the one end to the other."""
    step = 10 ** math.floor(math.log10((high - low) / 4))
    step *= next((by for by in (1, 2, 5, 10) if (high - low) / (step * by) <= 6), 10)
    first = math.ceil(low / step - 1e-9)
    return [round(number * step, 10) for number in range(first, math.floor(high / step + 1e-9) + 1)]
