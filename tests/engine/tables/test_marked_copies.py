"""The copy that goes back to the owning division: coloured, listed, and otherwise as it was."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from engine.tables.workbooks import csv, saved, workbook
from tomoni.engine import tables

FILES = Path(__file__).parent / "files"
TIDY: list[list[Any]] = [
    ["市区町村", "西暦年", "人口（人）"],
    ["東市", 2020, 1200],
    ["西市", 2020, 3400],
    ["南市", 2020, 560],
]


def marked(data: bytes, *, file_name: str = "a.xlsx") -> bytes:
    found = tables.check(data, file_name=file_name)
    remarks = [tables.Remark(f, (f.place.cell, f.code, "\x07")) for f in found.findings]
    return tables.write_marked(
        data,
        file_name=file_name,
        remarks=remarks,
        name="点検結果",
        headings=("場所", "きまり", "他"),
    )


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def test_the_marked_copy_colours_cells_and_lists_findings() -> None:
    data = marked(workbook([["区", "件数"], ["　東", "1,000"], ["西", 2], [None, 3]]))
    book = opened(data)
    assert book.sheetnames == ["表1", "点検結果"]
    sheet, listed = book.worksheets
    assert sheet["B2"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["A2"].fill.fgColor.rgb == "FFFFEB9C"
    assert sheet["A3"].fill.fill_type is None
    assert [cell.value for cell in listed[1]] == ["場所", "きまり", "他"]
    assert listed["A2"].hyperlink.location == "'表1'!B2"
    assert (listed["A1"].font.b, listed["A2"].font.u) == (True, "single")
    assert listed["A1"].font.name == sheet["B2"].font.name


def test_the_marked_copy_changes_no_value_and_no_other_part() -> None:
    path = FILES / "synthetic_traps.xlsx"
    data = path.read_bytes()
    copy = marked(data)
    for before, after in zip(opened(data), opened(copy), strict=False):
        assert [[cell.value for cell in row] for row in before.iter_rows()] == [
            [cell.value for cell in row] for row in after.iter_rows()
        ]
        assert [[cell.number_format for cell in row] for row in before.iter_rows()] == [
            [cell.number_format for cell in row] for row in after.iter_rows()
        ]
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(BytesIO(copy)) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        added = set(new.namelist()) - set(old.namelist())
    assert added == {"xl/worksheets/tomoni-findings.xml"}
    assert {name for name in changed if "sheets/" not in name} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
    }


def test_the_marked_copy_keeps_charts_and_is_read_as_before() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in TIDY:
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=4))
    sheet.add_chart(chart, "F2")
    data = saved(book)
    copy = marked(data)
    found = tables.check(copy, file_name="a.xlsx")
    assert "object-used" in found.broken
    before = tables.read(data, file_name="a.xlsx").tables[0]
    after = tables.read(copy, file_name="a.xlsx").tables[0]
    assert after.frame.equals(before.frame)


def test_a_second_check_gets_a_sheet_of_its_own() -> None:
    copy = marked(marked(workbook([["区", "件数"], ["東", "1,000"], ["西", 2]])))
    assert opened(copy).sheetnames == ["表1", "点検結果", "点検結果 2"]


def test_a_blank_cell_is_coloured_where_it_stands() -> None:
    rows = [["部", "課", "数（件）"], ["市民部", "a", 1], [None, "b", 2], [None, "c", 3]]
    sheet = opened(marked(workbook(rows))).worksheets[0]
    assert sheet["A3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["A3"].value is None
    assert sheet["B3"].value == "b"


@pytest.mark.parametrize("name", ["01_population_2000.xls", "08_c01.csv"])
def test_other_formats_become_a_workbook_with_the_same_texts(name: str) -> None:
    data = (FILES / name).read_bytes()
    book = opened(marked(data, file_name=name))
    assert book.sheetnames[-1] == "点検結果"
    sheet = book.worksheets[0]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "北海道" in texts
    assert "01" in texts or "010006" in texts


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    data = csv("区,備考\n　東,=1+1\n西,=2\n")
    sheet = opened(marked(data, file_name="a.csv")).worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
