"""The slides of the house: title, problem, evidence, flows, effect, indicators, sources."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pptx
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Mm, Pt

_FONT = "BIZ UDPゴシック"
_INK, _BLUE, _WHITE = "1A1A1A", "0017C1", "FFFFFF"
_WIDE, _HIGH, _MARGIN = 338.7, 190.5, 18.0
_BODY = (_MARGIN, 44.0, _WIDE - 2 * _MARGIN, 128.0)


def presentation() -> bytes:
    file = pptx.Presentation()
    file.slide_width, file.slide_height = Mm(_WIDE), Mm(_HIGH)
    _title(file)
    _slide(file, "だれの、どんな困りごとか", text="{{ 現状と課題 }}")
    evidence = _slide(file, "データは、何と言っているか", text="{{ 事実.文 }}", height=34)
    _text(evidence, "{{ 図:証拠の図 }}", box=(_MARGIN, 80, _WIDE - 2 * _MARGIN, 96))
    flows = _slide(file, "いまの流れと、あるべき流れ")
    half = (_WIDE - 2 * _MARGIN - 8) / 2
    for at, name in enumerate(("現状の流れ", "あるべき流れ")):
        left = _MARGIN + at * (half + 8)
        _text(flows, name, box=(left, 44, half, 12), size=16, bold=True)
        _text(flows, f"{{{{ 図:{name}の図 }}}}", box=(left, 58, half, 114))
    _slide(file, "すること", text="{{ 提案の内容 }}")
    effects = _slide(file, "効果（1年。足し合わせません）")
    _table(effects, ("効果", "見込み（幅）"), (
        ("職員の時間", "{{ 職員の時間 | 幅 }}"), ("人件費に直した額", "{{ 円 | 千円 幅 }}"),
        ("市民の時間", "{{ 市民の時間 | 幅 }}"), ("導入の費用", "{{ 導入の費用 | 千円 }}"),
        ("運用の費用（年）", "{{ 運用の費用 | 千円 }}"),
    ))  # fmt: skip
    indicators = _slide(file, "指標")
    _table(
        indicators, ("指標", "現在値", "目標値", "時期"),
        (tuple(f"{{{{ 指標.{name} }}}}" for name in ("名前", "現在値", "目標値", "時期")),),
    )  # fmt: skip
    sources = _slide(file, "数値の根拠")
    names = ("番号", "数値", "値", "確かさ", "元のファイル")
    _table(sources, names, (tuple(f"{{{{ 主な数値の根拠.{name} }}}}" for name in names),), size=11)
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def _title(file: Presentation) -> None:
    slide = file.slides.add_slide(file.slide_layouts[6])
    wide = _WIDE - 2 * _MARGIN
    _text(slide, "{{ 題名 }}", box=(_MARGIN, 62, wide, 44), size=38, bold=True, colour=_BLUE)
    _text(slide, "{{ 課 }}　{{ 提案者 }}", box=(_MARGIN, 112, wide, 14), size=20)
    _text(slide, "{{ 募集 }}　{{ 今日 }}", box=(_MARGIN, 128, wide, 14), size=16)


def _slide(file: Presentation, title: str, *, text: str = "", height: float = 0) -> Any:
    slide = file.slides.add_slide(file.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = (
        Mm(_MARGIN), Mm(14), Mm(_WIDE - 2 * _MARGIN), Mm(22),
    )  # fmt: skip
    head.text_frame.text = title
    _dress(head.text_frame.paragraphs[0], size=28, bold=True, colour=_BLUE)
    if text:
        _text(slide, text, box=(*_BODY[:3], height or _BODY[3]), size=20)
    return slide


def _text(
    slide: Any, text: str, *, box: Sequence[float], size: int = 18, bold: bool = False,
    colour: str = _INK,
) -> None:  # fmt: skip
    frame = slide.shapes.add_textbox(*(Mm(each) for each in box)).text_frame
    frame.word_wrap = True
    frame.text = text
    _dress(frame.paragraphs[0], size=size, bold=bold, colour=colour)


def _table(
    slide: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], *, size: int = 16
) -> None:
    box = (_MARGIN, 46.0, _WIDE - 2 * _MARGIN, 11.0 * (len(rows) + 1))
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), *(Mm(each) for each in box))
    for line, texts in zip(frame.table.rows, (heads, *rows), strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
            is_head = texts is heads
            colour = _WHITE if is_head else _INK
            _dress(cell.text_frame.paragraphs[0], size=size, bold=is_head, colour=colour)


def _dress(paragraph: Any, *, size: int, bold: bool, colour: str) -> None:
    """Size, weight and colour, and the font of Japanese letters too."""
    paragraph.alignment = None
    for run in paragraph.runs:
        run.font.name, run.font.size, run.font.bold = _FONT, Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
        properties = run._r.get_or_add_rPr()
        east = properties.makeelement(qn("a:ea"), {"typeface": _FONT})
        properties.find(qn("a:latin")).addnext(east)
