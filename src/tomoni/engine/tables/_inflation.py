"""One part of a zip inflated under watch, a few megabytes at a time.

A sheet that was formatted down to its last row holds hundreds of megabytes of cells without
content: they are left out on the way, so that they take no memory here and none in the reader.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator

from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._limits import Limits

_CHUNK = 4_000_000
_EMPTY_CELL = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"[^<>]*(?:/>|></c>)')
_EMPTY_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^<>]*(?:/>|>\s*</row>)')
_MANY = 4
"""So many times more cells than values: a stretch of formats, not of data."""
_FEW = 1_000
_SAMPLE = 60_000


def inflate(packed: bytes, *, part: zipfile.ZipInfo, limits: Limits) -> tuple[bytes, bool]:
    """The content without its empty cells, and whether any were left out.

    Raises `TablesError`: `zip-bomb` for more than is declared, `damaged-workbook` for less or
    other than declared, `cell-too-long` for a text no spreadsheet can hold.
    """
    kept: list[bytes] = []
    checksum, size, thinned, rest = 0, 0, False, b""
    for chunk in _chunks(packed, part=part):
        checksum, size = zlib.crc32(chunk, checksum), size + len(chunk)
        if size > part.file_size:
            raise TablesError("zip-bomb", size=size, limit=part.file_size)
        if not part.filename.endswith(".xml"):
            kept.append(chunk)
            continue
        _check_texts(chunk, limits=limits)
        stretch = rest + chunk
        cut = _last_start(stretch)
        slim = _thin(stretch[:cut])
        thinned = thinned or len(slim) < cut
        rest = stretch[cut:]
        kept.append(slim)
    if size < part.file_size or checksum != part.CRC:
        raise TablesError("damaged-workbook")
    return b"".join([*kept, rest]), thinned


def _chunks(packed: bytes, *, part: zipfile.ZipInfo) -> Iterator[bytes]:
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise TablesError("damaged-workbook")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while not inflater.eof:
            chunk = inflater.decompress(packed, _CHUNK)
            packed = inflater.unconsumed_tail
            if not chunk:
                return
            yield chunk
    except zlib.error as error:
        raise TablesError("damaged-workbook") from error


def _check_texts(chunk: bytes, *, limits: Limits) -> None:
    """Refuse a text between two tags that is longer than any cell may be."""
    longest = limits.max_cell_bytes
    start = 0
    while len(chunk) - start > longest:
        tag = chunk.rfind(b"<", start, start + longest)
        if tag < 0:
            raise TablesError("cell-too-long", limit=longest)
        start = tag + 1


def _last_start(stretch: bytes) -> int:
    """Where the last row, else the last cell, begins: what stands before is complete."""
    row = stretch.rfind(b"<row ")
    return row if row > 0 else max(stretch.rfind(b"<c "), 0) or len(stretch)


def _thin(stretch: bytes) -> bytes:
    """The stretch without cells and rows that hold nothing, where there are masses of them.

    Only where every cell says its place, as a place that is left out is counted from the last.
    """
    if not (_is_sparse(stretch[:_SAMPLE]) or _is_sparse(stretch[-_SAMPLE:])):
        return stretch
    cells, rows, values = _counted(stretch)
    if cells + rows < _MANY * values + _FEW:
        return stretch
    unplaced = any(tag in stretch for tag in (b"<c>", b"<c/", b"<row>", b"<row/"))
    placed = stretch.count(b'<c r="') == cells and stretch.count(b'<row r="') == rows
    if unplaced or not placed:
        return stretch
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", stretch))


def _is_sparse(sample: bytes) -> bool:
    """Whether most of its cells and rows hold nothing: a quick look before the long one."""
    cells, rows, values = _counted(sample)
    return cells + rows >= _MANY * values


def _counted(stretch: bytes) -> tuple[int, int, int]:
    values = stretch.count(b"<v>") + stretch.count(b"<is>") + stretch.count(b"<f")
    return stretch.count(b"<c "), stretch.count(b"<row "), values
