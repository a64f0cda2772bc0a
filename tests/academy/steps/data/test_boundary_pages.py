"""Files of boundaries come in where all files do, and have a page of their own."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.steps.data.files import page_of
from engine.maps import outlines
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases


def upload(client: Client, url: str, data: bytes, *, name: str) -> str:
    file = SimpleUploadedFile(name, data)
    return client.post(url, {"file": file, "purpose": "地図に色をぬるため"}, follow=True).text


def areas(case: models.Case, key: str = "boundaries_1") -> list[str]:
    content = cases.BoundariesContent.model_validate(open_case(case).content(key))
    return [area.name for area in content.areas]


def address(case: models.Case, name: str = "boundaries", key: str = "boundaries_1") -> str:
    return reverse(f"data:{name}", args=(case.pk, "data", key))


def test_a_zipped_shapefile_becomes_areas_with_a_page(
    akari: Client, case: models.Case, tmp_path: Path
) -> None:
    page = upload(akari, page_of(case), outlines.shapefile(tmp_path), name="町丁.zip")
    assert "地域の境界を読み取りました。" in page
    assert "Shift_JIS（CP932）で読みました。" in page
    assert all(name in page for name in outlines.NAMES)
    assert areas(case) == list(outlines.NAMES)
    picture = akari.get(address(case, "boundaries_picture"))
    assert picture["Content-Type"] == "image/svg+xml"
    listed = akari.get(page_of(case)).text
    assert address(case) in listed
    source = akari.get(reverse("data:source", args=(case.pk, "data", "file_1"))).text
    assert address(case) in source
    assert "読み取った表" not in source


@pytest.mark.parametrize(
    ("data", "name"),
    [(outlines.topojson(), "a.topojson"), (outlines.gml(), "N03.xml")],
)
def test_every_form_of_boundaries_is_known(
    akari: Client, case: models.Case, data: bytes, name: str
) -> None:
    upload(akari, page_of(case), data, name=name)
    assert len(areas(case)) == 2


def test_what_cannot_be_read_is_said_and_nothing_is_kept(akari: Client, case: models.Case) -> None:
    page = upload(akari, page_of(case), b'{"type": "Feature"}', name="a.geojson")
    assert "地域の境界のファイルとして読めません。" in page
    assert not open_case(case).case.artifacts


def test_other_columns_can_be_chosen(akari: Client, case: models.Case) -> None:
    said = [{"code": f"{n}", "name": f"町{n}", "校区": f"校{n}"} for n in range(4)]
    upload(akari, page_of(case), outlines.geojson(properties=said), name="a.geojson")
    assert areas(case)[0] == "町0"
    answer = akari.post(address(case), {"code_column": "code", "name_column": "校区"})
    assert answer.status_code == 302
    assert areas(case)[0] == "校0"
    assert akari.post(address(case), {"name_column": "ない"}).status_code == 422


def test_a_newer_file_replaces_the_outlines_of_the_same_boundaries(
    akari: Client, case: models.Case
) -> None:
    upload(akari, page_of(case), outlines.geojson(), name="a.geojson")
    newer = reverse("data:source", args=(case.pk, "data", "file_1"))
    two = outlines.geojson(outlines.squares(2), properties=[{"name": "東"}, {"name": "西"}])
    upload(akari, newer, two, name="b.geojson")
    assert areas(case) == ["東", "西"]
    page = upload(akari, newer, b"a,b\n1,2\n", name="c.csv")
    assert "地域の境界のファイルとして読めません。" in page
    again = upload(akari, newer, two, name="b.geojson")
    assert "前と同じ内容なので、新しい版は作りませんでした。" in again


def test_who_owns_land_is_personal_also_on_a_map(
    akari: Client, city: City, case: models.Case
) -> None:
    said = [
        {"地番": f"{n}番", "氏名": name, "生年月日": f"19{60 + n}-04-0{n + 1}"}
        for n, name in enumerate(("山田 太郎", "佐藤 花子", "鈴木 一郎", "高橋 美咲"))
    ]
    upload(akari, page_of(case), outlines.geojson(properties=said), name="土地.geojson")
    assert case.holdings.get(key="file_1").is_personal
