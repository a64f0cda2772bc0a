"""The zip file around a form: looked through before anything opens it, cleaned when it is done."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from tomoni.engine.documents import _word_package
from tomoni.engine.documents._errors import DocumentsError
from tomoni.engine.documents._form_fields import FormKind

_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
MOST_BYTES = 20_000_000
_MOST_UNPACKED = 60_000_000
_MOST_PARTS = 3_000
_ACTIVE = ("vbaproject", "activex", "macrosheets", "/embeddings/", "externallinks/")
_OUTSIDE = re.compile(
    rb"<Relationship\b(?=[^>]*External)(?=[^>]*/(?:attachedTemplate|oleObject|frame|image|subDocument)\")"
)
_CORE = "docProps/core.xml"
_KEPT = frozenset({"title", "language"})
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="{}/{}-properties"/>'
)


def check(data: bytes, *, kind: FormKind) -> None:
    """Refuse what is not a plain form of its kind.

    Raises `DocumentsError`: `form-unknown-kind`, `form-locked` (a password, or the old formats),
    `form-damaged`, `form-too-large`, `form-active` (macros, embedded objects, parts fetched from
    elsewhere).
    """
    if kind not in _MAIN:
        raise DocumentsError("form-unknown-kind", kind=kind)
    if data.startswith(_OLD_OR_LOCKED):
        raise DocumentsError("form-locked")
    if len(data) > MOST_BYTES:
        raise DocumentsError("form-too-large")
    try:
        with ZipFile(BytesIO(data)) as package:
            _check_parts(package, kind=kind)
    except (BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise DocumentsError("form-damaged") from error
    except RuntimeError as error:
        raise DocumentsError("form-locked") from error


def _check_parts(package: ZipFile, *, kind: FormKind) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise DocumentsError("form-too-large")
    if "[Content_Types].xml" not in names or len(set(names)) != len(names):
        raise DocumentsError("form-damaged")
    if _MAIN[kind] not in names:
        raise DocumentsError("form-unknown-kind", kind=kind)
    if any(sign in name.lower() for name in names for sign in _ACTIVE):
        raise DocumentsError("form-active")
    for name in names:
        if name.endswith((".xml", ".rels")):
            _check_xml(name, package.read(name))
        else:
            package.read(name)


def _check_xml(name: str, data: bytes) -> None:
    """`ZipFile.read` stops at the size that the part declares and tells when it is another."""
    if b"<!DOCTYPE" in data[:2_000]:
        raise DocumentsError("form-damaged")
    if name.endswith(".rels") and _OUTSIDE.search(data):
        raise DocumentsError("form-active")
    if name == "[Content_Types].xml" and b"macroenabled" in data.lower():
        raise DocumentsError("form-active")


def cleaned(data: bytes) -> bytes:
    """The same file without who made or changed it, when, and in which office; equal bytes for
    equal input.
    """
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, _without_people(name, old.read(name)))
    return _word_package.without_dates(made.getvalue())


def _without_people(name: str, data: bytes) -> bytes:
    if name == "docProps/app.xml":
        return _EMPTY.format(_SPACE, "extended").encode()
    if name == "docProps/custom.xml":
        return _EMPTY.format(_SPACE, "custom").encode()
    if name != _CORE:
        return data
    root = etree.fromstring(data)
    for element in list(root):
        if etree.QName(element).localname not in _KEPT:
            root.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
