"""What decides an effect, as a Vega-Lite 6 specification."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from tomoni.engine.core import FONT_FAMILY, Quantity, show
from tomoni.engine.effects._estimate import Estimate
from tomoni.engine.effects._influences import Influence
from tomoni.engine.effects._reckoned import BALANCE

# Okabe and Ito (2008), Color Universal Design: told apart with every kind of colour vision.
_LOW, _HIGH, _INK = "#56B4E9", "#D55E00", "#1A1A1C"
_MOST = 8
_ROW, _WIDTH, _NAMES, _ROOM = 30, 460, 300, 0.28
_ENDS = {"at_low": "低い", "at_high": "高い"}
RESULTS = ("staff_hours", "citizen_hours", BALANCE)
"""The results whose assumptions are told apart."""


def decisive(estimate: Estimate, *, result: str) -> tuple[Influence, ...]:
    """The assumptions that change a result, the most decisive first."""
    found = [each for each in estimate.influences if each.results[result].width > 0]
    return tuple(sorted(found, key=lambda each: -each.results[result].width))


def tornado_chart(estimate: Estimate) -> dict[str, Any] | None:
    """For each of the three results a tornado: every assumption alone at its low and its high end,
    the eight most decisive of them; None when no assumption is in doubt."""
    panels = [
        (name, influences[:_MOST])
        for name in RESULTS
        if (influences := decisive(estimate, result=name))
    ]
    if not panels:
        return None
    drawn = [_panel(estimate.quantities[name], name, influences) for name, influences in panels]
    told = "".join(_told(estimate, name, influences) for name, influences in panels)
    chart = alt.vconcat(*drawn, spacing=28).properties(title=_TITLE, description=told)
    found: dict[str, Any] = chart.to_dict()
    found["config"] = _CONFIG
    return found


_TITLE = alt.TitleParams(
    text="効果を左右する前提",
    subtitle="前提を一つずつ、低い端と高い端に動かしたとき（ほかは見込みのまま）",
    anchor="start",
    fontSize=16,
    subtitleFontSize=12,
    subtitleColor=_INK,
    subtitlePadding=6,
    offset=14,
)
_CONFIG: dict[str, Any] = {
    "font": f"{FONT_FAMILY}, sans-serif",
    "background": "#FFFFFF",
    "padding": 12,
    "view": {"stroke": None},
    "title": {"anchor": "start", "fontSize": 14, "fontWeight": "bold", "color": _INK},
    "axis": {
        "labelFontSize": 12,
        "labelColor": _INK,
        "gridColor": "#E6E6E6",
        "labelLimit": 300,
        "domain": False,
        "ticks": False,
    },
}


def _panel(
    quantity: Quantity, name: str, influences: Sequence[Influence]
) -> alt.LayerChart | alt.FacetChart:
    rows = [row for each in influences for row in _bars(each, name, quantity)]
    y = alt.Y(
        "label:N",
        sort=[each.label for each in influences],
        title=None,
        axis=alt.Axis(minExtent=_NAMES),
    )
    base = alt.Chart(_data(rows)).encode(y=y)
    line = alt.Chart(_data([{"value": quantity.value}])).mark_rule(color=_INK, strokeWidth=1.5)
    layers = (*_marks(base, _across(rows, quantity.value)), line.encode(x="value:Q"))
    return alt.layer(*layers).properties(
        width=_WIDTH,
        height=_ROW * len(influences),
        title=f"{quantity.label}　縦の線：見込み {_shown(quantity, quantity.value)}",
    )


def _across(rows: Sequence[dict[str, Any]], value: float) -> alt.X:
    ends = [row["end"] for row in rows]
    low, high = min(*ends, value), max(*ends, value)
    room = (high - low) * _ROOM
    return alt.X(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[low - room, high + room], nice=False, zero=False),
        axis=alt.Axis(labels=False),
    )


def _marks(base: alt.Chart, x: alt.X) -> Iterator[alt.Chart]:
    """The bars from the likely result to each end, and what it is there beside them."""
    color = alt.Color(
        "when:N",
        scale=alt.Scale(domain=list(_ENDS.values()), range=[_LOW, _HIGH]),
        legend=None,
    )
    yield base.mark_bar(size=18).encode(x=x, x2="end:Q", color=color)
    for left in (True, False):
        shown = base.transform_filter(alt.datum.left == left)
        text = shown.mark_text(
            align="right" if left else "left", dx=-5 if left else 5, fontSize=11, color=_INK
        )
        yield text.encode(x=alt.X("end:Q"), text="shown:N")


def _bars(influence: Influence, name: str, quantity: Quantity) -> Iterator[dict[str, Any]]:
    """From the likely result to what comes out at each end of the assumption."""
    swing = influence.results[name]
    for end, word in _ENDS.items():
        reached = getattr(swing, end)
        if reached == quantity.value:
            continue
        other = swing.at_high if end == "at_low" else swing.at_low
        yield {
            "label": influence.label,
            "value": quantity.value,
            "end": reached,
            "when": word,
            "left": reached < other if reached != other else reached < quantity.value,
            "shown": f"{word}：{_shown(quantity, reached)}",
        }


def _told(estimate: Estimate, name: str, influences: Sequence[Influence]) -> str:
    quantity = estimate.quantities[name]
    told = "、".join(
        f"{each.label}が低いとき{_shown(quantity, each.results[name].at_low)}、"
        f"高いとき{_shown(quantity, each.results[name].at_high)}"
        for each in influences
    )
    return f"{quantity.label}の見込みは{_shown(quantity, quantity.value)}。{told}。"


def _shown(quantity: Quantity, value: float) -> str:
    display = "万円" if quantity.unit == "円" and abs(quantity.value) >= 100_000 else ""
    return show(Quantity(value=value, unit=quantity.unit), display)


def _data(rows: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]
