"""What the calendar's pages share: which meeting, the way back."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import queries as cohorts
from tomoni.academy.cohorts.calendar import queries
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Cohort, Role

Crumbs = list[tuple[str, str]]


def find_cohort(request: SignedInRequest, cohort_id: int) -> Cohort:
    """A cohort whose calendar the person sees; `Http404` for everybody else."""
    return get_object_or_404(queries.cohorts_with_calendar_for(request.user), pk=cohort_id)


def find_meeting(request: SignedInRequest, meeting_id: int) -> Meeting:
    return get_object_or_404(queries.meetings_visible_to(request.user), pk=meeting_id)


def roles(request: SignedInRequest, cohort: Cohort) -> frozenset[Role]:
    return cohorts.roles_in_cohort(request.user, cohort=cohort)


def now() -> datetime:
    return timezone.now()


def cohort_crumbs(cohort: Cohort, *more: tuple[str, str]) -> Crumbs:
    """From the first page to the calendar and further."""
    calendar = (_("日程"), reverse("calendar:calendar", args=(cohort.pk,)))
    return [(_("自分の番"), "/"), (cohort.title, cohort.get_absolute_url()), calendar, *more]


def meeting_crumbs(meeting: Meeting, *more: tuple[str, str]) -> Crumbs:
    title = _("第%(number)s回") % {"number": meeting.number}
    return cohort_crumbs(meeting.cohort, (title, meeting.get_absolute_url()), *more)
