import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.steps.data.files import (
    CHILDREN,
    REGIONS,
    correct_of,
    page_of,
    posted,
    recipe_of,
    table_of,
    workbook,
)
from academy.steps.data.forms_of_pages import fields_of
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import tables


def said(akari: Client, case: models.Case, **changed: object) -> dict[str, object]:
    """The fields of the page as they stand, with some of them changed."""
    page = akari.get(correct_of(case)).text
    named = {name.replace("__", "-"): value for name, value in changed.items()}
    return {"action": "save", **fields_of(page), **named}


def recipe(case: models.Case, key: str = "table_1") -> dict[str, object]:
    plan = open_case(case).case.artifacts[key].plan
    assert plan is not None
    found = dict(plan.parameters.get("recipe", {}))
    found.pop("expected", None)
    return found


def versions(case: models.Case, key: str = "table_1") -> int:
    return len(open_case(case).case.versions[key])


def test_the_page_shows_the_sheet_with_what_was_understood(
    akari: Client, children: models.Case
) -> None:
    page = akari.get(correct_of(children)).text
    for text in (
        "「表1」の1〜7行目",
        'class="grid-header"',
        'class="grid-total"',
        "１２",
        "H20.4.1",
    ):
        assert text in page
    assert "いまは 2行目" in page
    assert "いまは A2:D7" in page
    assert fields_of(page)["mark-0-spelling"] == "-"
    assert fields_of(page)["label-0-label"] == "合計"


def test_what_is_left_alone_is_not_fixed_for_next_month(
    akari: Client, children: models.Case
) -> None:
    answer = akari.post(correct_of(children), said(akari, children), follow=True)
    assert "新しい版にしました" in answer.text
    assert recipe(children) == {}
    again = akari.post(correct_of(children), said(akari, children), follow=True)
    assert "新しい版は作りませんでした" in again.text
    assert versions(children) == 2


def test_a_reason_a_name_a_type_and_a_unit_are_saved_as_a_new_version(
    akari: Client, children: models.Case
) -> None:
    changed = {
        "mark__1__reason": "unknown",
        "column__2__name": "人数",
        "column__1__type": "integer",
        "column__2__unit": "名",
    }
    answer = akari.post(correct_of(children), said(akari, children, **changed))
    assert answer.headers["Location"] == table_of(children)
    assert recipe(children) == {
        "columns": {
            "施設コード": {"type": "integer"},
            "利用者数（人）": {"name": "人数", "unit": "名", "reasons": {"欠測": "unknown"}},
        }
    }
    (_code, people) = open_case(children).content("table_1")["columns"][1:3]
    assert (people["name"], people["unit"], people["reasons"]["unknown"]) == ("人数", "名", 1)
    assert versions(children) == 2


def test_a_mark_can_be_read_as_a_value_and_that_can_be_taken_back(
    akari: Client, children: models.Case
) -> None:
    akari.post(correct_of(children), said(akari, children, mark__0__reason="value"))
    assert recipe(children) == {"columns": {"利用者数（人）": {"reasons": {"-": ""}}}}
    page = akari.get(correct_of(children)).text
    assert (fields_of(page)["mark-0-spelling"], fields_of(page)["mark-0-reason"]) == ("-", "value")
    akari.post(correct_of(children), said(akari, children, mark__0__reason="absent"))
    assert recipe(children) == {"columns": {"利用者数（人）": {"reasons": {"-": "absent"}}}}


def test_a_spelling_and_a_label_that_were_not_found_can_be_added(
    akari: Client, children: models.Case
) -> None:
    changed = {
        "more_marks-0-spelling": "0101",
        "more_marks-0-column": "施設コード",
        "more_marks-0-reason": "secret",
        "more_labels-0-label": "西部",
        "more_labels-0-kind": "part",
    }
    akari.post(correct_of(children), said(akari, children) | changed)
    assert recipe(children) == {
        "columns": {"施設コード": {"reasons": {"0101": "secret"}}},
        "row_kinds": {"西部": "part"},
    }
    assert open_case(children).content("table_1")["row_kinds"]["part"] == 2


def test_a_total_can_be_said_to_be_data(akari: Client, children: models.Case) -> None:
    akari.post(correct_of(children), said(akari, children, label__0__kind="data"))
    assert open_case(children).content("table_1")["row_kinds"] == {"data": 5}
    assert fields_of(akari.get(correct_of(children)).text)["label-0-kind"] == "data"


def test_trying_keeps_nothing(akari: Client, children: models.Case) -> None:
    before = models.Blob.objects.count()
    tried = said(akari, children, action="try", column__0__name="地区名")
    answer = akari.post(correct_of(children), tried)
    assert answer.status_code == 200
    assert "まだ保存していません" in answer.text
    assert "「地区名」に名前が変わったようです" in answer.text
    assert (versions(children), models.Blob.objects.count()) == (1, before)
    assert recipe(children) == {}


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("header_rows", "三行目", "行の番号で書いてください"),
        ("header_rows", "0", "行の番号で書いてください"),
        ("header_rows", "99", "99行目は、空か、表の外です"),
        ("range", "A3-F9", "左上と右下のますで書いてください"),
        ("range", "F9:A3", "左上と右下のますで書いてください"),
        ("range", "A1:ZZ99", "データのある所から外れています"),
        ("range", "A1:A1", "表が見つかりませんでした"),
        ("column-0-name", "施設コード", "二度使われています"),
        ("column-0-name", "長" * 101, "100字までにしてください"),
        ("more_marks-0-spelling", "欠", "書き方と意味の両方"),
        ("more_labels-0-kind", "total", "見出しと種類の両方"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_changes_nothing(
    akari: Client, children: models.Case, field: str, text: str, sentence: str
) -> None:
    answer = akari.post(correct_of(children), said(akari, children) | {field: text})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.text
    assert sentence in answer.text
    assert text in answer.text
    assert (versions(children), recipe(children)) == (1, {})


@pytest.mark.parametrize("text", ["２", "2行目", "2-2", " 2 "])
def test_rows_are_understood_as_people_write_them(
    akari: Client, children: models.Case, text: str
) -> None:
    akari.post(correct_of(children), said(akari, children, header_rows=text))
    assert recipe(children)["header_rows"] == [2]


def test_a_row_of_the_sheet_that_is_shown_means_that_sheet(
    akari: Client, case: models.Case
) -> None:
    akari.post(page_of(case), posted(workbook(CHILDREN, REGIONS)))
    akari.post(correct_of(case), said(akari, case, header_rows="2"))
    assert recipe(case) == {"sheet": "表1", "header_rows": [2]}
    second = fields_of(akari.get(correct_of(case, "table_2")).text)
    assert (second["table"], second["here"]) == ("1", "表2")


def test_a_table_is_chosen_among_those_of_the_file(akari: Client, case: models.Case) -> None:
    akari.post(page_of(case), posted(workbook(CHILDREN, REGIONS)))
    akari.post(correct_of(case), said(akari, case, table="1"))
    assert open_case(case).content("table_1")["sheet"] == "表2"


def test_who_saves_on_top_of_a_newer_version_is_told(akari: Client, children: models.Case) -> None:
    mine = said(akari, children, column__0__name="地域")
    akari.post(correct_of(children), said(akari, children, column__0__name="区域"))
    answer = akari.post(correct_of(children), mine)
    assert "ほかの人が同時に保存しました" in answer.text
    assert fields_of(answer.text)["column-0-name"] == "地域"
    assert versions(children) == 2


def test_the_way_of_reading_goes_out_as_yaml_and_comes_in_again(
    akari: Client, children: models.Case
) -> None:
    akari.post(correct_of(children), said(akari, children, mark__1__reason="unknown"))
    answer = akari.get(recipe_of(children))
    text = answer.content.decode()
    assert tables.read_recipe(text).columns["利用者数（人）"].reasons == {"欠測": "unknown"}
    assert [each.name for each in tables.read_recipe(text).expected][:2] == ["地区", "施設コード"]
    changed = text.replace("欠測: unknown", "欠測: pending")
    page = _sent(akari, children, changed.encode())
    assert fields_of(page)["mark-1-reason"] == "pending"
    assert versions(children) == 2
    akari.post(correct_of(children), {"action": "save", **fields_of(page)})
    assert recipe(children)["columns"] == {"利用者数（人）": {"reasons": {"欠測": "pending"}}}


@pytest.mark.parametrize(
    "data",
    [
        b"- 1",
        b"columns: 3",
        b"\xff\xfe",
        b"x: [",
        b"header_rows: [2, 1]",
        b"range: x",
        b"a" * 300_000,
    ],
)
def test_a_file_that_is_no_way_of_reading_is_refused(
    akari: Client, children: models.Case, data: bytes
) -> None:
    page = _sent(akari, children, data, status=422)
    assert "読み方の指定が正しくありません" in page


def test_a_way_of_reading_names_columns_that_the_file_lacks(
    akari: Client, children: models.Case
) -> None:
    page = _sent(akari, children, "columns: {無い列: {unit: 円}}\n".encode())
    assert "その指定を外しました" in page
    assert "無い列" in page


def _sent(akari: Client, case: models.Case, data: bytes, *, status: int = 200) -> str:
    file = SimpleUploadedFile("読み方.yaml", data)
    answer = akari.post(correct_of(case), {"action": "upload", "recipe": file})
    assert answer.status_code == status
    return answer.text


def test_a_lecturer_looks_and_does_not_save(
    client: Client, city: City, children: models.Case
) -> None:
    client.force_login(city.lecturer)
    page = client.get(correct_of(children))
    assert page.status_code == 200
    assert "この読み方で保存する" not in page.text
    assert client.post(correct_of(children), fields_of(page.text)).status_code == 403


def test_only_a_table_has_a_way_of_reading(akari: Client, children: models.Case) -> None:
    for name in ("correct", "recipe", "change"):
        for key in ("file_1", "table_9"):
            address = reverse(f"data:{name}", args=(children.pk, "data", key))
            assert akari.get(address).status_code == 404
