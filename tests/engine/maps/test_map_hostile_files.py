"""Files that would harm whoever opens them, or that are something else, are refused with a code."""

import io
import json
import zipfile

import pytest
import shapely

from engine.maps import outlines
from tomoni.engine import maps

BILLION = "".join(
    f'<!ENTITY a{n} "{"".join(f"&a{n - 1};" for _ in range(10))}">' for n in range(1, 10)
)


def _code(data: bytes, *, name: str, limits: maps.Limits | None = None) -> str:
    with pytest.raises(maps.MapsError) as caught:
        maps.read_boundaries(data, file_name=name, limits=limits)
    return caught.value.code


@pytest.mark.parametrize(
    "head",
    [
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{BILLION}]>',
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">',
    ],
)
def test_xml_that_declares_entities_is_not_even_parsed(head: str) -> None:
    assert _code(outlines.gml(head=head), name="a.gml") == "hostile-xml"
    assert _code(outlines.gml(head=head).decode().encode("utf-16"), name="a.gml") in {
        "hostile-xml",
        "not-boundaries",
    }


@pytest.mark.parametrize(
    ("encoding", "hidden"),
    [
        ("UTF-7", '+ADw-!DOCTYPE x [<!ENTITY a "ha">]>'),
        ("ISO-2022-JP", '<!\x1b(BDOC\x1b(BTYPE x [<!ENTITY a "ha">]>'),
    ],
)
def test_entities_cannot_hide_behind_another_encoding(encoding: str, hidden: str) -> None:
    declared = outlines.gml(head=hidden).replace(b"UTF-8", encoding.encode())
    assert _code(declared, name="a.gml") == "hostile-xml"


def test_gml_in_an_encoding_of_japan_is_read() -> None:
    text = outlines.gml().decode().replace("UTF-8", "Shift_JIS")
    found = maps.read_boundaries(text.encode("cp932"), file_name="a.gml")
    assert [area.name for area in found.areas] == list(outlines.NAMES[:2])


@pytest.mark.parametrize("members", [1, 40])
def test_a_line_that_is_named_often_counts_each_time(members: int) -> None:
    arc = [[134.8 + step * 1e-6, 34.75 + step % 2 * 1e-6] for step in range(200)]
    named = [{"type": "Polygon", "arcs": [[0] * (200 // members)]} for _ in range(members)]
    topology = {"type": "Topology", "arcs": [arc], "objects": {"a": {"geometries": named}}}
    limits = maps.Limits(max_points=10_000)
    assert _code(json.dumps(topology).encode(), name="a.topojson", limits=limits) == "too-large"
    curve = b'<gml:curveMember xlink:href="#cv0"/>'
    data = outlines.gml().replace(curve, curve * 3_000)
    assert _code(data, name="a.gml", limits=limits) == "too-large"


def test_an_outline_without_a_border_is_refused() -> None:
    data = outlines.gml().replace(b"gml:exterior>", b"gml:interior>")
    assert _code(data, name="a.gml") == "not-boundaries"


def test_a_shapefile_of_empty_records_ends_early() -> None:
    header = bytearray(100)
    header[32] = 5
    data = outlines.zipped({"a.shp": bytes(header) + bytes(8 * 50), "a.dbf": bytes(33)})
    assert _code(data, name="a.zip", limits=maps.Limits(max_features=49)) == "too-large"


def test_a_zip_that_unpacks_to_more_than_may_be_is_refused() -> None:
    data = outlines.zipped({"a.geojson": b" " * 3_000_000})
    assert len(data) < 10_000
    limits = maps.Limits(max_unzipped_bytes=1_000_000)
    assert _code(data, name="a.zip", limits=limits) == "too-large"


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(outlines.zipped({"a.geojson": b" " * 3_000_000}))
    small = (1_000).to_bytes(4, "little")
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = small
    data[22:26] = small
    limits = maps.Limits(max_unzipped_bytes=1_000_000)
    assert _code(bytes(data), name="a.zip", limits=limits) in {"too-large", "damaged-archive"}


def test_names_in_a_zip_never_become_paths() -> None:
    data = outlines.zipped({"../../../tmp/evil.geojson": outlines.geojson()})
    found = maps.read_boundaries(data, file_name="a.zip")
    assert len(found.areas) == 4


def test_a_zip_with_too_many_parts_is_refused() -> None:
    data = outlines.zipped({f"{n}.geojson": b"{}" for n in range(12)})
    assert _code(data, name="a.zip", limits=maps.Limits(max_parts=10)) == "too-large"


def test_a_damaged_zip_is_refused() -> None:
    data = outlines.zipped({"a.geojson": outlines.geojson()})
    assert _code(data[: len(data) // 2], name="a.zip") == "damaged-archive"
    assert _code(outlines.zipped({"a.txt": b"x"}), name="a.zip") == "not-boundaries"


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(outlines.zipped({"a.geojson": outlines.geojson()}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    assert _code(bytes(data), name="a.zip") == "locked-archive"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "not-boundaries"),
        (b"[]", "not-boundaries"),
        (b'{"type": "FeatureCollection"}', "not-boundaries"),
        (b'{"type": "FeatureCollection", "features": []}', "no-areas"),
        (b'{"type": "FeatureCollection", "features": [{"geometry": 3}]}', "not-boundaries"),
        (b'{"type": "Topology", "arcs": [], "objects": {"a": {"geometries": [{}]}}}', "no-areas"),
        (
            b'{"type": "Topology", "arcs": [], "objects": '
            b'{"a": {"type": "Polygon", "arcs": [[7]]}}}',
            "not-boundaries",
        ),
        (b"[" * 100_000, "not-boundaries"),
        (b"\xff\xfe\x00", "not-boundaries"),
        (b"<a", "not-boundaries"),
        (b"<a/>", "no-areas"),
    ],
)
def test_what_holds_no_boundaries_is_refused_with_a_code(data: bytes, code: str) -> None:
    assert _code(data, name="a.geojson") == code


def test_a_shapefile_needs_its_companions() -> None:
    assert _code(b"\x00\x00\x27\x0a" + bytes(96), name="a.shp") == "single-shp"
    assert _code(outlines.zipped({"a.shp": bytes(100)}), name="a.zip") == "no-dbf"
    broken = outlines.zipped({"a.shp": bytes(100), "a.dbf": bytes(33)})
    assert _code(broken, name="a.zip") == "not-boundaries"


def test_coordinates_that_nobody_can_place_are_refused() -> None:
    in_metres = [shapely.box(0, 0, 900, 900)]
    named = [{"name": "東"}]
    plain = outlines.geojson(in_metres, properties=named)
    assert _code(plain, name="a.geojson") == "outside-japan"
    odd = outlines.geojson(in_metres, properties=named, crs={"properties": {"name": "EPSG:999999"}})
    assert _code(odd, name="a.geojson") == "unknown-crs"
    assert _code(outlines.gml(system="nowhere").replace(b"134.", b"4."), name="a.gml") == (
        "unknown-crs"
    )


def test_degrees_in_japan_without_a_word_are_taken_for_jgd2011() -> None:
    found = maps.read_boundaries(outlines.gml(system="nowhere"), file_name="a.gml")
    assert [each.code for each in found.findings] == ["system-assumed"]


@pytest.mark.parametrize(
    "limits",
    [{"max_bytes": 10}, {"max_text_bytes": 10}, {"max_features": 3}, {"max_points": 12}],
)
def test_files_beyond_a_limit_are_refused(limits: dict[str, int]) -> None:
    data = outlines.geojson()
    assert _code(data, name="a.geojson", limits=maps.Limits(**limits)) == "too-large"


def test_no_message_holds_what_stands_in_the_file() -> None:
    data = json.loads(outlines.geojson())
    data["features"][0]["geometry"]["coordinates"] = "secret"
    with pytest.raises(maps.MapsError) as caught:
        maps.read_boundaries(json.dumps(data).encode(), file_name="a.geojson")
    assert "secret" not in str(caught.value)


def test_a_member_larger_than_it_declares_stops_early() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as parcel:
        parcel.writestr("a.geojson", outlines.geojson())
        parcel.writestr("b.geojson", b" " * 500)
    room = maps.Limits(max_unzipped_bytes=len(outlines.geojson()) + 400)
    assert _code(out.getvalue(), name="a.zip", limits=room) == "too-large"
