"""What is written of meetings: their days and places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User, entry
from tomoni.academy.cohorts.calendar import queries, sheet
from tomoni.academy.cohorts.calendar.merging import merge
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.calendar.reading import held
from tomoni.academy.cohorts.models import Cohort

_TIMES_AND_PLACE = ("starts_at", "ends_at", "room", "online_url")


@dataclass(frozen=True)
class Saved:
    """`rows`: the sheet as it is to be shown; `base`: what stood there when it was saved."""

    rows: Sequence[sheet.Row]
    base: Mapping[str, str]
    changes: int = 0

    @property
    def refused(self) -> bool:
        """Whether something has to be corrected: nothing is saved then."""
        return any(row.invalid for row in self.rows)


@transaction.atomic
def save_calendar(
    cohort: Cohort,
    *,
    mine: Mapping[str, str],
    base: Mapping[str, str],
    actor: User,
    now: datetime,
) -> Saved:
    """All rows or none. Where somebody else wrote meanwhile, both texts are shown, none is lost.

    People concerned are told of what is still to come.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    helds = held(cohort, meetings=cohort.meetings.all())
    theirs = sheet.texts_of(helds)
    merged = merge(mine, base=base, theirs=theirs)
    rows = sheet.read(merged.texts, helds=helds, cohort=cohort)
    rows = [_with_clashes(_kept(row), merged.clashes) for row in rows]
    if any(row.invalid for row in rows):
        return Saved(rows, theirs)
    told = _Told(cohort, actor=actor, now=now)
    changes = sum(_write(row, told=told) for row in rows)
    told.send()
    return Saved(rows, theirs, changes)


class _Told:
    """The audit rows and notices of one saving."""

    def __init__(self, cohort: Cohort, *, actor: User, now: datetime) -> None:
        self.cohort, self.actor, self.now = cohort, actor, now
        self.planned = 0

    def plan(self, meeting: Meeting) -> None:
        self.planned += 1
        self._enter("meeting-planned", meeting.number, after=_when(meeting))

    def move(self, meeting: Meeting, *, before: str, ends_at: datetime) -> None:
        self._enter("meeting-moved", meeting.number, before=before, after=_when(meeting))
        if max(meeting.ends_at, ends_at) >= self.now:
            self._notify(
                "meeting-moved", meeting.get_absolute_url(), number=meeting.number,
                when=_when(meeting),
            )  # fmt: skip

    def shift_homework(self, meeting: Meeting, *, before: str) -> None:
        due = _day(meeting)
        self._enter("homework-moved", meeting.number, before=before, after=due)
        if meeting.homework_due_date and meeting.homework_due_date >= timezone.localdate(self.now):
            self._notify(
                "homework-moved", meeting.get_absolute_url(), number=meeting.number, due=due
            )

    def cancel(self, meeting: Meeting) -> None:
        self._enter("meeting-cancelled", meeting.number, before=_when(meeting))
        if meeting.ends_at >= self.now:
            self._notify(
                "meeting-cancelled", self._calendar(), number=meeting.number, when=_when(meeting)
            )

    def send(self) -> None:
        """Days that are new are told of once, however many there are."""
        if self.planned:
            self._notify("meetings-planned", self._calendar(), count=self.planned)

    def _calendar(self) -> str:
        return reverse("calendar:calendar", args=(self.cohort.pk,))

    def _enter(self, action: str, number: int, **values: str) -> None:
        subject = f"{self.cohort.title} {number}"
        entry(
            self.cohort.municipality, actor=self.actor, action=action, subject=subject, **values
        ).save()

    def _notify(self, code: str, url: str, **values: object) -> None:
        people = queries.people_of(self.cohort).exclude(pk=self.actor.pk)
        notices.send(people, code=code, url=url, cohort=self.cohort.title, **values)


def _kept(row: sheet.Row) -> sheet.Row:
    """A meeting of which something is recorded (attendance, homework) is not taken back."""
    meeting = row.held.meeting
    if meeting is None or not row.is_empty:
        return row
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect([meeting])
    except ProtectedError:
        sentence = _("出欠や宿題が記録されているので、取りやめにできません。")
        return row.wrong("date", sentence)
    return row


def _with_clashes(row: sheet.Row, clashes: Mapping[str, str]) -> sheet.Row:
    for column in sheet.COLUMNS:
        theirs = clashes.get(row.cell(column).name)
        if theirs is not None:
            sentence = _("ほかの人が「%(text)s」に変えました。どちらかに決めて保存してください。")
            row = row.wrong(column, sentence % {"text": theirs or _("（空）")})
    return row


def _write(row: sheet.Row, *, told: _Told) -> bool:
    """Whether the meeting is another than before."""
    meeting, plan = row.held.meeting, row.plan
    if meeting is None:
        if plan is not None:
            told.plan(_created(told.cohort, row.held.session.number, plan))
        return plan is not None
    if plan is None:
        told.cancel(meeting)
        meeting.delete()
        return True
    before, due, ends_at = _when(meeting), _day(meeting), meeting.ends_at
    moved = any(getattr(meeting, name) != getattr(plan, name) for name in _TIMES_AND_PLACE)
    shifted = meeting.homework_due_date != plan.homework_due_date
    if not moved and not shifted:
        return False
    _take(plan, meeting)
    meeting.sequence += 1
    meeting.save()
    if moved:
        told.move(meeting, before=before, ends_at=ends_at)
    if shifted:
        told.shift_homework(meeting, before=due)
    return True


def _created(cohort: Cohort, number: int, plan: sheet.Plan) -> Meeting:
    meeting = Meeting(cohort=cohort, number=number)
    _take(plan, meeting)
    meeting.save()
    return meeting


def _take(plan: sheet.Plan, meeting: Meeting) -> None:
    for name in (*_TIMES_AND_PLACE, "homework_due_date"):
        setattr(meeting, name, getattr(plan, name))


def _when(meeting: Meeting) -> str:
    """Day, hours and place as a notice and the record hold them: the same in every language."""
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    day = f"{start.year}/{start.month}/{start.day} {start:%H:%M}–{end:%H:%M}"
    return " ".join(part for part in (day, meeting.room) if part)


def _day(meeting: Meeting) -> str:
    due = meeting.homework_due_date
    return f"{due.year}/{due.month}/{due.day}" if due else "―"
