"""What kind of file the bytes are, whatever the file's name says."""

import re
from enum import StrEnum

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._limits import Limits

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\x00", "database"),
    (b"{\\rtf", "rtf"),
    (b"MIME-Version:", "html"),
)
_PDF_WITHIN = 1024
_BOXES = (b"ftypheic", b"ftypmif1", b"ftypavif")
_BETWEEN_CELLS = (b",", b"\n", b"\t", b";", b"\r")
_SOMETHING = re.compile(rb"[^\x00\t\r\n ]")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<table", b"<svg", b"<!--")


class Format(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"


def detect(data: bytes, *, limits: Limits) -> Format:
    """The format by the bytes alone; everything that is no table is refused by name."""
    if len(data) > limits.max_bytes:
        raise TablesError("too-large", size=len(data), limit=limits.max_bytes)
    if not _SOMETHING.search(data):
        raise TablesError("empty-file", size=len(data))
    if data.startswith(b"PK"):
        return Format.XLSX
    if data.startswith(_OLE2):
        return _old_office(data)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise TablesError("not-a-sheet", format=name)
    if data[4:12] in _BOXES or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise TablesError("not-a-sheet", format="image")
    if b"\n%PDF-" in data[:_PDF_WITHIN]:
        raise TablesError("not-a-sheet", format="pdf")
    _refuse_markup(data)
    _refuse_long_cell(data, limits=limits)
    return Format.TEXT


def _old_office(data: bytes) -> Format:
    if _wide("EncryptedPackage") in data:
        raise TablesError("password-protected")
    if _wide("Workbook") in data or _wide("Book") in data:
        return Format.XLS
    raise TablesError("not-a-sheet", format="ole2")


def _refuse_markup(data: bytes) -> None:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(_MARKUP):
        raise TablesError("not-a-sheet", format="html" if b"<html" in head else "markup")


def _refuse_long_cell(data: bytes, *, limits: Limits) -> None:
    """Refuse a text that goes on for longer than any cell may, without a break or a delimiter."""
    longest, start = limits.max_cell_bytes, 0
    while len(data) - start > longest:
        ends = (data.rfind(mark, start, start + longest) for mark in _BETWEEN_CELLS)
        end = next((end for end in ends if end >= 0), None)
        if end is None:
            raise TablesError("cell-too-long", limit=longest)
        start = end + 1


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")
