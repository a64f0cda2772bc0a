"""GeoJSON (RFC 7946) and TopoJSON (format specification 1.0)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import shapely

from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._layer import Layer
from tomoni.engine.maps._limits import Corners, Limits

_WGS84 = "OGC:CRS84"
_Points = npt.NDArray[np.float64]


def read_json(data: bytes, *, limits: Limits) -> Layer:
    """The areas of a GeoJSON or TopoJSON file.

    Raises `MapsError`: `too-large`; `not-boundaries`, also for missing parts and deep nesting.
    """
    try:
        content = json.loads(data.decode("utf-8-sig"))
        if not isinstance(content, Mapping):
            raise MapsError("not-boundaries")
        if content.get("type") == "Topology":
            found = list(_topo_features(content, corners=Corners(limits)))
            return _layer(found, crs=_WGS84, limits=limits)
        features = [(each["geometry"], each.get("properties")) for each in _features(content)]
        return _layer(features, crs=_crs(content), limits=limits)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise MapsError("not-boundaries") from error
    except shapely.errors.GEOSException as error:
        raise MapsError("not-boundaries") from error


def _features(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if content.get("type") == "FeatureCollection":
        return list(content["features"])
    return [content] if content.get("type") == "Feature" else []


def _crs(content: Mapping[str, Any]) -> str:
    """RFC 7946 knows WGS 84 only; files from before it may name another system."""
    named = content.get("crs")
    if isinstance(named, Mapping):
        return str(named.get("properties", {}).get("name", "")) or _WGS84
    return _WGS84


def _layer(
    features: Sequence[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]],
    *,
    crs: str,
    limits: Limits,
) -> Layer:
    if len(features) > limits.max_features:
        raise MapsError("too-large", limit=limits.max_features)
    rows = [dict(properties or {}) for _shape, properties in features]
    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    texts = {name: [_text(row.get(name)) for row in rows] for name in names}
    shapes = [json.dumps(shape) if shape else None for shape, _properties in features]
    return Layer(
        attributes=pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String)),
        geometries=shapely.from_geojson(np.array(shapes, dtype=object)),
        crs=crs,
    )


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _topo_features(
    content: Mapping[str, Any], *, corners: Corners
) -> Iterator[tuple[Mapping[str, Any] | None, Mapping[str, Any]]]:
    arcs = _arcs(content)
    for collection in content["objects"].values():
        members = collection.get("geometries", [collection])
        for member in members:
            properties = dict(member.get("properties") or {})
            if "id" in member:
                properties.setdefault("id", member["id"])
            yield _geometry(member, arcs=arcs, corners=corners), properties


def _arcs(content: Mapping[str, Any]) -> list[_Points]:
    """Arcs as coordinates: with a transform they are written as steps of whole numbers."""
    arcs = [np.array([point[:2] for point in arc], dtype=float) for arc in content["arcs"]]
    change = content.get("transform")
    if change is None:
        return arcs
    scale, shift = np.array(change["scale"], float), np.array(change["translate"], float)
    return [np.cumsum(arc, axis=0) * scale + shift for arc in arcs]


def _geometry(
    member: Mapping[str, Any], *, arcs: Sequence[_Points], corners: Corners
) -> dict[str, Any] | None:
    def rings(part: Sequence[Sequence[int]]) -> list[list[list[float]]]:
        return [_ring(ring, arcs=arcs, corners=corners) for ring in part]

    kind = member.get("type")
    if kind == "Polygon":
        return {"type": kind, "coordinates": rings(member["arcs"])}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [rings(part) for part in member["arcs"]]}
    return None


def _ring(
    numbers: Sequence[int], *, arcs: Sequence[_Points], corners: Corners
) -> list[list[float]]:
    """A negative number is the arc of its complement, run backwards."""
    points: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        corners.add(len(arc))
        points += arc.tolist()[1 if points else 0 :]
    return points
