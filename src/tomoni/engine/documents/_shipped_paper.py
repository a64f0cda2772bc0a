"""A sheet of A4 as the Word forms of the house are made of: seal boxes, tables, headings."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from tomoni.engine.documents import _word_styles

_TEXT_MM, _SEAL_MM, _SHADE = 166, 18, "EDF2F7"
_NUMBERS = frozenset({"値", "現在値", "目標値", "番号"})


class Paper:
    """A form that grows from the top down."""

    def __init__(self, title: str, *, number: str, date: str, small: bool = False) -> None:
        self._file = docx.Document()
        _word_styles.apply(self._file)
        section = self._file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(14 if small else 20)
        self._small = small
        self.text(f"{number}　　{date}", right=True)
        head = self._file.add_paragraph(title, style="Title")
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def text(self, text: str, *, right: bool = False) -> None:
        paragraph = self._file.add_paragraph(text)
        paragraph.paragraph_format.space_after = Pt(2 if right or self._small else 6)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def heading(self, text: str) -> None:
        self._file.add_paragraph(text, style="Heading 2")

    def picture(self, name: str) -> None:
        paragraph = self._file.add_paragraph(f"{{{{ 図:{name} }}}}")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def pair(self, left: str, right: str) -> None:
        """Two pictures side by side."""
        table = self._table(2, widths=(_TEXT_MM // 2, _TEXT_MM // 2))
        for cell, name in zip(table.rows[0].cells, (left, right), strict=True):
            _write(cell, name.removesuffix("の図"), shaded=True)
        for cell, name in zip(table.rows[1].cells, (left, right), strict=True):
            _write(cell, f"{{{{ 図:{name} }}}}")
        self._gap()

    def seals(self, offices: Sequence[str]) -> None:
        """The boxes in which seals are set (決裁欄); nothing is ever written into them."""
        widths = (10, *(_SEAL_MM for _office in offices))
        table = self._table(2, widths=widths)
        table.alignment = WD_TABLE_ALIGNMENT.RIGHT
        side = table.cell(0, 0).merge(table.cell(1, 0))
        _write(side, "決\n裁", shaded=True, centred=True)
        for cell, office in zip(table.rows[0].cells[1:], offices, strict=True):
            _write(cell, office, shaded=True, centred=True)
        table.rows[1].height = Mm(_SEAL_MM)
        self._gap()

    def table(
        self, rows: Sequence[tuple[str, str]], *, note: str = "", tall: bool = False,
        wide_label: bool = False,
    ) -> None:  # fmt: skip
        """A label and a field a row."""
        label = 56 if wide_label else 34
        table = self._table(len(rows), widths=(label, _TEXT_MM - label))
        for row, (name, said) in zip(table.rows, rows, strict=True):
            _write(row.cells[0], name, shaded=True)
            _write(row.cells[1], said)
            row.height = Mm(18 if tall else 6 if self._small else 8)
        if note:
            self.text(note)
        self._gap()

    def rows(self, name: str, columns: Sequence[tuple[str, int]], *, title: str = "") -> None:
        """A table with a row that is repeated for each row of the list."""
        if title:
            self.heading(title)
        table = self._table(2, widths=tuple(width for _column, width in columns))
        for cell, (column, _width) in zip(table.rows[0].cells, columns, strict=True):
            _write(cell, column, shaded=True)
        for cell, (column, _width) in zip(table.rows[1].cells, columns, strict=True):
            _write(cell, f"{{{{ {name}.{column} }}}}", right=column in _NUMBERS)
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        for row in table.rows:
            row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        self._gap()

    def finished(self) -> bytes:
        made = BytesIO()
        self._file.save(made)
        return made.getvalue()

    def _table(self, rows: int, *, widths: Sequence[int]) -> Table:
        table: Table = self._file.add_table(rows, len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            for cell in (column, *column.cells):
                cell.width = Mm(width)
        return table

    def _gap(self) -> None:
        paragraph = self._file.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(6)


def _write(
    cell: _Cell, text: str, *, shaded: bool = False, centred: bool = False, right: bool = False
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text).font.size = Pt(9.5)
    paragraph.paragraph_format.space_after = Pt(1)
    if centred or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    if shaded:
        shade: Any = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
