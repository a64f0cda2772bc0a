"""The two flows side by side, and tried out with the same luck."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.flow import comparing, trial_services, words
from tomoni.academy.steps.flow.services import TomoniError
from tomoni.academy.steps.flow.trial_services import COMPARISON
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action
from tomoni.academy.workspaces.downloads import SHEET_TYPES, attachment
from tomoni.academy.workspaces.jobs import reading as jobs
from tomoni.academy.workspaces.jobs import rules

SVG = "image/svg+xml"


@require_http_methods(["GET", "POST"])
def compare(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="flow")
    opened = page.opened
    if request.method == "POST":
        pages.refuse(page.refusal)
        return _begin(request, page)
    if COMPARISON in opened.case.artifacts:
        custody.enter(request.user, opened=opened, key=COMPARISON)
    found = comparing.compared(opened)
    values = page.values | {
        "key": COMPARISON,
        "compared": found.view,
        "why_not": error_sentence(found.error) if found.error else "",
        "flows": [(key, words.title(key)) for key in words.TITLES],
        "running": jobs.newest(page.row, subject=COMPARISON),
        "is_stale": COMPARISON in opened.stale,
    }
    return render(request, "flow/compare.html", values)


def _begin(request: SignedInRequest, page: pages.StepPage) -> HttpResponse:
    address = reverse("flow:compare", args=(page.row.pk, page.step.id))
    reason = rules.may_start(request.user, row=page.row, subject=COMPARISON)
    if any(page.opened.case.head(key) is None for key in words.TITLES):
        reason = _("現状とあるべき姿の両方を保存してから、試してください。")
    if reason is not None:
        messages.error(request, reason)
    else:
        trial_services.compare(page.opened, actor=request.user, page=address)
    return redirect(address)


@require_GET
def download(request: SignedInRequest, case_id: int, step_id: str, form: str) -> HttpResponse:
    """The figures of the comparison that is kept, as a sheet."""
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="flow")
    if form not in SHEET_TYPES or page.opened.case.head(COMPARISON) is None:
        raise Http404
    custody.enter(request.user, opened=page.opened, key=COMPARISON, action=Action.DOWNLOADED)
    try:
        data = comparing.sheet(page.opened, form=form)
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect("flow:compare", page.row.pk, page.step.id)
    name = words.file_name(_("2つの流れの比較"), form=form)
    return attachment(data, name=name, kind=SHEET_TYPES[form])


@require_GET
def marked(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The picture of one of the two flows that are compared."""
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="flow")
    data = comparing.picture(page.opened, key) if key in words.TITLES else None
    if data is None:
        raise Http404
    return HttpResponse(data, content_type=SVG)
