"""Pictures of means, rates, relations and series as Vega-Lite 6 specifications."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tomoni.engine.evidence._charts import (
    CLAIMED,
    INK,
    RANGE,
    above,
    data,
    finished,
    hints,
    whiskers,
)
from tomoni.engine.evidence._intervals import Interval

_SECOND = "#D55E00"
_MOST_POINTS = 1_000


@dataclass(frozen=True)
class Dot:
    """One group: its name with n, the value with its interval, and the value in words."""

    name: str
    value: Interval
    shown: str


@dataclass(frozen=True)
class Point:
    """One moment of a series: its place on the axis, the value, and the series' name."""

    at: str | float
    value: float
    name: str = ""
    fitted: float | None = None


def dots_chart(dots: Sequence[Dot], *, title: str, axis: str, by: str) -> dict[str, Any]:
    """The value of each group with its interval, in the order given."""
    order = [dot.name for dot in dots]
    rows = [
        {
            "label": dot.name,
            "value": dot.value.value,
            "low": dot.value.low,
            "high": dot.value.high,
            "shown": dot.shown,
            "range": f"{dot.value.low:,.4g}～{dot.value.high:,.4g}".replace("-", "▲"),
        }
        for dot in dots
    ]
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("label:N", sort=order, title=by, axis=alt.Axis(titleAngle=-90)),
        tooltip=hints(label=by, shown="値", range=RANGE),
    )
    points = base.mark_point(color=CLAIMED, filled=True, size=120, opacity=1)
    ticks = alt.Axis(labelOverlap=True, tickCount=8)
    x = alt.X("value:Q", title=axis, scale=alt.Scale(zero=False, nice=True), axis=ticks)
    listed = "、".join(f"{dot.name}が{dot.shown}" for dot in dots)
    height = (70 if len(dots) <= 6 else 44) * len(dots) + 20
    return finished(
        alt.layer(*whiskers(base), points.encode(x=x), above(base, dy=-16)).properties(
            width=560, height=height
        ),
        title=title,
        notes=["横の線: 95％の幅"],
        description=f"点のグラフ。{title}は、{listed}。横の線は95％の幅。",
    )


def scatter(
    xs: Sequence[float], ys: Sequence[float], *, x: str, y: str, line: tuple[float, float]
) -> dict[str, Any]:
    """One point a row (of many rows every so-and-so-manieth), with the line of least squares."""
    ends = [min(xs), max(xs)]
    free = alt.Scale(zero=False)
    drawn = alt.X("x:Q", title=x, scale=free), alt.Y("y:Q", title=y, scale=free)
    straight = [{"x": at, "y": line[0] + line[1] * at} for at in ends]
    return _points(xs, ys, axes=drawn, straight=straight, note="破線: 直線の当てはめ", names=(x, y))


def with_unit(name: str, *, unit: str) -> str:
    """A column's name with its unit, once."""
    return name if not unit or name.endswith(f"（{unit}）") else f"{name}（{unit}）"


def pairs_chart(
    before: Sequence[float], after: Sequence[float], *, names: tuple[str, str], unit: str
) -> dict[str, Any]:
    """One point a pair, and the line on which nothing has changed: above it, it has become more."""
    ends = [min(*before, *after), max(*before, *after)]
    same = alt.Scale(zero=False, domain=ends, nice=True)
    titles = [with_unit(name, unit=unit) for name in names]
    ticks = alt.Axis(labelOverlap=True, tickCount=6)
    drawn = (
        alt.X("x:Q", title=titles[0], scale=same, axis=ticks),
        alt.Y("y:Q", title=titles[1], scale=same, axis=ticks),
    )
    rose = sum(b > a for a, b in zip(before, after, strict=True))
    fell = sum(b < a for a, b in zip(before, after, strict=True))
    note = f"破線: 変わらないところ　増えた: {rose:,}件　減った: {fell:,}件"
    straight = [{"x": at, "y": at} for at in ends]
    return _points(before, after, axes=drawn, straight=straight, note=note, names=names)


def _points(
    xs: Sequence[float],
    ys: Sequence[float],
    *,
    axes: tuple[alt.X, alt.Y],
    straight: list[dict[str, float]],
    note: str,
    names: tuple[str, str],
) -> dict[str, Any]:
    across, upwards = axes
    step = -(-len(xs) // _MOST_POINTS)
    rows = [{"x": a, "y": b} for a, b in zip(xs[::step], ys[::step], strict=True)]
    points = alt.Chart(data(rows)).mark_point(color=CLAIMED, filled=True, size=30, opacity=0.5)
    seen = [alt.Tooltip("x:Q", title=names[0]), alt.Tooltip("y:Q", title=names[1])]
    fitted = alt.Chart(data(straight)).mark_line(color=_SECOND, strokeDash=[6, 4], clip=True)
    notes = [note]
    if step > 1:
        notes.append(f"点: {len(xs):,}件のうち{len(rows):,}件")
    return finished(
        alt.layer(
            points.encode(x=across, y=upwards, tooltip=seen), fitted.encode(x="x:Q", y="y:Q")
        ).properties(width=480, height=320),
        title=f"{names[0]}と{names[1]}（n＝{len(xs):,}件）",
        notes=notes,
        description=f"散布図のグラフ。横が{names[0]}、縦が{names[1]}。{'。'.join(notes)}。",
    )


def series_chart(
    points: Sequence[Point], *, title: str, axis: str, time: str, cut: str | float
) -> dict[str, Any]:
    """Values along time; a broken line where it changed, thin lines for what was fitted."""
    rows = [_point_row(point) for point in points]
    kind = "T" if isinstance(cut, str) else "Q"
    form = alt.Axis(format="%Y年%-m月", labelOverlap=True)
    if kind == "Q":
        form = alt.Axis(format="d", tickMinStep=1)
    across = alt.X(f"at:{kind}", title=time, axis=form, scale=alt.Scale(zero=False))
    if kind == "T":
        across = alt.X(f"at:{kind}", title=time, axis=form)
    names = list(dict.fromkeys(p.name for p in points))
    colour: alt.Color | alt.Value = alt.value(CLAIMED)
    shape: alt.Shape | alt.Value = alt.value("circle")
    if len(names) > 1:
        scale = alt.Scale(domain=names, range=[CLAIMED, _SECOND])
        colour = alt.Color("name:N", title=None, scale=scale)
        marks = alt.Scale(domain=names, range=["circle", "square"])
        shape = alt.Shape("name:N", title=None, scale=marks)
    base = alt.Chart(data(rows)).encode(x=across, color=colour)
    up = alt.Y("value:Q", title=axis, scale=alt.Scale(zero=False))
    named = {"name": "名前"} if len(names) > 1 else {}
    seen = hints(when=time, shown=axis, **named)
    layers = [
        base.mark_point(filled=True, size=50, opacity=1).encode(y=up, shape=shape, tooltip=seen)
    ]
    if all(p.fitted is None for p in points):
        layers.append(base.mark_line().encode(y="value:Q"))
    else:
        layers.append(base.mark_line(strokeWidth=1.5).encode(y="fitted:Q"))
    rule = alt.Chart(data([{"at": cut}])).mark_rule(color=INK, strokeDash=[6, 4])
    notes = ["縦の破線: 変わった時"]
    return finished(
        alt.layer(*layers, rule.encode(x=f"at:{kind}")).properties(width=560, height=280),
        title=title,
        notes=notes,
        description=f"折れ線のグラフ。{title}。{len(points):,}個の点。{notes[0]}。",
    )


def _point_row(point: Point) -> dict[str, Any]:
    when = point.at if isinstance(point.at, str) else f"{point.at:g}"
    shown = f"{point.value:,.4g}".replace("-", "▲")
    return vars(point) | {"when": when, "shown": shown}
