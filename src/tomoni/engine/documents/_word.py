"""The layout as a Word file."""

from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Mm

from tomoni.engine.documents import _word_package, _word_styles, _word_tables
from tomoni.engine.documents._layout import (
    ENLARGED,
    SHEET_WIDTH_MM,
    TEXT_WIDTH_MM,
    LaidBlock,
    LaidBullets,
    LaidFigure,
    LaidHeading,
    LaidParagraph,
    LaidTable,
    Layout,
)
from tomoni.engine.documents._word_runs import Writer


def write(layout: Layout) -> bytes:
    """A .docx for A4: real styles, captions, links, alternative texts; no date of making."""
    file = docx.Document()
    _word_styles.apply(file)
    _word_package.describe(file, layout=layout)
    writer = Writer()
    _title(file, layout=layout)
    _footer(file.sections[0], layout=layout, writer=writer)
    for block in layout.blocks:
        if _turned(file, block):
            _footer(file.sections[-1], layout=layout, writer=writer)
        _block(file, block, writer=writer)
    data = BytesIO()
    file.save(data)
    return _word_package.without_dates(data.getvalue())


def _title(file: WordFile, *, layout: Layout) -> None:
    file.add_paragraph(layout.title, style="Title")
    if layout.subtitle:
        file.add_paragraph(layout.subtitle, style="Subtitle")
    if layout.byline:
        file.add_paragraph("　｜　".join(layout.byline), style=_word_styles.BYLINE)


def _footer(section: Section, *, layout: Layout, writer: Writer) -> None:
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    if section.orientation is WD_ORIENTATION.LANDSCAPE:
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(TEXT_WIDTH_MM), WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(Mm(SHEET_WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    title = layout.title if len(layout.title) <= 40 else f"{layout.title[:39]}…"
    paragraph.add_run(f"{title}\t")
    writer.field(paragraph, instruction="PAGE", shown="1")
    paragraph.add_run(" / ")
    writer.field(paragraph, instruction="NUMPAGES", shown="1")


def _turned(file: WordFile, block: LaidBlock) -> bool:
    """Begin a landscape page for a sheet, a portrait page after the last; whether it did."""
    before = file.sections[-1]
    is_turned = before.orientation is WD_ORIENTATION.LANDSCAPE
    is_sheet = isinstance(block, LaidFigure) and block.sheet
    if is_sheet == is_turned:
        return False
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = before.page_height, before.page_width
    section.orientation = WD_ORIENTATION.LANDSCAPE if is_sheet else WD_ORIENTATION.PORTRAIT
    return True


def _block(file: WordFile, block: LaidBlock, *, writer: Writer) -> None:
    match block:
        case LaidHeading():
            paragraph = file.add_paragraph(style=f"Heading {block.level}")
            paragraph.paragraph_format.page_break_before = block.new_page or None
            writer.anchored(paragraph, text=block.text, anchor=block.anchor)
        case LaidParagraph():
            paragraph = file.add_paragraph()
            paragraph.paragraph_format.keep_with_next = block.keep or None
            writer.runs(paragraph, block.runs)
        case LaidBullets():
            for item in block.items:
                writer.runs(file.add_paragraph(style="List Bullet"), item)
        case LaidFigure():
            _figure(file, block, writer=writer)
        case LaidTable():
            if not block.quiet:
                caption = file.add_paragraph(style="Caption")
                caption.paragraph_format.keep_with_next = True
                writer.caption(caption, label=block.label, text=block.caption)
            _word_tables.add(file, block, writer=writer)


def _figure(file: WordFile, figure: LaidFigure, *, writer: Writer) -> None:
    paragraph = file.add_paragraph(style=_word_styles.PICTURE)
    picture = paragraph.add_run().add_picture(
        BytesIO(writer.png(figure)), width=Mm(figure.width_mm), height=Mm(figure.height_mm)
    )
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    properties = picture._inline.docPr
    properties.set("name", figure.label)
    properties.set("descr", figure.alt)
    caption = file.add_paragraph(style="Caption")
    if figure.sheet:
        caption.add_run(f"{figure.label}　{figure.caption}")
    else:
        text = figure.caption + (ENLARGED if figure.enlarged else "")
        writer.caption(caption, label=figure.label, text=text)
