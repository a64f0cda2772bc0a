"""Degrees to pixels."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from tomoni.engine.maps._boundaries import CRS, Geometries

_TOLERANCE = 0.4
"""Pixels that an outline may be off: less than the width of its line."""
_SMALLEST_METRES = 100.0
_SPECK = 0.25
"""Square pixels: a smaller island of an area that has a larger part is left out."""


@dataclass(frozen=True)
class Sheet:
    """Outlines on a sheet of pixels, and how many of them make a metre."""

    shapes: Geometries
    width: float
    height: float
    pixels_per_metre: float
    places: npt.NDArray[np.float64]
    """Points on the same sheet, shape (points, 2)."""


def project(
    shapes: Geometries,
    *,
    points: npt.NDArray[np.float64],
    width: float,
    highest: float,
) -> Sheet:
    """The outlines in Lambert's azimuthal equal-area projection about their middle, north up.

    Equal areas stay equal, so that a shade never looks larger than it is (Snyder 1987, USGS
    Professional Paper 1395, 182-190). Borders between areas stay common when corners are left out.
    """
    west, south, east, north = shapely.total_bounds(shapes)
    middle = f"+proj=laea +lat_0={(south + north) / 2} +lon_0={(west + east) / 2} +ellps=GRS80"
    change = pyproj.Transformer.from_crs(CRS, middle, always_xy=True)
    flat = shapely.transform(shapes, change.transform, interleaved=False)
    left, bottom, right, top = shapely.total_bounds(flat)
    wide, high = max(right - left, _SMALLEST_METRES), max(top - bottom, _SMALLEST_METRES)
    scale = min(width / wide, highest / high)
    shift = (width - wide * scale) / 2
    slim = _slim(flat, tolerance=_TOLERANCE / scale)

    def place(corners: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        x = (corners[:, 0] - left) * scale + shift
        return np.column_stack([x, (top - corners[:, 1]) * scale])

    dots = np.column_stack(change.transform(points[:, 0], points[:, 1]))
    drawn = shapely.transform(slim, place)
    return Sheet(drawn, width, math.ceil(high * scale), scale, place(dots))


def _slim(shapes: Geometries, *, tolerance: float) -> Geometries:
    """Without corners that nobody sees; an area that would vanish keeps them all."""
    slim = shapely.coverage_simplify(shapes, tolerance)
    gone = shapely.is_empty(slim)
    found: Geometries = np.where(gone, shapes, slim)
    return found


def path(shape: shapely.Geometry) -> str:
    """The outline as an SVG path, to a tenth of a pixel, without islands that nobody sees."""
    polygons = shapely.get_parts(shape)
    if len(polygons) > 1:
        sizes = shapely.area(polygons)
        polygons = polygons[sizes >= min(_SPECK, sizes.max())]
    corners, owners = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    rings = np.split(np.round(corners, 1), starts[1:])
    return "".join(
        "M" + "L".join([f"{x:g},{y:g}" for x, y in ring[:-1].tolist()]) + "Z" for ring in rings
    )
