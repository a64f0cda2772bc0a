"""A flow tried out: how, how far it is, what came of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.flow import (
    places,
    trial_forms,
    trial_reading,
    trial_services,
    trials,
    words,
)
from tomoni.academy.steps.flow.services import TomoniError
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action
from tomoni.academy.workspaces.downloads import SHEET_TYPES, attachment
from tomoni.academy.workspaces.jobs import reading as jobs
from tomoni.academy.workspaces.jobs import rules


@require_http_methods(["GET", "POST"])
def trial(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The settings of a trial and its newest result."""
    writes = request.method == "POST"
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=writes)
    opened, refusal = place.page.opened, place.page.refusal
    flow = trials.flow_of(opened, key)
    fields = {}
    if flow is not None and flow.steps:
        fields = trials.fields(opened, key=key, flow=flow, disabled=refusal is not None)
    if writes and fields:
        fields = trial_forms.read(request.POST, like=fields)
        if trial_forms.is_good(fields):
            return _begin(request, place, values=trial_forms.values_of(fields))
    subject = trials.run_key(key)
    if subject in opened.case.artifacts:
        custody.enter(request.user, opened=opened, key=subject)
    values = place.page.values | {
        "key": key,
        "url": place.url,
        "title": words.title(key),
        "fields": fields,
        "wrong": list(fields.values()) if writes else [],
        "running": jobs.newest(place.page.row, subject=subject),
        "result": trial_reading.run_view(opened, subject),
        "is_stale": subject in opened.stale,
    }
    return render(request, "flow/trial.html", values, status=422 if writes else 200)


def _begin(request: SignedInRequest, place: places.Place, *, values: trials.Values) -> HttpResponse:
    page = reverse("flow:trial", args=place.arguments)
    subject = trials.run_key(place.key)
    reason = rules.may_start(request.user, row=place.page.row, subject=subject)
    if reason is not None:
        messages.error(request, reason)
        return redirect(page)
    trial_services.try_out(
        place.page.opened, actor=request.user, key=place.key, values=values, page=page
    )
    return redirect(page)


@require_GET
def download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    """The figures of the newest trial as a sheet."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key)
    subject, opened = trials.run_key(key), place.page.opened
    if form not in SHEET_TYPES or opened.case.head(subject) is None:
        raise Http404
    custody.enter(request.user, opened=opened, key=subject, action=Action.DOWNLOADED)
    name = _("試した結果（%(title)s）") % {"title": words.title(key)}
    try:
        data = trial_reading.run_sheet(opened, subject, form=form)
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect("flow:trial", *place.arguments)
    return attachment(data, name=words.file_name(name, form=form), kind=SHEET_TYPES[form])
