"""Areas with their outlines, and how they are stored."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
import numpy.typing as npt
import polars as pl
import pyproj
import shapely

from tomoni.engine.core import Finding
from tomoni.engine.maps._errors import MapsError

CRS = "EPSG:6668"
"""JGD2011 geographic coordinates; longitude and latitude in degrees, longitude first."""
_GEO = "geo"
_COLUMNS = ("code", "name", "geometry", "km2")

Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Area:
    """One area: `geometry` is well-known binary (OGC 06-103r4) of a polygon or multipolygon in
    `CRS`; `km2` its area on the ellipsoid in square kilometres."""

    code: str
    """The area's code; where the file has none, its name."""
    name: str
    geometry: bytes = field(repr=False)
    km2: float


@dataclass(frozen=True)
class Boundaries:
    """Areas in the order of their codes, each code once.

    `columns` are those of the file, of which `code_column` and `name_column` were taken (empty:
    none); `attributes` are its rows as text, one a feature, only where the file was just read.
    """

    areas: tuple[Area, ...]
    code_column: str = ""
    name_column: str = ""
    columns: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    attributes: pl.DataFrame = field(default_factory=pl.DataFrame, repr=False)

    def geometries(self) -> Geometries:
        """The outlines as shapely geometries, shape (areas,)."""
        found: Geometries = shapely.from_wkb([area.geometry for area in self.areas])
        return found


def areas_of(
    codes: Sequence[str], *, names: Sequence[str], geometries: Geometries
) -> tuple[Area, ...]:
    """The areas in the order of their codes; the three have the same length."""
    geod = pyproj.CRS.from_user_input(CRS).get_geod()
    assert geod is not None  # noqa: S101 - a geographic system has an ellipsoid
    made = [
        Area(code, name, shapely.to_wkb(shape), abs(geod.geometry_area_perimeter(shape)[0]) / 1e6)
        for code, name, shape in zip(codes, names, geometries, strict=True)
    ]
    return tuple(sorted(made, key=lambda area: area.code))


def write_areas(boundaries: Boundaries) -> bytes:
    """The areas as GeoParquet 1.1 with the columns code, name, geometry, km2."""
    areas = boundaries.areas
    kinds = sorted({shape.geom_type for shape in boundaries.geometries()})
    geo = {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": kinds,
                "crs": pyproj.CRS.from_user_input(CRS).to_json_dict(),
            }
        },
    }
    rows = [(area.code, area.name, area.geometry, area.km2) for area in areas]
    frame = pl.DataFrame(rows, schema=list(_COLUMNS), orient="row")
    out = BytesIO()
    frame.write_parquet(out, compression="zstd", metadata={_GEO: json.dumps(geo)})
    return out.getvalue()


def read_areas(data: bytes) -> Boundaries:
    """What `write_areas` wrote. Raises `MapsError("not-areas")` for anything else."""
    try:
        frame = pl.read_parquet(BytesIO(data)).select(_COLUMNS)
    except pl.exceptions.PolarsError as error:
        raise MapsError("not-areas") from error
    return Boundaries(tuple(Area(*row) for row in frame.iter_rows()))
