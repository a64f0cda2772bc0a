"""The cells as they stand, and which row of the file each row of a table was read from."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from engine.tables.workbooks import csv, saved, workbook
from tomoni.engine import tables

MESSY = [
    ["利用者数", None],
    [None, None],
    ["区", "人数"],
    ["東", 3],
    [None, None],
    ["西", "１２"],
    ["合計", 15],
]


def test_cells_are_shown_as_they_stand() -> None:
    raw = tables.look(workbook(MESSY), file_name="a.xlsx")
    assert (raw.sheets, raw.sheet, raw.first, raw.height, raw.width) == (("表1",), "表1", 1, 7, 2)
    assert raw.cells[2] == ("区", "人数")
    assert raw.cells[5] == ("西", "１２")
    assert raw.cells[1] == ("", "")


def test_a_stretch_of_a_sheet_begins_where_it_is_asked_to() -> None:
    raw = tables.look(workbook(MESSY), file_name="a.xlsx", first=6, rows=1)
    assert (raw.first, raw.cells) == (6, (("西", "１２"),))
    assert tables.look(workbook(MESSY), file_name="a.xlsx", first=99).first == 7


def test_a_hidden_sheet_is_named_and_can_be_looked_at() -> None:
    data = workbook(MESSY, [["秘", "密"], ["1", "2"]], hidden=2)
    assert tables.look(data, file_name="a.xlsx").sheets == ("表1", "表2")
    assert tables.look(data, file_name="a.xlsx", sheet="表2").cells[0] == ("秘", "密")


def test_a_text_file_has_no_sheets() -> None:
    raw = tables.look(csv("区,人数\n東,3\n"), file_name="a.csv")
    assert (raw.sheets, raw.sheet, raw.cells) == ((), "", (("区", "人数"), ("東", "3")))


@pytest.mark.parametrize(
    ("data", "sheet", "code"),
    [
        (b"", "", "empty-file"),
        (b"%PDF-1.7", "", "not-a-sheet"),
        (workbook(MESSY), "無い", "recipe-sheet-missing"),
        (workbook(MESSY)[:900], "", "damaged-workbook"),
    ],
)
def test_what_cannot_be_read_cannot_be_looked_at(data: bytes, sheet: str, code: str) -> None:
    with pytest.raises(tables.TablesError) as caught:
        tables.look(data, file_name="a.xlsx", sheet=sheet)
    assert caught.value.code == code


def test_an_empty_sheet_shows_nothing() -> None:
    raw = tables.look(saved(Workbook()), file_name="a.xlsx")
    assert (raw.height, raw.cells) == (0, ())


def test_every_row_knows_its_row_of_the_file_and_keeps_it_in_parquet() -> None:
    (table,) = tables.read(workbook(MESSY), file_name="a.xlsx").tables
    assert table.row_numbers is not None
    assert table.row_numbers.to_list() == [4, 6, 7]
    kept = tables.read_parquet(tables.write_parquet(table))
    assert kept.row_numbers is not None
    assert kept.row_numbers.to_list() == [4, 6, 7]
    assert kept.frame.columns == table.frame.columns
    data = table.data_rows()
    assert data.row_numbers is not None
    assert data.row_numbers.to_list() == [4, 6]


def test_tables_on_a_sheet_a_month_keep_the_rows_of_their_own_sheets() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for month, above in (("4月", 0), ("5月", 2)):
        sheet = book.create_sheet(month)
        for row in [*[["題"]] * above, ["区", "人数"], ["東", 3], ["西", 4]]:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    (table,) = tables.read(buffer.getvalue(), file_name="a.xlsx").tables
    assert table.row_numbers is not None
    assert table.row_numbers.to_list() == [2, 3, 4, 5]


def test_a_column_may_be_called_as_the_row_numbers_are() -> None:
    (table,) = tables.read(csv("__row,区\n1,東\n2,西\n"), file_name="a.csv").tables
    kept = tables.read_parquet(tables.write_parquet(table))
    assert kept.frame["__row"].to_list() == [1, 2]
    assert kept.row_numbers is not None
    assert kept.row_numbers.to_list() == [2, 3]
