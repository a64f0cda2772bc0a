"""People say that they are there: by the QR or six digits, in time, for themselves alone."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.cohorts.calendar import meetings
from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar import attending, codes, rules
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence


def by_token(client: Client, token: str, *, method: str = "post") -> HttpResponse:
    answer: HttpResponse = getattr(client, method)(
        reverse("calendar:attend_by_token", args=(token,)), {"presence": "present"}
    )
    return answer


def by_digits(client: Client, meeting: Meeting, digits: str) -> HttpResponse:
    said = {"digits": digits, "presence": "online"}
    return client.post(reverse("calendar:attend", args=(meeting.pk,)), said)  # type: ignore[return-value]


def noted() -> list[tuple[str, str, str]]:
    found = Attendance.objects.values_list(
        "user__account_name", "presence", "noted_by__account_name"
    )
    return list(found)


def test_opening_the_address_of_the_qr_asks_and_one_button_notes(
    client: Client, city: City
) -> None:
    token = codes.token_of(meetings.now_held(city))
    client.force_login(city.akari)
    assert "あかり さんの出席を" in by_token(client, token, method="get").content.decode()
    assert noted() == []
    assert by_token(client, token).status_code == 302
    assert noted() == [("akari", "present", "akari")]


def test_who_is_not_of_the_cohort_finds_nothing(client: Client, city: City) -> None:
    meeting = meetings.now_held(city)
    for person in (city.chihiro, city.auditor):
        client.force_login(person)
        assert by_token(client, codes.token_of(meeting)).status_code == 404
        assert by_digits(client, meeting, codes.digits_of(meeting)).status_code == 404
    assert noted() == []


def test_nobody_notes_another_by_it(client: Client, city: City) -> None:
    meeting = meetings.now_held(city)
    client.force_login(city.daichi)
    address = reverse("calendar:attend_by_token", args=(codes.token_of(meeting),))
    client.post(
        address, {"presence": "present", "user": city.akari.pk, f"p-{city.akari.pk}": "late"}
    )
    assert noted() == [("daichi", "present", "daichi")]


@pytest.mark.parametrize("presence", ["late", "absent", "", "asleep"])
def test_one_says_of_oneself_only_where_one_is(client: Client, city: City, presence: str) -> None:
    token = codes.token_of(meetings.now_held(city))
    client.force_login(city.akari)
    address = reverse("calendar:attend_by_token", args=(token,))
    assert client.post(address, {"presence": presence}).status_code == 422
    assert noted() == []


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(-31, "30分前"), (-30, None), (0, None), (210, None), (211, "終わりました")],
)
def test_it_holds_from_half_an_hour_before_until_the_end(
    city: City, minutes: int, said: str | None
) -> None:
    now = meetings.FIRST + timedelta(minutes=minutes)
    reason = rules.may_attend(city.akari, meeting=meetings.meeting(city), now=now)
    assert (reason is None) is (said is None)
    assert said is None or said in str(reason)


def test_out_of_time_the_reason_is_shown(client: Client, city: City) -> None:
    meeting = meetings.meeting(city, starts_at=timezone.now() + timedelta(hours=2))
    client.force_login(city.akari)
    answer = by_token(client, codes.token_of(meeting))
    assert answer.status_code == 403
    assert "始まりの30分前" in answer.content.decode()
    assert noted() == []


def test_what_the_secretariat_noted_is_not_changed_by_oneself(client: Client, city: City) -> None:
    meeting = meetings.now_held(city)
    meetings.note(meeting, city.akari, Presence.LATE, by=city.secretariat)
    client.force_login(city.akari)
    answer = by_token(client, codes.token_of(meeting))
    assert (answer.status_code, "遅刻・早退" in answer.content.decode()) == (403, True)
    assert noted() == [("akari", "late", "jun")]


def test_a_code_leads_to_one_meeting_and_not_after_it_was_moved(client: Client, city: City) -> None:
    meeting = meetings.now_held(city)
    token, digits = codes.token_of(meeting), codes.digits_of(meeting)
    other = meetings.now_held(city, number=2)
    assert codes.token_of(other) != token
    meeting.starts_at -= timedelta(minutes=5)
    meeting.save()
    assert codes.digits_of(meeting) != digits
    client.force_login(city.akari)
    assert by_token(client, token).status_code == 404


@pytest.mark.parametrize("token", ["x", "WzEsMTc3ODY0NjYwMF0.forged", "WzEsMTc3ODY0NjYwMF0"])
def test_a_code_that_nobody_signed_leads_nowhere(client: Client, city: City, token: str) -> None:
    meetings.now_held(city)
    client.force_login(city.akari)
    assert by_token(client, token).status_code == 404


def test_six_digits_are_typed_in_full_or_half_width(client: Client, city: City) -> None:
    meeting = meetings.now_held(city)
    digits = codes.digits_of(meeting)
    assert len(digits) == 6
    assert digits.isdecimal()
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    client.force_login(city.akari)
    assert (
        by_digits(client, meeting, f"{digits[:3]} {digits[3:]}".translate(wide)).status_code == 302
    )
    assert noted() == [("akari", "online", "akari")]


def test_wrong_digits_are_counted_and_after_ten_even_right_ones_do_not_help(
    client: Client, city: City
) -> None:
    meeting = meetings.now_held(city)
    wrong = f"{(int(codes.digits_of(meeting)) + 1) % 10**6:06d}"
    client.force_login(city.akari)
    for _time in range(attending.MOST_WRONG):
        assert "番号がちがいます" in by_digits(client, meeting, wrong).content.decode()
    answer = by_digits(client, meeting, codes.digits_of(meeting))
    assert "この回では番号を使えません" in answer.content.decode()
    assert noted() == []
    client.force_login(city.botan)
    assert by_digits(client, meeting, codes.digits_of(meeting)).status_code == 302


def _slide(client: Client, user: User, meeting: Meeting) -> HttpResponse:
    client.force_login(user)
    return client.get(reverse("calendar:slide", args=(meeting.pk,)))  # type: ignore[return-value]


def test_the_slide_shows_a_picture_and_the_digits(client: Client, city: City) -> None:
    meeting = meetings.now_held(city)
    page = _slide(client, city.lecturer, meeting).content.decode()
    digits = codes.digits_of(meeting)
    assert digits[:3] in page
    assert digits[3:] in page
    assert 'src="data:image/svg+xml' in page
    assert _slide(client, city.akari, meeting).status_code == 404
