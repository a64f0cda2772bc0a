"""The page of one meeting, what other parts show on it, what waits, and the sample's meetings."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.calendar import meetings
from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.calendar import offers, sample, sections
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence


@pytest.fixture(autouse=True)
def _own_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test registers goes with it; other parts' sections are their own tests' matter."""
    own = {name: sections._registered[name] for name in ("homework-due", "agenda", "attendance")}
    monkeypatch.setattr(sections, "_registered", own)


def page_of(client: Client, user: User, meeting: Meeting) -> str:
    client.force_login(user)
    return client.get(meeting.get_absolute_url()).content.decode()


def test_the_homework_of_the_session_before_stands_first(client: Client, city: City) -> None:
    first = meetings.meeting(city)
    first.homework_due_date = datetime(2026, 5, 25).date()  # noqa: DTZ001 - a day
    first.save()
    second = meetings.meeting(city, number=2, starts_at=meetings.FIRST + timedelta(days=14))
    page = page_of(client, city.akari, second)
    assert "課題シート（2026年5月25日まで）" in page
    assert page.index("この回までの宿題") < page.index("出欠")
    assert "この回までの宿題" not in page_of(client, city.akari, first)


def test_the_agenda_has_clock_times(client: Client, city: City) -> None:
    page = page_of(client, city.recorder, meetings.meeting(city))
    assert "13:30〜13:50" in page
    assert "前回のふり返り" in page


def test_another_part_shows_a_section_where_it_belongs(client: Client, city: City) -> None:
    def drawing(request: SignedInRequest, meeting: Meeting) -> sections.Section | None:
        if request.user != city.akari:
            return None
        title = f"第{meeting.number}回の絵"
        return sections.Section(
            title, "calendar/_homework.html", {"titles": ["絵"], "due_date": None}
        )

    sections.register("drawing", section=drawing, order=10)
    meeting = meetings.meeting(city)
    page = page_of(client, city.akari, meeting)
    assert '<h2 id="drawing">第1回の絵</h2>' in page
    assert page.index("第1回の絵") < page.index("13:30〜13:50")
    assert "第1回の絵" not in page_of(client, city.botan, meeting)


def test_one_sees_ones_own_attendance_and_nobody_elses(client: Client, city: City) -> None:
    meeting = meetings.meeting(city)
    meetings.note(meeting, city.akari, Presence.LATE)
    assert "あなたは「遅刻・早退」と記録されています。" in page_of(client, city.akari, meeting)
    other = page_of(client, city.botan, meeting)
    assert "遅刻・早退" not in other
    assert "まだ記録されていません" in other


def test_while_it_goes_on_the_digits_can_be_typed(client: Client, city: City) -> None:
    path = reverse("calendar:attend", args=(meetings.now_held(city).pk,))
    meeting = Meeting.objects.get()
    assert path in page_of(client, city.akari, meeting)
    over = meetings.meeting(city, number=2, starts_at=timezone.now() - timedelta(days=9))
    assert "受け付けは終わりました" in page_of(client, city.akari, over)


def test_a_meeting_takes_few_queries(
    client: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = meetings.meeting(city)
    client.force_login(city.secretariat)
    with django_assert_max_num_queries(9):
        client.get(meeting.get_absolute_url())


def test_without_a_script_the_timer_shows_the_clock_times(client: Client, city: City) -> None:
    client.force_login(city.lecturer)
    path = reverse("calendar:timer", args=(meetings.meeting(city).pk,))
    page = client.get(path).content.decode()
    assert '<span class="timer-at">13:30</span>' in page
    assert 'data-minutes="20"' in page
    empty = meetings.meeting(city, number=2, starts_at=meetings.FIRST + timedelta(days=14))
    page = client.get(reverse("calendar:timer", args=(empty.pk,))).content.decode()
    assert "この回の進め方がありません" in page


def _request(user: User) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_the_next_meeting_waits_for_its_people_a_week_before(city: City) -> None:
    soon = meetings.meeting(city, starts_at=timezone.now() + timedelta(days=6))
    meetings.meeting(city, number=2, starts_at=timezone.now() + timedelta(days=8))
    for person in (city.akari, city.manager, city.lecturer):
        (found,) = offers.waiting(_request(person))
        assert found.text == "第1回 目標と課題 に出る"
        assert f"{soon.day.month}月{soon.day.day}日" in found.about
        assert "大会議室" in found.about
    for person in (city.chihiro, city.auditor):
        assert list(offers.waiting(_request(person))) == []


def test_a_list_that_nobody_kept_waits_for_the_secretariat(city: City) -> None:
    meeting = meetings.meeting(city, starts_at=timezone.now() - timedelta(days=1))
    (found,) = offers.waiting(_request(city.secretariat))
    assert (found.text, found.late) == ("第1回の出欠を記録する", True)
    assert list(offers.waiting(_request(city.lecturer))) == []
    for person in (city.akari, city.botan, city.daichi):
        meetings.note(meeting, person, Presence.PRESENT)
    assert list(offers.waiting(_request(city.secretariat))) == []


def test_the_sample_lays_every_session_from_the_first_day_to_the_last(city: City) -> None:
    laid = sample.fill(city.cohort, attended=2)
    days = [meeting.day for meeting in laid]
    assert (days[0].month, days[0].day) == (5, 1)
    assert days == sorted(set(days))
    assert days[-1] <= city.cohort.ends_date + timedelta(days=7)
    assert all(day.weekday() < 5 for day in days)
    assert laid[0].homework_due_date == days[1] - timedelta(days=3)
    assert {each.meeting.number for each in Attendance.objects.select_related("meeting")} == {1, 2}
