"""Forms of a city are filled without a scratch to their layout."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pptx
import pytest
from docx.oxml.ns import qn

from engine.documents.city_forms import PICTURES, VALUES, excel_form, slides_form, word_form
from tomoni.engine import documents
from tomoni.engine.documents import FilledForm, FormKind

FORMS: dict[FormKind, Callable[[], bytes]] = {
    "docx": word_form, "xlsx": excel_form, "pptx": slides_form,
}  # fmt: skip


def filled(kind: FormKind, **more: Any) -> FilledForm:
    return documents.fill_form(FORMS[kind](), kind=kind, values=VALUES | more, pictures=PICTURES)


def word(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data)).worksheets[0]


def slide(data: bytes) -> Any:
    return pptx.Presentation(BytesIO(data)).slides[0]


def test_a_field_cut_into_runs_is_filled_in_the_look_of_its_name() -> None:
    paragraph = word(filled("docx").data).paragraphs[0]
    runs = [(run.text, run.bold) for run in paragraph.runs if run.text]
    assert paragraph.text == "題名：待たずに更新できる\n窓口へ です"
    assert ("待たずに更新できる\n窓口へ", True) in runs
    assert runs[-1] == (" です", None)


def test_a_row_stands_once_for_each_row_of_the_list_beside_its_merged_label() -> None:
    table = word(filled("docx").data).tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1:4] == [
        ["積算", "はがき", "3", "85千円"],
        ["積算", "=1+1", "2", "▲6千円"],
        ["積算", "印刷", "1", "120千円"],
    ]
    label = table.cell(1, 0)._tc
    assert all(table.cell(row, 0)._tc is label for row in (2, 3, 4))


def test_seal_boxes_stay_as_they_are() -> None:
    before, after = word(word_form()).tables[0]._tbl, word(filled("docx").data).tables[0]._tbl
    assert before.xml == after.xml


def test_numbers_alone_in_a_cell_stand_on_the_right() -> None:
    table = word(filled("docx").data).tables[1]
    assert table.cell(1, 3).paragraphs[0]._p.find(f"{qn('w:pPr')}/{qn('w:jc')}") is not None
    assert table.cell(1, 1).paragraphs[0]._p.find(f"{qn('w:pPr')}/{qn('w:jc')}") is None


def test_boxes_are_filled_where_it_is_so() -> None:
    texts = [paragraph.text for paragraph in word(filled("docx").data).paragraphs]
    assert "■ 採用　■ 一部採用　☐ 不採用" in texts
    refused = filled("docx", 採用=False, 結果="不採用")
    texts = [paragraph.text for paragraph in word(refused.data).paragraphs]
    assert "□ 採用　□ 一部採用　☑ 不採用" in texts


def test_braces_of_full_width_and_a_range_are_understood_and_the_header_is_filled() -> None:
    file = word(filled("docx").data)
    assert "時間：332時間（246時間～451時間）" in [each.text for each in file.paragraphs]
    assert file.sections[0].header.paragraphs[0].text == "待たずに更新できる\n窓口へ"


def test_what_became_of_each_field_is_told_and_an_unknown_one_stays_to_be_seen() -> None:
    became = filled("docx")
    assert became.unknown == ("知らない名前",)
    assert became.unfilled == ("表彰",)
    assert {"題名", "積算.品名", "図1"} <= set(became.known)
    assert any("{{ 知らない名前 }}" in each.text for each in word(became.data).paragraphs)


def test_a_picture_is_drawn_with_its_words_at_300_dots_to_the_inch() -> None:
    shape = word(filled("docx").data).inline_shapes[0]
    part = word(filled("docx").data).part
    png = part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].image
    assert shape._inline.docPr.get("descr") == "青い四角"
    assert png.px_width / (shape.width / 914_400) >= 300


def test_rows_of_a_sheet_are_repeated_with_heights_merges_borders_and_formulas() -> None:
    made = sheet(filled("xlsx").data)
    assert [made.cell(row, 1).value for row in (4, 6, 8, 10)] == ["はがき", "=1+1", "印刷", "計"]
    assert [made.cell(row, 4).value for row in (4, 6, 8)] == ["=B4*C4", "=B6*C6", "=B8*C8"]
    assert [made.cell(row, 4).value for row in (5, 7, 9)] == [
        "=D4/$D$10", "=D6/$D$10", "=D8/$D$10",
    ]  # fmt: skip
    assert made["D10"].value == "=SUM(D4:D9)"
    merges = {each.coord for each in made.merged_cells.ranges}
    assert merges == {"A1:D1", "F1:F2", "A4:A5", "A6:A7", "A8:A9", "A10:C10"}
    assert [made.row_dimensions[row].height for row in (4, 6, 8, 10)] == [30, 30, 30, 44]
    assert {made.cell(row, 2).border.left.style for row in range(4, 10)} == {"medium"}


def test_a_text_that_begins_like_a_formula_is_no_formula() -> None:
    assert sheet(filled("xlsx").data)["A6"].data_type == "s"


def test_references_of_other_sheets_and_print_settings_follow() -> None:
    data = filled("xlsx").data
    book, before = openpyxl.load_workbook(BytesIO(data)), sheet(excel_form())
    made = book.worksheets[0]
    assert book["まとめ"]["A1"].value == "=見積書!D10"
    assert made.print_area == "'見積書'!$A$1:$F$13"
    assert made.print_title_rows == before.print_title_rows
    assert made.column_dimensions["A"].width == before.column_dimensions["A"].width
    settings = ("paperSize", "orientation")
    for name in settings:
        assert getattr(made.page_setup, name) == getattr(before.page_setup, name)


def test_numbers_of_a_sheet_stay_numbers_with_their_unit_behind() -> None:
    made = sheet(filled("xlsx").data)
    assert made["C4"].value == 85_000
    assert made["C4"].number_format == '#,##0"円";"▲"#,##0"円"'
    assert made["C12"].value == "332時間（246時間～451時間）"
    assert made["C12"].alignment.horizontal == "right"


def test_a_list_without_rows_leaves_one_empty_row() -> None:
    made = sheet(filled("xlsx", 積算=[]).data)
    assert made["A4"].value is None
    assert made["A6"].value == "計"


def test_slides_are_filled_and_pictures_fit_their_boxes() -> None:
    made = slide(filled("pptx").data)
    shapes = list(made.shapes)
    assert shapes[0].text_frame.text == "待たずに更新できる\x0b窓口へ"
    table = next(shape for shape in shapes if shape.has_table).table
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["はがき", "85千円"], ["=1+1", "▲6千円"], ["印刷", "120千円"],
    ]  # fmt: skip
    pictures = [shape for shape in shapes if shape.shape_type == 13]
    assert len(pictures) == 2
    assert all(abs(shape.width / shape.height - 2) < 0.01 for shape in pictures)


@pytest.mark.parametrize("kind", FORMS)
def test_nobody_is_named_in_the_properties_and_equal_input_gives_equal_bytes(
    kind: FormKind,
) -> None:
    first, second = filled(kind).data, filled(kind).data
    assert first == second
    with ZipFile(BytesIO(first)) as package:
        properties = b"".join(
            package.read(name) for name in package.namelist() if name.startswith("docProps/")
        )
    assert "様式の作成者".encode() not in properties
    assert b"creator" not in properties


@pytest.mark.parametrize("key", documents.SHIPPED_FORMS)
def test_every_form_of_the_house_can_be_read_and_has_fields(key: str) -> None:
    kind = documents.SHIPPED_FORMS[key].kind
    fields = documents.form_fields(documents.shipped_form(key), kind=kind)
    assert "題名" in {field.full_name for field in fields}
    if key != "verdict_notice":
        assert "主な数値の根拠.元のファイル" in {field.full_name for field in fields}
