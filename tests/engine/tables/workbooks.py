"""Workbooks and text files that tests make themselves."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(*sheets: Sequence[object], hidden: int | None = None) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            assert isinstance(row, list)
            sheet.append(row)
        if hidden == number:
            sheet.sheet_state = "hidden"
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The zip with the XML parts of the names given (`sheet1`) replaced, or added in `xl/`."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(name, parts.pop(stem, old.read(name)))
        for stem, content in parts.items():
            new.writestr(f"xl/{stem}.xml", content)
    return buffer.getvalue()


def sheet_xml(rows: str) -> bytes:
    return f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>".encode()


def csv(text: str) -> bytes:
    return text.encode()
