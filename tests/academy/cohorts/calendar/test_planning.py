"""The sheet of all days and places: written, proposed, corrected, and by two people at once."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from academy.cohorts.calendar import meetings
from academy.conftest import City
from tomoni.academy.accounts.models import Notice, PeopleEntry, User
from tomoni.academy.cohorts.calendar import reading, services, sheet
from tomoni.academy.cohorts.calendar.models import Meeting, Presence

FIRST = meetings.rows(
    date_1="2026-05-13", start_1="13:30", room_1="大会議室", url_1="https://example.lg.jp/1"
)
BEFORE, AFTER = meetings.FIRST - timedelta(days=1), meetings.FIRST + timedelta(days=1)


def address(city: City) -> str:
    return reverse("calendar:plan", args=(city.cohort.pk,))


def send(
    client: Client, city: City, *, mine: dict[str, str], base: dict[str, str] | None = None
) -> Any:
    """Fills in the sheet as somebody who saw `base`."""
    was = {f"was-{name}": text for name, text in (base or {}).items()}
    return client.post(address(city), {**mine, **was})


def as_it_stands(client: Client, city: City) -> dict[str, str]:
    """What a browser that opens the sheet holds in its fields."""
    rows = client.get(address(city)).context["rows"]
    return {cell.name: cell.text for row in rows for cell in row.cells}


def save(city: City, *, now: datetime = BEFORE, **changed: str) -> services.Saved:
    """The secretariat changes these cells of the sheet as it stands: `save(city, room_1="A")`."""
    helds = reading.held(city.cohort, meetings=city.cohort.meetings.all())
    base = sheet.texts_of(helds)
    mine = {**base, **meetings.rows(**changed)}
    return services.save_calendar(
        city.cohort, mine=mine, base=base, actor=city.secretariat, now=now
    )


@pytest.fixture
def at_desk(client: Client, city: City) -> Client:
    client.force_login(city.secretariat)
    return client


def codes_of(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).values_list("code", flat=True))


def test_a_day_and_a_beginning_are_enough(at_desk: Client, city: City) -> None:
    assert send(at_desk, city, mine=dict(FIRST)).status_code == 302
    meeting = Meeting.objects.get()
    local = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    assert [f"{each:%Y-%m-%d %H:%M}" for each in local] == ["2026-05-13 13:30", "2026-05-13 17:00"]
    assert (meeting.number, meeting.room, meeting.homework_due_date) == (1, "大会議室", None)


@pytest.mark.parametrize("typed", ["13時30分", "1330", "１３：３０", "13:30"])
def test_times_are_taken_as_people_type_them(at_desk: Client, city: City, typed: str) -> None:
    send(at_desk, city, mine={**FIRST, "1-start": typed})
    assert f"{timezone.localtime(Meeting.objects.get().starts_at):%H:%M}" == "13:30"


def test_new_days_are_told_of_once_to_everybody_but_who_planned(city: City) -> None:
    save(city, date_1="2026-05-13", start_1="09:00", date_2="2026-05-27", start_2="14:00")
    for person in (city.akari, city.daichi, city.manager, city.recorder, city.lecturer):
        assert codes_of(person) == ["meetings-planned"]
    for person in (city.secretariat, city.auditor, city.chihiro):
        assert codes_of(person) == []
    assert "2回" in city.akari.notices.get().sentence


def test_days_are_proposed_every_two_weeks_on_days_when_offices_are_open(
    at_desk: Client, city: City
) -> None:
    first = {"1-date": "2026-04-22", "1-start": "13:30", "1-room": "大会議室"}
    page = at_desk.post(address(city), {**first, "weeks": "2", "propose": "1"})
    said = {cell.name: cell.text for row in page.context["rows"] for cell in row.cells}
    # 6 May 2026 is a holiday; the row after counts from the day that was taken instead.
    assert [said[f"{n}-date"] for n in (1, 2, 3)] == ["2026-04-22", "2026-05-07", "2026-05-21"]
    assert [said[f"{n}-end"] for n in (1, 2, 3)] == ["17:00", "16:30", "16:30"]
    assert (said["1-due"], said["2-due"], said["3-room"]) == ("2026-05-04", "", "大会議室")
    assert not Meeting.objects.exists()


def test_what_is_written_stays_when_days_are_proposed(at_desk: Client, city: City) -> None:
    mine = {**FIRST, "2-date": "2026-07-01", "2-room": "会議室3"}
    page = at_desk.post(address(city), {**mine, "weeks": "1", "propose": "1"})
    said = {cell.name: cell.text for row in page.context["rows"] for cell in row.cells}
    assert (said["2-date"], said["2-room"], said["3-date"]) == (
        "2026-07-01", "会議室3", "2026-07-08",
    )  # fmt: skip


def test_without_a_first_day_nothing_is_proposed_and_one_is_told(
    at_desk: Client, city: City
) -> None:
    page = at_desk.post(address(city), {"propose": "1"})
    assert "先に、最初の回の日" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("1-date", "いつか", "日を書いてください"),
        ("1-date", "2062-05-13", "年を確かめて"),
        ("1-start", "昼から", "始まりの時刻"),
        ("1-start", "25:00", "始まりの時刻"),
        ("1-end", "13:00", "始まりより後"),
        ("1-url", "javascript:alert(1)", "https://"),
        ("1-room", "室" * 101, "100字"),
        ("1-due", "2026-05-12", "その回の日より後"),
        ("2-date", "2026-05-13", "始まりの時刻"),
        ("2-room", "会議室だけ", "日を書いてください"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_kept(
    at_desk: Client, city: City, name: str, text: str, said: str
) -> None:
    answer = send(at_desk, city, mine={**FIRST, name: text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert text in page
    assert not Meeting.objects.exists()


def test_a_session_is_held_after_the_one_before(at_desk: Client, city: City) -> None:
    second = {"2-date": "2026-05-13", "2-start": "16:00"}
    answer = send(at_desk, city, mine={**FIRST, **second})
    assert "前の回が終わってから" in answer.content.decode()


def test_a_moved_meeting_is_told_of_recorded_and_counted(city: City) -> None:
    found = meetings.meeting(city)
    save(city, room_1="小会議室", start_1="13:00")
    found.refresh_from_db()
    assert (found.room, found.sequence) == ("小会議室", 1)
    notice = city.daichi.notices.get()
    assert notice.url == found.get_absolute_url()
    assert "2026/5/13 13:00–17:00 小会議室 に変わりました" in notice.sentence
    entry = PeopleEntry.objects.get(action="meeting-moved")
    assert entry.actor == city.secretariat
    assert entry.values["before"] == "2026/5/13 13:30–17:00 大会議室"


def test_saving_what_stands_changes_nothing(city: City) -> None:
    found = meetings.meeting(city)
    entries = PeopleEntry.objects.count()
    assert save(city).changes == 0
    found.refresh_from_db()
    assert found.sequence == 0
    assert not Notice.objects.exists()
    assert PeopleEntry.objects.count() == entries


def test_of_what_is_over_nobody_is_told(city: City) -> None:
    meetings.meeting(city)
    save(city, room_1="小会議室", now=AFTER)
    assert Meeting.objects.get().room == "小会議室"
    assert not Notice.objects.exists()


def test_another_due_date_is_told_of(city: City) -> None:
    meetings.meeting(city)
    save(city, due_1="2026-05-25")
    assert codes_of(city.botan) == ["homework-moved"]
    assert "2026/5/25 に" in city.botan.notices.get().sentence


def test_an_empty_row_takes_a_meeting_back(city: City) -> None:
    meetings.meeting(city)
    save(city, date_1="", start_1="", end_1="", room_1="", url_1="")
    assert not Meeting.objects.exists()
    assert codes_of(city.akari) == ["meeting-cancelled"]


def test_a_meeting_at_which_people_were_noted_stays(at_desk: Client, city: City) -> None:
    meetings.note(meetings.meeting(city), city.akari, Presence.PRESENT)
    base = as_it_stands(at_desk, city)
    answer = send(at_desk, city, mine=dict.fromkeys(base, ""), base=base)
    assert "取りやめにできません" in answer.content.decode()
    assert Meeting.objects.exists()


def test_two_people_in_different_cells_both_have_their_way(at_desk: Client, city: City) -> None:
    found = meetings.meeting(city)
    base = as_it_stands(at_desk, city)
    send(at_desk, city, mine={**base, "1-room": "会議室A"}, base=base)
    send(at_desk, city, mine={**base, "1-url": "https://example.lg.jp/b"}, base=base)
    found.refresh_from_db()
    assert (found.room, found.online_url) == ("会議室A", "https://example.lg.jp/b")


def test_two_people_in_one_cell_are_asked_and_no_word_is_lost(at_desk: Client, city: City) -> None:
    found = meetings.meeting(city)
    base = as_it_stands(at_desk, city)
    send(at_desk, city, mine={**base, "1-room": "会議室A"}, base=base)
    asked = send(at_desk, city, mine={**base, "1-room": "会議室B"}, base=base)
    assert asked.status_code == 422
    assert "「会議室A」" in asked.content.decode()
    found.refresh_from_db()
    assert found.room == "会議室A"
    mine = {cell.name: cell.text for row in asked.context["rows"] for cell in row.cells}
    was = {name.removeprefix("was-"): text for name, text in asked.context["base"]}
    assert (mine["1-room"], was["1-room"]) == ("会議室B", "会議室A")
    assert send(at_desk, city, mine=mine, base=was).status_code == 302
    found.refresh_from_db()
    assert found.room == "会議室B"


@pytest.mark.parametrize("person", ["akari", "lecturer", "manager", "recorder"])
def test_others_read_and_do_not_plan(client: Client, city: City, person: str) -> None:
    meetings.meeting(city)
    client.force_login(getattr(city, person))
    page = client.get(reverse("calendar:calendar", args=(city.cohort.pk,)))
    assert "大会議室" in page.content.decode()
    assert address(city) not in page.content.decode()
    assert send(client, city, mine=dict(FIRST)).status_code == 403


def test_the_calendar_shows_every_session_in_few_queries(
    at_desk: Client, city: City, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meetings.meeting(city)
    with django_assert_max_num_queries(6):
        page = at_desk.get(reverse("calendar:calendar", args=(city.cohort.pk,))).content.decode()
    assert page.count("まだ決まっていません") == 2
    assert "2026年5月13日（水） 13:30〜17:00" in page


def test_an_empty_calendar_says_how_to_begin(at_desk: Client, city: City) -> None:
    page = at_desk.get(reverse("calendar:calendar", args=(city.cohort.pk,))).content.decode()
    assert "日程はまだ決まっていません" in page
    assert address(city) in page


def test_the_calendar_is_taken_along_as_a_workbook(client: Client, city: City) -> None:
    meetings.meeting(city)
    client.force_login(city.akari)
    sheet_of = client.get(reverse("calendar:download", args=(city.cohort.pk,))).content
    rows = list(load_workbook(BytesIO(sheet_of)).worksheets[0].values)
    assert rows[0][:4] == ("回", "日", "始まり", "終わり")
    assert rows[1][:5] == ("第1回 目標と課題", "2026-05-13", "13:30", "17:00", "大会議室")
    assert len(rows) == 4
