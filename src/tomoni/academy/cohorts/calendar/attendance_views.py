"""The list of one meeting, and the table over all of them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.calendar import attending, lists, pages, queries, rules, workbooks
from tomoni.academy.cohorts.calendar.merging import Merged
from tomoni.academy.cohorts.calendar.models import Meeting, Presence
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.wording import error_sentence


@dataclass(frozen=True)
class Line:
    """A person on the list with what is chosen, what stood there, and what another noted."""

    person: lists.Person
    chosen: str
    base: str
    clash: str = ""


@require_http_methods(["GET", "POST"])
def attendance(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """The list: kept by the secretariat and lecturers, read by managers, for their people."""
    meeting = pages.find_meeting(request, meeting_id)
    roles = pages.roles(request, meeting.cohort)
    if not roles & queries.LISTED:
        raise Http404
    listed_by = queries.KEEPERS if roles & queries.KEEPERS else queries.LISTED
    people = lists.on_list(meeting, user=request.user, roles=listed_by)
    refusal = rules.may_note(roles)
    if request.method == "GET":
        return _list_page(request, meeting, people, refusal=refusal)
    refuse(refusal)
    try:
        noted = attending.note(
            meeting, users=[person.user for person in people], mine=_posted(request, people),
            base=_base(request, people), actor=request.user,
        )  # fmt: skip
    except CohortsError as error:
        messages.error(request, error_sentence(error))
        return redirect("calendar:attendance", meeting.pk)
    if noted.merged.clashes:
        return _list_page(request, meeting, people, merged=noted.merged)
    said = ngettext(
        "%(count)s人の出欠を保存しました。", "%(count)s人の出欠を保存しました。", noted.changes
    )
    messages.success(request, said % {"count": noted.changes})
    return redirect("calendar:attendance", meeting.pk)


@require_GET
def table(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """Who was at which meeting: one's own, one's group's, or everybody's."""
    cohort = _find(request, cohort_id)
    values = {
        "cohort": cohort,
        "table": lists.table(cohort, user=request.user, now=pages.now()),
        "crumbs": pages.cohort_crumbs(cohort, (_("出欠の表"), "")),
    }
    return render(request, "calendar/table.html", values)


@require_GET
def download(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The same table as a workbook."""
    cohort = _find(request, cohort_id)
    found = lists.table(cohort, user=request.user, now=pages.now())
    name = _("%(cohort)s 出欠.xlsx") % {"cohort": cohort.title}
    return attachment(workbooks.of_attendance(found), name=name, kind=WORKBOOK)


def _find(request: SignedInRequest, cohort_id: int) -> Cohort:
    cohort = pages.find_cohort(request, cohort_id)
    if not pages.roles(request, cohort) & queries.TABLED:
        raise Http404
    return cohort


def _posted(request: SignedInRequest, people: list[lists.Person]) -> dict[str, str]:
    """What was chosen; 「全員出席」 chooses for every participant of whom nothing is noted."""
    chosen = {each.key: request.POST.get(f"p-{each.key}", "") for each in people}
    if "everybody" in request.POST:
        for each in people:
            if each.expected:
                chosen[each.key] = chosen[each.key] or Presence.PRESENT
    return chosen


def _base(request: SignedInRequest, people: list[lists.Person]) -> dict[str, str]:
    return {each.key: request.POST.get(f"was-{each.key}", "") for each in people}


def _list_page(
    request: SignedInRequest,
    meeting: Meeting,
    people: list[lists.Person],
    *,
    merged: Merged | None = None,
    refusal: str | None = None,
) -> HttpResponse:
    now = attending.presences_of(meeting, users=[person.user for person in people])
    texts, clashes = (merged.texts, merged.clashes) if merged else (now, {})
    labels = {value: str(label) for value, label in Presence.choices}
    lines = [
        Line(
            person, texts[person.key], now[person.key],
            labels.get(clashes[person.key], _("記録なし")) if person.key in clashes else "",
        )
        for person in people
    ]  # fmt: skip
    others = [line for line in lines if not line.person.expected]
    values = {
        "meeting": meeting,
        "participants": [line for line in lines if line.person.expected],
        "others": others,
        "others_open": any(line.chosen or line.base for line in others),
        "presences": Presence.choices,
        "labels": labels,
        "missing": sum(line.person.expected and not line.base for line in lines),
        "clashes": [(f"p-{line.person.key}", line.person.user) for line in lines if line.clash],
        "refusal": refusal,
        "crumbs": pages.meeting_crumbs(meeting, (_("出欠"), "")),
    }
    return render(request, "calendar/attendance.html", values, status=409 if merged else 200)
