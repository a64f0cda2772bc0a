"""The picture of an answer: bars, or lines where the first group runs through time."""

import base64
from typing import Any

import altair as alt
import polars as pl
from django.utils.translation import gettext as _

from tomoni.academy.steps.data.cells import heading
from tomoni.engine import evidence
from tomoni.engine.core import FONT_FAMILY, ColumnType
from tomoni.engine.questions import Answer, AnswerColumn, Role
from tomoni.engine.tables import Part

# Okabe and Ito (2008), Color Universal Design: told apart with every kind of colour vision.
_COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"]
_DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [10, 2]]
_MOST_BARS, _MOST_POINTS = 30, 120
_TIMES = {Part.YEAR, Part.FISCAL_YEAR}
_DAYS = {ColumnType.DATE, ColumnType.DATETIME}
_INK = "#1A1A1C"


def picture(answer: Answer) -> str:
    """The picture as the address of an image that holds itself; empty where none would help."""
    spec = _spec(answer)
    if spec is None:
        return ""
    drawn = evidence.chart_svg(spec).encode()
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"


def _spec(answer: Answer) -> dict[str, Any] | None:
    """Groups along the axis, the first measure upwards; a second group, or two periods, as
    series."""
    groups = [one for one in answer.content.columns if one.role is Role.GROUP]
    values = [one for one in answer.content.columns if one.role is Role.MEASURE and not one.measure]
    if not groups or len(groups) > 2:
        return None
    rows = _rows(answer, groups, values)
    along = list(dict.fromkeys(row["x"] for row in rows))
    series = list(dict.fromkeys(row["series"] for row in rows))
    in_time = _is_time(groups[0])
    most = _MOST_POINTS if in_time else _MOST_BARS
    if not 1 < len(along) <= most or len(series) > len(_COLOURS):
        return None
    return _finished(_chart(rows, groups, values, series=series, in_time=in_time), answer, values)


def _rows(
    answer: Answer, groups: list[AnswerColumn], values: list[AnswerColumn]
) -> list[dict[str, Any]]:
    frame = answer.table.frame.filter(
        pl.any_horizontal(pl.col(one.column.name).is_not_null() for one in values)
    )
    several = len(values) > 1
    return [
        {
            "x": _label(row[groups[0].column.name], groups[0]),
            "series": " ".join(
                [
                    *(_label(row[one.column.name], one) for one in groups[1:]),
                    *([one_value.column.name] if several else []),
                ]
            ),
            "value": row[one_value.column.name],
        }
        for row in frame.to_dicts()
        for one_value in values
    ]


def _label(value: Any, one: AnswerColumn) -> str:
    return _("（空らん）") if value is None else one.part.label(value)


def _is_time(one: AnswerColumn) -> bool:
    return one.part in _TIMES or one.column.type in _DAYS


def _chart(
    rows: list[dict[str, Any]],
    groups: list[AnswerColumn],
    values: list[AnswerColumn],
    *,
    series: list[str],
    in_time: bool,
) -> alt.Chart:
    order = list(dict.fromkeys(row["x"] for row in rows))
    x = alt.X(
        "x:N",
        sort=order,
        title=groups[0].column.name,
        axis=alt.Axis(labelAngle=0 if len(order) <= 8 else -45, labelLimit=160),
    )
    y = alt.Y("value:Q", title=heading(values[0].column), scale=alt.Scale(zero=True))
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)  # type: ignore[no-untyped-call]
    several = len(series) > 1
    colour = alt.Color(
        "series:N",
        sort=series,
        title=None,
        scale=alt.Scale(domain=series, range=_COLOURS[: len(series)]),
        legend=alt.Legend(orient="top") if several else None,
    )
    if in_time:
        dash = alt.StrokeDash(
            "series:N", sort=series, legend=None, scale=alt.Scale(domain=series, range=_DASHES)
        )
        chart = base.mark_line(point=True, strokeWidth=2).encode(color=colour, strokeDash=dash)
    else:
        chart = base.mark_bar().encode(color=colour)
        if several:
            chart = chart.encode(xOffset=alt.XOffset("series:N", sort=series))
    sized: alt.Chart = chart.properties(width=560, height=280)
    return sized


def _finished(chart: alt.Chart, answer: Answer, values: list[AnswerColumn]) -> dict[str, Any]:
    heading_text = alt.TitleParams(
        text=values[0].column.name,
        subtitle=_("探索（まだ証拠ではありません）　n＝%(rows)s件")
        % {"rows": f"{answer.content.rows:,}"},
        anchor="start",
        fontSize=16,
        subtitleColor=_INK,
        offset=14,
    )
    described = chart.properties(title=heading_text, description=answer.content.fact)
    found: dict[str, Any] = described.to_dict()
    found["config"] = {
        "font": f"{FONT_FAMILY}, sans-serif",
        "background": "#FFFFFF",
        "padding": 12,
        "view": {"stroke": None},
        "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
    }
    return found
