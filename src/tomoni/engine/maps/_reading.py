"""A file of boundaries to areas."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
import polars as pl
import shapely

from tomoni.engine.core import Finding, Place, Severity
from tomoni.engine.maps import _archive, _columns
from tomoni.engine.maps._boundaries import Boundaries, Geometries, areas_of
from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._gml import read_gml
from tomoni.engine.maps._json_files import read_json
from tomoni.engine.maps._layer import Layer, to_jgd2011
from tomoni.engine.maps._limits import Limits
from tomoni.engine.maps._shapefile import read_shapefile

_ENDINGS = frozenset({".geojson", ".topojson", ".gml", ".shp"})
_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7
_ZIP = b"PK\x03\x04"
_FINDINGS = {
    "outlines-repaired": Severity.INFO,
    "areas-joined": Severity.INFO,
    "texts-in-shift-jis": Severity.INFO,
    "system-converted": Severity.INFO,
    "system-tokyo": Severity.WARNING,
    "system-assumed": Severity.WARNING,
    "rows-without-area": Severity.WARNING,
    "areas-without-name": Severity.WARNING,
    "areas-without-code": Severity.WARNING,
    "more-sets": Severity.WARNING,
}
"""What may be said of a file, and how much it matters."""


@dataclass(frozen=True)
class _Rows:
    """Rows that are areas: their codes, names and outlines."""

    codes: list[str]
    names: list[str]
    shapes: Geometries


def is_boundaries(data: bytes, *, file_name: str) -> bool:
    """Whether a file looks like one of boundaries, by its ending and how it begins."""
    ending = PurePath(file_name).suffix.lower()
    start = data[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if ending in _ENDINGS:
        return True
    if ending == ".json":
        return start.startswith(b"{") and (b"Feature" in start or b"Topology" in start)
    if ending == ".xml":
        return b"opengis.net/gml" in start
    return ending == ".zip" and start.startswith(_ZIP)


def read_boundaries(
    data: bytes,
    *,
    file_name: str,
    code_column: str = "",
    name_column: str = "",
    limits: Limits | None = None,
) -> Boundaries:
    """The areas of a GeoJSON, TopoJSON, zipped Shapefile or GML file of 国土数値情報, in JGD2011.

    Columns of codes and names are found where none are given. Outlines that cross themselves are
    repaired, parts of one code joined; what was done is in `findings`, counted. Raises `MapsError`:
    `not-boundaries`, `too-large`, `damaged-archive`, `locked-archive`, `no-dbf`, `single-shp` for a
    .shp without its companions, `hostile-xml`, `unknown-crs`, `outside-japan`, `no-areas`,
    `unknown-column`.
    """
    limits = limits or Limits()
    if len(data) > limits.max_bytes:
        raise MapsError("too-large", limit=limits.max_bytes)
    layer, sets = _layer(data, file_name=file_name, limits=limits)
    if shapely.get_num_coordinates(layer.geometries).sum() > limits.max_points:
        raise MapsError("too-large", limit=limits.max_points)
    columns = tuple(layer.attributes.columns)
    if not {code_column, name_column} <= {"", *columns}:
        raise MapsError("unknown-column")
    codes = code_column or _columns.code_column(layer.attributes)
    names = name_column or _columns.name_column(layer.attributes, but=codes)
    rows, found = _rows(layer, codes=codes, names=names)
    shapes, moved = to_jgd2011(Layer(layer.attributes, rows.shapes, layer.crs))
    joined, found["areas-joined"] = _joined(_Rows(rows.codes, rows.names, shapes))
    found |= {moved: 1, "more-sets": sets - 1}
    found["texts-in-shift-jis"] = int(layer.encoding == "cp932")
    return Boundaries(
        areas=areas_of(joined.codes, names=joined.names, geometries=joined.shapes),
        code_column=codes,
        name_column=names,
        columns=columns,
        findings=tuple(_findings(found, file_name=file_name)),
        attributes=layer.attributes,
    )


def _layer(data: bytes, *, file_name: str, limits: Limits) -> tuple[Layer, int]:
    """The layer, and how many sets of boundaries the file holds."""
    if data.startswith(_ZIP):
        found = _archive.members(data, limits=limits)
        if not found:
            raise MapsError("not-boundaries")
        return _member(found[0].files, limits=limits), len(found)
    ending = PurePath(file_name).suffix.lower().removeprefix(".")
    if ending == "shp":
        raise MapsError("single-shp")
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return _member({"gml" if is_xml else "json": data}, limits=limits), 1


def _member(files: Mapping[str, bytes], *, limits: Limits) -> Layer:
    if "shp" in files:
        return read_shapefile(files, limits=limits)
    ending, data = next(iter(files.items()))
    if len(data) > limits.max_text_bytes:
        raise MapsError("too-large", limit=limits.max_text_bytes)
    return (read_gml if ending in {"gml", "xml"} else read_json)(data, limits=limits)


def _rows(layer: Layer, *, codes: str, names: str) -> tuple[_Rows, dict[str, int]]:
    """The rows with an area and something to call it by, outlines valid; what was left out."""
    shapes = layer.geometries
    broken = ~(shapely.is_valid(shapes) | shapely.is_missing(shapes))
    shapes = np.where(broken, shapely.make_valid(shapes), shapes)
    shapes = np.array([_polygons(shape) for shape in shapes], dtype=object)
    is_area = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    name_texts, code_texts = _texts(layer.attributes, names), _texts(layer.attributes, codes)
    calls = [code or name for code, name in zip(code_texts, name_texts, strict=True)]
    is_called = np.array([bool(call) for call in calls], dtype=bool)
    kept = np.flatnonzero(is_area & is_called)
    if not len(kept):
        raise MapsError("no-areas")
    rows = _Rows(
        codes=[calls[place] for place in kept],
        names=[name_texts[place] or calls[place] for place in kept],
        shapes=shapes[kept],
    )
    return rows, {
        "outlines-repaired": int((broken & is_area).sum()),
        "rows-without-area": int((~is_area).sum()),
        "areas-without-name": int((is_area & ~is_called).sum()),
        "areas-without-code": int(not codes),
    }


def _texts(attributes: pl.DataFrame, column: str) -> list[str]:
    if not column:
        return [""] * attributes.height
    return [(text or "").strip() for text in attributes[column].to_list()]


def _polygons(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """The parts of a shape that have an area, flat; None where there are none."""
    kind = shapely.get_type_id(shape)
    if kind in {_POLYGON, _MULTIPOLYGON}:
        return shapely.force_2d(shape)
    if kind != _COLLECTION:
        return None
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[np.isin(shapely.get_type_id(parts), (_POLYGON, _MULTIPOLYGON))])


def _joined(rows: _Rows) -> tuple[_Rows, int]:
    """Rows of one code as one area; how many rows went into others."""
    places: dict[str, list[int]] = {}
    for place, code in enumerate(rows.codes):
        places.setdefault(code, []).append(place)
    shapes = np.empty(len(places), dtype=object)
    for number, found in enumerate(places.values()):
        whole = rows.shapes[found[0]]
        shapes[number] = whole if len(found) == 1 else shapely.union_all(rows.shapes[found])
    names = [rows.names[found[0]] for found in places.values()]
    return _Rows(list(places), names, shapes), len(rows.codes) - len(places)


def _findings(found: Mapping[str, int], *, file_name: str) -> Iterator[Finding]:
    """What was done, each counted; nothing of what stands in the file."""
    for code, severity in _FINDINGS.items():
        count = found.get(code, 0)
        if count:
            place = Place(file=file_name)
            yield Finding(code=code, severity=severity, place=place, params={"count": count})
