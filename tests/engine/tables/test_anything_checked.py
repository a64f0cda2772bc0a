"""Whatever is checked, marked, matched or compared: an answer, or the room's own error."""

import csv
import zipfile
from io import BytesIO, StringIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from engine.tables.test_anything import CELLS, GRIDS, VALUES, WORKBOOK
from engine.tables.workbooks import workbook
from tomoni.engine import tables


def held(data: bytes, *, file_name: str) -> None:
    try:
        found = tables.check(data, file_name=file_name)
        remarks = [tables.Remark(one, (one.place.cell, one.seen)) for one in found.findings]
        copy = tables.write_marked(
            data, file_name=file_name, remarks=remarks, name="点検", headings=("場所", "元")
        )
    except tables.TablesError:
        return
    assert 0 <= found.score <= 100
    assert (found.score == 100) is (not found.findings)
    listed = load_workbook(BytesIO(copy)).worksheets[-1]
    assert listed.max_row == len(found.findings) + 1


def quoted(grid: list[list[str]]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer).writerows(grid)
    return buffer.getvalue().encode()


@settings(deadline=None)
@given(st.binary(max_size=300))
@example(b"PK\x03\x04")
def test_bytes_of_any_kind(data: bytes) -> None:
    held(data, file_name="a.xlsx")


@settings(max_examples=60, deadline=None)
@given(GRIDS)
def test_text_files_of_any_cells(grid: list[list[str]]) -> None:
    held(quoted(grid), file_name="a.csv")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=5), max_size=7))
def test_workbooks_of_any_cells(grid: list[list[object]]) -> None:
    held(workbook(grid), file_name="a.xlsx")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.integers(1, 255))
def test_workbooks_with_a_byte_turned(place: int, turn: int) -> None:
    data = bytearray(WORKBOOK)
    data[place] ^= turn
    held(bytes(data), file_name="a.xlsx")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/workbook.xml", b"<sheets>", b"<sheets><sheet/>"),
        ("xl/styles.xml", b"<cellXfs", b"<cellYfs"),
        ("xl/styles.xml", b"<fonts", b"<founts"),
        ("xl/worksheets/sheet1.xml", b't="n"', b't="s"'),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b'<sheetData><row r="x"/>'),
        ("[Content_Types].xml", b"<Types", b"<Tapes"),
    ],
)
def test_a_workbook_with_a_part_that_is_odd(part: str, old: bytes, new: bytes) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(WORKBOOK)) as archive, zipfile.ZipFile(buffer, "w") as odd:
        for name in archive.namelist():
            content = archive.read(name)
            odd.writestr(name, content.replace(old, new) if name == part else content)
    held(buffer.getvalue(), file_name="a.xlsx")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=6))
def test_tables_of_any_cells_are_matched_and_compared(grid: list[list[str]]) -> None:
    try:
        found = tables.read(quoted(grid), file_name="a.csv").tables
    except tables.TablesError:
        return
    for table in found:
        match = tables.match(table, dataset="aed")
        assert match is not None
        assert {one.column for one in match.fields} - {""} <= set(table.frame.columns)
        assert tables.drift(table, table) == ()
        recipe = tables.learn(table)
        assert tables.read_recipe(tables.write_recipe(recipe)) == recipe
