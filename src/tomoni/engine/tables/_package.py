"""The zip file around a workbook: unpacked under watch before any reader sees it."""

import re
import struct
import zipfile
import zlib
from io import BytesIO

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._limits import Limits

_MAX_PARTS = 10_000
_LOCAL_HEADER = 30
_COUNT = re.compile(rb"""ount\s*=\s*["']\s*\+?([0-9]{5,40})""")
_SHOWN_MOST = 10**15
_OTHERS = (
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "opendocument"),
)


def sheet_parts(data: bytes, *, limits: Limits) -> list[bytes]:
    """The XML parts of an .xlsx that hold cells or their shared texts.

    Declared sizes are summed first; each part is then inflated no further than it declares, so a
    package that lies about its sizes is refused before a reader that believes it.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
        raise TablesError("damaged-workbook") from error
    _check_declared(parts, limits=limits)
    _check_kind({part.filename for part in parts})
    contents = [_inflate(data, part=part) for part in parts]
    _check_counts(contents)
    return [content for content in contents if b"sheetData" in content or b"sst" in content]


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


def _check_counts(contents: list[bytes]) -> None:
    """Refuse a part that announces more elements than the package has bytes.

    A reader takes memory for as many as are announced: a dozen digits can end the process.
    """
    most = sum(map(len, contents))
    for content in contents:
        for announced in _COUNT.findall(content):
            if int(announced) > most:
                raise TablesError("zip-bomb", size=min(int(announced), _SHOWN_MOST), limit=most)


def _inflate(data: bytes, *, part: zipfile.ZipInfo) -> bytes:
    header = data[part.header_offset : part.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise TablesError("damaged-workbook")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = part.header_offset + _LOCAL_HEADER + name_length + extra_length
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        content = _deflated(packed, declared=part.file_size)
    else:
        raise TablesError("damaged-workbook")
    if len(content) > part.file_size:
        raise TablesError("zip-bomb", size=len(content), limit=part.file_size)
    if len(content) < part.file_size or zlib.crc32(content) != part.CRC:
        raise TablesError("damaged-workbook")
    return content


def _deflated(packed: bytes, *, declared: int) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, declared + 1)
    except (zlib.error, OverflowError) as error:
        raise TablesError("damaged-workbook") from error
