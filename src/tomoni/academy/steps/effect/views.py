"""The effect of going from one flow to the other."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.effect import services
from tomoni.academy.workspaces import pages

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "cp932.csv": "text/csv; charset=shift_jis",
}


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
    if form not in _TYPES or not services.cards(page.opened):
        raise Http404
    answer = HttpResponse(services.download(page.opened, form=form), content_type=_TYPES[form])
    name = _("効果の見込み_%(title)s") % {"title": page.row.title}
    ending = form.removeprefix("cp932.")
    disposition = content_disposition_header(True, f"{name}.{ending}")
    answer["Content-Disposition"] = disposition or "attachment"
    return answer
