"""What every reader of boundaries makes of its file."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import pyproj
import shapely
from pyproj.exceptions import CRSError

from tomoni.engine.maps._boundaries import CRS, Geometries
from tomoni.engine.maps._errors import MapsError

_JAPAN = (120.0, 20.0, 155.0, 47.0)
"""West, south, east, north: where coordinates without a word about them may be degrees of Japan."""

_SAME = frozenset({"WGS 84", "WGS 84 (CRS84)"})


@dataclass(frozen=True)
class Layer:
    """Rows as text and their outlines, in the coordinates that the file names (empty: none)."""

    attributes: pl.DataFrame
    geometries: Geometries
    crs: str = ""
    encoding: str = ""
    """How the texts were written, where that had to be found out."""


def to_jgd2011(layer: Layer) -> tuple[Geometries, str]:
    """The outlines in JGD2011 and what was done: the code of a finding or nothing.

    Raises `MapsError`: `unknown-crs` where the file names no system and the numbers are no degrees
    in Japan, or a system that is not known; `outside-japan`.
    """
    if not layer.crs:
        if not _in_japan(layer.geometries):
            raise MapsError("unknown-crs")
        return layer.geometries, "system-assumed"
    try:
        given = pyproj.CRS.from_user_input(layer.crs)
    except CRSError as error:
        raise MapsError("unknown-crs") from error
    target = pyproj.CRS.from_user_input(CRS)
    shapes, done = layer.geometries, ""
    if given.geodetic_crs is not None and given.geodetic_crs.name in _SAME and given.is_geographic:
        given = target  # within a metre: less than the width of any line we draw
    if not given.equals(target, ignore_axis_order=True):
        change = pyproj.Transformer.from_crs(given, target, always_xy=True)
        shapes = shapely.transform(layer.geometries, change.transform, interleaved=False)
        geodetic = given.geodetic_crs
        tokyo = geodetic is not None and "Tokyo" in geodetic.name
        done = "system-tokyo" if tokyo else "system-converted"
    if not _in_japan(shapes):
        raise MapsError("outside-japan")
    return shapes, done


def _in_japan(shapes: Geometries) -> bool:
    west, south, east, north = shapely.total_bounds(shapes)
    inside = west >= _JAPAN[0] and south >= _JAPAN[1] and east <= _JAPAN[2] and north <= _JAPAN[3]
    return bool(inside and np.isfinite([west, south, east, north]).all())
