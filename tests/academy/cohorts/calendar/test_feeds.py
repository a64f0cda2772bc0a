"""A person's meetings for other calendars: a secret address, opened without signing in."""

from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from academy.cohorts.calendar import meetings
from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar import feeds
from tomoni.academy.cohorts.calendar.models import Feed, Presence
from tomoni.academy.cohorts.models import Membership


def address(user: User) -> str:
    return reverse("calendar:feed", args=(feeds.token_of(feeds.renew(user)),))


def events(data: bytes) -> list[icalendar.Component]:
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_all_meetings_of_ones_cohorts_are_in_it(client: Client, city: City) -> None:
    second = meetings.FIRST + timedelta(days=14)
    meetings.meeting(city)
    meetings.meeting(city, number=2, starts_at=second)
    answer = client.get(address(city.akari))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer.content)
    assert [event.decoded("dtstart") for event in found] == [meetings.FIRST, second]
    first = found[0]
    assert first.decoded("dtend") == meetings.FIRST + meetings.HOURS
    assert b"DTSTART:20260513T043000Z\r\n" in answer.content
    assert str(first["summary"]) == "データアカデミー第1期 第1回 目標と課題"
    assert str(first["location"]) == "大会議室"
    assert "https://example.lg.jp/room" in str(first["description"])


def test_a_changed_meeting_keeps_its_identity_and_counts_on(client: Client, city: City) -> None:
    meeting, path = meetings.meeting(city), address(city.akari)
    (before,) = events(client.get(path).content)
    meeting.room, meeting.sequence = "小会議室", 1
    meeting.save()
    (after,) = events(client.get(path).content)
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("last-modified") >= before.decoded("last-modified")
    assert str(after["location"]) == "小会議室"


def test_no_person_is_in_it(client: Client, city: City) -> None:
    meetings.note(meetings.meeting(city), city.akari, Presence.PRESENT)
    text = client.get(address(city.akari)).content.decode()
    for user in User.objects.all():
        assert str(user) not in text
        assert user.account_name not in text


def test_who_has_no_part_any_more_gets_an_empty_calendar(client: Client, city: City) -> None:
    meetings.meeting(city)
    path = address(city.akari)
    Membership.objects.filter(user=city.akari).update(until_date=meetings.FIRST.date())
    assert events(client.get(path).content) == []
    assert events(client.get(address(city.auditor)).content) == []


def test_a_new_address_ends_the_one_before(client: Client, city: City) -> None:
    old = address(city.akari)
    client.force_login(city.akari)
    client.post(reverse("calendar:renew"))
    page = client.get(reverse("calendar:subscription")).content.decode()
    new = reverse("calendar:feed", args=(feeds.token_of(Feed.objects.get()),))
    assert f"http://testserver{new}" in page
    client.logout()
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_a_withdrawn_address_leads_nowhere(client: Client, city: City) -> None:
    path = address(city.akari)
    client.force_login(city.akari)
    client.post(reverse("calendar:withdraw"))
    assert "アドレスを作る" in client.get(reverse("calendar:subscription")).content.decode()
    client.logout()
    assert client.get(path).status_code == 404


def test_the_address_of_somebody_who_left_leads_nowhere(client: Client, city: City) -> None:
    path = address(city.akari)
    User.objects.filter(pk=city.akari.pk).update(is_active=False)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("token", ["x", "a.b", "WzEsICJ4Il0.signed-by-nobody"])
def test_a_wrong_address_leads_nowhere(client: Client, city: City, token: str) -> None:
    address(city.akari)
    assert client.get(reverse("calendar:feed", args=(token,))).status_code == 404


def test_one_meeting_is_taken_along(client: Client, city: City) -> None:
    meeting = meetings.meeting(city)
    meetings.meeting(city, number=2, starts_at=meetings.FIRST + timedelta(days=14))
    client.force_login(city.akari)
    answer = client.get(reverse("calendar:invitation", args=(meeting.pk,)))
    assert "attachment" in answer["Content-Disposition"]
    assert len(events(answer.content)) == 1
    assert str(events(answer.content)[0]["url"]) == f"http://testserver/meetings/{meeting.pk}/"
