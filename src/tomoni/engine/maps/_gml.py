"""GML of 国土数値情報 (JPGIS 2.x): surfaces made of curves that stand elsewhere in the file.

Source of the form: 国土数値情報 製品仕様書; JPGIS 2014, annex 12 (GML 3.2.1). Latitude comes first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
import shapely
from lxml import etree

from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._layer import Layer
from tomoni.engine.maps._limits import Corners, Limits

_GML = "{http://www.opengis.net/gml/3.2}"
_ID, _HREF = f"{_GML}id", "{http://www.w3.org/1999/xlink}href"
_SYSTEMS = {
    "JGD2011": "EPSG:6668",
    "JGD2000": "EPSG:4612",
    "TD": "EPSG:4301",
    "6668": "EPSG:6668",
    "4612": "EPSG:4612",
}
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_PLAIN = frozenset({b"utf-8", b"shift_jis", b"windows-31j", b"cp932", b"euc-jp", b"us-ascii"})
"""Ways to write texts in which ASCII stands for itself: no others can be searched as bytes."""
_Point = tuple[float, float]


def read_gml(data: bytes, *, limits: Limits) -> Layer:
    """The areas of the file. Entities are never resolved and nothing is fetched.

    Raises `MapsError`: `not-boundaries`, `no-areas`, `too-large`, `hostile-xml` for one that
    declares entities or is written in a way that could hide them.
    """
    root, corners = _root(data), Corners(limits)
    curves = {
        str(each.get(_ID)): _points(each)
        for each in root.iter(f"{_GML}Curve", f"{_GML}LineString")
        if each.get(_ID)
    }
    try:
        surfaces = {
            str(each.get(_ID)): _surface(each, curves=curves, corners=corners)
            for each in root.iter(f"{_GML}Surface", f"{_GML}Polygon", f"{_GML}MultiSurface")
            if each.get(_ID)
        }
        found = list(_features(root, surfaces=surfaces))
    except (ValueError, LookupError, shapely.errors.GEOSException) as error:
        raise MapsError("not-boundaries") from error
    if not found:
        raise MapsError("no-areas")
    if len(found) > limits.max_features:
        raise MapsError("too-large", limit=limits.max_features)
    names = list(dict.fromkeys(name for row, _shape in found for name in row))
    texts = {name: [row.get(name) for row, _shape in found] for name in names}
    shapes = np.array([shape for _row, shape in found], dtype=object)
    return Layer(
        attributes=pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String)),
        geometries=shapes,
        crs=_crs(root),
    )


def _root(data: bytes) -> Any:
    said = _ENCODING.search(data)
    hidden = b"\0" in data or (said is not None and said[1].lower() not in _PLAIN)
    if hidden or b"<!DOCTYPE" in data:  # no such file needs one
        raise MapsError("hostile-xml")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        raise MapsError("not-boundaries") from error


def _points(curve: Any) -> list[_Point]:
    points: list[_Point] = []
    for line in curve.iter(f"{_GML}posList", f"{_GML}pos"):
        numbers = [float(number) for number in (line.text or "").split()]
        points += zip(numbers[1::2], numbers[0::2], strict=True)
    return points


def _surface(
    surface: Any, *, curves: Mapping[str, Sequence[_Point]], corners: Corners
) -> shapely.Geometry:
    parts = []
    for patch in surface.iter(f"{_GML}PolygonPatch", f"{_GML}Polygon"):
        rings = {
            side: [
                _ring(each, curves=curves, corners=corners)
                for each in patch.findall(f"{_GML}{side}")
            ]
            for side in ("exterior", "interior")
        }
        parts.append(shapely.Polygon(rings["exterior"][0], rings["interior"]))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _ring(side: Any, *, curves: Mapping[str, Sequence[_Point]], corners: Corners) -> list[_Point]:
    named = [each.get(_HREF) for each in side.iter(f"{_GML}curveMember") if each.get(_HREF)]
    points: list[_Point] = []
    for curve in (curves[name.removeprefix("#")] for name in named) if named else (_points(side),):
        corners.add(len(curve))
        points += curve
    return points


def _features(
    root: Any, *, surfaces: Mapping[str, shapely.Geometry]
) -> Iterator[tuple[dict[str, str], shapely.Geometry]]:
    """Elements beside GML's own that point to a surface, or hold one; the rest says what it is."""
    for feature in root.iter(etree.Element):
        if feature.tag.startswith(_GML):
            continue
        shape, row = None, {}
        for child in feature:
            if not isinstance(child.tag, str):
                continue
            name = child.get(_HREF, "").removeprefix("#")
            inner = next((one for one in child if one.get(_ID) in surfaces), None)
            if name in surfaces:
                shape = surfaces[name]
            elif inner is not None:
                shape = surfaces[inner.get(_ID)]
            elif not len(child) and child.text and child.text.strip():
                row[etree.QName(child).localname] = child.text.strip()
        if shape is not None:
            yield row, shape


def _crs(root: Any) -> str:
    for element in root.iter(etree.Element):
        said = element.get("srsName", "")
        for word, system in _SYSTEMS.items():
            if word in said:
                return system
    return ""
