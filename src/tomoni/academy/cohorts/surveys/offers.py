"""What surveys show on pages of others: what waits, and a section of a meeting's page."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.calendar.sections import Section
from tomoni.academy.cohorts.surveys import queries
from tomoni.academy.ui.waiting import Waiting


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Surveys that wait for the person's reply. One query."""
    for survey in queries.open_for(request.user, today=timezone.localdate()):  # type: ignore[arg-type]
        yield Waiting(
            text=_("アンケート「%(survey)s」に答える") % {"survey": survey},
            url=survey.get_absolute_url(),
            about=survey.cohort.title,
            due_date=survey.closes_date,
        )


def section(request: SignedInRequest, meeting: Meeting) -> Section | None:
    """The open survey about this session, for those whom it asks. One query."""
    found = queries.open_for(request.user, today=timezone.localdate())
    survey = found.filter(cohort=meeting.cohort_id, number=meeting.number).first()
    if survey is None:
        return None
    return Section(_("感想"), "surveys/_meeting.html", {"survey": survey})
