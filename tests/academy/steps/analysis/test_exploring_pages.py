"""Exploring: a question made of parts, answered at once, kept as an answer, and no evidence."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from academy.conftest import City
from academy.steps.analysis.samples import address, page_of
from academy.workspaces.desk import samples as desk
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk import erasing
from tomoni.academy.workspaces.desk.models import Opening, Personal
from tomoni.academy.workspaces.reading import open_case
from tomoni.engine import cases, tables

TOWNS = "業種,人口\n飲食店営業,1000\n菓子製造業,500\nほか,100\n".encode()


def rows(name: str, *given: Mapping[str, str]) -> dict[str, str]:
    return {
        f"{name}-{place}-{column}": cell
        for place, row in enumerate(given)
        for column, cell in row.items()
    }


def asking(do: str = "look", **more: str) -> dict[str, str]:
    return {"table": "table_1", "do": do} | more


BY_KIND = rows("groups", {"column": "業種", "part": "value", "place": "down"})
BY_KIND_AND_MONTH = rows(
    "groups",
    {"column": "業種", "part": "value", "place": "down"},
    {"column": "許可終了日", "part": "month", "place": "across"},
)
RATES = (
    rows("joins", {"left": "業種", "form": "as_is", "right": "table_2.業種"})
    | rows("measures", {"kind": "rate_1000", "column": "", "population": "table_2.人口"})
    | rows("groups", {"column": "table_2.業種", "part": "value"})
)


@pytest.fixture
def towns(city: City, permits: models.Case) -> models.Case:
    """The permits, and a second table with people."""
    about = {"purpose": "人口あたりを見るため", "title": "人口"}
    taking.take_in(permits, actor=city.akari, data=TOWNS, file_name="towns.csv", about=about)
    return permits


def look(client: Client, case: models.Case, **parts: str) -> str:
    answer = client.post(address(case, "new_exploring"), asking() | parts)
    assert answer.status_code == 200
    return answer.text


def keep(client: Client, case: models.Case, *more: str, **parts: str) -> Any:
    posted = asking("save", title="業種ごとの件数") | parts
    return client.post(address(case, "exploring" if more else "new_exploring", *more), posted)


def kept_rows(case: models.Case, key: str = "answer_1") -> list[tuple[Any, ...]]:
    opened = open_case(case)
    head = opened.case.head(key)
    assert head is not None
    files = cases.files_of(head, store=opened.store)
    return tables.read_parquet(files[cases.TABLE_FILE]).frame.rows()


def test_a_question_is_answered_at_once_and_nothing_is_kept(
    akari: Client, permits: models.Case
) -> None:
    page = look(akari, permits, **BY_KIND)

    assert "の200件を業種で2に分けました。" in page
    assert "主張に封をして確かめるまで、証拠ではありません。" in page
    assert "data:image/svg+xml;base64," in page
    assert "answer_1" not in open_case(permits).case.artifacts


def test_a_kept_answer_is_listed_shown_and_asked_anew(akari: Client, permits: models.Case) -> None:
    assert keep(akari, permits, **BY_KIND).status_code == 302
    assert "業種ごとの件数" in akari.get(page_of(permits)).text
    page = akari.get(address(permits, "exploring", "answer_1")).text
    assert 'value="業種ごとの件数"' in page

    keep(akari, permits, "answer_1", **BY_KIND_AND_MONTH)

    assert len(open_case(permits).case.versions["answer_1"]) == 2
    assert ("菓子製造業", 2, 40) in kept_rows(permits)


def test_what_was_asked_stands_in_the_form_again(akari: Client, towns: models.Case) -> None:
    more = rows("conditions", {"column": "面積", "op": "at_least", "values": "10"}) | {
        "compare_column": "許可終了日",
        "compare_part": "month",
        "before": "2月",
        "after": "5月",
    }
    shares = rows(
        "measures",
        {"kind": "rate_1000", "column": "", "population": "table_2.人口"},
        {"kind": "share_least", "column": "面積", "values": "100"},
    )
    keep(akari, towns, **(RATES | shares | more))

    page = akari.get(address(towns, "exploring", "answer_1"))

    fields = page.context["fields"]
    assert fields["joins"].value == [{"left": "業種", "form": "as_is", "right": "table_2.業種"}]
    assert [row["kind"] for row in fields["measures"].value] == ["rate_1000", "share_least"]
    assert fields["conditions"].value[0]["values"] == "10"
    assert (fields["before"].value, fields["after"].value) == ("2月", "5月")


def test_rows_that_found_no_partner_are_a_worklist(akari: Client, towns: models.Case) -> None:
    page = look(akari, towns, **RATES)

    assert "200行のうち200行（100.0％）が「人口」と合いました。" in page
    assert "使われなかった値（人口）" in page
    assert ">ほか<" in page


def test_values_stand_side_by_side(akari: Client, permits: models.Case) -> None:
    page = look(akari, permits, **BY_KIND_AND_MONTH)

    assert '<th scope="col" class="number">2月（件）</th>' in page


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"table": ""}, "「どの表にたずねますか」を選んでください"),
        (rows("measures", {"kind": "sum", "column": "業種"}), "「業種」は数の列ではない"),
        (rows("measures", {"kind": "sum"}), "「列」が要ります。"),
        (rows("measures", {"kind": "share", "column": "業種"}), "「割合の値」が要ります。"),
        (rows("groups", {"part": "month"}), "「列」が要ります。"),
        (rows("groups", {"column": "業種", "part": "month"}), "月を取り出せません"),
        (
            rows("conditions", {"column": "面積", "op": "at_least", "values": "9999"}),
            "当てはまる行がありません。",
        ),
        ({"compare_column": "許可終了日", "before": "2026-01-01"}, "「あと」が要ります。"),
        (
            rows("groups", {"column": "許可番号", "part": "value", "place": "across"}),
            "横に並べると200列になります",
        ),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_field(
    akari: Client, permits: models.Case, parts: dict[str, str], said: str
) -> None:
    page = akari.post(address(permits, "new_exploring"), asking() | parts)

    assert page.status_code == 422
    assert said in page.text
    assert "answer_1" not in open_case(permits).case.artifacts


def test_a_table_with_several_rows_for_a_key_is_called_by_its_title(
    akari: Client, towns: models.Case
) -> None:
    back = rows("joins", {"left": "業種", "form": "as_is", "right": "table_1.業種"})

    page = akari.post(address(towns, "new_exploring"), asking(table="table_2") | back).text

    assert "つなぐ表「許可一覧」の「業種」に、同じ値の行が2行以上あるものが2個あります。" in page


def test_a_column_of_a_table_that_is_not_joined_is_called_by_its_own_name(
    akari: Client, towns: models.Case
) -> None:
    for do in ("look", "save"):
        parts = rows("groups", {"column": "table_2.人口"})
        page = akari.post(address(towns, "new_exploring"), asking(do) | parts)
        assert "列「人口」が、選んだ表にはありません。" in page.text


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        (rows("groups", {"column": "無い"}), "groups"),
        (rows("measures", {"kind": "mean", "column": "無い"}), "measures"),
        (rows("joins", {"left": "無い", "form": "as_is", "right": "table_2.業種"}), "joins"),
        (rows("joins", {"left": "業種", "form": "as_is", "right": "table_2.無い"}), "joins"),
        (rows("conditions", {"column": "業種", "part": "month", "values": "2"}), "conditions"),
        ({"compare_column": "無い", "before": "1", "after": "2"}, "compare_column"),
    ],
)
def test_a_column_that_does_not_fit_is_told_where_it_was_chosen(
    akari: Client, towns: models.Case, parts: dict[str, str], place: str
) -> None:
    page = akari.post(address(towns, "new_exploring"), asking() | parts)

    assert [field.name for field in page.context["every"] if field.invalid] == [place]


def test_while_it_is_being_typed_nothing_is_complained_of(
    akari: Client, permits: models.Case
) -> None:
    half = {"table": "table_1"} | rows("measures", {"kind": "sum"})

    answer = akari.post(address(permits, "new_exploring"), half, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "が要ります" not in answer.text


def test_an_answer_is_taken_away_with_what_it_is(akari: Client, permits: models.Case) -> None:
    keep(akari, permits, **BY_KIND_AND_MONTH)

    data = akari.get(address(permits, "exploring_download", "answer_1", "xlsx")).content

    book = openpyxl.load_workbook(BytesIO(data))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("証拠ではありません" in text for text in texts)
    assert "2月" in texts
    csv = akari.get(address(permits, "exploring_download", "answer_1", "csv")).content
    assert csv.decode("utf-8-sig").startswith("業種,1月,")
    assert akari.get(address(permits, "exploring_download", "answer_1", "pdf")).status_code == 404


def test_a_claim_and_a_question_may_choose_an_answer_as_their_table(
    akari: Client, permits: models.Case
) -> None:
    keep(akari, permits, **BY_KIND)
    of_answer = {"table": "answer_1"} | rows("measures", {"kind": "mean", "column": "件数"})

    assert "「業種ごとの件数」の2件のうち、件数の平均は100件です。" in look(
        akari, permits, **of_answer
    )
    claim = akari.post(address(permits, "new"), follow=True)
    akari.post(claim.wsgi_request.path, {"base": "0", "kind": "two_means", "do": "save"})
    assert 'value="answer_1"' in akari.get(claim.wsgi_request.path).text


def test_one_number_may_be_quoted_as_exploring(akari: Client, permits: models.Case) -> None:
    keep(akari, permits)

    page = akari.get(address(permits, "exploring", "answer_1")).text

    assert "answer_1.value" in page
    assert "探索" in page


def test_a_table_about_persons_is_asked_only_with_leave_and_it_is_written_down(
    city: City, akari: Client, permits: models.Case
) -> None:
    keep(akari, permits, **BY_KIND)
    assert city.chihiro.division is not None
    desk.kept_by(city.chihiro.division, case=permits, personal=Personal.PERSONAL)

    asked = akari.post(address(permits, "new_exploring"), asking() | BY_KIND)

    assert asked.status_code == 403
    assert akari.get(address(permits, "exploring", "answer_1")).status_code == 403
    assert akari.get(address(permits, "exploring_download", "answer_1", "csv")).status_code == 403
    assert Opening.objects.filter(key="answer_1").count() == 2


def test_an_answer_goes_with_the_file_that_it_was_made_of(
    city: City, akari: Client, permits: models.Case, django_capture_on_commit_callbacks: Any
) -> None:
    keep(akari, permits, **BY_KIND)
    holding = desk.kept_by(city.group.division, case=permits, personal=Personal.NONE)

    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(holding, actor=city.akari)

    assert akari.get(address(permits, "exploring", "answer_1")).status_code == 403
    page = akari.get(page_of(permits))
    assert page.status_code == 200
    assert "を業種で2に分けました" not in page.text


def test_who_only_looks_sees_the_answer_and_no_form(
    client: Client, city: City, akari: Client, permits: models.Case
) -> None:
    keep(akari, permits, **BY_KIND)
    client.force_login(city.lecturer)

    page = client.get(address(permits, "exploring", "answer_1")).text

    assert "の200件を業種で2に分けました。" in page
    assert "<select" not in page
    assert keep(client, permits, "answer_1", **BY_KIND).status_code == 403
