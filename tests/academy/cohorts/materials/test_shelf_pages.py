"""The materials of a cohort as people find them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.materials import samples
from academy.conftest import City
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.materials.models import ReadMark
from tomoni.academy.cohorts.models import Cohort

SESSION_AND_USER = 2
UNREAD = "未読"


def shelf(client: Client, city: City, who: str) -> str:
    client.force_login(getattr(city, who))
    return client.get(reverse("materials:shelf", args=(city.cohort.pk,))).text


def meet(cohort: Cohort, *, number: int, days: int) -> Meeting:
    begins = timezone.now() + timedelta(days=days)
    return Meeting.objects.create(
        cohort=cohort, number=number, starts_at=begins, ends_at=begins + timedelta(hours=3)
    )


def test_materials_stand_by_session_and_those_for_lecturers_for_them_only(
    client: Client, city: City
) -> None:
    samples.slides(city)
    samples.slides(city, number=2, title="講師の手引き", for_lecturers=True)
    for who in ("akari", "manager", "recorder"):
        page = shelf(client, city, who)
        assert "目標の書き方" in page
        assert "講師の手引き" not in page
    for who in ("secretariat", "lecturer", "guide"):
        assert "講師の手引き" in shelf(client, city, who)
    assert page.index("第1回 目標と課題") < page.index("目標の書き方") < page.index("第2回 仮説")


def test_the_number_of_queries_does_not_grow_with_the_materials(
    client: Client, city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 2, 3):
        samples.slides(city, number=number)
    client.force_login(city.secretariat)
    address = reverse("materials:shelf", args=(city.cohort.pk,))
    with django_assert_num_queries(SESSION_AND_USER + 8):
        client.get(address)
    for number in (1, 2, 3):
        samples.slides(city, number=number, title=f"もう一つ {number}")
    with django_assert_num_queries(SESSION_AND_USER + 8):
        client.get(address)


def test_the_last_session_that_was_held_and_drawn_comes_first(client: Client, city: City) -> None:
    for number, days in ((1, -20), (2, -5), (3, 5)):
        meet(city.cohort, number=number, days=days)
        samples.recording(city, number=number)
    page = shelf(client, city, "akari")
    assert page.index("前回のグラフィックレコーディング　第2回") < page.index("第1回 目標と課題")
    assert 'alt="窓口の長い列"' in page
    assert "混むのは月末" in page


def test_who_opens_the_newest_version_has_read_it(client: Client, city: City) -> None:
    one = samples.slides(city)
    assert UNREAD in shelf(client, city, "akari")
    client.get(one.get_absolute_url())
    client.get(one.get_absolute_url())
    assert ReadMark.objects.filter(user=city.akari).count() == 1
    assert UNREAD not in shelf(client, city, "akari")
    assert "開いた受講者 1/3人" in shelf(client, city, "lecturer")
    page = client.get(one.get_absolute_url()).text
    assert "第1版を開いた受講者 1人　まだの受講者 2人" in page
    assert "ぼたん、だいち" in page


def test_participants_are_not_told_who_has_read(client: Client, city: City) -> None:
    one = samples.slides(city)
    client.force_login(city.akari)
    assert "まだの受講者" not in client.get(one.get_absolute_url()).text


def test_the_first_page_says_what_is_new_until_it_is_opened(client: Client, city: City) -> None:
    Cohort.objects.update(ends_date=timezone.localdate() + timedelta(days=9))
    one = samples.slides(city)
    samples.slides(city, for_lecturers=True)
    client.force_login(city.akari)
    assert "新しい資料が1件あります" in client.get("/").text
    client.get(one.get_absolute_url())
    assert "新しい資料" not in client.get("/").text
    client.force_login(city.secretariat)
    assert "新しい資料" not in client.get("/").text


def test_nothing_waits_of_a_cohort_that_is_over(client: Client, city: City) -> None:
    Cohort.objects.update(ends_date=timezone.localdate() - timedelta(days=1))
    samples.slides(city)
    client.force_login(city.akari)
    assert "新しい資料" not in client.get("/").text


@pytest.mark.parametrize("who", ["reviewer", "auditor", "chihiro"])
def test_a_cohorts_page_leads_to_the_materials_who_may_read_them(
    client: Client, city: City, who: str
) -> None:
    address = reverse("materials:shelf", args=(city.cohort.pk,))
    client.force_login(getattr(city, who))
    assert address not in client.get(city.cohort.get_absolute_url()).text
    assert client.get(address).status_code == 404
    client.force_login(city.akari)
    assert address in client.get(city.cohort.get_absolute_url()).text


def test_a_meeting_shows_what_was_drawn_before_and_what_it_comes_with(
    client: Client, city: City
) -> None:
    meeting = meet(city.cohort, number=2, days=1)
    for number in (1, 2):
        samples.slides(city, number=number, title=f"{number}回めのスライド")
    client.force_login(city.akari)
    address = reverse("calendar:meeting", args=(meeting.pk,))
    page = client.get(address).text
    assert "2回めのスライド" in page
    assert "1回めのスライド" not in page
    assert "前回のグラフィックレコーディング" not in page
    samples.recording(city, number=1)
    page = client.get(address).text
    assert page.index("前回のグラフィックレコーディング") < page.index("2回めのスライド")
    client.force_login(city.reviewer)
    page = client.get(address).text
    assert "2回めのスライド" not in page
    assert "前回のグラフィックレコーディング" not in page
