"""The layout as a Word file."""

from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.shared import Mm

from tomoni.engine.documents import _figures, _word_package, _word_styles, _word_tables
from tomoni.engine.documents._layout import (
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
    _footer(file, layout=layout, writer=writer)
    for block in layout.blocks:
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


def _footer(file: WordFile, *, layout: Layout, writer: Writer) -> None:
    paragraph = file.sections[0].footer.paragraphs[0]
    title = layout.title if len(layout.title) <= 40 else f"{layout.title[:39]}…"
    paragraph.add_run(f"{title}\t")
    writer.field(paragraph, instruction="PAGE", shown="1")
    paragraph.add_run(" / ")
    writer.field(paragraph, instruction="NUMPAGES", shown="1")


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
    png = _figures.to_png(figure.drawing, width_mm=figure.width_mm)
    paragraph = file.add_paragraph(style=_word_styles.PICTURE)
    picture = paragraph.add_run().add_picture(
        BytesIO(png), width=Mm(figure.width_mm), height=Mm(figure.height_mm)
    )
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    properties = picture._inline.docPr
    properties.set("name", figure.label)
    properties.set("descr", figure.alt)
    writer.caption(file.add_paragraph(style="Caption"), label=figure.label, text=figure.caption)
