"""A cohort's calendar, one meeting, and the clock on the wall."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.calendar import (
    pages,
    reading,
    rules,
    sections,
    services,
    sheet,
    workbooks,
)
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.ui.attachments import WORKBOOK, attachment

_WEEKS = range(1, 9)
_USUAL_WEEKS = 2


@require_GET
def calendar(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """All sessions with their days and places."""
    cohort = pages.find_cohort(request, cohort_id)
    helds = reading.held(cohort, meetings=cohort.meetings.all())
    planned = [each.meeting for each in helds if each.meeting is not None]
    values = {
        "cohort": cohort,
        "helds": helds,
        "next": next((meeting for meeting in planned if meeting.ends_at > pages.now()), None),
        "now": pages.now(),
        "is_planned": bool(planned),
        "may_plan": rules.may_plan(pages.roles(request, cohort)) is None,
        "crumbs": pages.cohort_crumbs(cohort),
    }
    return render(request, "calendar/calendar.html", values)


@require_GET
def download(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The same as a workbook."""
    cohort = pages.find_cohort(request, cohort_id)
    data = workbooks.of_calendar(reading.held(cohort, meetings=cohort.meetings.all()))
    name = _("%(cohort)s 日程.xlsx") % {"cohort": cohort.title}
    return attachment(data, name=name, kind=WORKBOOK)


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """All days and places on one sheet, for the secretariat."""
    cohort = pages.find_cohort(request, cohort_id)
    refuse(rules.may_plan(pages.roles(request, cohort)))
    helds = reading.held(cohort, meetings=cohort.meetings.all())
    if request.method == "GET":
        texts = sheet.texts_of(helds)
        rows = sheet.read(texts, helds=helds, cohort=cohort)
        return _sheet_page(request, cohort, services.Saved(rows, base=texts))
    mine = sheet.posted(request.POST, helds=helds)
    base = sheet.posted(request.POST, helds=helds, prefix="was-")
    if "propose" in request.POST:
        texts = sheet.proposed(mine, helds=helds, weeks=_weeks(request))
        rows = sheet.read(texts, helds=helds, cohort=cohort)
        filled = (
            "some" if any(text != mine.get(name, "") for name, text in texts.items()) else "none"
        )
        return _sheet_page(request, cohort, services.Saved(rows, base=base), proposed=filled)
    saved = services.save_calendar(
        cohort, mine=mine, base=base, actor=request.user, now=pages.now()
    )
    if saved.refused:
        return _sheet_page(request, cohort, saved)
    said = ngettext(
        "%(count)s回の日程を保存しました。", "%(count)s回の日程を保存しました。", saved.changes
    )
    messages.success(request, said % {"count": saved.changes})
    return redirect("calendar:calendar", cohort.pk)


@require_GET
def meeting(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """回のページ: what people need before it, the agenda, and what other parts show of it."""
    found = pages.find_meeting(request, meeting_id)
    roles = pages.roles(request, found.cohort)
    values = {
        "meeting": found,
        "title": reading.title_of(reading.session_of(found)),
        "sections": sections.shown(request, meeting=found),
        "keeps": rules.may_note(roles) is None,
        "may_plan": rules.may_plan(roles) is None,
        "crumbs": pages.meeting_crumbs(found),
    }
    return render(request, "calendar/meeting.html", values)


@require_GET
def timer(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """The countdown of the agenda on a big screen; without JavaScript its clock times."""
    found = pages.find_meeting(request, meeting_id)
    values = {
        "meeting": found,
        "title": reading.title_of(reading.session_of(found)),
        "agenda": reading.agenda_of(found),
    }
    return render(request, "calendar/timer.html", values)


def _sheet_page(
    request: SignedInRequest, cohort: Cohort, saved: services.Saved, *, proposed: str = ""
) -> HttpResponse:
    wrong = saved.refused and not proposed
    values = {
        "cohort": cohort,
        "rows": saved.rows,
        "base": [
            (f"was-{cell.name}", saved.base.get(cell.name, ""))
            for row in saved.rows
            for cell in row.cells
        ],
        "problems": sheet.problems(saved.rows),
        "wrong": saved.refused,
        "proposed": proposed,
        "weeks": _weeks(request),
        "weeks_offered": _WEEKS,
        "crumbs": pages.cohort_crumbs(cohort, (_("日程を決める"), "")),
    }
    return render(request, "calendar/plan.html", values, status=422 if wrong else 200)


def _weeks(request: SignedInRequest) -> int:
    asked = request.POST.get("weeks", "")
    return int(asked) if asked in {str(each) for each in _WEEKS} else _USUAL_WEEKS
