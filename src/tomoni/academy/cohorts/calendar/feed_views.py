"""One's own calendar for other programs."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.calendar import feeds, pages, queries
from tomoni.academy.cohorts.calendar.models import Feed, Meeting
from tomoni.academy.ui.attachments import attachment


@require_GET
def subscription(request: SignedInRequest) -> HttpResponse:
    """Where the person finds, renews or withdraws their address."""
    feed = Feed.objects.filter(user=request.user).first()
    path = reverse("calendar:feed", args=(feeds.token_of(feed),)) if feed else ""
    values = {
        "address": request.build_absolute_uri(path) if path else "",
        "crumbs": [(_("自分の番"), "/"), (_("予定表の購読"), "")],
    }
    return render(request, "calendar/subscription.html", values)


@require_POST
def renew(request: SignedInRequest) -> HttpResponse:
    feeds.renew(request.user)
    messages.success(request, _("新しいアドレスを作りました。前のものがあれば、もう使えません。"))
    return redirect("calendar:subscription")


@require_POST
def withdraw(request: SignedInRequest) -> HttpResponse:
    feeds.withdraw(request.user)
    messages.success(request, _("購読をやめました。アドレスは使えません。"))
    return redirect("calendar:subscription")


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program, which signs in nowhere: the address itself is the key."""
    user = feeds.find(token)
    if user is None:
        raise Http404
    meetings = queries.meetings_visible_to(user)
    answer = HttpResponse(_written(request, meetings), content_type=feeds.KIND)
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_GET
def invitation(request: SignedInRequest, meeting_id: int) -> HttpResponse:
    """One meeting to be put into a calendar by hand."""
    meeting = pages.find_meeting(request, meeting_id)
    name = _("%(cohort)s 第%(number)s回.ics") % {
        "cohort": meeting.cohort.title, "number": meeting.number,
    }  # fmt: skip
    return attachment(_written(request, [meeting]), name=name, kind=feeds.KIND)


def _written(request: HttpRequest, meetings: Iterable[Meeting]) -> bytes:
    return feeds.written(
        meetings, page=lambda each: request.build_absolute_uri(each.get_absolute_url())
    )
