"""Pages around the text of a proposal: a number's way, a picture, a copy; and the committee's."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.workbooks import workbook
from tomoni.academy.proposals import pages as proposal_pages
from tomoni.academy.proposals.reviewing import comparing, figures, pages, papers
from tomoni.academy.ui.attachments import WORKBOOK, attachment

_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
def trace(request: SignedInRequest, proposal_id: int, name: str) -> HttpResponse:
    """The way of a number that the proposal quotes, back to the file: in the version it quotes."""
    reader = pages.find(request, proposal_id)
    found = figures.way(reader.paper, name, mask=reader.mask)
    if found is None:
        raise Http404
    values = {"way": found, "title": reader.title, "hides": reader.mask.hides()}
    values["crumbs"] = reader.crumbs((_("数値の根拠"), ""))
    return render(request, "reviewing/trace.html", values)


@require_GET
def copy(request: SignedInRequest, proposal_id: int, form: str) -> HttpResponse:
    """What the person reads, as a file to print."""
    reader = pages.find(request, proposal_id)
    if form not in _KINDS:
        raise Http404
    data = papers.copy(reader.paper, form=form)
    return attachment(data, name=f"{reader.title}.{form}", kind=_KINDS[form])


@require_GET
def committee(request: SignedInRequest, call_id: int) -> HttpResponse:
    """The call's proposals side by side."""
    call = pages.find_call(request, call_id)
    order = request.GET.get("sort", "")
    values = {
        "call": call,
        "lines": comparing.lines(call, user=request.user, order=order),
        "orders": comparing.ORDERS.items(),
        "order": order if order in comparing.ORDERS else "number",
        "most": call.programme.rubric.most,
        "crumbs": proposal_pages.crumbs((_("審査の一覧"), "")),
    }
    return render(request, "reviewing/committee.html", values)


@require_GET
def committee_download(request: SignedInRequest, call_id: int) -> HttpResponse:
    call = pages.find_call(request, call_id)
    found = comparing.lines(call, user=request.user, order=request.GET.get("sort", ""))
    headings, rows = comparing.sheet(found)
    data = workbook(_("審査の一覧"), headings=headings, rows=rows)
    name = _("審査の一覧 %(title)s.xlsx") % {"title": call.title}
    return attachment(data, name=name, kind=WORKBOOK)
