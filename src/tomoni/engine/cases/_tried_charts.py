"""Pictures of flows that were tried out, as Vega-Lite 6 specifications."""

from collections.abc import Iterator, Mapping
from typing import Any

from tomoni.engine import flows
from tomoni.engine.core import FONT_FAMILY, Quantity, show

Spec = dict[str, Any]
Runs = Mapping[str, flows.Run]
"""Runs by what they are called; one alone needs no name."""

# Okabe and Ito (2008), Color Universal Design.
_COLOURS = ("#0072B2", "#E69F00")
_INK, _LIMIT = "#1A1A1C", "#D55E00"
_ROWS = {
    "throughput_50": "半分の件",
    "throughput_80": "80％の件",
    "throughput_90": "90％の件",
    "throughput_95": "95％の件",
}
_ROOM = 1.12
"""The number beside the longest bar needs it."""
_TENTHS = [each / 10 for each in range(11)]
_UNITS = (("日", 1_440), ("時間", 60), ("分", 1))
_WHISKER: Spec = {"type": "rule", "color": _INK, "strokeWidth": 2}
_NUMBER: Spec = {"type": "text", "align": "left", "dx": 8, "fontSize": 13, "color": _INK}
_CONFIG: Spec = {
    "font": f"{FONT_FAMILY}, sans-serif",
    "background": "white",
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 240},
    "legend": {"labelFontSize": 12, "orient": "top"},
    "title": {"fontSize": 14, "subtitleFontSize": 12},
}


def done_chart(runs: Runs) -> Spec:
    """Within how long which share of the cases is done."""
    most = max(run.quantities["throughput_95"].value for run in runs.values())
    unit, size = next((each for each in _UNITS if most >= 2 * each[1]), _UNITS[-1])
    rows = [
        _row(name, label, _scaled(run.quantities[key], size=size, unit=unit))
        for key, label in _ROWS.items()
        for name, run in runs.items()
    ]
    return _bars(
        rows,
        title="何％の件が、いつまでに終わるか",
        axis={"title": f"来てから終わるまで（{unit}）"},
        many=len(runs) > 1,
    )


def utilisation_chart(runs: Runs) -> Spec:
    """How busy the people of each lane are; the line stands where they can do no more."""
    rows = [
        _row(name, f"{lane.lane}（{lane.people}人）", lane.utilisation)
        for name, run in runs.items()
        for lane in run.lanes
        if lane.people is not None
    ]
    full = {
        "data": {"values": [{"full": 1}]},
        "mark": {"type": "rule", "color": _LIMIT, "strokeWidth": 2, "strokeDash": [6, 4]},
        "encoding": {"x": {"field": "full", "type": "quantitative"}},
    }
    spec = _bars(
        rows,
        title="担当ごとの、手のふさがる割合",
        axis={"title": "手のふさがる割合", "axis": {"format": "%", "values": _TENTHS}},
        many=len(runs) > 1,
        least=1,
    )
    spec["layer"].append(full)
    spec["title"]["subtitle"] += "　破線: これ以上はできない"
    return spec


def _row(name: str, label: str, quantity: Quantity) -> dict[str, Any]:
    value = quantity.value
    ends = (value if end is None else end for end in (quantity.low, quantity.high))
    low, high = ends
    return {
        "name": name,
        "label": label,
        "value": value,
        "low": low,
        "high": high,
        "shown": show(quantity),
    }


def _scaled(minutes: Quantity, *, size: int, unit: str) -> Quantity:
    ends = {end: getattr(minutes, end) for end in ("value", "low", "high")}
    parts = {end: None if each is None else each / size for end, each in ends.items()}
    return minutes.model_copy(update={**parts, "unit": unit})


def _bars(
    rows: list[dict[str, Any]], *, title: str, axis: Spec, many: bool, least: float = 0
) -> Spec:
    """Bars with their 95 % intervals, one group of bars a label; the axis goes to `least` or on."""
    labels = list(dict.fromkeys(row["label"] for row in rows))
    names = list(dict.fromkeys(row["name"] for row in rows))
    y = {"field": "label", "type": "nominal", "sort": labels, "title": None}
    offset = {"yOffset": {"field": "name", "sort": names}} if many else {}
    most = max([least, *(row["high"] for row in rows)]) or 1
    room = {"domain": [0, most * _ROOM], "nice": False}
    x = {"field": "value", "type": "quantitative", "scale": room, **axis}
    at_low, at_high = (
        {"y": y, "x": {"field": end, "type": "quantitative"}, **offset} for end in ("low", "high")
    )
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "subtitle": "横の線: 95％の区間", "anchor": "start"},
        "description": f"棒グラフ。{title}。{'、'.join(_said(rows))}。",
        "width": 560,
        "height": 44 * max(1, len(rows)),
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {"y": y, "x": x, "color": _colour(names, many=many), **offset},
            },
            {"mark": _WHISKER, "encoding": {**at_low, "x2": {"field": "high"}}},
            {"mark": _NUMBER, "encoding": {**at_high, "text": {"field": "shown"}}},
        ],
        "config": _CONFIG,
    }


def _colour(names: list[str], *, many: bool) -> Spec:
    if not many:
        return {"value": _COLOURS[0]}
    scale = {"domain": names, "range": list(_COLOURS)}
    return {"field": "name", "type": "nominal", "title": None, "scale": scale}


def _said(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield f"{row['name']}{row['label']}は{row['shown']}"
