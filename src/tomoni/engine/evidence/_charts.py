"""Pictures of a result as Vega-Lite 6 specifications, without a browser and without theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from tomoni.engine.core import FONT_FAMILY, Quantity, range_text, show
from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._rows import Bar

# Okabe and Ito (2008), Color Universal Design: told apart with every kind of colour vision.
CLAIMED, _OTHER, _EXPECTED = "#0072B2", "#C9CED3", "#D55E00"
INK, _RULE = "#1A1A1C", "#767676"
_MARK = "▼"
RANGE = "95％の幅"


@dataclass(frozen=True)
class Group:
    """One group: its name, the share found with its interval, and the rows that fit."""

    name: str
    share: Interval
    count: int


def histogram(
    bars: Sequence[Bar], *, what: str, n: int, even: float | None = None
) -> dict[str, Any]:
    """Rows by category; `even` draws the line on which all bars would end."""
    order = [bar.label for bar in bars]
    rows = [_bar_row(bar) for bar in bars]
    x = alt.X(
        "label:N", sort=order, title=what, axis=alt.Axis(labelAngle=0 if len(order) <= 12 else -45)
    )
    y = alt.Y("count:Q", title="件数（件）", axis=alt.Axis(format=",d", tickMinStep=1))
    base = alt.Chart(data(rows)).encode(x=x)
    halo = base.mark_text(dy=-11, fontSize=12, stroke="white", strokeWidth=4, strokeJoin="round")
    layers = [
        base.mark_bar(strokeWidth=1.5).encode(
            y=y, color=_fill(), stroke=_stroke(), tooltip=hints(label=what, shown="件数")
        ),
        *([] if even is None else _line(even, f"均等なら{_one(even, '件')}")),
        halo.encode(y=y, text="shown:N"),
        base.mark_text(dy=-11, fontSize=12, color=INK).encode(y=y, text="shown:N"),
    ]
    notes = [f"{_MARK}と濃い色: 主張の区分"] if any(bar.claimed for bar in bars) else []
    if even is not None:
        notes.append(f"破線: 均等な場合の{_one(even, '件')}")
    return finished(
        alt.layer(*layers).properties(width=560, height=280),
        title=f"{what}ごとの件数（n＝{n:,}件）",
        notes=notes,
        description=f"棒グラフ。{what}ごとの件数は、{_listed(bars)}。{'。'.join(notes)}。",
    )


def pie(bars: Sequence[Bar], *, what: str, n: int, expected: str) -> dict[str, Any]:
    """Shares of a whole; the slices claimed stand out by radius and mark, not by colour alone."""
    rows = [_slice_row(bar, place=place, n=n) for place, bar in enumerate(bars) if bar.count]
    base = alt.Chart(data(rows)).encode(
        theta=alt.Theta("count:Q", stack=True), order=alt.Order("place:Q")
    )
    slices = base.mark_arc(stroke="white", strokeWidth=2).encode(
        color=_fill(),
        radius=alt.Radius("radius:Q", scale=None),
        tooltip=hints(label=what, told="件数と割合"),
    )
    names = base.mark_text(radius=175, fontSize=12, color=INK, lineBreak="\n").encode(
        text="shown:N"
    )
    notes = [f"{_MARK}と大きな扇: 主張の区分", f"比べる相手: {expected}"]
    return finished(
        alt.layer(slices, names.encode(text="shown:N")).properties(width=520, height=360),
        title=f"{what}ごとの割合（n＝{n:,}件）",
        notes=notes,
        description=f"円グラフ。{what}ごとの件数は、{_listed(bars)}。{'。'.join(notes)}。",
    )


def expected_chart(
    share: Interval, *, what: str, n: int, expected: float, count: int
) -> dict[str, Any]:
    """One share as a bar with its interval, and the expected share as a line."""
    shown = _one(share.value, "割合")
    row = {
        "label": "実際",
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "shown": f"{shown}（{count:,}件）",
        "range": _range(share),
    }
    base = alt.Chart(data([row])).encode(
        y=alt.Y("label:N", title=None), tooltip=hints(shown="割合", range=RANGE)
    )
    layers = [
        base.mark_bar(color=CLAIMED, size=44).encode(x=_share_axis()),
        *whiskers(base),
        above(base, dy=-34),
        _upright(expected),
    ]
    note = f"破線: 見込みの{_one(expected, '割合')}　横の線: 95％の幅"
    return finished(
        alt.layer(*layers).properties(width=560, height=140),
        title=f"{what}割合（n＝{n:,}件）",
        notes=[note],
        description=f"棒グラフ。{what}割合は{shown}（{n:,}件のうち{count:,}件）。{note}。",
    )


def groups_chart(
    groups: Sequence[Group], *, what: str, by: str, bars: bool = False
) -> dict[str, Any]:
    """The share of each group with its interval: dots, or bars from 0."""
    order = [group.name for group in groups]
    rows = [
        {
            "label": group.name,
            "value": group.share.value,
            "low": group.share.low,
            "high": group.share.high,
            "shown": f"{_one(group.share.value, '割合')}（{group.count:,}件）",
            "range": _range(group.share),
        }
        for group in groups
    ]
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("label:N", sort=order, title=by, axis=alt.Axis(titleAngle=-90)),
        tooltip=hints(label=by, shown="割合", range=RANGE),
    )
    value = (
        base.mark_bar(color=CLAIMED, size=32)
        if bars
        else base.mark_point(color=CLAIMED, filled=True, size=120, opacity=1)
    )
    marks = [value.encode(x=_share_axis()), *whiskers(base)]
    listed = "、".join(f"{row['label']}が{row['shown']}" for row in rows)
    kind = "棒グラフ" if bars else "点のグラフ"
    return finished(
        alt.layer(*(marks if bars else reversed(marks)), above(base, dy=-24)).properties(
            width=560, height=70 * len(groups) + 20
        ),
        title=f"{what}割合",
        notes=["横の線: 95％の幅"],
        description=f"{kind}。{what}割合は、{listed}。横の線は95％の幅。",
    )


def finished(
    chart: alt.LayerChart | alt.FacetChart, *, title: str, notes: Sequence[str], description: str
) -> dict[str, Any]:
    """The picture with its title, notes and words for those who cannot see it."""
    heading = alt.TitleParams(
        text=title,
        subtitle="　".join(notes) if notes else alt.Undefined,
        anchor="start",
        fontSize=16,
        subtitleFontSize=12,
        subtitleColor=INK,
        subtitlePadding=6,
        offset=14,
    )
    found: dict[str, Any] = chart.properties(title=heading, description=description).to_dict()
    found["config"] = {
        "font": f"{FONT_FAMILY}, sans-serif",
        "background": "#FFFFFF",
        "padding": 12,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelColor": INK,
            "titleColor": INK,
            "gridColor": "#E6E6E6",
            "domainColor": _RULE,
            "tickColor": _RULE,
            "labelLimit": 240,
            "titlePadding": 10,
        },
    }
    return found


def data(rows: list[dict[str, Any]]) -> alt.Data:
    """The rows as data that the specification brings along."""
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def hints(**fields: str) -> list[alt.Tooltip]:
    """What a pointer reads off: texts of the rows under their titles."""
    return [alt.Tooltip(f"{name}:N", title=title or "名前") for name, title in fields.items()]


def _range(share: Interval) -> str:
    return range_text(Quantity(value=share.value, unit="割合", low=share.low, high=share.high))


def _bar_row(bar: Bar) -> dict[str, Any]:
    mark = f"{_MARK} " if bar.claimed else ""
    return {
        "label": bar.label,
        "count": bar.count,
        "claimed": bar.claimed,
        "shown": f"{mark}{bar.count:,}件",
    }


def _slice_row(bar: Bar, *, place: int, n: int) -> dict[str, Any]:
    told = f"{_one(bar.count / n, '割合')}（{bar.count:,}件）"
    size = {"place": place, "radius": 120 if bar.claimed else 100}
    return _bar_row(bar) | size | {"told": told, "shown": f"{_marked(bar)}\n{told}"}


def _marked(bar: Bar) -> str:
    return f"{_MARK} {bar.label}" if bar.claimed else bar.label


def _fill() -> alt.Color:
    return alt.Color(
        "claimed:N", scale=alt.Scale(domain=[True, False], range=[CLAIMED, _OTHER]), legend=None
    )


def _stroke() -> alt.Stroke:
    return alt.Stroke(
        "claimed:N", scale=alt.Scale(domain=[True, False], range=[INK, _RULE]), legend=None
    )


def _share_axis() -> alt.X:
    return alt.X(
        "value:Q",
        title="割合",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(labelExpr="format(datum.value * 100, 'd') + '％'", tickCount=6),
    )


def whiskers(base: alt.Chart) -> list[alt.Chart]:
    """The interval from `low` to `high` as a line with ends."""
    line = base.mark_rule(color=INK, strokeWidth=2).encode(x="low:Q", x2="high:Q")
    ends = [
        base.mark_tick(color=INK, thickness=2, size=14, opacity=1).encode(x=f"{end}:Q")
        for end in ("low", "high")
    ]
    return [line, *ends]


def above(base: alt.Chart, *, dy: int) -> alt.Chart:
    """The text `shown` above its value."""
    names = base.mark_text(dy=dy, fontSize=12, color=INK)
    drawn: alt.Chart = names.encode(x="value:Q", text="shown:N")
    return drawn


def _line(height: float, words: str) -> list[alt.Chart]:
    base = alt.Chart(data([{"height": height, "shown": words}])).encode(y="height:Q")
    return [
        base.mark_rule(color=_EXPECTED, strokeWidth=2, strokeDash=[6, 4]),
        base.mark_text(align="left", dx=6, fontSize=12, color=INK).encode(
            x=alt.value("width"), text="shown:N"
        ),
    ]


def _upright(share: float) -> alt.Chart:
    line = alt.Chart(data([{"expected": share}])).mark_rule(
        color=_EXPECTED, strokeWidth=3, strokeDash=[6, 4]
    )
    drawn: alt.Chart = line.encode(x="expected:Q")
    return drawn


def _one(value: float, unit: str) -> str:
    return show(Quantity(value=value, unit=unit))


def _listed(bars: Sequence[Bar]) -> str:
    return "、".join(f"{bar.label}が{bar.count:,}件" for bar in bars)
