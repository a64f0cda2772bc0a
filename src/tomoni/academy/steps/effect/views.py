"""The effect of going from one flow to the other."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.effect import results, reviewing, services, words
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.downloads import SHEET_TYPES, attachment


@require_GET
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="effect")
    values = page.values | {
        "lacks": services.lacks(page.opened),
        "cards": services.cards(page.opened),
        "costs": services.costs(page.opened),
        "five_years": services.five_years(page.opened),
        "result": results.result(page.opened),
        "table": services.table(page.opened),
        "tabs": words.tabs(page.row.pk, page.step.id),
    }
    return render(request, "effect/step.html", values)


@require_GET
def download(request: SignedInRequest, case_id: int, step_id: str, form: str) -> HttpResponse:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="effect")
    if form not in SHEET_TYPES or not services.cards(page.opened):
        raise Http404
    data = services.download(page.opened, form=form)
    return _file(data, page=page, name=_("効果の見込み"), form=form)


@require_GET
def download_part(
    request: SignedInRequest, case_id: int, step_id: str, part: str, form: str
) -> HttpResponse:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="effect")
    if part not in words.PARTS or form not in SHEET_TYPES:
        raise Http404
    if part == "review_plan":
        reviewing.enter(page.opened, user=request.user)
    data = services.part(page.opened, part=part, form=form, user=request.user)
    if data is None:
        raise Http404
    return _file(data, page=page, name=str(words.PARTS[part]), form=form)


def _file(data: bytes, *, page: pages.StepPage, name: str, form: str) -> HttpResponse:
    ending = form.removeprefix("cp932.")
    return attachment(data, name=f"{name}_{page.row.title}.{ending}", kind=SHEET_TYPES[form])
