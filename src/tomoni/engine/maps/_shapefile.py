"""Shapefiles, also those whose texts are in CP932 and do not say so."""

import codecs
import math
import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

import polars as pl
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FieldError

from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._layer import Layer
from tomoni.engine.maps._limits import Limits

_DBF_HEADER = 32
_SHP_HEADER, _RECORD_HEADER = 100, 8
_KNOWN = {"65001": "utf-8", "utf8": "utf-8", "932": "cp932", "sjis": "cp932", "shift_jis": "cp932"}
_STEM = "areas"


def read_shapefile(files: Mapping[str, bytes], *, limits: Limits) -> Layer:
    """The shapefile of the parts `shp`, `dbf` and perhaps `shx`, `prj`, `cpg`.

    Raises `MapsError`: `no-dbf`, `not-boundaries`, `too-large`.
    """
    if "dbf" not in files:
        raise MapsError("no-dbf")
    encoding = _encoding(files["dbf"], declared=files.get("cpg", b""))
    package = BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as parcel:
        for ending, content in {"shx": _index(files["shp"], limits=limits), **files}.items():
            if ending != "cpg":
                parcel.writestr(f"{_STEM}.{ending}", content)
    try:
        return _read(package.getvalue(), encoding=encoding, limits=limits)
    except (DataSourceError, DataLayerError, FieldError, UnicodeError) as error:
        raise MapsError("not-boundaries") from error
    except (shapely.errors.GEOSException, ValueError) as error:
        raise MapsError("not-boundaries") from error


def _read(package: bytes, *, encoding: str, limits: Limits) -> Layer:
    meta = pyogrio.read_info(package, layer=_STEM, encoding=encoding)
    if meta["features"] > limits.max_features:
        raise MapsError("too-large", limit=limits.max_features)
    meta, _ids, shapes, columns = pyogrio.raw.read(package, layer=_STEM, encoding=encoding)
    texts = {
        str(name): pl.Series([_text(value) for value in column], dtype=pl.String)
        for name, column in zip(meta["fields"], columns, strict=True)
    }
    attributes = pl.DataFrame(texts) if texts else pl.DataFrame({"": [None] * len(shapes)})
    return Layer(
        attributes=attributes,
        geometries=shapely.from_wkb(shapes),
        crs=meta["crs"] or "",
        encoding=encoding,
    )


def _index(shp: bytes, *, limits: Limits) -> bytes:
    """The .shx that belongs to a .shp: where each record begins and how long it is.

    Raises `MapsError("too-large")` for more records than there may be features. Source: ESRI
    Shapefile Technical Description, 1998: lengths count words of 16 bits.
    """
    places = bytearray()
    at = _SHP_HEADER
    while at + _RECORD_HEADER <= len(shp):
        _number, words = struct.unpack_from(">ii", shp, at)
        if words < 0:
            break
        if len(places) >= _RECORD_HEADER * limits.max_features:
            raise MapsError("too-large", limit=limits.max_features)
        places += struct.pack(">ii", at // 2, words)
        at += _RECORD_HEADER + 2 * words
    length = struct.pack(">i", (_SHP_HEADER + len(places)) // 2)
    return shp[:24] + length + shp[28:_SHP_HEADER] + bytes(places)


def _text(value: object) -> str | None:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _encoding(dbf: bytes, *, declared: bytes) -> str:
    """What the .cpg says where it is known, else UTF-8 where the bytes are that, else CP932."""
    said = declared.decode("ascii", "ignore").strip().lower()
    said = _KNOWN.get(said.replace("cp", "").replace("windows-", ""), said)
    if said:
        try:
            return codecs.lookup(said).name
        except LookupError:
            pass
    rows = dbf[_DBF_HEADER:]
    try:
        rows.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"
