import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from engine.tables.workbooks import csv, repacked, sheet_xml, workbook
from tomoni.engine import tables

TABLE = [["区", "件数"], ["東", 3], ["西", 4]]
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def lying() -> bytes:
    """A package whose directory declares one byte where ten million come out."""
    data = bytearray(repacked(workbook(TABLE), sheet1=b"0" * 10_000_000))
    start = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[start + 24 : start + 28] = (1).to_bytes(4, "little")
    data[start + 16 : start + 20] = zlib.crc32(b"0").to_bytes(4, "little")
    return bytes(data)


REFUSED = {
    "an empty file": (b"", "empty-file"),
    "a file of blanks": (b" \r\n\r\n", "empty-file"),
    "a page named .xlsx": (b'<?xml version="1.0"?>\r\n<!DOCTYPE html><html></html>', "not-a-sheet"),
    "a page after a mark": (b"\xef\xbb\xbf<html><table></table></html>", "not-a-sheet"),
    "a PDF": (b"%PDF-1.7\n...", "not-a-sheet"),
    "a picture": (b"\x89PNG\r\n\x1a\n...", "not-a-sheet"),
    "a PDF after a line": (b"\xef\xbb\xbf\n%PDF-1.7\n...", "not-a-sheet"),
    "a picture of a telephone": (b"\x00\x00\x00\x18ftypheic....", "not-a-sheet"),
    "a picture of a page": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "not-a-sheet"),
    "a page as one file": (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n", "not-a-sheet"),
    "a photograph": (b"\xff\xd8\xff\xe0...", "not-a-sheet"),
    "a locked workbook": (
        OLE2 + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "password-protected",
    ),
    "an old Word file": (OLE2 + "WordDocument".encode("utf-16-le"), "not-a-sheet"),
    "a broken old workbook": (OLE2 + "Workbook".encode("utf-16-le") * 99, "damaged-workbook"),
    "half a workbook": (workbook(TABLE)[:2000], "damaged-workbook"),
    "a bare zip": (zipped(a=b"b"), "not-a-sheet"),
    "a Word file": (zipped(**{"word__document.xml": b"<a/>"}), "unsupported-format"),
    "a binary workbook": (zipped(**{"xl__workbook.bin": b"a"}), "unsupported-format"),
    "an OpenDocument sheet": (zipped(**{"content.xml": b"<a/>"}), "unsupported-format"),
    "a workbook of nothing": (zipped(**{"xl__workbook.xml": b"<a/>"}), "damaged-workbook"),
    "a sheet that is no XML": (repacked(workbook(TABLE), sheet1=b"<a><b"), "damaged-workbook"),
    "a package that lies": (lying(), "zip-bomb"),
    "bytes of no encoding": (b"\x83,\xff\xff\n\x80\x81,1\n", "undecodable-bytes"),
    "a truncated UTF-16": ("区,件数".encode("utf-16")[:-1], "undecodable-bytes"),
    "a program": (b"MZ\x00\x01\x02\x03" * 50, "not-a-sheet"),
    "control characters": (b"a,b\x01\n1,2\n", "not-a-sheet"),
    "one enormous cell": (b'a,b\n"' + b"x" * 1_000_000 + b'",2\n', "cell-too-long"),
    "an enormous cell of words": (b'a,b\n"' + b"x, " * 400_000 + b'",2\n', "broken-delimited-text"),
    "a lone line": (csv("区,件数\n"), "no-table"),
    "blank sheets": (workbook([], []), "no-table"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_is_refused_with_one_clear_code(data: bytes, code: str) -> None:
    with pytest.raises(tables.TablesError) as raised:
        tables.read(data, file_name="a.xlsx")
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (tables.Limits(max_bytes=100), "too-large"),
        (tables.Limits(max_unzipped_bytes=100), "zip-bomb"),
        (tables.Limits(max_rows=2), "too-many-rows"),
        (tables.Limits(max_columns=1), "too-many-columns"),
        (tables.Limits(max_cells=5), "too-many-cells"),
    ],
)
def test_limits_hold(limits: tables.Limits, code: str) -> None:
    with pytest.raises(tables.TablesError) as raised:
        tables.read(workbook(TABLE), file_name="a.xlsx", limits=limits)
    assert raised.value.code == code


@pytest.mark.parametrize("name", ["max_rows", "max_columns", "max_cells"])
def test_limits_hold_for_text_too(name: str) -> None:
    limits = tables.Limits.model_validate({name: 1})
    with pytest.raises(tables.TablesError, match="too-many"):
        tables.read(csv("区,件数\n東,3\n"), file_name="a.csv", limits=limits)


def test_two_cells_in_far_corners_are_refused_before_they_take_memory() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="{cell}{row}"><v>1</v></c></row>'
        for row, cell in ((1, "A"), (1_000_000, "ZZ"))
    )
    with pytest.raises(tables.TablesError, match="too-many-cells"):
        tables.read(repacked(workbook(TABLE), sheet1=sheet_xml(rows)), file_name="a.xlsx")


def test_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    rows = "<row/>" * 100_000 + "<row>" + "<c/>" * 1_000 + "<c><v>1</v></c></row>"
    with pytest.raises(tables.TablesError, match="too-many-cells"):
        tables.read(repacked(workbook(TABLE), sheet1=sheet_xml(rows)), file_name="a.xlsx")


def test_a_text_that_many_cells_share_is_counted_for_each() -> None:
    texts = f"<sst><si><t>{'x' * 10_000}</t></si></sst>".encode()
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 999))
    data = repacked(workbook([["text"], ["b"]]), sheet1=sheet_xml(cells), sharedStrings=texts)
    with pytest.raises(tables.TablesError, match="too-many-characters"):
        tables.read(data, file_name="a.xlsx", limits=tables.Limits(max_characters=1_000_000))


def test_a_part_that_announces_more_than_it_can_hold_is_refused() -> None:
    texts = b'<sst count="99999999999999" uniqueCount="99999999999999"><si><t>a</t></si></sst>'
    with pytest.raises(tables.TablesError, match="zip-bomb"):
        tables.read(repacked(workbook(TABLE), sharedStrings=texts), file_name="a.xlsx")


@pytest.mark.parametrize("place", ["A0", "A-1", "A99999999", "A", ""])
def test_a_cell_in_a_place_that_does_not_exist_is_refused(place: str) -> None:
    rows = f'<row r="1"><c r="{place}"><v>1</v></c><c r="B2"><v>1</v></c></row>'
    with pytest.raises(tables.TablesError, match="damaged-workbook"):
        tables.read(repacked(workbook(TABLE), sheet1=sheet_xml(rows)), file_name="a.xlsx")


def test_formatted_empty_rows_to_the_end_of_the_sheet_take_no_memory() -> None:
    empty = "".join(
        f'<row r="{row}"><c r="A{row}" s="1"/><c r="XFD{row}" s="1"/></row>'
        for row in (*range(4, 5_000), 1_048_576)
    )
    filled = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>2</v></c></row>'
        for row in (1, 2, 3)
    )
    data = repacked(workbook(TABLE), sheet1=sheet_xml(filled + empty))
    reading = tables.read(data, file_name="a.xlsx")
    assert reading.tables[0].frame.shape == (3, 2)


def test_an_error_never_holds_a_cell_value() -> None:
    data = csv("区,件数\n秘密の氏名,3\n西,4\n")
    recipe = tables.Recipe(header_rows=(9,))
    with pytest.raises(tables.TablesError) as raised:
        tables.read(data, file_name="a.csv", recipe=recipe)
    assert "秘密" not in str(raised.value)


def test_the_corpus_page_named_xlsx_is_named_for_what_it_is(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="Shift_JIS"?>\r\n<!DOCTYPE html PUBLIC ""><html>'
    path = tmp_path / "card.xlsx"
    path.write_bytes(page.encode("cp932"))
    with pytest.raises(tables.TablesError) as raised:
        tables.read(path.read_bytes(), file_name=path.name)
    assert raised.value.params == {"format": "html"}
