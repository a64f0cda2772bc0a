import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from academy.steps.flow.samples import (
    AS_IS,
    STAFF_HOURS,
    TO_BE,
    address,
    posted,
    row_of,
    with_cell,
)
from tomoni.academy.steps.flow.forms import MINUTES
from tomoni.academy.steps.flow.reading import values_at
from tomoni.academy.workspaces import models, reading
from tomoni.engine import tables

MOST_QUERIES = 18
"""For any number of versions and people."""

WRITING = ("draft", "drop", "begin", "copy", "upload", "undo", "merge", "draw", "read")


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


def save(client: Client, case: models.Case, data: dict[str, str], *, key: str = "as_is") -> str:
    """What the page says after saving."""
    return client.post(address(case, key=key), data, follow=True).text


def test_an_empty_page_teaches_what_will_be_here(akari: Client, case: models.Case) -> None:
    page = akari.get(address(case)).text
    for text in ("作業がまだありません", "現状（As-Is）", "あるべき姿（To-Be）", "申請書を書く"):
        assert text in page
    assert "この内容で保存する" in page


def test_saving_makes_a_version_and_counts_its_hours(akari: Client, case: models.Case) -> None:
    page = save(akari, case, posted())
    assert "保存しました" in page
    assert STAFF_HOURS in page
    assert f"/cases/{case.pk}/trace/as_is_cost.staff_hours/" in page
    assert "担当ごとの時間（1年）" in page
    opened = reading.open_case(case)
    assert len(opened.case.versions["as_is"]) == len(opened.case.versions["as_is_cost"]) == 1
    assert not opened.stale


def test_minutes_said_in_one_cell_are_changed_in_one_cell(akari: Client, case: models.Case) -> None:
    save(akari, case, posted((("1", "窓口", "受け付ける", "", "", "5", "", "終わり", "", "", ""),)))
    row = row_of(values_at(reading.open_case(case), "as_is", 1), "1")
    assert [row[name] for name in MINUTES] == [None, 5, None]


def test_the_same_again_makes_no_second_version(akari: Client, case: models.Case) -> None:
    save(akari, case, posted())
    assert "新しい版は作りませんでした" in save(akari, case, posted(base=1))
    assert len(reading.open_case(case).case.versions["as_is"]) == 1


def test_what_is_typed_is_kept_drawn_and_counted_before_it_is_saved(
    akari: Client, case: models.Case
) -> None:
    answer = akari.post(address(case, "draft"), posted(title="書きかけの流れ"))
    assert answer.json() == {}
    assert "直して出し直す" in akari.get(address(case, "picture")).text
    page = akari.get(address(case)).text
    assert "書きかけの流れ" in page
    assert STAFF_HOURS in page
    assert "下書きの続きです" in page
    assert "as_is" not in reading.open_case(case).case.versions


def test_a_draft_is_seen_by_its_writer_only(akari: Client, city: City, case: models.Case) -> None:
    akari.post(address(case, "draft"), posted(title="書きかけの流れ"))
    akari.force_login(city.botan)
    assert "書きかけの流れ" not in akari.get(address(case)).text


def test_a_draft_is_thrown_away_when_asked(akari: Client, case: models.Case) -> None:
    save(akari, case, posted())
    akari.post(address(case, "draft"), posted(base=1, title="書きかけの流れ"))
    page = akari.post(address(case, "drop"), follow=True).text
    assert "書きかけの流れ" not in page
    assert "営業許可の更新" in page


def test_the_flow_as_it_should_be_begins_as_a_copy(akari: Client, case: models.Case) -> None:
    save(akari, case, posted())
    page = akari.post(address(case, "copy", key="to_be"), follow=True).text
    assert "直して出し直す" in page
    page = akari.post(address(case, "undo", key="to_be"), follow=True).text
    assert "直して出し直す" not in page


def test_what_is_counted_leads_to_trying_comparing_and_printing(
    akari: Client, case: models.Case
) -> None:
    page = save(akari, case, posted())
    for name in ("trial", "paper"):
        assert f'href="{address(case, name)}"' in page
    assert f"/cases/{case.pk}/flow/flow/compare/" in page


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (with_cell(1, "likely", "十分くらい"), "1行目"),
        (with_cell(2, "next", "もどす"), "2行目"),
        (with_cell(2, "low", "90"), "2行目"),
    ],
    ids=["minutes that are no number", "a next step that is none", "minutes not in order"],
)
def test_what_cannot_be_read_is_named_and_nothing_is_saved(
    akari: Client, case: models.Case, rows: tuple[tuple[str, ...], ...], place: str
) -> None:
    page = save(akari, case, posted(rows))
    assert "まだ保存していません" in page
    assert place in page
    assert "as_is" not in reading.open_case(case).case.artifacts


def test_a_volume_that_is_no_number_stays_on_the_page(akari: Client, case: models.Case) -> None:
    page = save(akari, case, posted(volume_value="たくさん"))
    assert "まだ保存していません" in page
    assert 'value="たくさん"' in page


def test_a_volume_made_from_the_flow_itself_is_refused(akari: Client, case: models.Case) -> None:
    save(akari, case, posted())
    page = save(akari, case, posted(base=1, volume_quote="{{ as_is_cost.staff_hours }}"))
    assert "まだ保存していません" in page
    assert len(reading.open_case(case).case.versions["as_is"]) == 1


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        (with_cell(4, "next", "1"), "終わ"),
        (with_cell(2, "next", "9"), "9"),
        (
            (*AS_IS, ("5", "窓口", "だれも来ない作業", "", "1", "1", "1", "", "推定", "", "")),
            "だれも来ない作業",
        ),
    ],
    ids=["a loop without an end", "a next step that is not there", "a step that nobody reaches"],
)
def test_a_flow_that_cannot_be_counted_says_why(
    akari: Client, case: models.Case, rows: tuple[tuple[str, ...], ...], finding: str
) -> None:
    page = save(akari, case, posted(rows))
    assert "直すところ・確かめるところ" in page
    assert finding in page
    assert akari.get(address(case, "picture")).status_code == 200


def test_an_endless_flow_has_no_hours(akari: Client, case: models.Case) -> None:
    page = save(akari, case, posted(with_cell(4, "next", "1")))
    assert "1年の時間はまだ計算できません" in page
    assert "as_is_cost" not in reading.open_case(case).case.versions


def test_nothing_chosen_is_no_upload(akari: Client, case: models.Case) -> None:
    assert "ファイルを選んで" in akari.post(address(case, "upload"), follow=True).text


@pytest.mark.parametrize(
    ("form", "ending", "begins"),
    [
        ("xlsx", ".xlsx", b"PK"),
        ("csv", ".csv", b"\xef\xbb\xbf"),
        ("cp932", ".csv", "番号".encode("cp932")),
        ("bpmn", ".bpmn", b"<?xml"),
        ("svg", ".svg", b"<svg"),
    ],
)
def test_the_flow_is_downloaded_under_its_name(
    akari: Client, case: models.Case, form: str, ending: str, begins: bytes
) -> None:
    save(akari, case, posted())
    answer = akari.get(address(case, "download", form=form))
    assert answer.content.startswith(begins)
    assert ending in answer["Content-Disposition"]
    assert "%E5%96%B6%E6%A5%AD" in answer["Content-Disposition"]


def test_the_sheet_holds_minutes_as_numbers(akari: Client, case: models.Case) -> None:
    save(akari, case, posted())
    data = akari.get(address(case, "download", form="xlsx")).content
    (table,) = tables.read(data, file_name="a.xlsx").tables
    assert table.frame["ふつう（分）"].to_list() == [15, 8, 10, 3]
    assert table.frame["次"].to_list()[1] == "3 不備がある 20%／4 そろっている 80%"


def test_the_second_to_save_sees_what_changed_and_loses_nothing(
    akari: Client, city: City, case: models.Case
) -> None:
    save(akari, case, posted())
    botan = Client(headers={"accept-language": "ja"})
    botan.force_login(city.botan)
    save(botan, case, posted(with_cell(2, "likely", "9"), base=1))
    mine = [list(row) for row in with_cell(2, "likely", "11")]
    mine[0][2] = "申請書を清書する"
    data = posted(tuple(map(tuple, mine)), base=1)
    answer = akari.post(address(case, "draft"), data).json()
    assert "ぼたん" in answer["message"]
    assert answer["url"] == address(case, "merge")
    page = akari.post(address(case), data, follow=True)
    assert page.redirect_chain == [(address(case, "merge"), 302)]
    assert "作業2の「ふつう」" in page.text
    choice = {"newest": "2", "step/2/likely": "right"}
    page = akari.post(address(case, "merge"), choice, follow=True)
    assert 'value="9"' in page.text
    assert "申請書を清書する" in page.text
    assert len(reading.open_case(case).case.versions["as_is"]) == 2


def test_a_merge_with_nothing_to_merge_leads_back(akari: Client, case: models.Case) -> None:
    save(akari, case, posted())
    assert akari.get(address(case, "merge")).status_code == 302


def test_a_team_mate_sees_the_version(akari: Client, city: City, case: models.Case) -> None:
    save(akari, case, posted())
    akari.force_login(city.botan)
    page = akari.get(address(case)).text
    assert "直して出し直す" in page
    assert "この内容で保存する" in page


def test_a_lecturer_reads_and_cannot_write(akari: Client, city: City, case: models.Case) -> None:
    save(akari, case, posted())
    akari.force_login(city.lecturer)
    page = akari.get(address(case)).text
    assert "直して出し直す" in page
    assert "この内容で保存する" not in page
    assert akari.get(address(case, "picture")).status_code == 200
    for name in WRITING:
        assert akari.post(address(case, name), posted()).status_code == 403
    assert akari.post(address(case), posted()).status_code == 403


def test_an_outsider_finds_nothing(client: Client, city: City, case: models.Case) -> None:
    client.force_login(city.daichi)
    assert client.get(address(case)).status_code == 404
    assert client.get(address(case, "picture")).status_code == 404
    for name in WRITING:
        assert client.post(address(case, name), posted()).status_code == 404


def test_who_has_not_signed_in_is_sent_to_sign_in(client: Client, case: models.Case) -> None:
    assert client.get(address(case)).status_code == 302


def test_there_are_two_flows_and_no_third(akari: Client, case: models.Case) -> None:
    assert akari.get(address(case, key="someday")).status_code == 404
    assert akari.get(address(case, "download", form="exe")).status_code == 404
    for base in ("x", "1", ""):
        assert akari.post(address(case), posted() | {"base": base}).status_code == 404


def test_the_page_asks_the_database_a_bounded_number_of_times(
    akari: Client, case: models.Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    save(akari, case, posted())
    save(akari, case, posted(with_cell(1, "likely", "16"), base=1))
    save(akari, case, posted(TO_BE), key="to_be")
    akari.get(address(case))
    with django_assert_max_num_queries(MOST_QUERIES):
        akari.get(address(case))
