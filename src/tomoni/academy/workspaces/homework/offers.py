"""What homework offers to other pages: a section of a meeting, what waits on the first page."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.calendar.sections import Section
from tomoni.academy.ui.waiting import Waiting
from tomoni.academy.workspaces.homework import items, lists, queries

_SHOWN_DAYS = 14
"""Days before it is due from when on homework waits on the first page."""


def waiting(request: HttpRequest) -> Iterable[Waiting]:
    """What a participant's groups still owe: what is late, and what is due soon."""
    if not isinstance(request.user, User):
        return
    today = timezone.localdate()
    held = queries.own_running_groups(request.user, today=today)
    groups = [each.group for each in held if each.group]
    known = items.books(groups, cohorts=[group.cohort for group in groups], today=today)
    for group in groups:
        for due in known.dues(group):
            missing = due.missing
            if missing and (missing[0].due_date - today).days <= _SHOWN_DAYS:
                case_id = missing[0].case_id
                yield Waiting(
                    text=_("宿題を提出する：%(titles)s")
                    % {"titles": "、".join(item.title for item in missing)},
                    url=reverse("homework:group", args=(case_id,))
                    if case_id
                    else group.get_absolute_url(),
                    about=f"{group.cohort.title}　{due.title}",
                    due_date=missing[0].due_date,
                    late=missing[0].late,
                )


def section(request: SignedInRequest, meeting: Meeting) -> Section | None:
    """How far the homework is that this meeting gives: one's own groups, or those one follows."""
    if meeting.homework_due_date is None:
        return None
    followed = list(queries.groups_followed_by(request.user, cohort=meeting.cohort))
    groups = followed or [
        held.group
        for held in queries.own_groups(request.user).filter(group__cohort=meeting.cohort)
        if held.group
    ]
    known = items.books(groups, cohorts=[meeting.cohort], today=timezone.localdate())
    lines = lists.lines([(group, known.dues(group)) for group in groups], meeting=meeting)
    if not lines:
        return None
    values = {
        "lines": lines,
        "url": reverse("homework:cohort", args=(meeting.cohort_id,)) if followed else "",
        "number": meeting.number,
        "due_date": meeting.homework_due_date,
    }
    return Section(_("この回の宿題の提出"), "homework/_meeting.html", values)
