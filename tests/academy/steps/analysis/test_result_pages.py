from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.steps.analysis.samples import PERMITS, SENTENCE, address, locking, page_of
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case


@pytest.fixture
def locked(akari: Client, permits: models.Case) -> models.Case:
    """A claim that was locked and is supported."""
    akari.post(address(permits, "new"))
    akari.post(address(permits, "claim", "claim_1"), locking())
    return permits


@pytest.fixture
def doubtful(akari: Client, city: City, case: models.Case) -> models.Case:
    """A claim about eight rows: too few to decide."""
    few = b"\r\n".join(PERMITS.split(b"\r\n")[:8])
    about = {"purpose": "試すため"}
    taking.take_in(case, actor=city.akari, data=few, file_name="few.csv", about=about)
    akari.post(address(case, "new"))
    akari.post(address(case, "claim", "claim_1"), locking())
    return case


def test_a_result_reads_fact_chart_table_verdict_next(akari: Client, locked: models.Case) -> None:
    page = akari.get(address(locked, "result", "claim_1")).text
    fact = open_case(locked).content("evidence_1")["fact"]
    chart = address(locked, "chart", "claim_1", "svg")
    parts = [
        f"<strong>{fact}</strong>",
        f'<img src="{chart}" alt="{fact}">',
        "図のもとの表",
        SENTENCE,
        "支持</span>",
        "この判定の弱み",
        "次に見ること",
        "p 値",
    ]
    places = [page.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_the_interval_stands_open_and_the_p_value_is_folded(
    akari: Client, locked: models.Case
) -> None:
    page = akari.get(address(locked, "result", "claim_1")).text
    folded = page.find('<details class="disclosure"')
    assert -1 < page.find("36.7ポイント</a>") < folded  # 70 % against 33.3 %
    assert "ポイント～" in page[:folded]
    assert page.find("p 値</dt>") > folded
    assert reverse("workspaces:trace", args=(locked.pk, "evidence_1.difference")) in page


def test_the_chart_is_a_picture_of_its_own(akari: Client, locked: models.Case) -> None:
    answer = akari.get(address(locked, "chart", "claim_1", "svg"))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
    assert "<svg xmlns" not in akari.get(address(locked, "result", "claim_1")).text


def test_the_page_draws_the_chart_anew_from_its_specification(
    akari: Client, locked: models.Case
) -> None:
    address_of = address(locked, "chart", "claim_1", "json")
    page = akari.get(address(locked, "result", "claim_1")).text
    assert f'data-src="{address_of}"' in page
    assert 'built/chart.js" type="module"' in page
    assert "chart.js" not in akari.get(page_of(locked)).text
    specification = akari.get(address_of).json()
    assert specification == open_case(locked).content("evidence_1")["chart"]
    assert akari.get(address(locked, "chart", "claim_1", "pdf")).status_code == 404


def test_the_table_behind_the_chart_comes_out(akari: Client, locked: models.Case) -> None:
    data = akari.get(address(locked, "download", "claim_1", "xlsx")).content
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert sheet["A1"].value == "「許可終了日」の月"
    assert sum(int(str(row[1])) for row in sheet.iter_rows(min_row=2, values_only=True)) == 200
    assert akari.get(address(locked, "download", "claim_1", "csv")).content.startswith(b"\xef\xbb")
    assert "2月" in akari.get(address(locked, "download", "claim_1", "cp932.csv")).content.decode(
        "cp932"
    )
    assert akari.get(address(locked, "download", "claim_1", "pdf")).status_code == 404


def test_the_list_shows_the_verdict(akari: Client, locked: models.Case) -> None:
    page = akari.get(page_of(locked)).text
    assert address(locked, "result", "claim_1") in page
    assert SENTENCE in page
    assert "支持" in page


def test_a_newer_file_makes_the_result_stale_and_one_button_brings_it_up_to_date(
    akari: Client, city: City, locked: models.Case
) -> None:
    fewer = b"\r\n".join(PERMITS.split(b"\r\n")[:101])
    about = {"purpose": "更新の案内を送る時期を決めるため"}
    taking.take_in(
        locked, actor=city.akari, data=fewer, file_name="permits.csv", about=about, key="file_1"
    )
    where = address(locked, "result", "claim_1")
    assert "古くなっています" in akari.get(where).text
    again = reverse("workspaces:recompute", args=(locked.pk,))
    page = akari.post(again, {"next": where}, follow=True).text
    assert "古くなっています" not in page
    assert "n＝100件" in page


def test_a_weakness_that_stops_the_verdict_can_be_answered(
    akari: Client, doubtful: models.Case
) -> None:
    where = address(doubtful, "result", "claim_1")
    page = akari.get(where).text
    assert "判断できない" in page
    assert "判定を止めている弱みに答える" in page
    answers = {"small-group": "この課の許可はこの7件ですべてです", "not-a-weakness": "x"}
    page = akari.post(address(doubtful, "answer", "claim_1"), answers, follow=True).text
    assert "この課の許可はこの7件ですべてです" in page
    plan = open_case(doubtful).case.artifacts["evidence_1"].plan
    assert plan is not None
    assert set(plan.parameters["answers"]) == {"small-group"}


def test_too_long_an_answer_is_refused_whole_and_nothing_is_cut(
    akari: Client, doubtful: models.Case
) -> None:
    written = "長" * 2001
    answer = akari.post(address(doubtful, "answer", "claim_1"), {"small-group": written})
    assert answer.status_code == 422
    assert "2,000字までにしてください。" in answer.text
    assert written in answer.text
    plan = open_case(doubtful).case.artifacts["evidence_1"].plan
    assert plan is not None
    assert "answers" not in plan.parameters


def test_locking_again_asks_for_the_answers_again(akari: Client, doubtful: models.Case) -> None:
    akari.post(address(doubtful, "answer", "claim_1"), {"small-group": "これですべてです"})
    akari.post(address(doubtful, "claim", "claim_1"), locking(base="1", smallest="5"))
    page = akari.get(address(doubtful, "result", "claim_1")).text
    assert "これですべてです" not in page


def test_a_lecturer_reads_and_cannot_write(client: Client, city: City, locked: models.Case) -> None:
    client.force_login(city.lecturer)
    page = client.get(page_of(locked)).text
    assert SENTENCE in page
    assert "新しい主張を書く" not in page
    assert "主張を書き直す" not in client.get(address(locked, "result", "claim_1")).text
    assert client.get(address(locked, "claim", "claim_1")).status_code == 403
    assert client.get(address(locked, "new_count")).status_code == 403
    for name, more in (
        ("new", ()), ("claim", ("claim_1",)), ("draft", ("claim_1",)), ("drop", ("claim_1",)),
        ("answer", ("claim_1",)), ("new_count", ()),
    ):  # fmt: skip
        assert client.post(address(locked, name, *more), locking(base="1")).status_code == 403


def test_a_team_mate_sees_the_same_result(client: Client, city: City, locked: models.Case) -> None:
    client.force_login(city.botan)
    assert "支持" in client.get(address(locked, "result", "claim_1")).text
    assert client.get(address(locked, "claim", "claim_1")).status_code == 200


@pytest.mark.parametrize("person", ["daichi", "chihiro"])
def test_outsiders_find_nothing(
    client: Client, city: City, locked: models.Case, person: str
) -> None:
    client.force_login(getattr(city, person))
    assert client.get(page_of(locked)).status_code == 404
    assert client.post(address(locked, "new")).status_code == 404
    assert client.post(address(locked, "new_count"), {"label": "件数"}).status_code == 404
    for name in ("claim", "result"):
        assert client.get(address(locked, name, "claim_1")).status_code == 404
    for name in ("claim", "draft", "drop", "answer"):
        assert client.post(address(locked, name, "claim_1"), locking(base="1")).status_code == 404
    assert client.get(address(locked, "download", "claim_1", "csv")).status_code == 404
    assert client.get(address(locked, "chart", "claim_1", "json")).status_code == 404


def test_who_is_signed_out_gets_the_sign_in_page(client: Client, city: City) -> None:
    for path in (
        "/cases/1/steps/analysis/analysis/",
        "/cases/1/analysis/analysis/results/claim_1/",
    ):
        assert reverse("accounts:sign_in") in client.get(path).headers["Location"]


def test_ten_claims_cost_the_queries_of_one(
    akari: Client, locked: models.Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (2, 3):
        akari.post(address(locked, "new"))
        akari.post(address(locked, "claim", f"claim_{number}"), locking())
    akari.post(address(locked, "new_count"), {"label": "許可の件数"})
    with django_assert_max_num_queries(22):
        assert "claim_3" in akari.get(page_of(locked)).text
    with django_assert_max_num_queries(24):
        akari.get(address(locked, "result", "claim_1"))
    with django_assert_max_num_queries(24):
        akari.get(address(locked, "claim", "claim_1"))
