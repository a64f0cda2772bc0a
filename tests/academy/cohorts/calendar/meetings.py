"""Meetings of the small city's cohort."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from academy.conftest import City
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar import codes, feeds
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence

FIRST = datetime(2026, 5, 13, 4, 30, tzinfo=UTC)
"""13:30 in the city, a Wednesday."""
HOURS = timedelta(hours=3, minutes=30)


def meeting(city: City, *, number: int = 1, starts_at: datetime = FIRST) -> Meeting:
    """A session of the cohort with a day and a room."""
    return Meeting.objects.create(
        cohort=city.cohort, number=number, starts_at=starts_at, ends_at=starts_at + HOURS,
        room="大会議室", online_url="https://example.lg.jp/room",
    )  # fmt: skip


def now_held(city: City, *, number: int = 1) -> Meeting:
    """One that began a while ago and goes on."""
    return meeting(city, number=number, starts_at=timezone.now() - timedelta(minutes=10))


def note(found: Meeting, user: User, presence: Presence, *, by: User | None = None) -> Attendance:
    return Attendance.objects.create(
        meeting=found, user=user, presence=presence, noted_by=by or user
    )


def at_token(city: City) -> tuple[object, ...]:
    """What fills in the address in a QR, and of a calendar for other programs."""
    return (codes.token_of(now_held(city)),)


def at_feed(city: City) -> tuple[object, ...]:
    return (feeds.token_of(feeds.renew(city.akari)),)


def rows(**said: str) -> Mapping[str, str]:
    """Cells of the sheet: `rows(date_1="2026-05-13")`."""
    return {f"{number}-{column}": text for name, text in said.items()
            for column, number in (name.split("_"),)}  # fmt: skip
