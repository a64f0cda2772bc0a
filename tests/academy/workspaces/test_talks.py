import pytest
from django.test import Client
from django.urls import reverse

from academy.conftest import City
from tomoni.academy.workspaces import models, services, talking


@pytest.fixture
def place(city: City, case: models.Case) -> tuple[int, str, int]:
    """A version that can be commented on."""
    services.save_worksheet(
        case, actor=city.akari, key="problem", values={"goal": "待たせない"}, base=0
    )
    return case.pk, "problem", 1


def test_a_lecturers_comment_waits_for_the_group_until_it_is_settled(
    client: Client, city: City, place: tuple[int, str, int]
) -> None:
    client.force_login(city.lecturer)
    client.post(reverse("workspaces:comment", args=place), {"text": "だれの困りごとですか。"})
    client.force_login(city.botan)
    assert "だれの困りごとですか。" in client.get("/").text
    assert "見直し中" in client.get(reverse("workspaces:case", args=place[:1])).text
    page = client.get(reverse("workspaces:version", args=place)).text
    assert "講師" in page
    found = models.Comment.objects.get()
    answer = {"text": "申請する店の人です。", "parent": found.pk}
    client.post(reverse("workspaces:comment", args=place), answer)
    client.post(reverse("workspaces:settle", args=(place[0], found.pk)))
    assert "だれの困りごとですか。" not in client.get("/").text
    page = client.get(reverse("workspaces:version", args=place)).text
    assert "申請する店の人です。" in page
    assert "済み" in page


def test_an_empty_comment_is_said_beside_its_field(
    client: Client, city: City, place: tuple[int, str, int]
) -> None:
    client.force_login(city.lecturer)
    page = client.post(reverse("workspaces:comment", args=place), {"text": "  "})
    assert page.status_code == 422
    assert "コメントを書いてから送ってください。" in page.text


def test_a_reviewer_reads_comments_and_writes_none(
    client: Client, city: City, place: tuple[int, str, int]
) -> None:
    client.force_login(city.reviewer)
    answer = client.post(reverse("workspaces:comment", args=place), {"text": "よい"})
    assert answer.status_code == 403
    assert "コメントできるのは" in answer.text
    assert not models.Comment.objects.exists()


def test_an_answer_to_a_comment_elsewhere_is_refused(
    client: Client, city: City, place: tuple[int, str, int]
) -> None:
    client.force_login(city.akari)
    asked = {"text": "返事", "parent": 999}
    assert client.post(reverse("workspaces:comment", args=place), asked).status_code == 404


def test_no_word_of_a_comment_is_in_the_audit(city: City, place: tuple[int, str, int]) -> None:
    version = models.Version.objects.get()
    talking.comment(version, actor=city.lecturer, text="ひみつの言葉")
    entries = models.AuditEntry.objects.values_list("action", "subject")
    assert list(entries)[:2] == [("commented", "problem"), ("worksheet-saved", "problem")]
