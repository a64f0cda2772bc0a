"""From two uploads to a map, its corrections, its funnel and its downloads."""

from io import BytesIO
from typing import Any

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.steps.analysis.samples import TOWNS, address, page_of
from engine.maps import outlines
from tomoni.academy.steps.data import boundaries
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk.models import Opening, Personal
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases

MAP = {
    "title": "町ごとの申請",
    "area_column": "町",
    "kind": "divided",
    "count": "前年",
    "denominator": "世帯",
    "per": "100",
    "how": "quantile",
    "classes": "5",
    "fewest": "10",
}
PAIR = MAP | {"first_title": "前年", "second_title": "今年", "second_count": "今年"}
QUERY = "?table=table_1&boundaries=boundaries_1"


@pytest.fixture
def towns(city: City, case: models.Case) -> models.Case:
    """The case with a table of four towns and their boundaries."""
    about = {"purpose": "申請の多い町を知るため"}
    taking.take_in(case, actor=city.akari, data=TOWNS, file_name="申請.csv", about=about)
    boundaries.take_in(
        case, actor=city.akari, data=outlines.geojson(), file_name="町.geojson",
        about=about | {"attribution": "市の地図", "licence": "CC BY 4.0"},
    )  # fmt: skip
    return case


def drawn(case: models.Case, key: str = "map_1") -> cases.Drawn:
    return cases.Drawn.model_validate(open_case(case).content(key))


def post(client: Client, case: models.Case, form: dict[str, Any]) -> Any:
    return client.post(address(case, "new_map") + QUERY, form)


@pytest.fixture
def mapped(akari: Client, towns: models.Case) -> models.Case:
    answer = post(akari, towns, PAIR)
    assert answer.status_code == 302
    return towns


def test_the_form_proposes_the_column_that_names_areas(akari: Client, towns: models.Case) -> None:
    page = akari.get(address(towns, "new_map")).text
    assert 'value="町" checked' in page
    assert "件数だけの地図は、人の多いところが濃くなるだけなので作りません。" in page


@pytest.mark.parametrize("query", ["table=boundaries_1", "boundaries=table_1", "people=map_9"])
def test_what_is_no_table_or_no_boundaries_is_asked_again(
    akari: Client, towns: models.Case, query: str
) -> None:
    assert akari.get(f"{address(towns, 'new_map')}?{query}").status_code == 200


def test_a_map_is_drawn_and_listed_on_the_steps_page(akari: Client, mapped: models.Case) -> None:
    shown = drawn(mapped).map
    assert shown.layers == ("前年", "今年")
    assert shown.sources == "境界：市の地図／データ：申請"
    assert address(mapped, "map", "map_1") in akari.get(page_of(mapped)).text
    page = akari.get(address(mapped, "map", "map_1")).text
    assert "地域と合わない名前が2つあります" in page
    assert "n が少ない" in page
    assert "データのない地域：野口町" in page
    trace = reverse("workspaces:trace", args=(mapped.pk, "map_1.highest_1"))
    assert trace in page
    assert "申請.csv" in akari.get(trace).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"denominator": ""}, "「割る数（人口、世帯数など）の列」を選んでください"),
        ({"kind": "stated", "denominator": "世帯"}, "「率の列」を選んでください"),
        ({"kind": "fits"}, "「合う行の条件」を書いてください"),
        ({"how": "given", "given": "10、5"}, "区切りの値を、小さい順に"),
        ({"fewest": "5000"}, "どの地域も、nが少なすぎるか、率が分かりません。"),
        ({"classes": "9"}, "「段階の数」は1から7までの整数で書いてください。"),
        ({"area_column": "世帯"}, "地図にできる行がありません。"),
        ({"area_column": "ない"}, "「地域の列」を選び直してください。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    akari: Client, towns: models.Case, changed: dict[str, str], sentence: str
) -> None:
    answer = post(akari, towns, MAP | changed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "map_1" not in open_case(towns).case.artifacts


@pytest.mark.parametrize(
    ("form", "rate"),
    [
        ({"per": "1000"}, 100.0),
        ({"kind": "km2"}, pytest.approx(40 / 4.06, rel=0.01)),
        ({"kind": "stated", "rate": "今年"}, 60.0),
        (
            {
                "kind": "fits", "fewest": "1", "fits-0-column": "今年",
                "fits-0-op": "at_least", "fits-0-values": "50",
            },
            100.0,
        ),
    ],
)  # fmt: skip
def test_every_way_to_make_a_rate_is_drawn_and_can_be_changed(
    akari: Client, towns: models.Case, form: dict[str, str], rate: float
) -> None:
    assert post(akari, towns, MAP | form).status_code == 302
    assert drawn(towns).map.areas[0].values[0].value == rate
    page = akari.get(address(towns, "change_map", "map_1")).text
    assert f'value="{form.get("kind", "divided")}" checked' in page


def test_denominators_may_lie_in_a_table_of_their_own(
    akari: Client, city: City, towns: models.Case
) -> None:
    people = "地区,人口\n加古川町,1000\n神野町,500\n".encode()
    taking.take_in(
        towns, actor=city.akari, data=people, file_name="人口.csv", about={"purpose": "地図"}
    )
    form = MAP | {"kind": "people", "people_area": "地区", "people_column": "人口"}
    answer = akari.post(address(towns, "new_map") + QUERY + "&people=table_2", form)
    assert answer.status_code == 302
    values = [area.values[0].value for area in drawn(towns).map.areas]
    assert values == [4.0, 6.0, None, None]


def test_a_name_is_put_right_by_hand_and_stays_right(akari: Client, mapped: models.Case) -> None:
    said = {"base": "1", "area-0": outlines.CODES[2], "area-1": "-"}
    akari.post(address(mapped, "map_correct", "map_1"), said)
    shown = drawn(mapped).map
    assert not shown.unmatched
    assert shown.left_out == ("市外",)
    assert shown.areas[2].values[1].value == 45
    page = akari.get(address(mapped, "map", "map_1")).text
    assert f'value="{outlines.CODES[2]}" checked' in page
    assert "偶然の幅の外にある地域" in page
    akari.post(address(mapped, "change_map", "map_1") + QUERY, PAIR | {"title": "別の題名"})
    assert not drawn(mapped).map.unmatched


def test_a_correction_of_an_older_map_is_not_taken(akari: Client, mapped: models.Case) -> None:
    said = {"base": "7", "area-0": outlines.CODES[2]}
    page = akari.post(address(mapped, "map_correct", "map_1"), said, follow=True).text
    assert "ほかの人が同時に保存しました。" in page
    assert len(drawn(mapped).map.unmatched) == 2


def test_only_what_is_offered_can_be_chosen(akari: Client, mapped: models.Case) -> None:
    akari.post(address(mapped, "map_correct", "map_1"), {"base": "1", "area-0": "999"})
    assert len(drawn(mapped).map.unmatched) == 2


def test_the_table_and_the_pictures_can_be_taken_away(akari: Client, mapped: models.Case) -> None:
    sheet = akari.get(address(mapped, "map_download", "map_1", "csv"))
    rows = pl.read_csv(BytesIO(sheet.content))
    assert rows.columns[:3] == ["番号", "地域", "前年 ％"]
    assert rows["今年 ％"].to_list() == pytest.approx([15, 20 / 3, None, None])
    assert akari.get(address(mapped, "map_download", "map_1", "xlsx")).content[:2] == b"PK"
    svg = akari.get(address(mapped, "map_picture", "map_1", "map", "svg"))
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    png = akari.get(address(mapped, "map_picture", "map_1", "map", "png"))
    assert png.content.startswith(b"\x89PNG")
    assert "attachment" in png["Content-Disposition"]
    for name in (("funnel", "svg"), ("map", "gif"), ("table", "svg")):
        assert akari.get(address(mapped, "map_picture", "map_1", *name)).status_code == 404


def test_places_are_marked_on_the_rates_or_alone(
    akari: Client, city: City, towns: models.Case
) -> None:
    places = "施設,緯度,経度\n市役所,34.76,134.81\n公民館,34.76,134.85\n".encode()
    taking.take_in(
        towns, actor=city.akari, data=places, file_name="施設.csv", about={"purpose": "地図"}
    )
    query = QUERY + "&points=table_2"
    assert 'value="経度" checked' in akari.get(address(towns, "new_map") + query).text
    where = {"longitude": "経度", "latitude": "緯度", "label": "施設"}
    akari.post(address(towns, "new_map") + query, MAP | where)
    assert len(drawn(towns).map.points) == 2
    assert drawn(towns).map.layers == ("",)
    alone = {"kind": "points", "area_column": "", "title": "施設"}
    assert akari.post(address(towns, "new_map") + query, MAP | where | alone).status_code == 302
    assert drawn(towns, "map_2").map.layers == ()
    page = akari.get(address(towns, "change_map", "map_2")).text
    assert 'value="points" checked' in page
    assert akari.get(address(towns, "map", "map_2")).status_code == 200
    turned = {"longitude": "緯度", "latitude": "経度"}
    answer = akari.post(address(towns, "new_map") + query, MAP | where | turned)
    assert "座標が日本の外にあります。" in answer.text


def test_meshes_need_no_boundaries(akari: Client, city: City, case: models.Case) -> None:
    data = "メッシュ,件数,世帯\n52352611,5,50\n52352612,9,60\n".encode()
    taking.take_in(
        case, actor=city.akari, data=data, file_name="メッシュ.csv", about={"purpose": "地図"}
    )
    query = "?table=table_1&boundaries=mesh"
    form = MAP | {"area_column": "メッシュ", "count": "件数"}
    assert 'value="メッシュ" checked' in akari.get(address(case, "new_map") + query).text
    assert akari.post(address(case, "new_map") + query, form).status_code == 302
    assert [area.code for area in drawn(case).map.areas] == ["52352611", "52352612"]


def test_a_map_of_persons_is_opened_by_approval_and_written_down(
    client: Client, city: City, mapped: models.Case
) -> None:
    holding = mapped.holdings.get(key="file_1")
    holding.personal = Personal.PERSONAL
    assert city.chihiro.division is not None
    holding.division = city.chihiro.division
    holding.save()
    client.force_login(city.akari)
    for page in ("map", "change_map", "new_map"):
        key = () if page == "new_map" else ("map_1",)
        answer = client.get(address(mapped, page, *key))
        assert (answer.status_code == 403) is (page == "map")
    assert post(client, mapped, MAP).status_code in {403, 200, 422}
    assert Opening.objects.filter(holding=holding).exists()


def test_a_proposal_offers_the_map_and_its_numbers(akari: Client, mapped: models.Case) -> None:
    page = akari.get(reverse("proposal:step", args=(mapped.pk, "proposal"))).text
    assert "{{ map_1 }}" in page
    assert "{{ map_1.overall_2 }}" in page


def test_a_map_costs_few_queries(
    akari: Client, mapped: models.Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(24):
        akari.get(address(mapped, "map", "map_1"))
