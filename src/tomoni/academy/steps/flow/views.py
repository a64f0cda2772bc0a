"""The two flows: table and picture, findings and hours."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.flow import drawing, live, live_views, places, reading, services, words
from tomoni.academy.steps.flow.places import Place
from tomoni.academy.steps.flow.services import State, TomoniError
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces.downloads import SHEET_TYPES, attachment
from tomoni.academy.workspaces.merge_page import merge_page
from tomoni.academy.workspaces.reading import numbers_of

_TYPES = {
    "xlsx": SHEET_TYPES["xlsx"],
    "csv": SHEET_TYPES["csv"],
    "cp932": SHEET_TYPES["cp932.csv"],
    "bpmn": "application/xml",
    "svg": "image/svg+xml",
}


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    key = request.GET.get("flow", reading.AS_IS)
    writes = request.method == "POST"
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=writes)
    if writes:
        return _save(request, place)
    opened = place.page.opened
    around = place.page.values
    values = {
        **around,
        **live_views.values_of(live.live(opened, place.sheet.values)),
        "worksheets": [],
        "more_worksheets": around["worksheets"],
        "key": key,
        "sheet": place.sheet,
        "title": reading.title(key),
        "tabs": [(name, words.title(name), name == key) for name in reading.KEYS],
        "fields": place.fields,
        "beginnings": services.beginnings_for(opened, user=request.user),
        "copyable": key == reading.TO_BE and opened.case.head(reading.AS_IS) is not None,
        "file": words.file_field(settings.MAX_UPLOAD_BYTES),
        "counted_key": reading.cost_key(key),
        "counted": numbers_of(opened, reading.cost_key(key)),
        "tables": reading.cost_tables(opened, key),
    }
    return render(request, "flow/step.html", values)


def _save(request: SignedInRequest, place: Place) -> HttpResponse:
    values, base = place.posted(request)
    outcome = services.save(
        place.page.opened, actor=request.user, key=place.key, values=values, base=base
    )
    if outcome.state is State.OUTDATED:
        return redirect("flow:merge", *place.arguments)
    level, text = words.outcome(outcome.state, counted=outcome.error is None)
    messages.add_message(request, level, text)
    if outcome.error is not None:
        messages.warning(request, error_sentence(outcome.error))
    return redirect(place.url)


@require_POST
def draft(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Keeps what is typed; says when somebody else has saved in the meantime."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    values, base = place.posted(request)
    sheet = services.keep_draft(
        place.page.opened, actor=request.user, key=key, values=values, base=base
    )
    if not sheet.outdated:
        return JsonResponse({})
    message = _("下書きを保存しました。%(name)sさんが先に新しい版を保存しています。")
    url = reverse("flow:merge", args=place.arguments)
    return JsonResponse({"message": message % {"name": sheet.newest_by}, "url": url})


@require_POST
def drop(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Throws the draft away and returns to the newest version."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    services.drop_draft(place.page.opened, actor=request.user, key=key)
    messages.info(request, _("下書きを捨て、最新の版に戻しました。"))
    return redirect(place.url)


@require_POST
def undo(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """What stood in the table before a sheet or a copy came in."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    services.take_back(place.page.opened, actor=request.user, key=key)
    messages.info(request, _("前の表に戻しました。もう一度押すと、また入れかわります。"))
    return redirect(place.url)


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Two people changed the flow: cell by cell, one's own or the other's."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    opened, sheet = place.page.opened, place.sheet
    merged = services.merged(opened, actor=request.user, key=key)
    if merged is None:
        return redirect(place.url)

    def keep(theirs: frozenset[str]) -> None:
        services.keep_merged(opened, actor=request.user, key=key, merge=merged, theirs=theirs)

    values = place.page.values | {
        "key": key,
        "sheet": sheet,
        "clashes": words.clashes(merged.clashes, fields=place.fields),
        "taken": [words.label(name, fields=place.fields) for name in merged.theirs],
    }
    return merge_page(
        request, merged=merged, newest=sheet.newest, keep=keep, url=place.url, values=values
    )


@require_GET
def picture(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """What is typed now as BPMN, for the viewer beside the table."""
    place = places.find(request, case_id=case_id, step_id=step_id, key=key)
    try:
        bpmn = drawing.bpmn_of(place.sheet.values)
    except TomoniError as error:
        return HttpResponse(error_sentence(error), status=422, content_type="text/plain")
    return HttpResponse(bpmn, content_type=_TYPES["bpmn"])


@require_GET
def download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    place = places.find(request, case_id=case_id, step_id=step_id, key=key)
    if form not in _TYPES:
        raise Http404
    try:
        data = services.download(place.sheet, form=form)
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect(place.url)
    name = words.file_name(place.sheet.values.get("title") or words.title(key), form=form)
    return attachment(data, name=name, kind=_TYPES[form])
