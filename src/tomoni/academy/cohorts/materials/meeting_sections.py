"""What a meeting's page shows of materials: the last session drawn, and what this one has."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.calendar.sections import Section
from tomoni.academy.cohorts.materials import shelf
from tomoni.academy.cohorts.materials.models import Kind


def last_recording(request: SignedInRequest, meeting: Meeting) -> Section | None:
    """The recordings of the session before."""
    lines = shelf.lines_of(meeting.cohort, user=request.user, number=meeting.number - 1)
    drawn = [each for each in lines if each.material.kind == Kind.RECORDING]
    if not drawn:
        return None
    title = _("前回のグラフィックレコーディング")
    return Section(title, "materials/_recordings.html", {"recordings": drawn})


def materials(request: SignedInRequest, meeting: Meeting) -> Section | None:
    """The materials of this session."""
    lines = shelf.lines_of(meeting.cohort, user=request.user, number=meeting.number)
    if not lines:
        return None
    return Section(_("この回の資料"), "materials/_lines.html", {"lines": lines, "people": 0})
