"""Forms such as a city hands out, made by the tests themselves, and what they are filled with."""

from io import BytesIO
from typing import Any

import docx
import openpyxl
import pptx
from docx.shared import Mm
from openpyxl.styles import Border, Side
from pptx.util import Mm as SlideMm

from tomoni.engine.core import Quantity
from tomoni.engine.documents import FormPicture

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">'
    b'<rect width="200" height="100" fill="#00118F"/></svg>'
)
VALUES: dict[str, Any] = {
    "題名": "待たずに更新できる\n窓口へ",
    "採用": True,
    "結果": "一部採用",
    "表彰": None,
    "時間": Quantity(value=332, unit="時間", low=246, high=451),
    "積算": [
        {"品名": "はがき", "数量": 3, "単価": Quantity(value=85_000, unit="円")},
        {"品名": "=1+1", "数量": 2, "単価": Quantity(value=-5_500, unit="円")},
        {"品名": "印刷", "数量": 1, "単価": Quantity(value=120_000, unit="円")},
    ],
}
PICTURES = {"図1": FormPicture(svg=SVG, alt="青い四角")}


def saved(file: Any) -> bytes:
    """The bytes of a file of any of the three libraries."""
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def word_form() -> bytes:
    """Seal boxes, a title cut into runs, rows to repeat beside a merged label, boxes, a picture."""
    file = docx.Document()
    file.core_properties.author = file.core_properties.last_modified_by = "様式の作成者"
    seals = file.add_table(2, 4, style="Table Grid")
    seals.cell(0, 0).merge(seals.cell(1, 0)).text = "決裁"
    for place, office in enumerate(("部長", "課長", "担当"), start=1):
        seals.cell(0, place).text = office
        seals.cell(0, place).width = Mm(18)
    seals.rows[1].height = Mm(18)
    title = file.add_paragraph("題名：")
    for text, bold in (("{", None), ("{ 題", True), ("名", True), (" }", None), ("} です", None)):
        title.add_run(text).bold = bold
    table = file.add_table(3, 4, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("区分", "品名", "数量", "単価"), strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "積算"
    for place, text in enumerate(("品名", "数量 | 数字", "単価 | 千円"), start=1):
        table.cell(1, place).text = f"{{{{ 積算.{text} }}}}"
    table.cell(2, 1).merge(table.cell(2, 3)).text = "計は別紙"
    file.add_paragraph(
        "{{ 採用 | ■ }} 採用　{{ 結果 | ■ 一部採用 }} 一部採用　{{結果|☑ 不採用}} 不採用"
    )
    file.add_paragraph("時間：｛｛ 時間 ｜ 幅 ｝｝")
    file.add_paragraph("{{ 表彰 }}{{ 知らない名前 }}")
    file.add_paragraph("{{ 図:図1 }}")
    file.sections[0].header.paragraphs[0].text = "{{ 題名 }}"
    return saved(file)


def excel_form() -> bytes:
    """A merged heading, seal boxes, a row of two lines to repeat, sums below and on a sheet."""
    book = openpyxl.Workbook()
    book.properties.creator = "様式の作成者"
    sheet = book.worksheets[0]
    sheet.title = "見積書"
    line = Side(style="medium")
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "{{ 題名 }} の見積り"
    sheet.merge_cells("F1:F2")
    sheet["F1"] = "決裁"
    sheet["A4"], sheet["B4"], sheet["C4"], sheet["D4"] = (
        "{{ 積算.品名 }}", "{{ 積算.数量 }}", "{{ 積算.単価 }}", "=B4*C4",
    )  # fmt: skip
    sheet.merge_cells("A4:A5")
    sheet["B5"] = "説明"
    sheet["D5"] = "=D4/$D$6"
    sheet["A6"], sheet["D6"] = "計", "=SUM(D4:D5)"
    sheet.merge_cells("A6:C6")
    sheet["A8"] = "{{ 採用 | ■ }} 採用"
    sheet["C8"] = "{{ 時間 | 幅 }}"
    for row in sheet["A4:D5"]:
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
    sheet.row_dimensions[4].height = 30
    sheet.row_dimensions[6].height = 44
    sheet.column_dimensions["A"].width = 33
    sheet.print_area = "A1:F9"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 8, "landscape"
    book.create_sheet("まとめ")["A1"] = "=見積書!D6"
    return saved(book)


def slides_form() -> bytes:
    """A title, a table with a row to repeat, a box for a picture, one asked for by its alt."""
    file = pptx.Presentation()
    file.core_properties.author = "様式の作成者"
    slide = file.slides.add_slide(file.slide_layouts[5])
    slide.shapes.title.text = "{{ 題名 }}"
    frame = slide.shapes.add_table(2, 2, 0, SlideMm(60), SlideMm(120), SlideMm(20))
    for place, text in enumerate(("{{ 積算.品名 }}", "{{ 積算.単価 | 千円 }}")):
        frame.table.cell(0, place).text = ("品名", "単価")[place]
        frame.table.cell(1, place).text = text
    box = slide.shapes.add_textbox(SlideMm(10), SlideMm(100), SlideMm(80), SlideMm(50))
    box.text_frame.text = "{{ picture:図1 }}"
    other = slide.shapes.add_shape(1, SlideMm(120), SlideMm(100), SlideMm(40), SlideMm(40))
    other._element.nvSpPr.cNvPr.set("descr", "{{ 図:図1 }}")
    return saved(file)
