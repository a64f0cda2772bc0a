"""The sessions of a cohort's curriculum beside the meetings in which they are held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.engine import cases


@dataclass(frozen=True)
class Held:
    """A session and its meeting; None while no day is set."""

    session: cases.Session
    meeting: Meeting | None = None

    @property
    def title(self) -> str:
        return title_of(self.session)


@dataclass(frozen=True)
class AgendaLine:
    """An item of the agenda with its clock times."""

    title: str
    minutes: int
    starts_at: datetime
    ends_at: datetime


def held(cohort: Cohort, *, meetings: Iterable[Meeting]) -> list[Held]:
    """Every session of the curriculum in order. No query."""
    by_number = {meeting.number: meeting for meeting in meetings}
    return [
        Held(session, by_number.get(session.number)) for session in curriculum_of(cohort).sessions
    ]


def session_of(meeting: Meeting) -> cases.Session:
    """What is done in the meeting; an empty session when the curriculum has none such."""
    return _session(meeting.cohort, number=meeting.number)


def before(meeting: Meeting) -> cases.Session:
    """The session before; of the first meeting an empty one."""
    return _session(meeting.cohort, number=meeting.number - 1)


def title_of(session: cases.Session) -> str:
    said = {"number": session.number, "title": session.title}
    return (_("第%(number)s回 %(title)s") % said).strip()


def agenda_of(meeting: Meeting) -> list[AgendaLine]:
    """The agenda, one item after another from the beginning of the meeting."""
    lines, at = [], meeting.starts_at
    for item in session_of(meeting).agenda:
        until = at + timedelta(minutes=item.minutes)
        lines.append(AgendaLine(item.title, item.minutes, at, until))
        at = until
    return lines


def homework_of(cohort: Cohort, *, session: cases.Session) -> list[str]:
    """The titles of the worksheets that a session gives to do."""
    curriculum = curriculum_of(cohort)
    return [curriculum.worksheet(each).title for each in session.homework]


def steps_of(cohort: Cohort, *, session: cases.Session) -> list[str]:
    curriculum = curriculum_of(cohort)
    return [curriculum.step(each).title for each in session.steps]


def _session(cohort: Cohort, *, number: int) -> cases.Session:
    found = (each for each in curriculum_of(cohort).sessions if each.number == number)
    return next(found, cases.Session(number=number, title="", hours=0))
