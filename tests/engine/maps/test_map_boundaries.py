"""Files of boundaries as they are found in the wild, and what is read from them."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl
import pyogrio
import pyproj
import pytest
import shapely

from engine.maps import outlines
from tomoni.engine import maps


def _read(data: bytes, *, name: str, code: str = "", called: str = "") -> maps.Boundaries:
    return maps.read_boundaries(data, file_name=name, code_column=code, name_column=called)


def _codes(boundaries: maps.Boundaries) -> dict[str, int]:
    return {each.code: int(each.params["count"]) for each in boundaries.findings}


def _names(boundaries: maps.Boundaries) -> tuple[str, ...]:
    return tuple(area.name for area in boundaries.areas)


def test_the_prefectures_have_their_codes_names_and_sizes() -> None:
    found = _read(outlines.PREFECTURES, name="prefectures.geojson")
    assert len(found.areas) == 47
    assert (found.code_column, found.name_column, found.findings) == ("code", "name", ())
    by_name = {area.name: area for area in found.areas}
    assert by_name["兵庫県"].code == "28"
    assert by_name["北海道"].km2 == pytest.approx(78_000, rel=0.02)
    assert shapely.coverage_is_valid(found.geometries())


def test_a_shapefile_in_shift_jis_without_cpg_is_read_from_a_folder_in_a_zip(
    tmp_path: Path,
) -> None:
    found = _read(outlines.shapefile(tmp_path), name="A002.zip")
    assert _names(found) == outlines.NAMES
    assert found.code_column == "KEY_CODE"
    assert _codes(found) == {"texts-in-shift-jis": 1}


def test_a_shapefile_in_utf8_says_nothing_of_shift_jis(tmp_path: Path) -> None:
    found = _read(outlines.shapefile(tmp_path, encoding="utf-8"), name="a.zip")
    assert _names(found) == outlines.NAMES
    assert not found.findings


def test_a_shapefile_without_its_index_is_read_all_the_same(tmp_path: Path) -> None:
    data = outlines.shapefile(tmp_path, leave_out=(".cpg", ".shx"))
    assert _names(_read(data, name="a.zip")) == outlines.NAMES


@pytest.mark.parametrize(
    ("system", "finding", "metres"),
    [(outlines.ZONE_5, "system-converted", 0.1), (outlines.TOKYO, "system-tokyo", 15)],
)
def test_other_systems_of_coordinates_end_in_jgd2011(
    tmp_path: Path, system: str, finding: str, metres: float
) -> None:
    there = pyproj.Transformer.from_crs(maps.CRS, system, always_xy=True)
    moved = [
        shapely.transform(each, there.transform, interleaved=False) for each in outlines.squares()
    ]
    found = _read(outlines.shapefile(tmp_path, shapes=moved, crs=system), name="a.zip")
    assert finding in _codes(found)
    degrees = metres / 90_000
    for given, read in zip(outlines.squares(), found.geometries(), strict=True):
        assert np.allclose(given.bounds, read.bounds, atol=degrees)


def test_topojson_arcs_are_joined_and_run_backwards() -> None:
    found = _read(outlines.topojson(), name="towns.topojson")
    assert [area.code for area in found.areas] == list(outlines.CODES[:2])
    assert found.areas[1].name == outlines.CODES[1]
    for given, read in zip(outlines.squares(2), found.geometries(), strict=True):
        assert given.symmetric_difference(read).area == pytest.approx(0, abs=1e-12)


def test_the_gml_of_the_ministry_has_latitude_first() -> None:
    found = _read(outlines.gml(), name="N03.xml")
    assert _names(found) == outlines.NAMES[:2]
    assert (found.code_column, found.name_column) == ("administrativeAreaCode", "cityName")
    for given, read in zip(outlines.squares(2), found.geometries(), strict=True):
        assert given.symmetric_difference(read).area == pytest.approx(0, abs=1e-12)


def test_gml_of_the_tokyo_datum_is_moved() -> None:
    found = _read(outlines.gml(system="TD / (B, L)"), name="N03.xml")
    assert "system-tokyo" in _codes(found)
    moved = found.geometries()[0].centroid.distance(outlines.squares(1)[0].centroid) * 100_000
    assert 300 < moved < 600  # metres, roughly: the two differ by some 450 m


def test_of_several_forms_in_one_zip_the_shapefile_is_read(tmp_path: Path) -> None:
    shapes = outlines.shapefile(tmp_path)
    with zipfile.ZipFile(BytesIO(shapes)) as parcel:
        files = {name: parcel.read(name) for name in parcel.namelist()}
    both = outlines.zipped(files | {"towns.geojson": b"{}", "readme.txt": b"x"})
    assert _names(_read(both, name="both.zip")) == outlines.NAMES


def test_more_sets_in_a_zip_are_told() -> None:
    data = outlines.zipped({"a.geojson": outlines.geojson(), "b.geojson": outlines.geojson()})
    assert _codes(_read(data, name="two.zip")) == {"more-sets": 1}


def test_of_polygons_and_points_in_one_zip_the_polygons_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(outlines.shapefile(tmp_path))) as parcel:
        towns = {name: parcel.read(name) for name in parcel.namelist()}
    schools = tmp_path / "A27P.shp"
    pyogrio.raw.write(
        schools,
        geometry=shapely.to_wkb(np.array([shapely.Point(134.81, 34.76)], dtype=object)),
        field_data=[np.array(["x"], dtype=object)],
        fields=["A27P_1"],
        geometry_type="Point",
        crs=outlines.JGD2011,
    )
    points = {path.name: path.read_bytes() for path in tmp_path.glob("A27P.*")}
    found = _read(outlines.zipped(points | towns), name="A27.zip")
    assert _names(found) == outlines.NAMES
    assert "more-sets" not in _codes(found)


def test_an_outline_that_crosses_itself_is_repaired_and_told() -> None:
    bow = shapely.Polygon([(134.8, 34.7), (134.9, 34.8), (134.9, 34.7), (134.8, 34.8)])
    found = _read(outlines.geojson([bow, *outlines.squares(3)]), name="bow.geojson")
    assert _codes(found) == {"outlines-repaired": 1}
    assert shapely.is_valid(found.geometries()).all()


def test_parts_of_one_code_become_one_area() -> None:
    said = [{"code": code, "name": "町"} for code in ("1", "1", "2", "2")]
    found = _read(outlines.geojson(properties=said), name="parts.geojson")
    assert [area.code for area in found.areas] == ["1", "2"]
    assert _codes(found) == {"areas-joined": 2}
    assert found.geometries()[0].area == pytest.approx(2 * outlines.SIDE**2)


def test_rows_without_area_or_name_are_left_out_and_told() -> None:
    shapes = [shapely.Point(134.8, 34.7), *outlines.squares(3)]
    said = [{"name": "駅"}, {"name": "東"}, {"name": " "}, {"name": "西"}]
    found = _read(outlines.geojson(shapes, properties=said), name="mixed.geojson")
    assert _names(found) == ("東", "西")
    assert _codes(found) == {
        "rows-without-area": 1, "areas-without-name": 1, "areas-without-code": 1,
    }  # fmt: skip


def test_columns_of_code_and_name_can_be_given() -> None:
    said = [{"番号": str(n), "校区": f"校{n}", "町": f"町{n}"} for n in range(4)]
    data = outlines.geojson(properties=said)
    found = _read(data, name="s.geojson", code="番号", called="校区")
    assert _names(found) == ("校0", "校1", "校2", "校3")
    with pytest.raises(maps.MapsError, match="unknown-column"):
        _read(data, name="s.geojson", called="学校")


def test_what_is_stored_comes_back_the_same() -> None:
    found = outlines.towns()
    data = maps.write_areas(found)
    assert maps.read_areas(data).areas == found.areas
    geo = json.loads(pl.read_parquet_metadata(data)["geo"])
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    with pytest.raises(maps.MapsError, match="not-areas"):
        maps.read_areas(b"PAR1")


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("a.geojson", outlines.geojson(), True),
        ("a.json", outlines.topojson(), True),
        ("a.json", b'{"rows": []}', False),
        ("a.xml", outlines.gml(), True),
        ("a.xml", b"<a/>", False),
        ("a.zip", outlines.zipped({"a.geojson": b""}), True),
        ("a.xlsx", outlines.zipped({"xl/workbook.xml": b""}), False),
        ("a.csv", b"a,b\n", False),
    ],
)
def test_a_file_of_boundaries_is_known_by_ending_and_beginning(
    name: str, data: bytes, answer: bool
) -> None:
    assert maps.is_boundaries(data, file_name=name) is answer
