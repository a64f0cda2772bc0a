"""What is due from which group: read off the calendar, the curriculum and what was handed in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.academy.workspaces.homework import queries
from tomoni.academy.workspaces.homework.models import HandIn

STATES = {
    "todo": (gettext_lazy("未着手"), "", "open"),
    "doing": (gettext_lazy("書きかけ"), "info", "half"),
    "changed": (gettext_lazy("出したあとに直した"), "review", "redo"),
    "handed": (gettext_lazy("提出した"), "good", "done"),
    "read": (gettext_lazy("講師が見た"), "good", "check"),
}
"""Words, tone and icon of a state."""
DONE = frozenset({"handed", "read", "changed"})


@dataclass(frozen=True)
class Item:
    """One worksheet that one group hands in after one meeting."""

    meeting: Meeting
    key: str
    title: str
    today: date
    case_id: int | None = None
    newest: int = 0
    """Number of the worksheet's newest version; 0: nobody has written anything."""
    hand_in: HandIn | None = None

    @property
    def state(self) -> str:
        if self.hand_in is None:
            return "doing" if self.newest else "todo"
        if self.hand_in.version.number < self.newest:
            return "changed"
        return "read" if self.hand_in.read_at else "handed"

    @property
    def chip(self) -> tuple[str, str, str]:
        words, tone, icon = STATES[self.state]
        return str(words), tone, icon

    @property
    def is_done(self) -> bool:
        return self.hand_in is not None

    @property
    def due_date(self) -> date:
        return due_date_of(self.meeting)

    @property
    def late(self) -> bool:
        """Whether it is still to come and the day is over."""
        return not self.is_done and self.today > self.due_date

    @property
    def timing(self) -> str:
        """How it stands to its day, in words that blame nobody."""
        if self.hand_in is None:
            days = (self.due_date - self.today).days
            if days < 0:
                return _("期限から%(days)s日") % {"days": -days}
            return _("今日まで") if days == 0 else _("あと%(days)s日") % {"days": days}
        late = self.hand_in.days_late
        if late > 0:
            return _("期限の%(days)s日あと") % {"days": late}
        return _("期限の日") if late == 0 else _("期限の%(days)s日前") % {"days": -late}

    @property
    def url(self) -> str:
        """Where the group looks at it; empty while it has no case."""
        if self.case_id is None:
            return ""
        return reverse("homework:item", args=(self.case_id, self.meeting.number, self.key))


@dataclass(frozen=True)
class Due:
    """What one meeting gives to do, for one group."""

    meeting: Meeting
    title: str
    items: tuple[Item, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_done)


@dataclass(frozen=True)
class Books:
    """What is known of the groups of a cohort; `read` fills it in four queries."""

    today: date
    meetings: tuple[Meeting, ...]
    hand_ins: Mapping[tuple[int, int, str], HandIn] = field(default_factory=dict)
    newest: Mapping[tuple[int, str], int] = field(default_factory=dict)
    cases: Mapping[int, int] = field(default_factory=dict)

    def dues(self, group: Group) -> list[Due]:
        """The homework of every meeting of the group's cohort, in order. No query."""
        return [
            due
            for meeting in self.meetings
            if meeting.cohort_id == group.cohort_id and (due := self._due(group, meeting)).items
        ]

    def _due(self, group: Group, meeting: Meeting) -> Due:
        title, worksheets = homework_of(meeting)
        items = (
            Item(
                meeting=meeting,
                key=key,
                title=name,
                today=self.today,
                case_id=self.cases.get(group.pk),
                newest=self.newest.get((group.pk, key), 0),
                hand_in=self.hand_ins.get((group.pk, meeting.pk, key)),
            )
            for key, name in worksheets
        )
        return Due(meeting=meeting, title=title, items=tuple(items))


def due_date_of(meeting: Meeting) -> date:
    """Until when; only of a meeting with homework."""
    assert meeting.homework_due_date is not None  # noqa: S101 - the callers have looked
    return meeting.homework_due_date


def homework_of(meeting: Meeting) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The title of the session, and key and title of each worksheet it gives to do."""
    curriculum = curriculum_of(meeting.cohort)
    for session in curriculum.sessions:
        if session.number == meeting.number:
            said = {"number": session.number, "title": session.title}
            keys = session.homework
            return (
                _("第%(number)s回 %(title)s") % said,
                tuple((key, curriculum.worksheet(key).title) for key in keys),
            )
    return _("第%(number)s回") % {"number": meeting.number}, ()


def books(groups: Sequence[Group], *, cohorts: Collection[Cohort], today: date) -> Books:
    """The books of these groups. Four queries; one where nothing is due."""
    meetings = tuple(queries.meetings_with_homework(cohorts))
    if not meetings:
        return Books(today=today, meetings=())
    return Books(
        today=today,
        meetings=meetings,
        hand_ins=queries.newest_hand_ins(groups),
        newest=queries.newest_numbers(groups),
        cases=queries.cases_of(groups),
    )


def current(dues: Sequence[Due], *, today: date) -> Due | None:
    """The homework to look at now: the first that is not over, else the last."""
    coming = (due for due in dues if due.items[0].due_date >= today)
    return next(coming, dues[-1] if dues else None)


def pressing(dues: Sequence[Due], *, today: date) -> list[Due]:
    """What is late and not all there yet, and what is to be looked at now."""
    now = current(dues, today=today)
    return [due for due in dues if due is now or (due.missing and due.missing[0].late)]
