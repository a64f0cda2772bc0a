"""The sample city: what its first group handed in, the same each time."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.homework import items, queries, services
from tomoni.academy.workspaces.homework.models import HandIn
from tomoni.academy.workspaces.reading import open_case

_AT = time(16, 30)
_BEFORE = timedelta(days=2)
"""The group hands in two days before it has to."""


@transaction.atomic
def fill(case: models.Case, *, meetings: int, reader: User) -> None:
    """The homework of the first meetings is handed in; all but the last was read by then."""
    opened, actor = open_case(case), case.group.participants()[0]
    found = list(queries.meetings_with_homework([case.group.cohort])[:meetings])
    for place, meeting in enumerate(found, start=1):
        _title, worksheets = items.homework_of(meeting)
        for key, _name in worksheets:
            if opened.case.head(key) is not None:
                made = services.hand_in(opened, meeting=meeting, key=key, actor=actor)
                _date(made, meeting=meeting, reader=reader if place < len(found) else None)


def _date(made: HandIn, *, meeting: Meeting, reader: User | None) -> None:
    due = items.due_date_of(meeting)
    made.handed_in_at = timezone.make_aware(datetime.combine(due - _BEFORE, _AT))
    if reader is not None:
        made.read_by = reader
        made.read_at = timezone.make_aware(datetime.combine(due, _AT))
    made.save()
