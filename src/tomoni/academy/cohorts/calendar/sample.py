"""The sample city's first cohort: its meetings, and who was there; the same each time."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence
from tomoni.academy.cohorts.calendar.sheet import HOMEWORK_DAYS, working
from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.cohorts.services import curriculum_of

START = time(13, 30)
ROOM, ONLINE_URL = "市役所 3階 大会議室", "https://example.lg.jp/data-academy"
_RARE = {3: Presence.ONLINE, 7: Presence.LATE, 11: Presence.ABSENT}
_EVERY = 13
"""One in so many was online, came late, was absent."""


@transaction.atomic
def fill(cohort: Cohort, *, attended: int) -> list[Meeting]:
    """Every session from the cohort's first day to its last; the first `attended` are noted."""
    sessions = curriculum_of(cohort).sessions
    days = _days(cohort, number=len(sessions))
    meetings = []
    for place, (session, day) in enumerate(zip(sessions, days, strict=True)):
        following = days[place + 1] if place + 1 < len(days) else None
        starts_at = timezone.make_aware(datetime.combine(day, START))
        meetings.append(Meeting.objects.create(
            cohort=cohort, number=session.number, starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=session.hours), room=ROOM, online_url=ONLINE_URL,
            homework_due_date=following - timedelta(days=HOMEWORK_DAYS)
            if session.homework and following else None,
        ))  # fmt: skip
    _note(cohort, meetings=meetings[:attended])
    return meetings


def _days(cohort: Cohort, *, number: int) -> list[date]:
    """As far from one another as they go, by whole weeks, each on a day when offices are open."""
    weeks = (cohort.ends_date - cohort.starts_date).days // 7
    gaps = [weeks * place // max(1, number - 1) for place in range(number)]
    return [working(cohort.starts_date + timedelta(weeks=gap)) for gap in gaps]


def _note(cohort: Cohort, *, meetings: list[Meeting]) -> None:
    held = Membership.objects.filter(group__cohort=cohort, role=Role.PARTICIPANT)
    people = [each.user for each in held.select_related("user").order_by("user__account_name")]
    run = Membership.objects.filter(cohort=cohort, role=Role.SECRETARIAT).select_related("user")
    keeper: User = run[0].user
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, user=user, noted_by=keeper,
            presence=_RARE.get((meeting.number * 5 + place * 2) % _EVERY, Presence.PRESENT),
        )
        for meeting in meetings
        for place, user in enumerate(people)
    )  # fmt: skip
