"""Next month's file: read as before when it has the same shape; else it waits."""

from collections.abc import Sequence

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from academy.steps.data.files import (
    CHILDREN,
    change_of,
    correct_of,
    next_month,
    page_of,
    posted,
    source_of,
    table_of,
    workbook,
)
from academy.steps.data.forms_of_pages import fields_of
from tomoni.academy.steps.data import services as taking
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.reading import open_case

RENAMED = ["地区", "施設コード", "利用者の数（人）", "開設日"]


def send(akari: Client, case: models.Case, rows: Sequence[Sequence[object]]) -> str:
    answer = akari.post(source_of(case), posted(workbook(rows), name="保育5月.xlsx"), follow=True)
    return answer.text


def versions(case: models.Case, key: str) -> int:
    return len(open_case(case).case.versions[key])


@pytest.fixture
def waiting(akari: Client, children: models.Case) -> models.Case:
    """May has a column more: the table is still April's."""
    send(akari, children, next_month(column=True))
    return children


def test_a_month_of_the_same_shape_is_a_new_version(akari: Client, children: models.Case) -> None:
    page = send(akari, children, next_month())
    assert "表にしました" in page
    assert (versions(children, "file_1"), versions(children, "table_1")) == (2, 2)
    assert akari.get(change_of(children)).headers["Location"] == table_of(children)


def test_what_was_corrected_holds_for_the_next_month(akari: Client, children: models.Case) -> None:
    fields = fields_of(akari.get(correct_of(children)).text)
    akari.post(correct_of(children), fields | {"action": "save", "mark-1-reason": "unknown"})
    send(akari, children, next_month())
    column = open_case(children).content("table_1")["columns"][2]
    assert column["marks"]["欠測"] == "unknown"
    assert versions(children, "table_1") == 3


def test_a_month_of_another_shape_waits_and_says_where(
    akari: Client, children: models.Case
) -> None:
    page = send(akari, children, next_month(column=True))
    assert "前になかった列「備考」があります" in page
    assert "改修中" in page  # some rows of what would come
    assert (versions(children, "file_1"), versions(children, "table_1")) == (2, 1)
    table = akari.get(table_of(children)).text
    assert "新しいファイルが来ています" in table
    assert "備考" not in table
    assert change_of(children) in akari.get(page_of(children)).text


def test_computing_anew_does_not_accept_it(akari: Client, waiting: models.Case) -> None:
    address = reverse("workspaces:recompute", args=(waiting.pk,))
    page = akari.post(address, {"next": table_of(waiting)}, follow=True).text
    assert "前と形の違うところが1つあります" in page
    assert versions(waiting, "table_1") == 1


def test_accepting_makes_the_new_version_and_learns_its_shape(
    akari: Client, waiting: models.Case
) -> None:
    answer = akari.post(change_of(waiting), {"action": "accept", "file": "2"})
    assert answer.headers["Location"] == table_of(waiting)
    assert "備考" in akari.get(table_of(waiting)).text
    assert versions(waiting, "table_1") == 2
    send(akari, waiting, next_month(column=True)[:-1])
    assert versions(waiting, "table_1") == 3


def test_correcting_answers_the_change(akari: Client, children: models.Case) -> None:
    page = send(akari, children, next_month(header=RENAMED))
    assert "名前が変わったようです" in page
    fields = fields_of(akari.get(correct_of(children)).text)
    assert fields["column-2-key"] == "利用者の数（人）"
    akari.post(correct_of(children), fields | {"action": "save", "column-2-name": "利用者数（人）"})
    names = [column["name"] for column in open_case(children).content("table_1")["columns"]]
    assert names[2] == "利用者数（人）"
    assert "table_1" not in open_case(children).stale


def test_the_older_file_can_be_put_back(akari: Client, waiting: models.Case) -> None:
    akari.post(change_of(waiting), {"action": "back", "file": "2"})
    opened = open_case(waiting)
    assert len(opened.case.versions["file_1"]) == 3
    assert opened.content("file_1") == opened.content_at("file_1", 1)
    assert "table_1" not in opened.stale
    assert akari.get(change_of(waiting)).status_code == 302


def test_who_decides_about_a_file_that_is_no_longer_the_newest_is_told(
    akari: Client, waiting: models.Case
) -> None:
    answer = akari.post(change_of(waiting), {"action": "accept", "file": "1"})
    assert [
        "ほかの人が同時に保存しました" in str(each) for each in get_messages(answer.wsgi_request)
    ]
    assert versions(waiting, "table_1") == 1


def test_a_header_row_that_moved_is_not_guessed(akari: Client, children: models.Case) -> None:
    fields = fields_of(akari.get(correct_of(children)).text)
    akari.post(correct_of(children), fields | {"action": "save", "header_rows": "2"})
    page = send(akari, children, [["あさひ市"], *next_month()])
    assert "2行目ではなく、3行目にあります" in page
    assert "この形を受け入れる" not in page
    assert versions(children, "table_1") == 2
    corrected = akari.get(correct_of(children))
    assert "3行目にあります" not in corrected.text or 'aria-invalid="true"' in corrected.text


def test_a_table_that_is_new_in_the_file_is_added(akari: Client, children: models.Case) -> None:
    data = workbook(next_month(), [["区", "件数"], ["東", 3], ["西", 4]])
    akari.post(source_of(children), posted(data))
    opened = open_case(children)
    assert opened.content("table_2")["sheet"] == "表2"
    assert len(opened.case.versions["table_1"]) == 2


def test_a_table_with_a_range_of_its_own_is_not_added_twice(
    akari: Client, children: models.Case
) -> None:
    fields = fields_of(akari.get(correct_of(children)).text)
    akari.post(correct_of(children), fields | {"action": "save", "header_rows": "2", "sheet": "*"})
    send(akari, children, next_month())
    assert "table_2" not in open_case(children).case.artifacts


def test_a_lecturer_sees_the_change_and_decides_nothing(
    client: Client, city: City, waiting: models.Case
) -> None:
    client.force_login(city.lecturer)
    page = client.get(change_of(waiting))
    assert "備考" in page.text
    assert "この形を受け入れる" not in page.text
    assert client.post(change_of(waiting), {"action": "accept", "file": "2"}).status_code == 403


def test_a_change_of_one_table_leaves_the_others_of_the_file_up_to_date(
    akari: Client, city: City, case: models.Case
) -> None:
    regions: list[Sequence[object]] = [["区", "件数"], ["東", 3], ["西", 4]]
    akari.post(page_of(case), posted(workbook(CHILDREN, regions)))
    taken = taking.take_in(
        case,
        actor=city.akari,
        data=workbook(next_month(column=True), [*regions, ["南", 5]]),
        file_name="5月.xlsx",
        about={"purpose": "確かめる"},
        key="file_1",
    )
    assert taken.waiting == ("table_1",)
    assert open_case(case).content("table_2")["rows"] == 3
