"""What a workbook's cells show beyond their values: percentages, days, durations, errors, NFD."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from engine.tables.workbooks import NAMESPACE, repacked, saved, sheet_xml, workbook
from tomoni.engine import tables
from tomoni.engine.core import Finding, Table

FORMATS = [
    ("0.123", "0.0%", 12.3),
    ("0.07", "0%", 7.0),
    ("1", "0%", 100.0),
    ("-0.005", "0.0%;[Red]-0.0%", -0.5),
    ("0.123", '0.0"%"', 0.123),
    ("0.123", "0.000", 0.123),
]
DAYS = [
    ("44483", "yyyy/m/d", date(2021, 10, 14)),
    ("44483", "[$-411]ge.m.d", date(2021, 10, 14)),
    ("44483.5", "yyyy/m/d h:mm", datetime(2021, 10, 14, 12)),  # noqa: DTZ001
    ("44483", "[Red]0", 44483),
    ("44483", '"第"0"day"', 44483),
]


def read(data: bytes) -> tuple[Table, tuple[Finding, ...]]:
    reading = tables.read(data, file_name="a.xlsx")
    return reading.tables[0], reading.findings


def column(value: object, number_format: str, *, rows: int = 3) -> Table:
    """The table of one label and one column of cells that all show the value in the format."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["区", "値"])
    for row in range(2, rows + 2):
        sheet.append([f"東{'い' * row}", value])
        sheet.cell(row, 2).number_format = number_format
    return read(saved(book))[0]


@pytest.mark.parametrize(("stored", "code", "shown"), FORMATS)
def test_a_share_shown_as_a_percentage_is_one(stored: str, code: str, shown: float) -> None:
    table = column(float(stored), code)
    assert table.frame["値"].to_list() == [shown] * 3
    is_percentage = "%" in code and '"%"' not in code
    assert table.columns[1].unit == ("%" if is_percentage else "")


def test_percentages_and_plain_shares_in_one_column_are_kept_apart() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["区", "率"], ["東", 0.5], ["西", 0.25], ["南", 0.75]):
        sheet.append(row)
    sheet.cell(2, 2).number_format = "0%"
    table, findings = read(saved(book))
    assert table.frame["率"].to_list() == ["50%", "0.25", "0.75"]
    assert "cell-units-mixed" in {finding.code for finding in findings}


@pytest.mark.parametrize(("stored", "code", "shown"), DAYS)
def test_a_number_is_a_day_when_its_format_says_so(stored: str, code: str, shown: object) -> None:
    assert column(float(stored), code).frame["値"].to_list() == [shown] * 3


@pytest.mark.parametrize("first", ["1900", "1904"])
def test_days_are_counted_from_the_book_s_own_first_day(first: str) -> None:
    book = Workbook()
    if first == "1904":
        book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
    book.worksheets[0].append(["区", "日"])
    book.worksheets[0].append(["東", date(2021, 10, 14)])
    assert read(saved(book))[0].frame["日"].to_list() == [date(2021, 10, 14)]


def test_an_error_of_a_formula_is_a_reason() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>{label}</v></c>{cell}</row>'
        for n, label, cell in (
            (1, "区", '<c r="B1" t="str"><v>数</v></c>'),
            (2, "東", '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
            (3, "西", '<c r="B3"><v>5</v></c>'),
        )
    )
    table, _ = read(repacked(workbook([["a"]]), sheet1=sheet_xml(rows)))
    assert table.frame["数"].to_list() == [None, 5]
    assert table.columns[1].reasons == {"formula_error": 1}


def test_letters_taken_apart_are_put_together_and_said_once_a_column() -> None:
    rows = [["ガラス", "件数"], ["か\u3099っこう", 3], ["け\u3099んき", 4], ["計画", 5]]
    table, findings = read(workbook(rows))
    assert table.frame["ガラス"].to_list() == ["がっこう", "げんき", "計画"]
    (found,) = [finding for finding in findings if finding.code == "column-composed"]
    assert (found.place.cell, found.params["count"]) == ("A2", 2)
    assert found.params["column"] == "ガラス"


STORED = {
    "plain": "<si><t>区</t></si><si><t>数</t></si><si><t>東</t></si>",
    "with readings": "<si><t>区</t><rPh sb='0' eb='1'><t>ク</t></rPh><phoneticPr fontId='1'/></si>"
    "<si><r><t>数</t></r></si><si><t xml:space='preserve'>東</t></si>",
    "with blanks between": "<si>\n <t>区</t>\n</si>\n<si><t>数</t></si><si><t>東</t></si>",
    "with a remark": "<!-- a --><si><t>区</t></si><si><t>数</t></si><si><t>東</t></si>",
}
CELLS = {
    "plain": '<c r="{place}"{said}>{value}</c>',
    "with another order": '<c{said} r="{place}">{value}</c>',
    "without places": "<c{said}>{value}</c>",
    "with a remark": '<c r="{place}"{said}><!-- a -->{value}</c>',
    "with a style": '<c r="{place}" s="0"{said}>{value}</c>',
    "with formulas": '<c r="{place}"{said}><f>A&amp;1</f>{value}</c>',
}


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize("written", CELLS)
def test_a_sheet_reads_the_same_however_its_xml_is_written(stored: str, written: str) -> None:
    shared, number = ' t="s"', ""
    grid: list[list[tuple[str, float]]] = [
        [(shared, 0), (shared, 1)],
        [(shared, 2), (number, 3.5)],
        [(shared, 2), (number, -4)],
    ]
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            CELLS[written].format(place=f"{letter}{row}", said=said, value=f"<v>{value}</v>")
            for letter, (said, value) in zip("AB", cells, strict=True)
        )
        + "</row>"
        for row, cells in enumerate(grid, start=1)
    )
    texts = f"<sst {NAMESPACE}>{STORED[stored]}</sst>".encode()
    data = repacked(workbook([["a"]]), sheet1=sheet_xml(rows), sharedStrings=texts)
    table, _ = read(data)
    assert table.frame.rows() == [("東", 3.5), ("東", -4.0)]
    assert table.frame.columns == ["区", "数"]


NUMBERS = ["0", "-0", "007", "1.50", "12.300000000000001", "0.30000000000000004", "1E3", "1e-7",
           "0.0001", "0.00001234", "123456789012345", "5E-324", "+5"]  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_is_the_one_that_is_stored_however_it_is_written(text: str) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>区</v></c><c r="B1" t="str"><v>数</v></c></row>'
        f'<row r="2"><c r="A2" t="str"><v>東</v></c><c r="B2"><v>{text}</v></c></row>'
    )
    cells = tables.look(repacked(workbook([["a"]]), sheet1=sheet_xml(rows)), file_name="a.xlsx")
    assert float(cells.cells[1][1]) == float(text)
    assert not cells.cells[1][1].endswith(".0")


def test_text_of_a_cell_is_the_text_that_was_meant() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>a&amp;lt;b</v></c><c r="B1" t="inlineStr">'
        '<is><t xml:space="preserve"> c &lt; d</t></is></c><c r="C1" t="str"><v>e_x000D_f</v></c>'
        '</row><row r="2"><c r="A2" t="b"><v>1</v></c>'
        '<c r="C2" t="str"><v>十二文字より長い文字列です</v></c></row>'
    )
    found = tables.look(repacked(workbook([["a"]]), sheet1=sheet_xml(rows)), file_name="a.xlsx")
    assert found.cells == (
        ("a&lt;b", " c < d", "e\rf"),
        ("TRUE", "", "十二文字より長い文字列です"),
    )
