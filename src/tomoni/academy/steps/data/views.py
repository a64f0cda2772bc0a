"""The case's files and tables: taking a file in, looking at a table, taking it out again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.data import forms, reading, services
from tomoni.academy.steps.data.services import ConflictError, Taken, TomoniError
from tomoni.academy.ui import uploads
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.downloads import SHEET_TYPES, attachment, sheet


def _page(request: SignedInRequest, *, case_id: int, step_id: str) -> pages.StepPage:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="data")
    if request.method == "POST":
        pages.refuse(page.refusal)
    return page


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = _page(request, case_id=case_id, step_id=step_id)
    known = {"owner": page.row.group.division.name}
    fields = forms.fields(max_bytes=settings.MAX_UPLOAD_BYTES, values=known, newer=False)
    if request.method == "POST":
        fields, taken = _take_in(request, page, fields=fields)
        if taken:
            return _after(request, page, taken)
    values = page.values | {"sources": reading.source_cards(page.opened)} | _form(fields)
    return _answer(request, "data/step.html", values)


@require_http_methods(["GET", "POST"])
def source(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """One file: what was said of it, its tables, and the form for a newer one."""
    page = _page(request, case_id=case_id, step_id=step_id)
    if key not in reading.keys_of(page.opened.case, "source"):
        raise Http404
    card = reading.source_cards(page.opened, keys=[key])[0]
    known = card.source.model_dump(mode="json")
    fields = forms.fields(max_bytes=settings.MAX_UPLOAD_BYTES, values=known, newer=True)
    if request.method == "POST":
        fields, taken = _take_in(request, page, fields=fields, key=key)
        if taken:
            return _after(request, page, taken)
    values = _values(page, title=card.title) | {"source": card} | _form(fields)
    return _answer(request, "data/source.html", values)


def _form(fields: tuple[FieldView, ...]) -> dict[str, Any]:
    return {"fields": fields, "wrong": any(field.invalid for field in fields)}


def _answer(request: SignedInRequest, template: str, values: dict[str, Any]) -> HttpResponse:
    return render(request, template, values, status=422 if values["wrong"] else 200)


def _values(page: pages.StepPage, *, title: str) -> dict[str, Any]:
    """What a page below the step's own shows around its content."""
    above = reverse("data:step", args=(page.row.pk, page.step.id))
    crumbs = [*pages.crumbs(page.row), (page.step.title, above), (title, "")]
    return page.values | {"worksheets": [], "crumbs": crumbs}


def _take_in(
    request: SignedInRequest, page: pages.StepPage, *, fields: tuple[FieldView, ...], key: str = ""
) -> tuple[tuple[FieldView, ...], Taken | None]:
    file = uploads.files_of(request).get("file")
    missing = uploads.too_large(request) or (_("ファイルを選んでください。") if not file else "")
    fields = forms.read(request.POST, fields=fields, missing=missing)
    if any(field.invalid for field in fields) or file is None:
        return fields, None
    try:
        taken = services.take_in(
            page.row,
            actor=request.user,
            data=file.read(),
            file_name=file.name or "",
            about={field.name: field.text for field in fields if field.type != "file"},
            key=key,
        )
    except TomoniError as error:
        return forms.refused(fields, sentence=error_sentence(error)), None
    except ConflictError:
        sentence = _(
            "ほかの人が同時にファイルを入れました。もう一度、ファイルを選んで送ってください。"
        )
        return forms.refused(fields, sentence=sentence), None
    return fields, taken


def _after(request: SignedInRequest, page: pages.StepPage, taken: Taken) -> HttpResponse:
    if not taken.changed:
        messages.info(request, _("前と同じ内容なので、新しい版は作りませんでした。"))
    elif len(taken.tables) == 1:
        messages.success(request, _("ファイルを読み取り、表にしました。中身を確かめてください。"))
        return redirect("data:table", page.row.pk, page.step.id, taken.tables[0])
    else:
        text = _("ファイルを読み取り、%(count)sつの表にしました。中身を確かめてください。")
        messages.success(request, text % {"count": len(taken.tables)})
    return redirect("data:source", page.row.pk, page.step.id, taken.key)


@require_GET
def table(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    page = _page(request, case_id=case_id, step_id=step_id)
    number = request.GET.get("page", "1")
    wanted = int(number) if number.isdecimal() and len(number) < 8 else 1
    preview = reading.preview(page.opened, key, page=wanted)
    if preview is None:
        raise Http404
    values = _values(page, title=preview.title) | {"preview": preview}
    return render(request, "data/table.html", values)


@require_GET
def download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    page = _page(request, case_id=case_id, step_id=step_id)
    found = reading.table_of(page.opened, key)
    if found is None or form not in SHEET_TYPES:
        raise Http404
    try:
        data = sheet(found, form=form)
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect("data:table", case_id, step_id, key)
    name = f"{page.opened.title(key)}.{form.removeprefix('cp932.')}"
    return attachment(data, name=name, kind=SHEET_TYPES[form])
