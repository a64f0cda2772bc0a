from django.test import Client
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City

SESSION_AND_USER = 2


def test_a_cohort_shows_its_groups_its_sessions_and_its_staff(
    client: Client, city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(city.secretariat)
    with django_assert_num_queries(SESSION_AND_USER + 5):
        page = client.get(city.cohort.get_absolute_url()).text
    for text in (
        city.group.work, city.other_group.work, "第1回 目標と課題", "3.5時間",
        "前回のふり返り（20分）", "課題シート", "こう", "あさひ市 市民課", "2026年5月1日",
    ):  # fmt: skip
        assert text in page


def test_a_participant_finds_no_other_group_in_the_cohort(client: Client, city: City) -> None:
    client.force_login(city.daichi)
    page = client.get(city.cohort.get_absolute_url()).text
    assert city.other_group.work in page
    assert city.group.work not in page


def test_a_page_can_be_read_in_english(client: Client, city: City) -> None:
    client.force_login(city.akari)
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    page = client.get("/").text
    assert '<html lang="en">' in page
    assert "My groups" in page
