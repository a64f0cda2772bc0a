"""The effect of going from one flow to the other."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.effect import services
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.downloads import SHEET_TYPES, attachment


@require_GET
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="effect")
    values = page.values | {
        "lacks": services.lacks(page.opened),
        "cards": services.cards(page.opened),
        "rest": services.rest(page.opened),
        "table": services.table(page.opened),
    }
    return render(request, "effect/step.html", values)


@require_GET
def download(request: SignedInRequest, case_id: int, step_id: str, form: str) -> HttpResponse:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="effect")
    if form not in SHEET_TYPES or not services.cards(page.opened):
        raise Http404
    name = _("効果の見込み_%(title)s") % {"title": page.row.title}
    ending = form.removeprefix("cp932.")
    data = services.download(page.opened, form=form)
    return attachment(data, name=f"{name}.{ending}", kind=SHEET_TYPES[form])
