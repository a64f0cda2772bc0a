"""A release shows what it may, and nothing that is hidden stands in it or can be reckoned."""

import json

import pytest

from engine.privacy.towns import SCHOOLS, TOWNS, rows_of, table_from
from tomoni.engine.core import ROW_KIND
from tomoni.engine.privacy import (
    Layout,
    Offer,
    PrivacyError,
    Release,
    attack,
    offers,
    publish,
    read_release,
    release_table,
    shading,
    shares,
    write_release,
)
from tomoni.engine.tables import write_csv, write_xlsx

BY = ["町", "年代"]


@pytest.fixture(scope="module")
def release() -> Release:
    return publish(TOWNS, by=BY, rule="10未満")


def test_the_small_cell_is_hidden_and_cannot_be_subtracted(release: Release) -> None:
    """東町・若い is 4: three more cells have to go so that no line tells it (counted by hand)."""
    assert release.at("東町", "若い") is None
    assert int(release.hidden.sum()) == 4
    assert release.at("", "") == 117
    assert release.at("北町", "若い") == 0
    found = {one.at: (one.low, one.high) for one in release.exposures}
    low, high = found["東町", "若い"]
    assert low <= 1
    assert high is None or high >= 9
    assert release.is_safe


def test_what_an_outsider_can_reckon_is_told_exactly() -> None:
    """Three towns of 4, 15 and 30: whichever of the two goes with the first, the sum is known."""
    table = rows_of(["町"], {("東町",): 4, ("西町",): 30, ("南町",): 15})
    release = publish(table, by=["町"], rule="10未満")
    sums = {"西町": 34, "南町": 19}
    assert release.at("") == 49
    (partner,) = (town for town in sums if release.at(town) is None)
    assert {(one.at, one.low, one.high) for one in release.exposures} == {
        ((town,), 1, sums[partner] - 1) for town in ("東町", partner)
    }


def test_no_hidden_number_stands_in_the_file(release: Release) -> None:
    table = rows_of(BY, {("東町", "若い"): 7, ("東町", "高い"): 8_461, ("西町", "若い"): 7_253,
                         ("西町", "高い"): 9_377})  # fmt: skip
    made = publish(table, by=BY, rule="10未満")
    text = write_release(made).decode()
    shown = {value for value in made.values if value is not None}
    for number in (8_461, 7_253, 9_377):
        assert (str(number) in text) == (number in shown)
    assert {"cost", "weights", "need", "primary"} & set(json.loads(text)) == set()


def test_a_release_survives_its_file(release: Release) -> None:
    assert read_release(write_release(release)) == release
    for wrong in (b"", b"{}", write_release(release).replace(b"values", b"valves")):
        with pytest.raises(PrivacyError, match="bad-release"):
            read_release(wrong)


def test_a_release_that_does_not_fit_itself_is_refused(release: Release) -> None:
    said = json.loads(write_release(release))
    said["values"].pop()
    with pytest.raises(PrivacyError, match="bad-release"):
        read_release(json.dumps(said).encode())
    said = json.loads(write_release(release))
    said["axes"][0]["sums"][0]["parts"] = [0, 99]
    with pytest.raises(PrivacyError, match="bad-release"):
        read_release(json.dumps(said).encode())


def test_the_table_for_files_holds_released_cells_only(release: Release) -> None:
    table = release_table(release)
    assert table.frame.height == 5 * 3
    assert table.frame["件数"].null_count() == 4
    assert table.said is not None
    assert table.said["件数"].drop_nulls().to_list() == ["secret"] * 4
    assert table.columns[2].marks == {"■": "secret"}
    assert dict(table.row_kinds) == {"data": 8, "total": 7}
    assert table.data_rows().frame[ROW_KIND].unique().to_list() == ["data"]
    assert write_csv(table).decode("utf-8-sig").count("\r\n") == 16
    assert len(write_xlsx(table)) > 1_000


def test_a_share_is_told_only_where_its_two_numbers_are(release: Release) -> None:
    found = {one.at: (one.share, one.n) for one in shares(release, of="年代")}
    assert found["西町", "若い"] == (30 / 55, 55)
    assert found["東町", "若い"] == (None, None)
    assert found["北町", "若い"] == (0, 11)
    with pytest.raises(PrivacyError, match="unknown-column"):
        shares(release, of="性別")


def test_a_map_hatches_hidden_areas_and_takes_its_classes_from_the_others(
    release: Release,
) -> None:
    found = shading(release, column="町", at=["若い"], classes=2)
    hatched = {label for label, one in found.classes.items() if one is None}
    assert hatched == {label for label in found.values if found.values[label] is None}
    assert "東町" in hatched
    shown = sorted(value for value in found.values.values() if value is not None)
    assert set(found.starts) <= set(shown)
    assert found.top == shown[-1]
    whole = shading(publish(TOWNS, by=["町"], rule="10未満"), column="町", classes=4)
    assert sorted(filter(None, whole.classes.values())) == [1, 2, 3]


def test_the_hidden_cells_of_a_line_are_told_together(release: Release) -> None:
    joints = {(one.at, one.labels): one.value for one in release.joints()}
    partner = next(label for label in ("西町", "南町") if release.at(label, "若い") is None)
    expected = {"西町": 34, "南町": 19}[partner]
    values = {value for (at, _labels), value in joints.items() if at == ("若い",)}
    assert values == {expected}


def test_an_offer_says_which_towns_to_join_so_that_nothing_is_hidden(release: Release) -> None:
    best = offers(TOWNS, release=release)[0]
    assert best.still_hidden == 0
    assert best.column == "町"
    made = publish(TOWNS, by=BY, rule="10未満", layout=joined(best))
    assert not made.hidden.any()
    group = best.joined[0]
    assert made.at("＋".join(group.labels), "") == group.value


def test_an_offer_keeps_to_the_neighbours(release: Release) -> None:
    near = {"東町": ["南町"], "南町": ["東町"]}
    best = offers(TOWNS, release=release, neighbours=near)[0]
    assert best.joined[0].labels == ("南町", "東町") or best.joined[0].labels == ("東町", "南町")
    assert best.joined[0].value == 24 + 27
    assert not [one for one in offers(TOWNS, release=release, neighbours={}) if one.column == "町"]


def joined(offer: Offer) -> Layout:
    return Layout(joined={offer.column: tuple(one.labels for one in offer.joined)})


def test_a_hierarchy_adds_its_districts_and_they_are_attacked_too() -> None:
    layout = Layout(hierarchies={"町": ("学校区",)})
    release = publish(SCHOOLS, by=["町", "性別"], rule="10未満", layout=layout)
    assert release.at("東町", "男") is None
    assert release.at("一中", "") in {73, None}
    assert release.is_safe
    # within 一中 two towns: 東町・男 alone could be subtracted from the district
    district = [release.at("西町", "男"), release.at("一中", "男")]
    assert None in district


def test_a_label_in_two_districts_breaks_the_hierarchy() -> None:
    table = table_from(["町", "学校区"], [("東町", "一中"), ("東町", "二中"), ("西町", "一中")])
    with pytest.raises(PrivacyError, match=r"hierarchy-broken \(fine=町, coarse=学校区, count=1\)"):
        publish(table, by=["町"], rule="10未満", layout=Layout(hierarchies={"町": ("学校区",)}))


def test_a_town_and_its_district_are_no_two_sides_of_one_table() -> None:
    layout = Layout(hierarchies={"町": ("学校区",)}, where={"学校区": "一中"})
    with pytest.raises(PrivacyError, match="columns-nested"):
        publish(SCHOOLS, by=["町"], rule="10未満", layout=layout)


def test_totals_that_everybody_knows_stay_and_are_used_by_the_outsider() -> None:
    layout = Layout(known=((), ("町",)))
    release = publish(TOWNS, by=BY, rule="10未満", layout=layout)
    assert [release.at(town, "") for town in ("東町", "西町", "南町", "北町", "")] == [
        24, 55, 27, 11, 117
    ]  # fmt: skip
    assert release.at("東町", "若い") is None


def test_nothing_safe_is_said_so_and_what_is_asked_wrongly_too() -> None:
    table = rows_of(["町"], {("東町",): 3, ("西町",): 40})
    tiny = rows_of(BY, {("東町", "若い"): 3, ("東町", "高い"): 2})
    known = Layout(known=((), ("町",)))
    with pytest.raises(PrivacyError, match="no-safe-table"):
        publish(tiny, by=BY, rule="10未満", layout=known)
    with pytest.raises(PrivacyError, match="unknown-column"):
        publish(table, by=["村"], rule="10未満")
    with pytest.raises(PrivacyError, match="unknown-label"):
        publish(table, by=["町"], rule="10未満", layout=Layout(joined={"町": (("東町", "北町"),)}))


def test_an_empty_cell_is_a_category_of_its_own() -> None:
    table = table_from(["町"], [("東町",)] * 30 + [(None,)] * 20)
    assert publish(table, by=["町"], rule="10未満").at("（空らん）") == 20


def test_an_attack_on_a_table_hidden_by_hand_finds_the_number() -> None:
    release = publish(rows_of(["町"], {("東町",): 14, ("西町",): 30}), by=["町"], rule="10未満")
    alone = release.model_copy(update={"values": (None, 30.0, 33.0)})
    (found,) = attack(alone)
    assert (found.code, found.low, found.high, found.safe) == ("hidden-known", 3, 3, False)
    two = release.model_copy(update={"values": (None, None, 5.0)})
    assert {(one.code, one.low, one.high) for one in attack(two)} == {("hidden-narrow", 1, 4)}
    three = release.model_copy(update={"values": (None, None, None)})
    assert {one.code for one in attack(three)} == {"hidden-at-least"}
