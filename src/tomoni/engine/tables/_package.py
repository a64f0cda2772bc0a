"""The zip file around a workbook: unpacked under watch before any reader sees it."""

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._inflation import inflate
from tomoni.engine.tables._limits import Limits

_MAX_PARTS = 10_000
_LOCAL_HEADER = 30
_COUNT = re.compile(rb"""ount\s*=\s*["']\s*\+?([0-9]{5,40})""")
_SHOWN_MOST = 10**15
_INDEX = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_OTHERS = (
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "opendocument"),
)


@dataclass(frozen=True)
class Package:
    """An .xlsx that may be read: `parts` by name are its cells, texts and which sheet is where."""

    data: bytes
    parts: dict[str, bytes]
    contents: dict[str, bytes]
    """Every part, in the package's order."""


def open_package(data: bytes, *, limits: Limits) -> Package:
    """The package, without cells that hold nothing but a format where they stand in masses.

    Declared sizes are summed first; each part is then inflated no further than it declares, so a
    package that lies about its sizes is refused before a reader that believes it.
    """
    parts = directory(data, limits=limits)
    contents = {}
    slim = False
    for part in parts:
        contents[part.filename], thinned = _inflated(data, part=part, limits=limits)
        slim = slim or thinned
    _check_counts(list(contents.values()))
    _check_sheets(contents.get(_INDEX[1], b""))
    shown = {
        name: content
        for name, content in contents.items()
        if name in _INDEX or b"sheetData" in content or b"sst" in content
    }
    return Package(packed(contents, level=0) if slim else data, shown, contents)


def directory(data: bytes, *, limits: Limits) -> list[zipfile.ZipInfo]:
    """The parts that the package declares; refused when they are too many, too large or odd."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
        raise TablesError("damaged-workbook") from error
    _check_declared(parts, limits=limits)
    _check_kind({part.filename for part in parts})
    return parts


def _check_declared(parts: list[zipfile.ZipInfo], *, limits: Limits) -> None:
    if len(parts) > _MAX_PARTS:
        raise TablesError("zip-bomb", parts=len(parts), limit=_MAX_PARTS)
    declared = sum(part.file_size for part in parts)
    if declared > limits.max_unzipped_bytes:
        raise TablesError("zip-bomb", size=declared, limit=limits.max_unzipped_bytes)
    if any(part.flag_bits & 0x1 for part in parts):
        raise TablesError("password-protected")


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    for name, kind in _OTHERS:
        if name in names:
            raise TablesError("unsupported-format", format=kind)
    raise TablesError("not-a-sheet", format="zip")


def _check_sheets(relations: bytes) -> None:
    if b"relationships/xlMacrosheet" in relations and b"relationships/worksheet" not in relations:
        raise TablesError("macros-only")


def _check_counts(contents: list[bytes]) -> None:
    """Refuse a part that announces more elements than the package has bytes.

    A reader takes memory for as many as are announced: a dozen digits can end the process.
    """
    most = sum(map(len, contents))
    for content in contents:
        for announced in _announced(content):
            if announced > most:
                raise TablesError("zip-bomb", size=min(announced, _SHOWN_MOST), limit=most)


def _announced(content: bytes) -> Iterator[int]:
    """Every number that a count states; searched for by its name, as parts are long."""
    place = content.find(b"ount")
    while place >= 0:
        match = _COUNT.match(content, place)
        if match is not None:
            yield int(match[1])
        place = content.find(b"ount", place + 4)


def _inflated(data: bytes, *, part: zipfile.ZipInfo, limits: Limits) -> tuple[bytes, bool]:
    header = data[part.header_offset : part.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise TablesError("damaged-workbook")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = part.header_offset + _LOCAL_HEADER + name_length + extra_length
    return inflate(data[start : start + part.compress_size], part=part, limits=limits)


def packed(contents: dict[str, bytes], *, level: int = 3) -> bytes:
    """The parts as a package again. `level`: how hard to press, 0 not at all."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, level)
    return buffer.getvalue()
