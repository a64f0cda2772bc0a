"""The flow as an SVG picture."""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from tomoni.engine.core import FONT_FAMILY, svg_add, svg_set, svg_text, xml_text
from tomoni.engine.flows import _wrapping
from tomoni.engine.flows._badges import FONT as _BADGE
from tomoni.engine.flows._badges import NO_MARKS, Marks, badge, legend
from tomoni.engine.flows._cells import number
from tomoni.engine.flows._comparing import Change
from tomoni.engine.flows._flow import Flow, Gate, LaneKind, Minutes, Step
from tomoni.engine.flows._labels import FONT as _LABEL
from tomoni.engine.flows._labels import LINE as _LABEL_LINE
from tomoni.engine.flows._layout import Band, Edge, Node, Shape, gate_of, lay_out
from tomoni.engine.flows._rhythm_cells import often_text
from tomoni.engine.flows._shapes import Box

_SVG = "http://www.w3.org/2000/svg"
_NAMESPACES: Any = {None: _SVG}
_HEAD, _TITLE, _MARGIN = 104, 38, 1
_INK, _QUIET, _LINE, _RULE = "#1a1a1c", "#5a5a5c", "#414143", "#949494"
_FILL = {LaneKind.STAFF: "#ffffff", LaneKind.CITIZEN: "#fff8e1", LaneKind.OTHER: "#f2f2f2"}
_HEAD_FILL = {LaneKind.STAFF: "#eef1f7", LaneKind.CITIZEN: "#ffe9a8", LaneKind.OTHER: "#e6e6e6"}
_STROKE = {LaneKind.STAFF: "#00118f", LaneKind.CITIZEN: "#7a5200", LaneKind.OTHER: "#5a5a5c"}
_ROUND = {LaneKind.STAFF: 4, LaneKind.CITIZEN: 18, LaneKind.OTHER: 0}
_TITLE_FONT, _NAME, _SMALL = 18, 14, 12
_NAME_LINES, _SMALL_LINES = 3, 4
_LEADING = 1.22
_RISE = 0.36
"""From the middle of a line of text down to its baseline, in em."""
_MINUTES_ROOM = 18


def draw_svg(flow: Flow, *, marks: Marks = NO_MARKS) -> str:
    """The flow with its lanes as SVG 1.1, in the built-in font; sizes are CSS pixels.

    Lanes of staff, citizens and others differ in words and in the form of their boxes, not only in
    colour. `marks` by step id are what becomes of steps (`Comparison.marks_as_is`, `marks_to_be`):
    each has a sign, words and an outline of its own, told in a legend. Equal flows give equal text.
    Raises `FlowsError("too-many-steps")`.
    """
    layout = lay_out(flow)
    width = layout.box.width + _HEAD + 2 * _MARGIN
    height = layout.box.height + _TITLE + 2 * _MARGIN
    title = xml_text(flow.title) or "業務フロー"
    root = etree.Element(f"{{{_SVG}}}svg", nsmap=_NAMESPACES)
    svg_set(root, version="1.1", width=width, height=height, viewBox=f"0 0 {width:g} {height:g}")
    svg_set(root, role="img", aria_label=title, font_family=f"{FONT_FAMILY}, sans-serif", fill=_INK)
    svg_add(root, "title").text = title
    svg_add(root, "desc").text = xml_text(_description(flow))
    _arrow_head(root)
    svg_add(root, "rect", width=width, height=height, fill="#ffffff")
    headline = _wrapping.wrapped(title, em=width / _TITLE_FONT, lines=1)
    _lines(root, headline, x=_MARGIN, y=15, font=_TITLE_FONT, font_weight="bold")
    if signs := legend(marks):
        end = width - 2 * _MARGIN
        _lines(root, (signs,), x=end, y=15, font=_SMALL, fill=_QUIET, text_anchor="end")
    drawn = svg_add(root, "g", transform=f"translate({_HEAD + _MARGIN} {_TITLE + _MARGIN})")
    for band in layout.bands:
        _band(drawn, band)
    for edge in layout.edges:
        _line(drawn, edge)
    for node in layout.nodes:
        _node(drawn, node, flow=flow, kind=layout.bands[node.lane].kind)
    for edge in layout.edges:
        _label(drawn, edge)
    for node in layout.nodes:
        if node.shape is Shape.TASK:
            changes = marks.get(flow.steps[node.step].id, ())
            _badge(drawn, node.box, changes=changes, kind=layout.bands[node.lane].kind)
    return svg_text(root)


def _description(flow: Flow) -> str:
    steps = "、".join(f"{step.name}（{step.lane}）" for step in flow.steps)
    return (
        f"業務フロー。{len(flow.steps)}の作業：{steps}" if flow.steps else "業務フロー。作業なし。"
    )


def _arrow_head(root: etree._Element) -> None:
    marker = svg_add(
        svg_add(root, "defs"), "marker", id="arrow", viewBox="0 0 8 8", refX=7.5, refY=4
    )
    svg_set(marker, markerWidth=8, markerHeight=8, orient="auto")
    svg_add(marker, "path", d="M 0 0.5 L 8 4 L 0 7.5 z", fill=_LINE)


def _band(parent: etree._Element, band: Band) -> None:
    box, head = band.box, Box(-_HEAD, band.box.y, _HEAD, band.box.height)
    _rect(parent, box, fill="#ffffff", stroke=_RULE)
    _rect(parent, head, fill=_HEAD_FILL[band.kind], stroke=_RULE)
    name = _wrapping.wrapped(
        xml_text(band.name) or "（担当なし）", em=(_HEAD - 12) / _NAME, lines=4
    )
    kind = f"{band.kind.value}の時間" if band.kind is not LaneKind.OTHER else "数えない時間"
    x, y = head.centre
    _lines(parent, name, x=x, y=y - 9, font=_NAME, font_weight="bold", text_anchor="middle")
    below = y + len(name) * _NAME * _LEADING / 2 + 5
    _lines(parent, (kind,), x=x, y=below, font=_SMALL, fill=_QUIET, text_anchor="middle")


def _line(parent: etree._Element, edge: Edge) -> None:
    points = " ".join(f"{x:g},{y:g}" for x, y in edge.points)
    line = svg_add(parent, "polyline", points=points, fill="none", stroke=_LINE, stroke_width=1.5)
    svg_set(line, stroke_linejoin="round", marker_end="url(#arrow)")


def _label(parent: etree._Element, edge: Edge) -> None:
    if edge.label is None:
        return
    box, lines = edge.label.box, tuple(map(xml_text, edge.label.lines))
    _rect(parent, box, fill="#ffffff", fill_opacity=0.85)
    x, y = box.centre
    _lines(
        parent,
        lines,
        x=x,
        y=y,
        font=_LABEL,
        leading=_LABEL_LINE / _LABEL,
        text_anchor="middle",
    )


def _node(parent: etree._Element, node: Node, *, flow: Flow, kind: LaneKind) -> None:
    x, y = node.box.centre
    if node.shape is Shape.TASK:
        _task(parent, node.box, step=flow.steps[node.step], kind=kind)
    elif gate := gate_of(node, flow=flow):
        _gateway(parent, node.box, gate=gate)
    else:
        thick = 1.5 if node.shape is Shape.START else 3.5
        radius = (node.box.width - thick) / 2
        event = svg_add(parent, "circle", cx=x, cy=y, r=radius, fill="#ffffff", stroke=_LINE)
        svg_set(event, stroke_width=thick)
        word = "始め" if node.shape is Shape.START else "終わり"
        below = node.box.bottom + 10
        _lines(parent, (word,), x=x, y=below, font=_SMALL, fill=_QUIET, text_anchor="middle")


def _gateway(parent: etree._Element, box: Box, *, gate: Gate) -> None:
    """A diamond with × (one), + (all) or ○ (several), as in BPMN."""
    (x, y), half = box.centre, box.width / 2
    around = f"{x},{y - half} {x + half},{y} {x},{y + half} {x - half},{y}"
    diamond = svg_add(
        parent, "polygon", points=around, fill="#ffffff", stroke=_LINE, stroke_width=1.5
    )
    svg_add(diamond, "title").text = gate.value
    if gate is Gate.ANY:
        svg_add(parent, "circle", cx=x, cy=y, r=9, fill="none", stroke=_LINE, stroke_width=2.5)
        return
    cross = f"M {x - 7} {y - 7} L {x + 7} {y + 7} M {x + 7} {y - 7} L {x - 7} {y + 7}"
    plus = f"M {x - 10} {y} L {x + 10} {y} M {x} {y - 10} L {x} {y + 10}"
    path = cross if gate is Gate.ONE else plus
    svg_add(parent, "path", d=path, stroke=_LINE, stroke_width=2.5)


def _task(parent: etree._Element, box: Box, *, step: Step, kind: LaneKind) -> None:
    drawn = svg_add(parent, "g")
    svg_add(drawn, "title").text = xml_text(f"{step.name}　{step.uses}".strip())
    _rect(drawn, box, fill=_FILL[kind], stroke=_STROKE[kind], stroke_width=1.5, rx=_ROUND[kind])
    x, y = box.centre
    amount = _amount(step)
    room = _MINUTES_ROOM if amount else 0
    font, lines = _name(xml_text(step.name), width=box.width - 14)
    _lines(drawn, lines, x=x, y=y - room / 2, font=font, text_anchor="middle")
    if amount:
        below = box.bottom - 13
        _lines(drawn, (amount,), x=x, y=below, font=_SMALL, fill=_QUIET, text_anchor="middle")


def _badge(parent: etree._Element, step: Box, *, changes: Sequence[Change], kind: LaneKind) -> None:
    found = badge(step, changes)
    if found is None:
        return
    outline = {"stroke_dasharray": found.dashes} if found.dashes else {}
    rounded = _ROUND[kind]
    _rect(parent, step, fill="none", stroke=found.colour, stroke_width=3, rx=rounded, **outline)
    _rect(parent, found.box, fill="#ffffff", stroke=found.colour, stroke_width=1.5, rx=3)
    x, y = found.box.centre
    _lines(
        parent,
        (found.text,),
        x=x,
        y=y,
        font=_BADGE,
        fill=found.colour,
        font_weight="bold",
        text_anchor="middle",
    )


def _name(name: str, *, width: float) -> tuple[int, tuple[str, ...]]:
    whole = _wrapping.wrapped(name, em=width / _NAME, lines=_NAME_LINES + 1)
    if len(whole) <= _NAME_LINES:
        return _NAME, whole
    return _SMALL, _wrapping.wrapped(name, em=width / _SMALL, lines=_SMALL_LINES)


def _amount(step: Step) -> str:
    """Minutes and how often, as far as they are known."""
    often = often_text(step.often)
    if step.minutes is None:
        return often
    return f"{_short(step.minutes.likely)}分×{often}" if often else _minutes(step.minutes)


def _minutes(minutes: Minutes) -> str:
    usual = f"{_short(minutes.likely)}分"
    if minutes.low == minutes.high:
        return usual
    return f"{usual}（{_short(minutes.low)}～{_short(minutes.high)}）"


def _short(value: float) -> str:
    return number(round(value, 1)) if value < 1_000 else f"{value:,.0f}"


def _lines(
    parent: etree._Element,
    lines: Sequence[str],
    *,
    x: float,
    y: float,
    font: int,
    leading: float = _LEADING,
    **attributes: str | float,
) -> None:
    """Lines of text around the middle `y`."""
    step = font * leading
    first = y - (len(lines) - 1) * step / 2 + font * _RISE
    for place, line in enumerate(lines):
        text = svg_add(parent, "text", x=x, y=round(first + place * step, 2), font_size=font)
        svg_set(text, **attributes)
        text.text = line


def _rect(parent: etree._Element, box: Box, **attributes: str | float) -> None:
    rect = svg_add(parent, "rect", x=box.x, y=box.y, width=box.width, height=box.height)
    svg_set(rect, **attributes)
