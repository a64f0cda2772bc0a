"""The logic model as an SVG picture: columns left to right, indicators in their boxes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tomoni.engine.core import FONT_FAMILY, svg_add, svg_set, svg_text, xml_text
from tomoni.engine.effects._logic import Indicator, LogicModel, LogicRow, Stage
from tomoni.engine.effects._logic_layout import Order, order
from tomoni.engine.flows import wrapped

_SVG = "http://www.w3.org/2000/svg"
_NAMESPACES: Any = {None: _SVG}
_INK, _QUIET, _LINE = "#1a1a1c", "#5a5a5c", "#414143"
_FILL = {Stage.IMPACT: "#ffe9a8", Stage.OUTPUT: "#f2f2f2"}
_OUTCOME, _BEFORE = "#e8f1fb", "#ffffff"
_STROKE = {Stage.IMPACT: "#7a5200", Stage.OUTPUT: "#5a5a5c"}
_WIDTH, _GAP, _BETWEEN, _PASSING = 176, 52, 16, 18
_TITLE, _HEAD, _MARGIN, _PAD = 34, 34, 10, 9
_FONT, _SMALL, _LEADING = 13, 11.5, 1.35
_TEXT_LINES, _INDICATOR_LINES = 6, 3


@dataclass(frozen=True)
class _Box:
    row: LogicRow
    text: tuple[str, ...]
    indicator: tuple[str, ...]

    @property
    def height(self) -> float:
        lines = len(self.text) * _FONT * _LEADING
        return lines + len(self.indicator) * _SMALL * _LEADING + 2 * _PAD + 4 * bool(self.indicator)


def draw_logic_model(model: LogicModel) -> str:
    """The model as SVG 1.1 with title, description and role, in the built-in font; sizes are CSS
    pixels. Outcomes, outputs and the impact differ by their column's words and the boxes' edges,
    not by colour alone; a link that leads backwards is dashed, one that leads nowhere is left out.
    Equal models give equal text."""
    drawn = order(model)
    boxes = {row.id: _box(row) for row in model.rows}
    tops, height = _tops(drawn, boxes)
    width = max(len(drawn.stages), 2) * (_WIDTH + _GAP) - _GAP + 2 * _MARGIN
    root = _root(model, width, height + _TITLE + _HEAD + 2 * _MARGIN)
    for place, stage in enumerate(drawn.stages):
        _head(root, stage, x=_left(place))
    body = svg_add(root, "g", transform=f"translate(0 {_TITLE + _HEAD + _MARGIN})")
    for curve, dashed in _lines(drawn, boxes, tops):
        path = svg_add(body, "path", d=curve, fill="none", stroke=_LINE)
        svg_set(path, stroke_width=1.5, marker_end="url(#arrow)")
        if dashed:
            svg_set(path, stroke_dasharray="5 4")
    for place, column in enumerate(drawn.columns):
        for name in column:
            if name in boxes:
                _draw_box(body, boxes[name], x=_left(place), y=tops[name])
    return svg_text(root)


def _root(model: LogicModel, width: float, height: float) -> etree._Element:
    root = etree.Element(f"{{{_SVG}}}svg", nsmap=_NAMESPACES)
    title = xml_text(model.title) or "ロジックモデル"
    svg_set(root, version="1.1", width=width, height=height, viewBox=f"0 0 {width:g} {height:g}")
    svg_set(root, role="img", aria_label=title, font_family=f"{FONT_FAMILY}, sans-serif", fill=_INK)
    svg_add(root, "title").text = title
    svg_add(root, "desc").text = xml_text(_description(model))
    marker = svg_add(
        svg_add(root, "defs"), "marker", id="arrow", viewBox="0 0 8 8", refX=7.5, refY=4
    )
    svg_set(marker, markerWidth=8, markerHeight=8, orient="auto")
    svg_add(marker, "path", d="M 0 0.5 L 8 4 L 0 7.5 z", fill=_LINE)
    svg_add(root, "rect", width=width, height=height, fill="#ffffff")
    headline = "　".join(part for part in (title, xml_text(model.goal)) if part)
    (line,) = wrapped(headline, em=(width - 2 * _MARGIN) / 16, lines=1) or ("",)
    _text(root, line, x=_MARGIN, y=24, font=16, font_weight="bold")
    return root


def _description(model: LogicModel) -> str:
    if not model.rows:
        return "ロジックモデル。まだ何もありません。"
    texts = {row.id: row.text for row in model.rows}
    told = []
    for row in model.rows:
        ends = "、".join(f"「{texts[to]}」" for to in row.leads_to if to in texts)
        told.append(f"{row.stage.value}「{row.text}」" + (f"から{ends}へ" if ends else ""))
    return f"ロジックモデル。{'。'.join(told)}。"


def _box(row: LogicRow) -> _Box:
    room = _WIDTH - 2 * _PAD
    words = wrapped(xml_text(row.text) or "（空）", em=room / _FONT, lines=_TEXT_LINES)
    told = _told(row.indicator) if row.indicator else ()
    lines = tuple(
        line
        for part in told
        for line in wrapped(xml_text(part), em=room / _SMALL, lines=_INDICATOR_LINES)
    )
    return _Box(row=row, text=words, indicator=lines)


def _told(indicator: Indicator) -> Iterator[str]:
    yield f"◆ {indicator.name}"
    if indicator.present or indicator.target:
        due = f"（{indicator.due}）" if indicator.due else ""
        yield f"{indicator.present or '？'} → {indicator.target or '？'}{due}"


def _tops(drawn: Order, boxes: Mapping[str, _Box]) -> tuple[dict[str, float], float]:
    """Where each box and each passing line begins; columns are centred on the tallest."""
    heights = [
        sum(_height(name, boxes) + _BETWEEN for name in column) - _BETWEEN
        for column in drawn.columns
    ]
    tallest = max(heights, default=0)
    tops: dict[str, float] = {}
    for column, height in zip(drawn.columns, heights, strict=True):
        y = (tallest - height) / 2
        for name in column:
            tops[name] = y
            y += _height(name, boxes) + _BETWEEN
    return tops, tallest


def _height(name: str, boxes: Mapping[str, _Box]) -> float:
    return boxes[name].height if name in boxes else _PASSING


def _left(place: int) -> float:
    return _MARGIN + place * (_WIDTH + _GAP)


def _lines(
    drawn: Order, boxes: Mapping[str, _Box], tops: Mapping[str, float]
) -> Iterator[tuple[str, bool]]:
    """Each line as the data of a path, and whether it is dashed."""
    column = {name: place for place, names in enumerate(drawn.columns) for name in names}

    def middle(name: str) -> float:
        return tops[name] + _height(name, boxes) / 2

    for link in drawn.links:
        points = [(_left(column[link.start]) + _WIDTH, middle(link.start))]
        for name in link.passes:
            x, y = _left(column[name]), middle(name)
            points += [(x, y), (x + _WIDTH, y)]
        yield _curve([*points, (_left(column[link.end]), middle(link.end))]), False
    for one, to in drawn.beside:
        x, y, down = _left(column[one]) + _WIDTH, middle(one), middle(to)
        out = x + _GAP * 0.7
        yield f"M {x:g} {y:g} C {out:g} {y:g} {out:g} {down:g} {x:g} {down:g}", False
    for one, to in drawn.backwards:
        ends = [(_left(column[one]), middle(one)), (_left(column[to]) + _WIDTH, middle(to))]
        yield _curve(ends), True


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Flowing from column to column, straight across a column."""
    (x, y), *rest = points
    parts = [f"M {x:g} {y:g}"]
    for place, (right, down) in enumerate(rest):
        half = (x + right) / 2
        bent = f"C {half:g} {y:g} {half:g} {down:g} {right:g} {down:g}"
        parts.append(f"L {right:g} {down:g}" if place % 2 else bent)
        x, y = right, down
    return " ".join(parts)


def _head(parent: etree._Element, stage: Stage, *, x: float) -> None:
    rect = svg_add(parent, "rect", x=x, y=_TITLE, width=_WIDTH, height=_HEAD - 6, rx=2)
    svg_set(rect, fill=_filled(stage), stroke=_stroked(stage))
    _text(
        parent,
        stage.value,
        x=x + _WIDTH / 2,
        y=_TITLE + (_HEAD - 6) / 2 + 4.5,
        font=_FONT,
        font_weight="bold",
        text_anchor="middle",
    )


def _draw_box(parent: etree._Element, box: _Box, *, x: float, y: float) -> None:
    stage = box.row.stage
    group = svg_add(parent, "g")
    rect = svg_add(group, "rect", x=x, y=y, width=_WIDTH, height=box.height)
    svg_set(rect, rx=14 if stage.is_outcome else 3, fill=_filled(stage), stroke=_stroked(stage))
    svg_set(rect, stroke_width=2.5 if stage is Stage.IMPACT else 1.2)
    down = y + _PAD
    for line in box.text:
        down += _FONT * _LEADING
        _text(group, line, x=x + _PAD, y=down - _FONT * 0.35, font=_FONT)
    down += 4
    for line in box.indicator:
        down += _SMALL * _LEADING
        _text(group, line, x=x + _PAD, y=down - _SMALL * 0.35, font=_SMALL, fill=_QUIET)


def _filled(stage: Stage) -> str:
    return _OUTCOME if stage.is_outcome else _FILL.get(stage, _BEFORE)


def _stroked(stage: Stage) -> str:
    return "#00118f" if stage.is_outcome else _STROKE.get(stage, _QUIET)


def _text(
    parent: etree._Element, text: str, *, x: float, y: float, font: float, **more: str
) -> None:
    element = svg_add(parent, "text", x=x, y=y, font_size=font)
    svg_set(element, **more)
    element.text = text
