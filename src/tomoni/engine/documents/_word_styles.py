"""The styles of a Word file: its headings, captions and cells are real styles."""

from typing import cast

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from tomoni.engine.core import FONT_FAMILY, Value
from tomoni.engine.documents._layout import TEXT_WIDTH_MM
from tomoni.engine.documents._word_elements import element

INK, QUIET, ACCENT, WARNING = "1A1A1C", "5A5A5C", "00118F", "A32100"
RULE, SHADE = "B3B3B3", "EEF1F7"
BYLINE, PICTURE, AFTER_TABLE = "Byline", "Picture", "After Table"
CELL, SMALL_CELL = "Cell", "Small Cell"
MARK, MISSING, REFERENCE, LINK = "Number Mark", "Missing Mark", "Number Reference", "Inner Link"


class _Look(Value):
    """Sizes and distances in points; `line` is the least height of a line."""

    size: float
    line: float
    before: float = 0
    after: float = 0
    bold: bool = False
    color: str = INK
    keep: bool = False
    centred: bool = False
    narrow: bool = False
    """No space between Japanese and Latin signs."""
    border: str = ""
    border_color: str = RULE


_LOOKS = {
    "Normal": _Look(size=10.5, line=18, after=7),
    "Title": _Look(size=20, line=30, after=5, bold=True, color=ACCENT, keep=True),
    "Subtitle": _Look(size=12, line=19, after=8, keep=True),
    BYLINE: _Look(size=9.5, line=16, after=16, color=QUIET, border="top"),
    "Heading 1": _Look(
        size=14,
        line=21,
        before=20,
        after=9,
        bold=True,
        color=ACCENT,
        keep=True,
        border="bottom",
        border_color=ACCENT,
    ),
    "Heading 2": _Look(size=11.5, line=18, before=14, after=5, bold=True, keep=True),
    "Heading 3": _Look(size=10.5, line=17, before=11, after=4, bold=True, color=QUIET, keep=True),
    "Caption": _Look(size=9, line=14, before=4, after=6, bold=True, centred=True),
    "List Bullet": _Look(size=10.5, line=18, after=4),
    "Footer": _Look(size=8, line=12, color=QUIET),
    PICTURE: _Look(size=10.5, line=12, before=10, keep=True, centred=True),
    AFTER_TABLE: _Look(size=4, line=6, after=6),
    CELL: _Look(size=9.5, line=14.5, narrow=True),
    SMALL_CELL: _Look(size=8.5, line=13, narrow=True),
}


def apply(file: WordFile) -> None:
    """Give the file its page (A4 portrait, margins 20 mm) and its styles."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(20)
    section.bottom_margin, section.footer_distance = Mm(22), Mm(11)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    _set_defaults(file.styles.element)
    for name, look in _LOOKS.items():
        _set_look(_paragraph_style(file, name), look)
    stops = _paragraph_style(file, "Footer").paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    for name, color in ((MARK, ACCENT), (MISSING, WARNING), (REFERENCE, ACCENT), (LINK, ACCENT)):
        style = cast(CharacterStyle, file.styles.add_style(name, WD_STYLE_TYPE.CHARACTER))
        style.font.color.rgb = RGBColor.from_string(color)
        if name in {MARK, MISSING}:
            style.font.size, style.font.bold = Pt(7.5), True
        style.font.superscript = True if name == REFERENCE else None


def _paragraph_style(file: WordFile, name: str) -> ParagraphStyle:
    known = name in {style.name for style in file.styles}
    style = file.styles[name] if known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return cast(ParagraphStyle, style)


def _set_defaults(styles: BaseOxmlElement) -> None:
    (properties,) = styles.findall(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    properties.clear()
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT_FAMILY)
    properties.append(element("rFonts", **fonts))
    properties.append(element("sz", val="21"))
    properties.append(element("lang", val="ja-JP", eastAsia="ja-JP", bidi="ar-SA"))


def _set_look(style: ParagraphStyle, look: _Look) -> None:
    for theme in style.element.findall(qn("w:rPr")):
        style.element.remove(theme)
    font = style.font
    font.size, font.bold = Pt(look.size), look.bold
    font.color.rgb = RGBColor.from_string(look.color)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(look.line)
    form.keep_with_next = look.keep
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else None
    properties = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    if look.border:
        line = element(look.border, val="single", sz="8", space="4", color=look.border_color)
        borders = element("pBdr")
        borders.append(line)
        properties.insert_element_before(borders, "w:tabs", "w:spacing", "w:jc")
    if look.narrow:
        for tag in ("autoSpaceDE", "autoSpaceDN"):
            properties.insert_element_before(element(tag, val="0"), "w:spacing", "w:jc")
