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
from tomoni.academy.steps.data import (
    boundaries,
    correcting,
    forms,
    reading,
    releasing,
    services,
)
from tomoni.academy.steps.data.services import ConflictError, Taken, TomoniError
from tomoni.academy.ui import uploads
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action
from tomoni.academy.workspaces.downloads import SHEET_TYPES, sheet, sheet_attachment
from tomoni.academy.workspaces.reading import open_case


def find(request: SignedInRequest, *, case_id: int, step_id: str) -> pages.StepPage:
    """The step, when the person may see it; and may write in it, when something is posted."""
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="data")
    if request.method == "POST":
        pages.refuse(page.refusal)
    return page


def find_table(
    request: SignedInRequest,
    *,
    case_id: int,
    step_id: str,
    key: str,
    action: Action = Action.OPENED,
) -> tuple[pages.StepPage, custody.Leave]:
    """The step of a table whose rows the person may open, and by what leave."""
    page = find(request, case_id=case_id, step_id=step_id)
    if key not in reading.keys_of(page.opened.case, "table"):
        raise Http404
    return page, custody.enter(request.user, opened=page.opened, key=key, action=action)


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id)
    known = {"owner": page.row.group.division.name}
    fields = forms.fields(max_bytes=settings.MAX_UPLOAD_BYTES, values=known, newer=False)
    if request.method == "POST":
        fields, taken = _take_in(request, page, fields=fields)
        if taken:
            return _after(request, page, taken)
    shown = {
        "sources": reading.source_cards(page.opened),
        "releases": releasing.releases_of(page.opened),
        "boundaries": boundaries.cards(page.opened),
    }
    values = page.values | shown | _form(fields)
    return _answer(request, "data/step.html", values)


@require_http_methods(["GET", "POST"])
def source(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """One file: what was said of it, its tables, and the form for a newer one."""
    page = find(request, case_id=case_id, step_id=step_id)
    if key not in reading.keys_of(page.opened.case, "source"):
        raise Http404
    card = reading.source_cards(page.opened, keys=[key])[0]
    known = card.source.model_dump(mode="json")
    fields = forms.fields(max_bytes=settings.MAX_UPLOAD_BYTES, values=known, newer=True)
    if request.method == "POST":
        fields, taken = _take_in(request, page, fields=fields, key=key)
        if taken:
            return _after(request, page, taken)
    shown = {"source": card, "boundaries": boundaries.cards(page.opened, source=key)}
    values = around(page, title=card.title) | shown | _form(fields)
    return _answer(request, "data/source.html", values)


def _form(fields: tuple[FieldView, ...]) -> dict[str, Any]:
    return {"fields": fields, "wrong": any(field.invalid for field in fields)}


def _answer(request: SignedInRequest, template: str, values: dict[str, Any]) -> HttpResponse:
    return render(request, template, values, status=422 if values["wrong"] else 200)


def around(
    page: pages.StepPage, *, title: str, table: tuple[str, str] = ("", "")
) -> dict[str, Any]:
    """What a page below the step's own shows around its content; `table`: key and title above."""
    row, step = page.row, page.step
    crumbs = [*pages.crumbs(row), (step.title, reverse("data:step", args=(row.pk, step.id)))]
    if table[0]:
        crumbs.append((table[1], reverse("data:table", args=(row.pk, step.id, table[0]))))
    crumbs.append((title, ""))
    return page.values | {"worksheets": [], "crumbs": crumbs}


def _take_in(
    request: SignedInRequest, page: pages.StepPage, *, fields: tuple[FieldView, ...], key: str = ""
) -> tuple[tuple[FieldView, ...], Taken | None]:
    file = uploads.files_of(request).get("file")
    missing = uploads.too_large(request) or (_("ファイルを選んでください。") if not file else "")
    fields = forms.read(request.POST, fields=fields, missing=missing)
    if any(field.invalid for field in fields) or file is None:
        return fields, None
    data, name = file.read(), file.name or ""
    outlined = boundaries.is_meant(page.opened, data=data, file_name=name, key=key)
    take_in = boundaries.take_in if outlined else services.take_in
    try:
        taken = take_in(
            page.row,
            actor=request.user,
            data=data,
            file_name=name,
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
    if taken.removed:
        text = _("「%(columns)s」のマイナンバーは取り除き、残りだけを受け取りました。")
        messages.warning(request, text % {"columns": "、".join(taken.removed)})
    now = open_case(page.row)
    if custody.refusal(request.user, opened=now, key=taken.key) is not None:
        messages.success(request, _("ファイルを受け取りました。"))
        return redirect("desk:holding", now.holdings[taken.key].pk)
    if taken.waiting:
        text = _("新しいファイルは前と形が違うので、%(count)sつの表は前のままにしてあります。")
        messages.warning(request, text % {"count": len(taken.waiting)})
        if len(taken.waiting) == 1:
            return redirect("data:change", page.row.pk, page.step.id, taken.waiting[0])
    elif not taken.changed:
        messages.info(request, _("前と同じ内容なので、新しい版は作りませんでした。"))
    elif taken.boundaries:
        messages.success(request, _("地域の境界を読み取りました。形と名前を確かめてください。"))
        return redirect("data:boundaries", page.row.pk, page.step.id, taken.boundaries)
    elif len(taken.tables) == 1:
        messages.success(request, _("ファイルを読み取り、表にしました。中身を確かめてください。"))
        return redirect("data:table", page.row.pk, page.step.id, taken.tables[0])
    else:
        text = _("ファイルを読み取り、%(count)sつの表にしました。中身を確かめてください。")
        messages.success(request, text % {"count": len(taken.tables)})
    return redirect("data:source", page.row.pk, page.step.id, taken.key)


@require_GET
def table(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    page, leave = find_table(request, case_id=case_id, step_id=step_id, key=key)
    asked = {name: request.GET.get(name, "")[:200] for name in reading.FILTERS}
    preview = reading.preview(page.opened, key, page=number(request, "page") or 1, wanted=asked)
    if preview is None:
        raise Http404
    values = around(page, title=preview.title) | {"preview": preview, "leave": leave}
    return render(request, "data/table.html", values)


@require_GET
def cells(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The rows of the file around a cell, and what came of them."""
    page, _leave = find_table(request, case_id=case_id, step_id=step_id, key=key)
    found = correcting.cell_page(
        page.opened,
        key,
        sheet=request.GET.get("sheet", "")[:200],
        row=number(request, "row"),
        column=number(request, "column"),
        name=request.GET.get("name", "")[:200],
    )
    if found is None:
        raise Http404
    values = around(page, title=_("元のファイルの行"), table=(key, found.title))
    return render(request, "data/cells.html", values | {"found": found, "key": key})


def number(request: SignedInRequest, name: str) -> int:
    """A number in the address; 0 when there is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 8 else 0


@require_GET
def download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    if form not in SHEET_TYPES:
        raise Http404
    page, leave = find_table(
        request, case_id=case_id, step_id=step_id, key=key, action=Action.DOWNLOADED
    )
    found = reading.table_of(page.opened, key)
    if found is None:
        raise Http404
    if leave.is_personal and form != "xlsx":
        messages.error(
            request,
            _("個人情報を含む表は、取扱いのシートを付けるので、Excel だけで取り出せます。"),
        )
        return redirect("data:table", case_id, step_id, key)
    try:
        data = sheet(found, form=form, cover=leave.lines(request.user))
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect("data:table", case_id, step_id, key)
    return sheet_attachment(data, title=page.opened.title(key), form=form)
