"""From a division's register with マイナンバー to a table that everybody may see."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from academy.conftest import City
from academy.steps.data.files import page_of, posted
from engine.privacy.residents import as_csv, as_xlsx, residents
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.desk.models import Holding, Opening, Personal
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases, tables

REGISTER = residents(300, seed=7)
NUMBERS = REGISTER.frame["個人番号"].to_list()
PUBLISHED = {"title": "学校区ごとの人数", "side_1": "小学校区", "value": "=", "rule": "10未満"}


@pytest.fixture
def register(akari: Client, case: models.Case) -> models.Case:
    answer = akari.post(page_of(case), posted(as_xlsx(REGISTER), name="住民の記録.xlsx"))
    assert answer.status_code == 302
    return case


def _everything(case: models.Case) -> bytes:
    """All bytes that are kept of a case."""
    return b"".join(
        services.file_bytes(digest)
        for version in models.Version.objects.filter(artifact__case=case)
        for digest in (version.content_id, *version.files.values())
    )


def _place(name: str, case: models.Case, key: str, *more: str) -> str:
    return reverse(f"data:{name}", args=(case.pk, "data", key, *more))


@pytest.mark.parametrize(("write", "name"), [(as_xlsx, "記録.xlsx"), (as_csv, "記録.csv")])
def test_my_numbers_never_enter(akari: Client, case: models.Case, write: object, name: str) -> None:
    assert callable(write)
    page = akari.post(page_of(case), posted(write(REGISTER), name=name), follow=True).text
    assert "マイナンバー" in page
    opened = open_case(case)
    head = opened.case.head("file_1")
    assert head is not None
    (file,) = cases.files_of(head, store=opened.store).values()
    (table,) = tables.read(file, file_name="a.xlsx").tables
    assert "個人番号" not in table.frame.columns
    assert table.frame.height == REGISTER.frame.height
    kept = _everything(case)
    assert not any(number.encode() in kept for number in NUMBERS)


def test_a_register_is_kept_as_personal_by_its_owner(akari: Client, register: models.Case) -> None:
    holding = Holding.objects.get(case=register)
    assert (holding.personal, holding.classification) == (Personal.SENSITIVE, "3B")
    assert holding.division == register.group.division
    kinds = {each["params"]["personal"] for each in holding.found}
    assert {"name", "address", "birth_date"} <= kinds
    page = akari.get(reverse("desk:holding", args=(holding.pk,))).text
    assert "「氏名」に氏名が300件あります" in page
    assert not any(name in page for name in REGISTER.frame["氏名"].to_list())


def test_open_data_with_a_licence_has_no_door(akari: Client, case: models.Case) -> None:
    file = posted(as_csv(REGISTER), name="公開.csv") | {"licence": "CC BY 4.0"}
    akari.post(page_of(case), file)
    holding = Holding.objects.get(case=case)
    assert (holding.personal, holding.classification) == (Personal.NONE, "1")


def test_a_table_for_the_public_is_tried_and_then_published(
    akari: Client, city: City, register: models.Case
) -> None:
    address = _place("publish", register, "table_1")
    tried = akari.post(address, PUBLISHED | {"do": "try"}).text
    assert "まだ公開していません" in tried
    assert not models.Artifact.objects.filter(kind="release").exists()
    published = akari.post(address, PUBLISHED | {"do": "publish"})
    assert published.headers["Location"] == _place("release", register, "release_1")
    akari.force_login(city.lecturer)
    page = akari.get(published.headers["Location"])
    assert page.status_code == 200
    for name in REGISTER.frame["氏名"].to_list():
        assert name not in page.text
    chart = reverse("workspaces:file", args=(register.pk, "release_1", 1, "chart.svg"))
    assert akari.get(chart).status_code == 200
    sheet = akari.get(_place("release_download", register, "release_1", "csv"))
    assert "学校区" in sheet.content.decode("utf-8-sig")


def test_an_offer_to_join_small_groups_is_taken_up_with_one_button(
    akari: Client, register: models.Case
) -> None:
    address = _place("publish", register, "table_1")
    asked = PUBLISHED | {"side_2": "世帯人員"}
    tried = akari.post(address, asked | {"do": "try"}).text
    assert "この合わせ方で試す" in tried
    joined = akari.post(address, asked | {"join": "0"}).text
    assert joined.count("■</td>") < tried.count("■</td>")
    assert "＋" in joined


def test_a_rule_by_population_asks_for_the_populations(
    akari: Client, register: models.Case
) -> None:
    address = _place("publish", register, "table_1")
    asked = PUBLISHED | {"rule": "介護DB準拠", "do": "try"}
    assert akari.post(address, asked).status_code == 422
    schools = sorted(set(REGISTER.frame["小学校区"].to_list()))
    people = {
        name: value
        for place, school in enumerate(schools)
        for name, value in (
            (f"people-{place}-area", school), (f"people-{place}-count", str(1000 + 9000 * place)),
        )
    }  # fmt: skip
    page = akari.post(address, asked | people)
    assert page.status_code == 200
    assert "■" in page.text


def test_an_outsider_sees_the_release_and_not_the_rows(
    akari: Client, city: City, register: models.Case
) -> None:
    akari.post(_place("publish", register, "table_1"), PUBLISHED | {"do": "publish"})
    akari.force_login(city.lecturer)
    for address in (
        _place("table", register, "table_1"),
        _place("publish", register, "table_1"),
        _place("correct", register, "table_1"),
        _place("cells", register, "table_1"),
        _place("download", register, "table_1", "xlsx"),
        _place("recipe", register, "table_1"),
    ):
        assert akari.get(address).status_code == 403
    refused = Opening.objects.filter(user=city.lecturer)
    assert set(refused.values_list("action", flat=True)) == {"refused"}
    akari.force_login(city.auditor)
    assert "断られたのに" in akari.get(reverse("desk:audit")).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "「表の名前」を書いてください"),
        ({"side_1": ""}, "「分け方 1」を選んでください"),
        ({"side_1": "ない列"}, "「分け方 1」を選び直してください"),
        ({"side_2": "小学校区"}, "同じ列を2回"),
        ({"rule": "ないきまり"}, "「出さない数のきまり」を選び直してください"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    akari: Client, register: models.Case, changed: dict[str, str], sentence: str
) -> None:
    answer = akari.post(_place("publish", register, "table_1"), PUBLISHED | changed)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_rows_about_persons_leave_with_a_cover_sheet_only(
    akari: Client, register: models.Case
) -> None:
    workbook = akari.get(_place("download", register, "table_1", "xlsx"))
    book = load_workbook(BytesIO(workbook.content), read_only=True)
    assert book.sheetnames[0] == "取扱い"
    cover = {str(label): text for label, text in book.worksheets[0].iter_rows(values_only=True)}
    book.close()
    assert (cover["取り出した人"], cover["機密性の区分"]) == ("あかり（生活衛生課）", "3B")
    refused = akari.get(_place("download", register, "table_1", "csv"), follow=True)
    assert "Excel だけで取り出せます" in refused.text
