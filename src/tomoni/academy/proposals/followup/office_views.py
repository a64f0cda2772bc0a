"""All that is followed in a municipality, for the office and the finance division."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.workbooks import workbook
from tomoni.academy.proposals import pages as proposal_pages
from tomoni.academy.proposals.followup import dues, queries
from tomoni.academy.proposals.followup.models import Following
from tomoni.academy.ui.attachments import WORKBOOK, attachment


@require_GET
def followings(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    municipality = _find(request, municipality_id)
    today = proposal_pages.today()
    rows = []
    for each in queries.followed_in(municipality):
        due = _next(each)
        rows.append((each, dues.state_of(each), due, due is not None and due.is_late(today)))
    title = _("実施と効果の一覧")
    values = {
        "municipality": municipality, "rows": rows, "title": title,
        "crumbs": proposal_pages.crumbs((title, "")),
    }  # fmt: skip
    return render(request, "followup/followings.html", values)


@require_GET
def followings_workbook(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    municipality = _find(request, municipality_id)
    headings = [
        _("受付番号"), _("題名"), _("担当の課"), _("実施を始めた日"), _("いまの状態"),
        _("次の期日"), _("次にすること"), _("確認の回数"),
    ]  # fmt: skip
    rows = [_cells(each) for each in queries.followed_in(municipality)]
    title = _("実施と効果の一覧")
    data = workbook(title, headings=headings, rows=rows)
    return attachment(data, name=f"{title}.xlsx", kind=WORKBOOK)


def _cells(each: Following) -> list[str | int | None]:
    due = _next(each)
    return [
        each.proposal.number, each.proposal.title, each.division.name,
        date_format(each.started_date) if each.started_date else "", dues.state_of(each),
        date_format(due.due_date) if due else "", due.what if due else "",
        len(each.confirmations.all()),
    ]  # fmt: skip


def _next(each: Following) -> dues.Due | None:
    return next(iter(dues.dues_of(each)), None)


def _find(request: SignedInRequest, municipality_id: int) -> Municipality:
    return get_object_or_404(queries.municipalities_listed(request.user), pk=municipality_id)
