"""Who was where: the list of one meeting, and the table over all meetings of a cohort."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar import queries
from tomoni.academy.cohorts.calendar.models import Meeting, Presence
from tomoni.academy.cohorts.models import Cohort, Membership, Role

_WERE_THERE = frozenset({Presence.PRESENT, Presence.ONLINE, Presence.LATE})


@dataclass(frozen=True)
class Person:
    """Somebody on a list; `expected`: a participant, of whom something has to be noted."""

    user: User
    part: str
    expected: bool

    @property
    def key(self) -> str:
        return str(self.user.pk)


@dataclass(frozen=True)
class Line:
    """A person with what is noted of each meeting, and at how many of those held they were."""

    person: Person
    cells: tuple[str, ...]
    attended: int


@dataclass(frozen=True)
class AttendanceTable:
    """`held`: how many of the meetings are over."""

    meetings: Sequence[Meeting]
    lines: Sequence[Line]
    held: int


def on_list(meeting: Meeting, *, user: User, roles: frozenset[Role]) -> list[Person]:
    """Who stands on the list that the person sees by one of the roles: participants by group, then
    who else may come.

    A participant who has left since stays where something was noted.
    """
    noted = set(meeting.attendances.values_list("user", flat=True))
    cohort = meeting.cohort
    parts = [
        part
        for part in queries.listed_for(user, cohort=cohort, roles=roles)
        if part.user_id in noted or (part.until_date is None and part.user.is_active)
    ]
    return _people(parts, _others(user, cohort=cohort))


def table(cohort: Cohort, *, user: User, now: datetime) -> AttendanceTable:
    """Every meeting × everybody whose attendance the person sees. Six queries at most."""
    meetings = list(cohort.meetings.all())
    noted = {
        (each.user_id, each.meeting_id): Presence(each.presence)
        for each in queries.attendances_visible_to(user, cohort=cohort)
    }
    were_noted = {user_id for user_id, _meeting in noted}
    parts = [
        part
        for part in queries.tabled_for(user, cohort=cohort)
        if part.user_id in were_noted or part.until_date is None
    ]
    others = [part for part in _others(user, cohort=cohort) if part.user_id in were_noted]
    over = [meeting for meeting in meetings if meeting.ends_at <= now]
    lines = [
        Line(
            person,
            tuple(_word(noted.get((person.user.pk, meeting.pk))) for meeting in meetings),
            sum(noted.get((person.user.pk, meeting.pk)) in _WERE_THERE for meeting in over),
        )
        for person in _people(parts, others)
    ]
    return AttendanceTable(meetings, lines, len(over))


def heading(meeting: Meeting) -> str:
    return _("第%(number)s回 %(month)s/%(day)s") % {
        "number": meeting.number, "month": meeting.day.month, "day": meeting.day.day,
    }  # fmt: skip


def _people(parts: Sequence[Membership], others: Sequence[Membership]) -> list[Person]:
    """Everybody once, by the first part they hold."""
    found: dict[int, Person] = {}
    for part in (*parts, *others):
        expected = part in parts
        said = _("第%(number)s班") % {"number": part.group.number} if part.group else ""
        role = "" if expected else part.get_role_display()
        label = " ".join(each for each in (said, role) if each)
        found.setdefault(part.user_id, Person(part.user, label, expected))
    return list(found.values())


def _others(user: User, *, cohort: Cohort) -> list[Membership]:
    if not queries.keeps(user, cohort=cohort):
        return []
    return list(queries.others_of(cohort))


def _word(presence: Presence | None) -> str:
    return str(presence.label) if presence else ""
