"""What the calendar itself offers to other pages: a meeting's own sections, and what waits."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.calendar import pages, queries, reading, rules
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.calendar.sections import Section
from tomoni.academy.cohorts.models import Role
from tomoni.academy.ui.waiting import Waiting

SOON = timedelta(days=7)
"""From when on the next meeting stands among what waits."""


def homework(request: SignedInRequest, meeting: Meeting) -> Section | None:
    """What the session before gave to do, and until when."""
    titles = reading.homework_of(meeting.cohort, session=reading.before(meeting))
    if not titles:
        return None
    last = meeting.cohort.meetings.filter(number=meeting.number - 1).first()
    values = {"titles": titles, "due_date": last.homework_due_date if last else None}
    return Section(_("この回までの宿題"), "calendar/_homework.html", values)


def agenda(request: SignedInRequest, meeting: Meeting) -> Section | None:
    lines = reading.agenda_of(meeting)
    if not lines:
        return None
    minutes = sum(line.minutes for line in lines)
    return Section(_("進め方"), "calendar/_agenda.html", {"lines": lines, "minutes": minutes})


def about(request: SignedInRequest, meeting: Meeting) -> Section | None:
    """The steps, what the session gives to do, and the way into a calendar."""
    session = reading.session_of(meeting)
    values = {
        "meeting": meeting,
        "steps": reading.steps_of(meeting.cohort, session=session),
        "homework": reading.homework_of(meeting.cohort, session=session),
    }
    return Section(_("この回のこと"), "calendar/_about.html", values)


def attendance(request: SignedInRequest, meeting: Meeting) -> Section | None:
    """One's own, where one is a participant; where one keeps the list, how far it is."""
    roles = pages.roles(request, meeting.cohort)
    own = meeting.attendances.filter(user=request.user).first()
    values = {
        "meeting": meeting,
        "own": own,
        "expected": Role.PARTICIPANT in roles,
        "refusal": rules.may_attend(request.user, meeting=meeting, now=pages.now()),
        "sees_list": bool(roles & queries.LISTED),
    }
    return Section(_("出欠"), "calendar/_attendance.html", values)


def waiting(request: HttpRequest) -> Iterable[Waiting]:
    """The meetings of the next days for their people; lists that nobody has kept yet."""
    if not isinstance(request.user, User):
        return
    now = timezone.now()
    coming = queries.meetings_visible_to(request.user).filter(
        ends_at__gte=now, starts_at__lt=now + SOON
    )
    for meeting in coming:
        yield Waiting(
            _("%(title)s に出る") % {"title": reading.title_of(reading.session_of(meeting))},
            meeting.get_absolute_url(), about=_about(meeting),
        )  # fmt: skip
    for meeting in queries.not_yet_noted(request.user, now=now):
        yield Waiting(
            _("第%(number)s回の出欠を記録する") % {"number": meeting.number},
            reverse("calendar:attendance", args=(meeting.pk,)), about=meeting.cohort.title,
            late=True,
        )  # fmt: skip


def _about(meeting: Meeting) -> str:
    """When and where; a meeting is no task with a date until which it can be done."""
    start = timezone.localtime(meeting.starts_at)
    when = f"{date_format(start, 'MONTH_DAY_FORMAT')} {start:%H:%M}"
    return "　".join(part for part in (meeting.cohort.title, when, meeting.room) if part)
