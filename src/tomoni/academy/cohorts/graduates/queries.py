"""What is read of graduates, always from what the person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence
from tomoni.academy.cohorts.graduates.models import Graduate
from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.cohorts.queries import municipalities_run_by

ENOUGH = 2 / 3
"""The rule of thumb: who was at two meetings of three is proposed; a person decides."""


@dataclass(frozen=True)
class Attended:
    """A participant, and at how many of the meetings so far they were."""

    held: Membership
    meetings: int
    times: int

    @property
    def is_enough(self) -> bool:
        return self.meetings == 0 or self.times / self.meetings >= ENOUGH


def graduates_visible_to(user: User) -> QuerySet[Graduate]:
    """One's own graduations, and those of the municipalities whose people one looks after."""
    run = Q(cohort__municipality__in=municipalities_run_by(user))
    return _standing().filter(run | Q(user=user)).distinct()


def register_of(municipality: Municipality) -> QuerySet[Graduate]:
    """The municipality's graduates, the newest cohort first. One query."""
    found = _standing().filter(cohort__municipality=municipality)
    return found.order_by("-cohort__starts_date", "number")


def found_in(register: QuerySet[Graduate], *, words: str, willing: str) -> QuerySet[Graduate]:
    """Graduates in whose entry every word stands, by what they want to do."""
    for word in words.split():
        register = register.filter(
            Q(name__icontains=word)
            | Q(user__display_name__icontains=word)
            | Q(division_name__icontains=word)
            | Q(user__division__name__icontains=word)
            | Q(theme__icontains=word)
            | Q(cohort__title__icontains=word)
            | Q(line__icontains=word)
        )
    return register.filter(willing=willing) if willing else register


def graduates_of(cohort: Cohort) -> QuerySet[Graduate]:
    """Whose graduation from the cohort stands, by certificate."""
    return _standing().filter(cohort=cohort).order_by("number")


def own_graduation(user: User, *, cohort: Cohort) -> Graduate | None:
    """The person's graduation from the cohort."""
    return _standing().filter(user=user, cohort=cohort).first()


def not_yet_told(user: User) -> QuerySet[Graduate]:
    """Graduations after which the person has not said yet whether they want to teach."""
    return _standing().filter(user=user, willing="")


def willing_in(municipality: Municipality) -> QuerySet[Graduate]:
    """Who may be asked to lecture: everybody still there who did not say no, the willing first."""
    found = _standing().filter(cohort__municipality=municipality, user__is_active=True)
    return found.exclude(willing="not_now").order_by("-willing", "-cohort__starts_date", "number")


def attended(cohort: Cohort, *, now: datetime) -> list[Attended]:
    """Every participant by group, with their attendance. Three queries."""
    so_far = Meeting.objects.filter(cohort=cohort, ends_at__lte=now)
    meetings = so_far.count()
    counts = dict(_times(so_far))
    members = Membership.objects.filter(group__cohort=cohort, role=Role.PARTICIPANT)
    held = members.select_related("user__division", "group__division").order_by(
        "group__number", "user__account_name"
    )
    return [Attended(each, meetings, counts.get(each.user_id, 0)) for each in held]


def _times(meetings: QuerySet[Meeting]) -> Iterable[tuple[int, int]]:
    there = Attendance.objects.filter(meeting__in=meetings).exclude(presence=Presence.ABSENT)
    return there.values_list("user").annotate(times=Count("pk"))


def _standing() -> QuerySet[Graduate]:
    return Graduate.objects.filter(withdrawn_date=None).select_related(
        "cohort__municipality", "user__division", "group"
    )
