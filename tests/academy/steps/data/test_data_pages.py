from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.steps.data.files import (
    PERMITS,
    PERMITS_FILE,
    file_of,
    long_csv,
    page_of,
    posted,
    source_of,
    table_of,
    workbook,
)
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case


def test_the_preview_shows_rows_columns_and_what_was_found(
    akari: Client, filled: models.Case
) -> None:
    page = akari.get(table_of(filled)).text
    for text in ("飲食店営業", "2026-05-31", "手数料（円）", "日付", "不明1", "整えたところ"):
        assert text in page
    assert "3行のうち1〜3行目" in page


def test_a_long_table_is_turned_page_by_page(akari: Client, case: models.Case) -> None:
    akari.post(page_of(case), posted(long_csv(120), name="一覧.csv"))
    first = akari.get(table_of(case)).text
    last = akari.get(table_of(case), {"page": "99"}).text
    assert "120行のうち1〜50行目" in first
    assert "?page=2" in first
    assert "120行のうち101〜120行目" in last
    assert "?page=2" in last
    assert akari.get(table_of(case), {"page": "x"}).status_code == 200


def test_a_wide_table_says_which_columns_it_leaves_out(akari: Client, case: models.Case) -> None:
    head = ",".join(f"列{number}" for number in range(1, 41))
    data = f"{head}\n{','.join('1' * 40)}\n{','.join('2' * 40)}\n".encode()
    akari.post(page_of(case), posted(data, name="広い.csv"))
    page = akari.get(table_of(case)).text
    assert "あと10列" in page
    assert "列40" in page  # in the list of columns


def test_a_table_comes_out_as_excel_and_csv(akari: Client, filled: models.Case) -> None:
    book = openpyxl.load_workbook(BytesIO(akari.get(file_of(filled, "xlsx")).content))
    assert book.worksheets[0]["B2"].value == "飲食店営業"
    assert akari.get(file_of(filled, "csv")).content.startswith("\ufeff許可番号".encode())
    answer = akari.get(file_of(filled, "cp932.csv"))
    assert "飲食店営業" in answer.content.decode("cp932")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert akari.get(file_of(filled, "pdf")).status_code == 404


def test_what_cp932_lacks_is_said_and_not_lost(akari: Client, case: models.Case) -> None:
    data = "名前,数\n𠮷田,1\n山田,2\n".encode()
    akari.post(page_of(case), posted(data, name="名前.csv"))
    answer = akari.get(file_of(case, "cp932.csv"), follow=True)
    assert answer.redirect_chain == [(table_of(case), 302)]
    assert "notice-error" in answer.text


def test_a_team_mate_works_with_the_same_files(
    client: Client, city: City, filled: models.Case
) -> None:
    client.force_login(city.botan)
    answer = client.post(source_of(filled), posted(workbook(PERMITS[:4])))
    assert answer.status_code == 302
    assert open_case(filled).content("table_1")["rows"] == 2


def test_a_lecturer_reads_and_cannot_send(client: Client, city: City, filled: models.Case) -> None:
    client.force_login(city.lecturer)
    for address in (page_of(filled), source_of(filled), table_of(filled)):
        page = client.get(address)
        assert page.status_code == 200
        assert "data-upload" not in page.text.replace("data-upload-", "")
    assert client.get(file_of(filled, "csv")).status_code == 200
    assert client.post(page_of(filled), posted(PERMITS_FILE)).status_code == 403
    assert client.post(source_of(filled), posted(PERMITS_FILE)).status_code == 403


@pytest.mark.parametrize("person", ["daichi", "chihiro"])
def test_outsiders_find_nothing(
    client: Client, city: City, filled: models.Case, person: str
) -> None:
    client.force_login(getattr(city, person))
    for address in (page_of(filled), source_of(filled), table_of(filled), file_of(filled, "csv")):
        assert client.get(address).status_code == 404
    assert client.post(page_of(filled), posted(PERMITS_FILE)).status_code == 404


def test_who_is_signed_out_gets_the_sign_in_page(client: Client, case: models.Case) -> None:
    assert reverse("accounts:sign_in") in client.get(page_of(case)).headers["Location"]
    assert reverse("accounts:sign_in") in client.get(table_of(case)).headers["Location"]


def test_what_is_not_there_is_not_found(akari: Client, filled: models.Case) -> None:
    assert akari.get(source_of(filled, "table_1")).status_code == 404
    assert akari.get(table_of(filled, "file_1")).status_code == 404
    assert akari.get(table_of(filled, "table_9")).status_code == 404
    elsewhere = reverse("data:step", args=(filled.pk, "analysis"))
    assert akari.get(elsewhere).status_code == 404


def test_one_table_and_many_cost_the_same_queries(
    akari: Client, filled: models.Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    akari.post(page_of(filled), posted(workbook(PERMITS, PERMITS), name="もう1つ.xlsx"))
    with django_assert_max_num_queries(20):
        assert "table_3" in akari.get(page_of(filled)).text
    with django_assert_max_num_queries(22):
        akari.get(table_of(filled))


def test_a_total_is_proven_and_never_counted_with_the_rows(
    akari: Client, case: models.Case
) -> None:
    text = "区,人数\n東,10\n西,20\n南,30\n合計,60\n"
    akari.post(page_of(case), posted(text.encode(), name="人数.csv"))
    page = akari.get(table_of(case)).text
    assert "検算：1件のうち1件が合いました" in page
    assert open_case(case).case.versions["table_1"][-1].quantities["rows"].value == 3


def test_a_total_that_differs_is_said_with_the_difference(akari: Client, case: models.Case) -> None:
    text = "区,人数,台数\n東,10,1\n西,20,2\n南,30,3\n合計,60,7\n"
    akari.post(page_of(case), posted(text.encode(), name="人数.csv"))
    page = akari.get(table_of(case)).text
    assert "検算：2件のうち1件が合いました" in page
    assert "合わない" in page
