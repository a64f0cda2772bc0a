"""The homework of a cohort: what is due from whom, what is still to come, a word to remind."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.cohorts.queries import roles_in_cohort
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.workspaces.homework import items, lists, queries, rules, services
from tomoni.academy.workspaces.pages import refuse

_Dues = list[tuple[Group, list[items.Due]]]


@require_GET
def cohort(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The homework that is due now, group by group; `?number=` shows another meeting's."""
    found = _find(request, cohort_id)
    today = timezone.localdate()
    by_group = _by_group(request, found)
    first = by_group[0][1] if by_group else []
    shown = _chosen(first, request.GET.get("number")) or items.current(first, today=today)
    values = {
        "cohort": found,
        "due": shown,
        "dues": first,
        "lines": lists.lines(by_group, meeting=shown.meeting) if shown else [],
        "refusal": rules.may_remind(roles_in_cohort(request.user, cohort=found)),
        "crumbs": [
            (_("自分の番"), "/"),
            (found.title, found.get_absolute_url()),
            (_("宿題"), ""),
        ],
    }
    return render(request, "homework/cohort.html", values)


@require_GET
def download(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """The whole list as an Excel workbook."""
    found = _find(request, cohort_id)
    title = _("%(cohort)s 宿題の一覧") % {"cohort": found.title}
    data = lists.workbook_of(title, by_group=_by_group(request, found))
    return attachment(data, name=f"{title}.xlsx", kind=WORKBOOK)


@require_POST
def remind(request: SignedInRequest, cohort_id: int, number: int) -> HttpResponse:
    """Tells the participants of the groups that still owe something."""
    found = _find(request, cohort_id)
    refuse(rules.may_remind(roles_in_cohort(request.user, cohort=found)))
    meeting = get_object_or_404(queries.meetings_with_homework([found]), number=number)
    told = services.ask(
        meeting,
        groups=queries.groups_followed_by(request.user, cohort=found),
        actor=request.user,
        today=timezone.localdate(),
    )
    if told:
        messages.success(request, _("%(count)s人に知らせました。") % {"count": told})
    else:
        messages.info(
            request, _("知らせる人はいません。今日はもう知らせたか、全部の班が出しています。")
        )
    address = reverse("homework:cohort", args=(found.pk,))
    return redirect(f"{address}?number={number}")


def _find(request: SignedInRequest, cohort_id: int) -> Cohort:
    return get_object_or_404(queries.cohorts_followed_by(request.user), pk=cohort_id)


def _by_group(request: SignedInRequest, found: Cohort) -> _Dues:
    groups = list(queries.groups_followed_by(request.user, cohort=found))
    known = items.books(groups, cohorts=[found], today=timezone.localdate())
    return [(group, known.dues(group)) for group in groups]


def _chosen(dues: Sequence[items.Due], number: str | None) -> items.Due | None:
    """`Http404` for a meeting without homework."""
    if number is None:
        return None
    for due in dues:
        if str(due.meeting.number) == number:
            return due
    raise Http404
