"""Sheets of steps that come into a flow."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from academy.conftest import City
from academy.steps.flow.samples import TO_BE, address, posted
from tomoni.academy.workspaces import models, reading


@pytest.fixture
def akari(client: Client, city: City) -> Client:
    client.force_login(city.akari)
    return client


def test_a_sheet_is_read_into_the_table_and_taken_back(akari: Client, case: models.Case) -> None:
    akari.post(address(case), posted())
    sheet = akari.get(address(case, "download", form="xlsx"))
    data = sheet.content
    akari.post(address(case, "draft", key="to_be"), posted(TO_BE))
    file = SimpleUploadedFile("作業.xlsx", data)
    page = akari.post(address(case, "upload", key="to_be"), {"sheet": file}, follow=True).text
    assert "4行を読み込みました" in page
    assert "直して出し直す" in page
    page = akari.post(address(case, "undo", key="to_be"), follow=True).text
    assert "電子申請をする" in page


@pytest.mark.parametrize(
    "data",
    [b"", b"<html><body>404</body></html>", "名前,年齢\nあかり,30\n".encode()],
    ids=["empty", "a web page", "another table"],
)
def test_a_file_without_steps_changes_nothing(
    akari: Client, case: models.Case, data: bytes
) -> None:
    akari.post(address(case, "draft"), posted())
    file = SimpleUploadedFile("作業.xlsx", data)
    page = akari.post(address(case, "upload"), {"sheet": file}, follow=True).text
    assert 'class="notice notice-error"' in page
    assert "直して出し直す" in page


def test_a_sheet_of_as_many_steps_as_can_be_drawn_is_saved_whole(
    akari: Client, case: models.Case
) -> None:
    assert "300行を読み込みました" in upload_rows(akari, case, 300)
    values = models.Draft.objects.get().values["flow"]
    rows = tuple(
        ("", row["lane"], row["name"], "", "", "5", "", "", "", "", "") for row in values["steps"]
    )
    akari.post(address(case), posted(rows))
    content = reading.open_case(case).content("as_is")
    assert content is not None
    assert len(content["steps"]) == 300


def test_a_sheet_of_more_steps_is_refused_with_the_limit(akari: Client, case: models.Case) -> None:
    assert "読めるのは300個まで" in upload_rows(akari, case, 301)
    assert not models.Draft.objects.exists()


def upload_rows(client: Client, case: models.Case, count: int) -> str:
    lines = ["誰が,何をする,ふつう", *(f"窓口,作業{place},5" for place in range(count))]
    file = SimpleUploadedFile("作業.csv", "\n".join(lines).encode())
    return client.post(address(case, "upload"), {"sheet": file}, follow=True).text
