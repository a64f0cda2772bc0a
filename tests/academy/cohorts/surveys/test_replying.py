"""Surveys on their pages: opened, replied to, reminded of; growth is for oneself."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.surveys import services
from tomoni.academy.cohorts.surveys.models import Kind, Survey

SESSION_AND_USER = 2


def test_the_secretariat_opens_a_survey_and_everybody_who_takes_part_is_told(
    client: Client, city: City, asked: list[User], today: date
) -> None:
    client.force_login(city.secretariat)
    said = {"kind": "session", "number": "2", "closes_date": today.isoformat()}
    address = reverse("surveys:open", args=(city.cohort.pk,))
    assert "受講者に知らせました" in client.post(address, said, follow=True).text
    assert "期に一度だけ" in client.post(address, said).text
    for wrong in (
        {"number": ""},
        {"kind": "party"},
        {"number": "9"},
        {"closes_date": (today - timedelta(days=1)).isoformat()},
    ):
        assert client.post(address, said | wrong).status_code == 422
    client.force_login(city.akari)
    first_page = client.get("/").text
    assert "アンケート「第2回の感想」に答えてください。" in first_page
    assert "アンケート「第2回の感想」に答える" in first_page


def test_a_cohort_without_a_rubric_cannot_ask_for_skills(
    client: Client, city: City, today: date
) -> None:
    client.force_login(city.secretariat)
    said = {"kind": "before", "closes_date": today.isoformat()}
    answer = client.post(reverse("surveys:open", args=(city.cohort.pk,)), said)
    assert "スキルの表がありません" in answer.text
    assert not Survey.objects.exists()


def test_a_reply_can_be_changed_until_the_survey_closes(
    client: Client, city: City, before: Survey
) -> None:
    client.force_login(city.akari)
    address = before.get_absolute_url()
    assert client.post(address, {"state": "1"}).status_code == 422
    assert client.post(address, {"state": "7", "prove": "1"}).status_code == 422
    client.post(address, {"state": "1", "prove": "1"})
    client.post(address, {"state": "2", "prove": "1"})
    assert city.akari.replies.get().values == {"state": "2", "prove": "1"}
    services.close(before, actor=city.secretariat)
    assert client.post(address, {"state": "3", "prove": "1"}).status_code == 403
    assert "締め切りました" in client.get(address).text


def test_growth_shows_a_person_their_own_levels_and_nobody_elses(
    client: Client, city: City, asked: list[User], before: Survey, today: date
) -> None:
    services.reply(before, actor=city.akari, values={"state": "1", "prove": "1"}, today=today)
    after = services.open_survey(
        city.cohort, kind=Kind.AFTER, number=0, closes_date=today, actor=city.secretariat
    )
    services.reply(after, actor=city.akari, values={"state": "3", "prove": "2"}, today=today)
    address = reverse("surveys:growth", args=(city.cohort.pk,))
    client.force_login(city.akari)
    page = client.get(address).text
    assert "困りごとを言える" in page
    assert "3段階で、前は1、後は3" in page
    client.force_login(city.botan)
    assert "困りごとを言える" not in client.get(address).text
    for other in (city.secretariat, city.lecturer, city.chihiro):
        client.force_login(other)
        assert client.get(address).status_code == 404


def test_a_reminder_goes_to_those_who_have_not_replied_and_names_nobody(
    client: Client, city: City, asked: list[User], before: Survey, today: date
) -> None:
    services.reply(before, actor=city.akari, values={"state": "1", "prove": "1"}, today=today)
    client.force_login(city.secretariat)
    page = client.post(reverse("surveys:remind", args=(before.pk,)), follow=True).text
    assert "まだの4人に、もう一度頼みました。" in page
    assert "1人が回答／5人" in page
    assert "ぼたん" not in page
    assert city.botan.notices.filter(code="survey-waits").exists()
    assert not city.akari.notices.filter(code="survey-waits").exists()


@pytest.mark.parametrize("surveys", [0, 2])
def test_the_list_takes_the_same_queries_for_any_number_of_surveys(
    surveys: int,
    client: Client,
    city: City,
    asked: list[User],
    today: date,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(1, surveys + 1):
        services.open_survey(
            city.cohort, kind=Kind.SESSION, number=number, closes_date=today,
            actor=city.secretariat,
        )  # fmt: skip
    client.force_login(city.secretariat)
    with django_assert_num_queries(SESSION_AND_USER + 5):
        client.get(reverse("surveys:surveys", args=(city.cohort.pk,)))
