"""Files that would take the machine, or hold something living: measured, refused or said."""

import resource
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from engine.tables.workbooks import repacked, saved, sheet_xml, workbook
from tomoni.engine import tables

TABLE = [["区", "件数"], ["東", 3], ["西", 4]]
FILLED = "".join(
    f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>2</v></c></row>'
    for row in (1, 2, 3)
)
MEASURE = """
import resource, sys
from tomoni.engine import tables
data = open(sys.argv[1], "rb").read()
tables.read(open(sys.argv[2], "rb").read(), file_name="a.xlsx")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
reading = tables.read(data, file_name="a.xlsx")
print(reading.tables[0].frame.shape, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def codes(reading: tables.Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


@pytest.mark.slow
def test_a_sheet_formatted_to_its_last_row_takes_no_memory(tmp_path: Path) -> None:
    empty = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>'
        for row in range(4, 1_048_577)
    )
    sheet = sheet_xml(FILLED + empty)
    assert len(sheet) > 80_000_000
    hostile, plain = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    hostile.write_bytes(repacked(workbook(TABLE), sheet1=sheet))
    plain.write_bytes(workbook(TABLE))
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, str(hostile), str(plain)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    shape, _, grown = said.stdout.strip().rpartition(" ")
    assert shape == "(3, 2)"
    assert int(grown) < 60_000  # kilobytes; the sheet itself has more than eighty megabytes


def test_masses_of_empty_cells_are_left_out_and_the_others_stay_where_they_are() -> None:
    empty = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(5, 3_000))
    last = '<row r="3000"><c r="A3000"><v>9</v></c><c r="B3000"><v>8</v></c></row>'
    data = repacked(workbook(TABLE), sheet1=sheet_xml(FILLED + empty + last))
    table = tables.read(data, file_name="a.xlsx").tables[0]
    assert table.frame.height == 4
    assert table.range.endswith("B3000")


@pytest.mark.parametrize("where", ["the sheet", "the shared texts", "a text file"])
def test_one_cell_of_a_hundred_megabytes_is_refused_early(where: str) -> None:
    text = "x" * 100_000_000
    if where == "the sheet":
        row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
        data = repacked(workbook(TABLE), sheet1=sheet_xml(row))
    elif where == "a text file":
        data = f'a,b\n"{text[:99_000_000]}",2\n'.encode()
    else:
        data = repacked(
            workbook(TABLE), sharedStrings=f"<sst><si><t>{text}</t></si></sst>".encode()
        )
    with pytest.raises(tables.TablesError) as raised:
        tables.read(data, file_name="a.xlsx")
    assert raised.value.code == "cell-too-long"


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(20):
            with archive.open(f"xl/media/{number}.bin", "w") as part:
                for _ in range(6):
                    part.write(b"0" * 10_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(tables.TablesError, match="zip-bomb"):
        tables.read(buffer.getvalue(), file_name="a.xlsx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_formula_that_was_never_computed_is_said() -> None:
    data = workbook([["区", "件数", "倍"], ["東", 3, "=B2*2"], ["西", 4, "=B3*2"]])
    reading = tables.read(data, file_name="a.xlsx")
    (found,) = [one for one in reading.findings if one.code == "formula-without-value"]
    assert (found.place.cell, found.params) == ("C2", {"count": 2, "cells": "C2 C3"})
    assert found.severity == "warning"


def test_a_formula_with_its_value_is_read_in_silence() -> None:
    cells = (
        '<c r="A{n}" t="str"><v>東{n}</v></c><c r="B{n}"><f>1+1</f><v>2</v></c>'
        '<c r="C{n}" t="str"><f>IF(B{n}=2,"","x")</f><v></v></c>'
    )
    rows = "".join(f'<row r="{n}">{cells.format(n=n)}</row>' for n in (2, 3))
    head = '<row r="1"><c r="A1" t="str"><v>区</v></c><c r="B1" t="str"><v>数</v></c></row>'
    data = repacked(workbook(TABLE), sheet1=sheet_xml(head + rows))
    assert "formula-without-value" not in codes(tables.read(data, file_name="a.xlsx"))


def test_links_to_other_books_are_not_followed_and_said() -> None:
    path = Path(__file__).parent / "files" / "05_population_2021.xlsx"
    reading = tables.read(path.read_bytes(), file_name=path.name)
    (found,) = [one for one in reading.findings if one.code == "external-links"]
    assert found.params == {"count": 1}


def test_macros_are_not_run_and_said() -> None:
    buffer = BytesIO(workbook(TABLE))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    reading = tables.read(buffer.getvalue(), file_name="a.xlsm")
    assert "macros-not-run" in codes(reading)
    assert reading.tables[0].frame.height == 2


def test_a_book_of_nothing_but_macros_has_no_table() -> None:
    data = workbook(TABLE)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels")
    macro = relations.replace(b"relationships/worksheet", b"relationships/xlMacrosheet").replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/xlMacrosheet",
        b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
    )
    assert macro != relations
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, macro if name.endswith("workbook.xml.rels") else old.read(name))
    with pytest.raises(tables.TablesError) as raised:
        tables.read(buffer.getvalue(), file_name="a.xlsm")
    assert raised.value.code == "macros-only"


def test_a_book_of_charts_alone_has_no_worksheet() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.create_chartsheet("図")
    with pytest.raises(tables.TablesError, match="no-worksheet"):
        tables.read(saved(book), file_name="a.xlsx")
