"""A flow on paper: one page of A3 landscape, and the picture as PNG."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.flow import paper, places, words
from tomoni.academy.workspaces.downloads import attachment


@require_GET
def sheet(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The flow as it is on the person's page, to be printed."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key)
    values = place.page.values | {
        "key": key,
        "url": place.url,
        "title": place.sheet.values.get("title") or words.title(key),
        "kind": words.title(key),
        "sheet": place.sheet,
        "facts": paper.facts(place.page.opened, place.sheet),
    }
    return render(request, "flow/paper.html", values)


@require_GET
def picture(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    """The picture of what is on the person's page: SVG to be shown, PNG to be kept."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key)
    if form not in paper.PICTURES or place.sheet.empty:
        raise Http404
    data = paper.picture(place.sheet, form=form)
    if form == "svg":
        return HttpResponse(data, content_type=paper.PICTURES[form])
    name = words.file_name(place.sheet.values.get("title") or words.title(key), form=form)
    return attachment(data, name=name, kind=paper.PICTURES[form])
