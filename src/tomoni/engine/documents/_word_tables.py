"""Tables of a Word file."""

from collections.abc import Sequence
from typing import cast

from docx.document import Document as WordFile
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from tomoni.engine.documents import _word_styles
from tomoni.engine.documents._layout import TEXT_WIDTH_MM, LaidColumn, LaidTable, Run
from tomoni.engine.documents._word_elements import element
from tomoni.engine.documents._word_runs import Writer


def add(file: WordFile, table: LaidTable, *, writer: Writer) -> None:
    """Add a table as wide as the text whose head row stands again on each page."""
    widths = [round(TEXT_WIDTH_MM * column.share / 25.4 * 1440) for column in table.columns]
    made = element("tbl")
    made.append(_properties(table, width=sum(widths)))
    grid = element("tblGrid")
    for width in widths:
        grid.append(element("gridCol", w=str(width)))
    made.append(grid)
    heads = tuple((Run(text=column.text, strong=True),) for column in table.columns)
    for place, row in enumerate((heads, *table.rows)):
        made.append(_row(file, row, table=table, widths=widths, head=place == 0, writer=writer))
    file.element.body._insert_tbl(made)
    file.add_paragraph(style=_word_styles.AFTER_TABLE)


def _properties(table: LaidTable, *, width: int) -> BaseOxmlElement:
    properties = element("tblPr")
    properties.append(element("tblW", w=str(width), type="dxa"))
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        color = _word_styles.INK if side == "top" else _word_styles.RULE
        borders.append(element(side, val="single", sz="8" if side == "top" else "4", color=color))
    properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side, twips in (("top", "40"), ("left", "90"), ("bottom", "40"), ("right", "90")):
        margins.append(element(side, w=twips, type="dxa"))
    properties.append(margins)
    properties.append(element("tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1"))
    properties.append(element("tblCaption", val=f"{table.label} {table.caption}".strip()))
    return properties


def _row(
    file: WordFile,
    cells: Sequence[Sequence[Run]],
    *,
    table: LaidTable,
    widths: Sequence[int],
    head: bool,
    writer: Writer,
) -> BaseOxmlElement:
    row = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    row.append(properties)
    for runs, column, width in zip(cells, table.columns, widths, strict=True):
        cell = element("tc")
        cell.append(_cell_properties(width, head=head))
        paragraph = _paragraph(file, column=column, quiet=table.quiet)
        cell.append(paragraph._p)
        writer.runs(paragraph, runs, signs_first=column.align == "right")
        row.append(cell)
    return row


def _cell_properties(width: int, *, head: bool) -> BaseOxmlElement:
    properties = element("tcPr")
    properties.append(element("tcW", w=str(width), type="dxa"))
    if head:
        borders = element("tcBorders")
        borders.append(element("bottom", val="single", sz="8", color=_word_styles.INK))
        properties.append(borders)
        properties.append(element("shd", val="clear", color="auto", fill=_word_styles.SHADE))
    return properties


def _paragraph(file: WordFile, *, column: LaidColumn, quiet: bool) -> Paragraph:
    paragraph = Paragraph(cast(CT_P, element("p")), file._body)
    name = _word_styles.SMALL_CELL if quiet else _word_styles.CELL
    properties = paragraph._p.get_or_add_pPr()
    properties.append(element("pStyle", val=file.styles[name].style_id))
    properties.append(element("jc", val=column.align))
    return paragraph
