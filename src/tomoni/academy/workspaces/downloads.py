"""What a person takes away: a table as a sheet, and the answer that brings a file."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import HttpResponse

from tomoni.academy.ui.attachments import WORKBOOK
from tomoni.academy.ui.attachments import attachment as attachment
from tomoni.engine import tables
from tomoni.engine.core import Table

SHEET_TYPES = {
    "xlsx": WORKBOOK,
    "csv": "text/csv; charset=utf-8",
    "cp932.csv": "text/csv; charset=shift_jis",
}
"""The forms of a sheet and their media types; `csv` is UTF-8 with a mark."""


def sheet(table: Table, *, form: str, cover: Sequence[tuple[str, str]] = ()) -> bytes:
    """The table in one of the forms; a workbook can have a cover sheet. Raises `TablesError`."""
    if form == "xlsx":
        return tables.write_xlsx(table, cover=cover)
    return tables.write_csv(table, encoding="cp932" if form == "cp932.csv" else "utf-8-sig")


def watermarked(data: bytes, *, name: str, lines: Sequence[tuple[str, str]]) -> bytes:
    """A .zip of the file as it came and a text that says who took it out and how to handle it."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as parcel:
        parcel.writestr(name, data)
        text = "".join(f"{label}：{said}\r\n" for label, said in lines)
        parcel.writestr("取扱い.txt", text.encode("utf-8-sig"))
    return buffer.getvalue()


def sheet_attachment(data: bytes, *, title: str, form: str) -> HttpResponse:
    """The same for a sheet in one of the forms."""
    name = f"{title}.{form.removeprefix('cp932.')}"
    return attachment(data, name=name, kind=SHEET_TYPES[form])
