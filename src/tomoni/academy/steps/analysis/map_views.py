"""Maps: thought out, drawn, read, put right, taken away."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.analysis import map_desk, map_forms, map_reading, map_services
from tomoni.academy.steps.analysis.map_services import ConflictError, TomoniError
from tomoni.academy.steps.analysis.views import at_the_same_time, find, values_of
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action
from tomoni.academy.workspaces.downloads import SHEET_TYPES, attachment, sheet, sheet_attachment

_PICTURE_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    return _edit(request, case_id=case_id, step_id=step_id, key="")


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The map under other choices: a new version of the same map."""
    return _edit(request, case_id=case_id, step_id=step_id, key=key)


def _edit(request: SignedInRequest, *, case_id: int, step_id: str, key: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    asked = {name: request.GET[name] for name in map_desk.INPUTS if name in request.GET}
    desk = map_desk.desk(page.opened, user=request.user, key=key, asked=asked)
    if desk is None:
        raise Http404
    fields = map_forms.fields(
        desk.values,
        columns=desk.columns(),
        numbers=desk.columns(numbers=True),
        people=desk.columns(of="people"),
        points=desk.columns(of="points"),
    )
    if request.method == "POST" and desk.is_ready:
        fields = map_forms.read(request.POST, fields=fields)
        if not any(field.invalid for field in fields.values()):
            drawn, fields = _draw(request, page, desk, fields)
            if drawn:
                messages.success(request, _("地図を描きました。"))
                return redirect("analysis:map", case_id, step_id, drawn)
    return _form(request, page, desk, fields)


def _draw(
    request: SignedInRequest,
    page: pages.StepPage,
    desk: map_desk.MapDesk,
    fields: map_forms.Fields,
) -> tuple[str, map_forms.Fields]:
    """Draws; the map's key, or the fields with what is wrong."""
    values = {name: _value(field) for name, field in fields.items()}
    for table in map_services.inputs_of(desk, values=values).values():
        custody.enter(request.user, opened=page.opened, key=table, action=Action.ASKED)
    try:
        return map_services.draw(page.row, desk, actor=request.user, values=values), fields
    except TomoniError as error:
        sentence, name = error_sentence(error), map_services.place_of(error)
    except ConflictError:
        sentence, name = at_the_same_time(), "title"
    return "", map_forms.refused(fields, name=name, sentence=sentence)


def _value(field: FieldView) -> Any:
    return field.value if field.type in {"rows", "number"} else field.text


def _form(
    request: SignedInRequest,
    page: pages.StepPage,
    desk: map_desk.MapDesk,
    fields: map_forms.Fields,
) -> HttpResponse:
    wrong = any(field.invalid for field in fields.values())
    title = _("地図の決め方を変える") if desk.key else _("新しい地図")

    def group(names: tuple[str, ...]) -> tuple[FieldView, ...]:
        return tuple(fields[name] for name in names if _is_asked(name, desk))

    values = values_of(page, title=title) | {
        "desk": desk,
        "picks": map_forms.picks(
            desk.inputs, tables=desk.tables, outlines=desk.outlines, meshes=map_desk.MESHES
        ),
        "query": _query(desk.inputs),
        "all_fields": tuple(fields.values()),
        "head": group(("title", "area_column")),
        "rate": group((*map_forms.RATE, "unit")),
        "points": group(map_forms.POINTS),
        "compared": group(map_forms.COMPARED),
        "cut": group(map_forms.CUT),
        "wrong": wrong,
    }
    return render(request, "analysis/map_form.html", values, status=422 if wrong else 200)


def _is_asked(name: str, desk: map_desk.MapDesk) -> bool:
    if name in map_forms.POINTS:
        return desk.points is not None
    return desk.people is not None or not name.startswith("people_")


def _query(inputs: Mapping[str, str]) -> str:
    """The inputs in an address; they are keys, which need no quoting."""
    return "&".join(f"{name}={key}" for name, key in inputs.items() if key)


def _found(
    request: SignedInRequest, *, case_id: int, step_id: str, key: str, action: Action
) -> tuple[pages.StepPage, map_reading.MapView]:
    page = find(request, case_id=case_id, step_id=step_id)
    found = map_reading.view(page.opened, key)
    if found is None:
        raise Http404
    custody.enter(request.user, opened=page.opened, key=key, action=action)
    return page, found


@require_GET
def show(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    page, found = _found(request, case_id=case_id, step_id=step_id, key=key, action=Action.OPENED)
    values = values_of(page, title=found.title) | {"found": found}
    return render(request, "analysis/map.html", values)


@require_POST
def correct(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Which areas the names that fitted none are of."""
    page, found = _found(request, case_id=case_id, step_id=step_id, key=key, action=Action.ASKED)
    pages.refuse(page.refusal)
    if request.POST.get("base") != str(found.number):
        messages.error(request, at_the_same_time())
        return redirect("analysis:map", case_id, step_id, key)
    offered = {each.name: {choice.value for choice in each.options} for each in found.fields}
    said = {
        each.label: given
        for each in found.fields
        if (given := request.POST.get(each.name, "")) in offered[each.name]
    }
    try:
        map_services.correct(page.row, actor=request.user, key=key, said=said)
        messages.success(request, _("名前を直して、地図を描き直しました。"))
    except TomoniError as error:
        messages.error(request, error_sentence(error))
    except ConflictError:
        messages.error(request, at_the_same_time())
    return redirect("analysis:map", case_id, step_id, key)


@require_GET
def picture(
    request: SignedInRequest, case_id: int, step_id: str, key: str, what: str, form: str
) -> HttpResponse:
    """The map or its funnel; a PNG and a `?download` are kept as files."""
    page, found = _found(request, case_id=case_id, step_id=step_id, key=key, action=Action.OPENED)
    if form not in _PICTURE_TYPES:
        raise Http404
    data = map_reading.picture(page.opened, key, what=what, form=form)
    if data is None:
        raise Http404
    if form == "png" or "download" in request.GET:
        return attachment(data, name=f"{found.title}.{form}", kind=_PICTURE_TYPES[form])
    return HttpResponse(data, content_type=_PICTURE_TYPES[form])


@require_GET
def download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    page, found = _found(
        request, case_id=case_id, step_id=step_id, key=key, action=Action.DOWNLOADED
    )
    table = map_reading.table(page.opened, key)
    if form not in SHEET_TYPES or table is None:
        raise Http404
    return sheet_attachment(sheet(table, form=form), title=found.title, form=form)
