"""What a zip of boundaries holds, unpacked under watch; no name in it ever becomes a path."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._limits import Limits

_SHAPEFILE = ("shp", "shx", "dbf", "prj", "cpg")
_READ = frozenset({*_SHAPEFILE, "geojson", "json", "topojson", "gml", "xml"})
_CHUNK = 1_000_000
_SHAPE_TYPE = 32
_POLYGONS = {kind.to_bytes(4, "little") for kind in (5, 15, 25, 31)}
"""Polygon, PolygonZ, PolygonM, MultiPatch (ESRI Shapefile Technical Description, 1998)."""


@dataclass(frozen=True)
class Member:
    """One set of boundaries in a zip: its files by their ending, e.g. shp and dbf."""

    name: str
    files: Mapping[str, bytes]


def members(data: bytes, *, limits: Limits) -> list[Member]:
    """The sets of boundaries in the zip, in the order of their names.

    Raises `MapsError`: `damaged-archive`, `too-large`, `locked-archive` for one with a password.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _grouped(_unpacked(archive, limits=limits))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, struct.error, EOFError) as error:
        raise MapsError("damaged-archive") from error
    except NotImplementedError as error:
        raise MapsError("damaged-archive") from error


def _unpacked(archive: zipfile.ZipFile, *, limits: Limits) -> dict[tuple[str, str], bytes]:
    parts = [part for part in archive.infolist() if not part.is_dir()]
    if len(parts) > limits.max_parts:
        raise MapsError("too-large", limit=limits.max_parts)
    found: dict[tuple[str, str], bytes] = {}
    room = limits.max_unzipped_bytes
    for part in parts:
        path = PurePosixPath(part.filename.replace("\\", "/"))
        ending = path.suffix.lower().removeprefix(".")
        if ending not in _READ or path.name.startswith("."):
            continue
        if part.flag_bits & 0x1:
            raise MapsError("locked-archive")
        content = _inflated(archive, part, room=room, limit=limits.max_unzipped_bytes)
        room -= len(content)
        found[str(path.with_suffix("")), ending] = content
    return found


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, room: int, limit: int) -> bytes:
    if part.file_size > room:
        raise MapsError("too-large", limit=limit)
    content = bytearray()
    with archive.open(part) as packed:
        while chunk := packed.read(_CHUNK):
            content += chunk
            if len(content) > room:
                raise MapsError("too-large", limit=limit)
    return bytes(content)


def _grouped(found: Mapping[tuple[str, str], bytes]) -> list[Member]:
    """Shapefiles first, then GeoJSON and TopoJSON, then GML: several forms hold the same."""
    stems = sorted({stem for stem, _ending in found})
    shapes = [
        Member(stem, {end: found[stem, end] for end in _SHAPEFILE if (stem, end) in found})
        for stem in stems
        if (stem, "shp") in found
    ]
    if shapes:
        return [each for each in shapes if _has_areas(each)] or shapes
    for endings in (("geojson", "topojson", "json"), ("gml", "xml")):
        members = [
            Member(stem, {end: content})
            for (stem, end), content in sorted(found.items())
            if end in endings
        ]
        if members:
            return members
    return []


def _has_areas(member: Member) -> bool:
    """Whether a shapefile says that it holds polygons: school districts come with points, too."""
    return member.files["shp"][_SHAPE_TYPE : _SHAPE_TYPE + 4] in _POLYGONS
