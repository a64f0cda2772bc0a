"""What a map shows, and how it is drawn."""

import re
from typing import Any

import pytest
from lxml import etree

from engine.maps import outlines
from tomoni.engine import maps

SVG = "{http://www.w3.org/2000/svg}"
BEFORE, AFTER = (4, 10, 30, 9), (6, 20, 15, 9)
PEOPLE = (100, 100, 100, 9)


def _rates(title: str, counts: tuple[int, ...]) -> maps.Rates:
    table = outlines.table(町=outlines.NAMES, 件数=counts, 人口=PEOPLE)
    codes = dict(zip(outlines.NAMES, outlines.CODES, strict=True))
    measure = maps.Measure(title=title, count="件数", denominator="人口")
    return maps.rates(table, area_column="町", measure=measure, codes=codes)


def _map(**more: Any) -> maps.Map:
    given = {"rates": [_rates("前", BEFORE), _rates("後", AFTER)], "title": "届出", "unit": "％"}
    return maps.choropleth(outlines.towns(), **{**given, **more})


def _drawn(shown: maps.Map, boundaries: maps.Boundaries | None = None) -> Any:
    svg = maps.map_svg(shown, boundaries=boundaries or outlines.towns())
    return etree.fromstring(svg.encode())


def _texts(root: Any) -> list[str]:
    return [each.text for each in root.iter(f"{SVG}text")]


def test_before_and_after_have_the_same_classes() -> None:
    shown = _map(style=maps.Style(how=maps.Breaks.GIVEN, given=(8, 18)))
    assert shown.breaks == (4, 8, 18, 30)
    shades = [[value.shade for value in area.values] for area in shown.areas]
    assert shades == [[0, 0], [1, 2], [2, 1], [None, None]]


def test_of_too_few_neither_rate_nor_number_is_kept() -> None:
    few = _map().areas[3].values[0]
    assert few == maps.MapValue(shown=maps.Shown.FEW)
    many = _map(style=maps.Style(fewest=5)).areas[3].values[0]
    assert (many.shown, many.value, many.n) == (maps.Shown.RATE, 100, 9)


def test_an_area_without_data_is_not_nought() -> None:
    shown = maps.choropleth(outlines.towns(), rates=[_without_last()], title="届出")
    assert shown.areas[2].values[0].shown is maps.Shown.NONE


def _without_last() -> maps.Rates:
    known = _rates("", BEFORE)
    kept = {code: rate for code, rate in known.by_key.items() if code != outlines.CODES[2]}
    return known.model_copy(update={"by_key": kept})


def test_the_picture_says_what_it_is_and_in_which_font() -> None:
    root = _drawn(_map(sources="境界：市"))
    assert root.get("role") == "img"
    assert "Noto Sans JP" in root.get("font-family")
    assert root.find(f"{SVG}title").text == "届出"
    assert "加古川町" in root.find(f"{SVG}desc").text
    assert "境界：市" in _texts(root)
    assert root.find(f".//{SVG}script") is None
    assert not root.xpath("//@style | //@href")


def test_the_legend_holds_every_class_once_with_the_number_of_its_areas() -> None:
    style = maps.Style(how=maps.Breaks.GIVEN, given=(8, 18))
    words = _texts(_drawn(_map(style=style)))
    for said in ("8未満（1→1）", "8～18未満（1→1）", "18以上（1→1）"):
        assert words.count(said) == 1
    assert "nが10未満なので出していません" in words
    assert "データなし" not in words


@pytest.mark.parametrize(
    ("counts", "few"), [([0, 10, 50, 90], 0), ([1, 9, 50, 91], 3), ([9, 20, 95, 50], 2)]
)
def test_rates_that_give_away_a_small_count_are_counted(counts: list[int], few: int) -> None:
    table = outlines.table(町=outlines.CODES, 件数=counts, 人口=[100] * 4)
    measure = maps.Measure(count="件数", denominator="人口")
    found = maps.rates(table, area_column="町", measure=measure)
    assert maps.choropleth(outlines.towns(), rates=[found], title="届出").few == few


def test_too_few_is_hatched_and_no_data_is_dotted() -> None:
    root = _drawn(maps.choropleth(outlines.towns(), rates=[_without_last()], title="届出"))
    fills = [each.get("fill") for each in root.iter(f"{SVG}path") if each.get("fill-rule")]
    assert fills[2:] == ["url(#none)", "url(#few)"]
    patterns = {each.get("id"): len(each) for each in root.iter(f"{SVG}pattern")}
    assert patterns == {"few": 2, "none": 2}


def test_every_outline_is_drawn_on_both_maps_with_its_own_words() -> None:
    root = _drawn(_map())
    titles = [each.findtext(f"{SVG}title") for each in root.iter(f"{SVG}path")]
    said = [each for each in titles if each]
    assert said[0] == "加古川町：4.0 ％（n=100）"
    assert said[4] == "加古川町：6.0 ％（n=100）"
    assert said[3] == "平岡町：10未満"
    names = [each for each in _texts(root) if each in outlines.NAMES]
    assert sorted(names) == sorted(outlines.NAMES * 2)


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    root = _drawn(_map(rates=[_rates("", BEFORE)]))
    path = root.find(f"{SVG}path")
    (bar,) = re.findall(r"h([\d.]+)", path.get("d"))
    long = float(bar)
    words = next(each for each in _texts(root) if each.endswith(" km"))
    corners = [
        float(x) for each in root.iter(f"{SVG}path") if each.get("fill-rule")
        for x in re.findall(r"[ML]([\d.]+),", each.get("d"))
    ]  # fmt: skip
    metres = 4 * outlines.SIDE * 111_320 * 0.8212  # cos 34.8°
    assert long / (max(corners) - min(corners)) == pytest.approx(
        float(words.removesuffix(" km")) * 1000 / metres, rel=0.01
    )


def test_places_beyond_the_outlines_are_counted_and_not_drawn_over_the_legend() -> None:
    marks = [maps.Point(longitude=134.81, latitude=34.76), maps.Point(longitude=140, latitude=36)]
    shown = maps.choropleth(outlines.towns(), points=marks, title="駅")
    assert (len(shown.points), shown.points_outside) == (1, 1)
    said = "地図の外にある点1か所は描いていません。"
    root = _drawn(shown)
    assert str(root.findtext(f"{SVG}desc")).endswith(said)
    assert root.findall(f"{SVG}text")[-1].text == said


def test_equal_maps_give_equal_pictures_and_other_boundaries_are_refused() -> None:
    one, other = (maps.map_svg(_map(), boundaries=outlines.towns()) for _ in range(2))
    assert one == other
    with pytest.raises(maps.MapsError, match="other-boundaries"):
        maps.map_svg(_map(), boundaries=outlines.towns(3))


def test_a_picture_becomes_a_png_of_twice_its_size() -> None:
    svg = maps.map_svg(_map(), boundaries=outlines.towns())
    png = maps.map_png(svg)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 1920


def test_names_with_letters_that_xml_cannot_hold_do_no_harm() -> None:
    root = _drawn(_map(title="届\x0b出 <&>"))
    assert root.find(f"{SVG}title").text == "届出 <&>"


def test_places_are_marked_on_the_areas_they_lie_in() -> None:
    table = outlines.table(名=["駅"], 経度=[outlines.WEST + 0.01], 緯度=[outlines.SOUTH + 0.01])
    columns = {"longitude_column": "経度", "latitude_column": "緯度", "label_column": "名"}
    marks = maps.points(table, **columns)
    root = _drawn(maps.choropleth(outlines.towns(), points=marks, title="駅"))
    dot = root.find(f".//{SVG}g/{SVG}circle")
    first = next(each for each in root.iter(f"{SVG}path") if each.get("fill-rule"))
    across = [float(x) for x in re.findall(r"[ML]([\d.]+),", first.get("d"))]
    assert float(dot.get("cx")) == pytest.approx((min(across) + max(across)) / 2, abs=0.2)
    assert dot.findtext(f"{SVG}title") == "駅"
    with pytest.raises(maps.MapsError, match="outside-japan"):
        maps.points(table, longitude_column="緯度", latitude_column="経度")
    with pytest.raises(maps.MapsError, match="not-a-number"):
        maps.points(table, longitude_column="名", latitude_column="緯度")


def test_meshes_of_every_size_need_no_file() -> None:
    # Tokyo station lies in the third mesh 53394611 (JIS X 0410).
    boundaries = maps.mesh_boundaries(["53394611", "533946113", "5339", "53394611"])
    assert [area.code for area in boundaries.areas] == ["5339", "53394611", "533946113"]
    west, south, east, north = boundaries.geometries()[1].bounds
    assert west <= 139.7671 <= east
    assert south <= 35.6812 <= north
    assert (east - west, north - south) == pytest.approx((1 / 80, 1 / 120))
    half = boundaries.geometries()[2].bounds
    assert half[0] == pytest.approx(west)
    assert half[1] == pytest.approx((south + north) / 2)
    assert 1.0 < boundaries.areas[1].km2 < 1.1
    with pytest.raises(maps.MapsError, match="not-a-mesh"):
        maps.mesh_boundaries(["28210"])
    with pytest.raises(maps.MapsError, match="no-areas"):
        maps.mesh_boundaries([])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"rates": [_rates("", BEFORE)] * 3}, "too-many-maps"),
        ({"style": maps.Style(fewest=500)}, "no-values"),
    ],
)
def test_what_cannot_be_shown_is_said(given: dict[str, Any], code: str) -> None:
    with pytest.raises(maps.MapsError, match=code):
        _map(**given)
