"""Handing in, answering a remark, reminding. Each writes its audit row or its notices."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.homework import items, queries, reviewing
from tomoni.academy.workspaces.homework.models import (
    HandIn,
    RemarkAnswer,
    Reminder,
    ReminderKind,
)
from tomoni.academy.workspaces.reading import Opened
from tomoni.academy.workspaces.services import record

SOON, NEXT = 3, 1
"""Days before the day it is due on."""


@transaction.atomic
def hand_in(opened: Opened, *, meeting: Meeting, key: str, actor: User) -> HandIn:
    """Give the newest version of a worksheet to the lecturer, with the first review as it is now.

    Handing the same version in again changes nothing. `Version.DoesNotExist` when there is none.
    """
    version = _newest(opened.row, key=key)
    made, is_new = HandIn.objects.get_or_create(
        meeting=meeting,
        version=version,
        defaults={"handed_in_by": actor, "remarks": reviewing.of_homework(opened, key)},
    )
    if is_new:
        record(opened.row, actor=actor, action="handed-in", subject=key)
    return made


@transaction.atomic
def answer(opened: Opened, *, artifact: str, mark: str, text: str, actor: User) -> None:
    """Say why a remark is left as it is; an empty text takes back what was said."""
    version = _newest(opened.row, key=artifact)
    said = RemarkAnswer.objects.filter(version__artifact=version.artifact, mark=mark)
    if text:
        said.exclude(version=version).delete()
        RemarkAnswer.objects.update_or_create(
            version=version, mark=mark, defaults={"text": text, "author": actor}
        )
    else:
        said.delete()
    record(opened.row, actor=actor, action="remark-answered", subject=artifact)


def remind(today: date) -> int:
    """Tell participants of what is due in three days or the next; each thing is told once.

    Returns to how many.
    """
    meetings = list(queries.due_between(today, today + timedelta(days=SOON)))
    told = 0
    for kind, first, last in ((ReminderKind.NEXT, 0, NEXT), (ReminderKind.SOON, NEXT + 1, SOON)):
        due = [
            meeting
            for meeting in meetings
            if first <= (items.due_date_of(meeting) - today).days <= last
        ]
        groups = list(queries.groups_in({meeting.cohort_id for meeting in due}))
        told += _tell(groups, meetings=due, kind=kind, today=today)
    return told


def ask(meeting: Meeting, *, groups: Iterable[Group], actor: User, today: date) -> int:
    """The same because somebody asked for it, once a day; returns to how many."""
    found = list(groups)
    return _tell(
        found, meetings=[meeting], kind=ReminderKind.ASKED, today=today, asker=actor.display_name
    )


def _tell(
    groups: Collection[Group],
    *,
    meetings: Collection[Meeting],
    kind: ReminderKind,
    today: date,
    asker: str = "",
) -> int:
    cohorts: dict[int, Cohort] = {meeting.cohort_id: meeting.cohort for meeting in meetings}
    if not cohorts:
        return 0
    wanted = {meeting.pk for meeting in meetings}
    known = items.books(list(groups), cohorts=cohorts.values(), today=today)
    told = 0
    for group in groups:
        for due in known.dues(group):
            if due.meeting.pk in wanted and due.missing:
                told += _tell_group(group, due=due, kind=kind, today=today, asker=asker)
    return told


def _tell_group(
    group: Group, *, due: items.Due, kind: ReminderKind, today: date, asker: str
) -> int:
    of_date = today if kind is ReminderKind.ASKED else items.due_date_of(due.meeting)
    case = due.items[0].case_id
    url = reverse("homework:group", args=(case,)) if case else group.get_absolute_url()
    told = 0
    for person in group.participants():
        with transaction.atomic():
            _reminder, is_new = Reminder.objects.get_or_create(
                meeting=due.meeting, user=person, kind=kind, of_date=of_date
            )
            if is_new:
                notices.send(
                    [person], code="homework-asked" if asker else "homework-due", url=url,
                    who=asker, title=due.title, count=len(due.missing),
                    due=date_format(items.due_date_of(due.meeting), "DATE_FORMAT"),
                )  # fmt: skip
                told += 1
    return told


def _newest(row: models.Case, *, key: str) -> models.Version:
    found = models.Version.objects.filter(artifact__case=row, artifact__key=key)
    return found.select_related("artifact").order_by("-number")[:1].get()
