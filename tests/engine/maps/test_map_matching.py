"""Names and codes as divisions write them, held against areas."""

import pytest

from engine.maps import outlines
from tomoni.engine import maps

PREFECTURES = maps.read_boundaries(outlines.PREFECTURES, file_name="prefectures.geojson")


def _boundaries(*names: str, codes: tuple[str, ...] = ()) -> maps.Boundaries:
    said = [
        {"code": codes[place] if codes else f"A{place}", "name": name}
        for place, name in enumerate(names)
    ]
    data = outlines.geojson(outlines.squares(len(names)), properties=said)
    return maps.read_boundaries(data, file_name="a.geojson", code_column="code")


@pytest.mark.parametrize(
    ("area", "key"),
    [
        ("霞ケ丘", "霞ヶ丘"),
        ("霞ケ丘", "霞が丘"),
        ("自由が丘", "自由ヶ丘"),
        ("野口町三丁目", "野口町３丁目"),
        ("野口町十二丁目", "野口町12丁目"),
        ("加古川町北在家", "大字加古川町　字北在家"),
        ("東神吉町天下原", "東神吉町 天下原"),
        ("尾上町今福", "兵庫県加古川市尾上町今福"),
        ("尾上町今福", "加古川市尾上町今福"),
        ("浜の宮", "濱ノ宮"),
        ("平岡", "平岡町"),
        ("平岡小学校区", "平岡"),
        ("ﾆｭｰﾀｳﾝ", "ニュータウン"),
    ],
)
def test_one_place_written_in_two_ways_is_one_place(area: str, key: str) -> None:
    matched = maps.match(_boundaries(area, "別の町"), [key])
    assert matched.codes == {key: "A0"}
    assert matched.areas_without == ("A1",)


@pytest.mark.parametrize("key", ["28", "28000", "280003", "兵庫県", "兵庫", "２８", "28.0"])
def test_a_prefecture_is_found_by_code_or_name(key: str) -> None:
    assert maps.match(PREFECTURES, [key]).codes == {key: "28"}


def test_a_zero_that_a_spreadsheet_has_eaten_is_put_back() -> None:
    assert maps.match(PREFECTURES, ["1", "9"]).codes == {"1": "01", "9": "09"}
    towns = _boundaries("札幌市", "函館市", codes=("01100", "01202"))
    assert maps.match(towns, ["1100", "12025"]).codes == {"1100": "01100"}


@pytest.mark.parametrize(
    ("code", "key", "fits"),
    [
        ("28210", "282103", True),
        ("282103", "28210", True),
        ("28210", "282104", False),
    ],
)
def test_the_check_digit_of_a_municipality_counts(code: str, key: str, fits: bool) -> None:
    matched = maps.match(_boundaries("加古川市", codes=(code,)), [key])
    assert (key in matched.codes) is fits


def test_every_prefecture_is_found_by_its_short_name_and_none_by_another() -> None:
    keys = [area.name[:-1] if area.name != "北海道" else area.name for area in PREFECTURES.areas]
    matched = maps.match(PREFECTURES, keys)
    assert [matched.codes[key] for key in keys] == [area.code for area in PREFECTURES.areas]
    assert not matched.areas_without


def test_what_fits_two_areas_is_matched_with_neither() -> None:
    matched = maps.match(_boundaries("北区", "北町"), ["北区", "きた", "北 区"])
    assert matched.codes == {"北区": "A0", "北 区": "A0"}
    twins = maps.match(_boundaries("A市本町", "B市本町"), ["本町"])
    assert twins.unmatched == (maps.Unmatched(key="本町", candidates=("A0", "A1")),)


def test_what_fits_nothing_comes_with_the_likeliest() -> None:
    matched = maps.match(outlines.towns(), ["加古川田町", "市外"])
    assert matched.unmatched == (
        maps.Unmatched(key="加古川田町", candidates=(outlines.CODES[0],)),
        maps.Unmatched(key="市外"),
    )


def test_what_a_person_says_goes_before_all() -> None:
    said = {"駅前": outlines.CODES[1], "市外": maps.LEFT_OUT, "神野町": outlines.CODES[0]}
    matched = maps.match(outlines.towns(), ["駅前", "市外", "神野町"], chosen=said)
    assert matched.codes == {"駅前": outlines.CODES[1], "神野町": outlines.CODES[0]}
    assert matched.left_out == ("市外",)
    assert not matched.unmatched


def test_what_a_person_says_of_an_area_that_is_gone_is_asked_again() -> None:
    matched = maps.match(outlines.towns(), ["駅前"], chosen={"駅前": "999"})
    assert [each.key for each in matched.unmatched] == ["駅前"]
