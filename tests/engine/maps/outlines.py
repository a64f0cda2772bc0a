"""Files of boundaries as they are found, written here: four towns in a row east of a city hall."""

import json
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyogrio
import shapely

from tomoni.engine import maps
from tomoni.engine.core import Column, ColumnType, Table

EXAMPLE = Path(__file__).parents[3] / "examples/household-size/files/prefectures.geojson"
PREFECTURES = EXAMPLE.read_bytes()
WEST, SOUTH, SIDE = 134.80, 34.75, 0.02
NAMES = ("加古川町", "神野町", "野口町", "平岡町")
CODES = ("282100010", "282100020", "282100030", "282100040")
JGD2011, TOKYO, ZONE_5 = "EPSG:6668", "EPSG:4301", "EPSG:6673"


def squares(count: int = 4) -> list[shapely.Polygon]:
    """Squares that touch, from west to east."""
    return [
        shapely.box(WEST + SIDE * place, SOUTH, WEST + SIDE * (place + 1), SOUTH + SIDE)
        for place in range(count)
    ]


def geojson(
    shapes: Sequence[shapely.Geometry] | None = None,
    *,
    properties: Sequence[dict[str, Any]] | None = None,
    **more: Any,
) -> bytes:
    found = squares() if shapes is None else shapes
    said = properties or [
        {"code": code, "name": name} for code, name in zip(CODES, NAMES, strict=True)
    ]
    features = [
        {"type": "Feature", "properties": each, "geometry": json.loads(shapely.to_geojson(shape))}
        for shape, each in zip(found, said, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def topojson() -> bytes:
    """Two squares with one arc in common, in whole steps of a transform."""
    common = [[1, 0], [0, 1]]
    first = [[1, 1], [-1, 0], [0, -1], [1, 0]]
    second = [[1, 0], [1, 0], [0, 1], [-1, 0]]
    backwards = -1
    geometries = [
        {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": CODES[0], "name": NAMES[0]}},
        {"type": "MultiPolygon", "arcs": [[[backwards, 2]]], "properties": {"code": CODES[1]}},
    ]
    return json.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [SIDE, SIDE], "translate": [WEST, SOUTH]},
            "arcs": [common, first, second],
            "objects": {"towns": {"type": "GeometryCollection", "geometries": geometries}},
        }
    ).encode()


def shapefile(
    folder: Path,
    *,
    shapes: Sequence[shapely.Geometry] | None = None,
    names: Sequence[str] = NAMES,
    codes: Sequence[str] = CODES,
    encoding: str = "cp932",
    crs: str = JGD2011,
    leave_out: Sequence[str] = (".cpg",),
) -> bytes:
    """A zip of a shapefile as GDAL writes it, in a folder inside the zip."""
    found = np.array(squares() if shapes is None else shapes, dtype=object)
    pyogrio.raw.write(
        folder / "towns.shp",
        geometry=shapely.to_wkb(found),
        field_data=[np.array(codes, dtype=object), np.array(names, dtype=object)],
        fields=["KEY_CODE", "S_NAME"],
        geometry_type="Polygon",
        crs=crs,
        encoding=encoding,
    )
    files = {
        f"A002/町丁/towns{path.suffix}": path.read_bytes()
        for path in sorted(folder.glob("towns.*"))
        if path.suffix not in leave_out
    }
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, content in files.items():
            parcel.writestr(name, content)
    return out.getvalue()


def gml(*, head: str = "", system: str = "JGD2011 / (B, L)") -> bytes:
    """Two areas as 国土数値情報 writes them: curves, surfaces of curves, features of surfaces."""
    curves, surfaces, features = "", "", ""
    for place in range(2):
        ring = squares()[place].exterior.coords
        positions = "\n".join(f"{y:.6f} {x:.6f}" for x, y in ring)
        curves += (
            f'<gml:Curve gml:id="cv{place}"><gml:segments><gml:LineStringSegment><gml:posList>\n'
            f"{positions}\n</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve>"
        )
        surfaces += (
            f'<gml:Surface gml:id="sf{place}"><gml:patches><gml:PolygonPatch><gml:exterior>'
            f'<gml:Ring><gml:curveMember xlink:href="#cv{place}"/></gml:Ring></gml:exterior>'
            "</gml:PolygonPatch></gml:patches></gml:Surface>"
        )
        features += (
            f'<ksj:AdministrativeBoundary gml:id="gy{place}"><ksj:bounds xlink:href="#sf{place}"/>'
            "<ksj:prefectureName>兵庫県</ksj:prefectureName>"
            f"<ksj:cityName>{NAMES[place]}</ksj:cityName>"
            f'<ksj:administrativeAreaCode codeSpace="x.xml">2821{place}'
            "</ksj:administrativeAreaCode>"
            "</ksj:AdministrativeBoundary>"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}'
        '<ksj:Dataset xmlns:gml="http://www.opengis.net/gml/3.2" '
        'xmlns:ksj="http://nlftp.mlit.go.jp/ksj/schemas/ksj-app" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<gml:boundedBy><gml:Envelope srsName="{system}"/></gml:boundedBy>'
        f"{curves}{surfaces}{features}</ksj:Dataset>"
    ).encode()


def towns(count: int = 4) -> maps.Boundaries:
    return maps.read_boundaries(
        geojson(
            squares(count),
            properties=[
                {"code": f"2821000{place:02d}", "name": f"町{place}"} for place in range(count)
            ]
            if count != len(NAMES)
            else None,
        ),
        file_name="towns.geojson",
    )


def table(**columns: Sequence[Any]) -> Table:
    """A tidy table of texts and numbers."""
    frame = pl.DataFrame(columns)
    kinds = {pl.String: ColumnType.TEXT, pl.Int64: ColumnType.INTEGER}
    named = tuple(
        Column(name=name, type=kinds.get(type(dtype), ColumnType.NUMBER))
        for name, dtype in frame.schema.items()
    )
    return Table("表", named, frame)
