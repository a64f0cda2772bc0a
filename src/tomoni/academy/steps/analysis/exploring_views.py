"""Exploring: a question made of parts, its answer at once, kept when it is worth it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.analysis import (
    exploring,
    exploring_forms,
    exploring_offers,
    exploring_reading,
    exploring_services,
)
from tomoni.academy.steps.analysis.exploring_forms import Fields
from tomoni.academy.steps.analysis.exploring_services import ConflictError, TomoniError
from tomoni.academy.steps.analysis.views import at_the_same_time, find, values_of
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action
from tomoni.academy.workspaces.downloads import SHEET_TYPES, sheet_attachment
from tomoni.academy.workspaces.reading import numbers_of


@dataclass(frozen=True)
class _Sheet:
    """The form as it stands, and the answer to it where there is one."""

    fields: Fields
    answer: exploring_reading.AnswerView | None = None

    @property
    def wrong(self) -> bool:
        return any(field.invalid for field in self.fields)


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    offers = exploring_reading.offers(page.opened, user=request.user)
    table = offers[0].key if len(offers) == 1 else request.GET.get("table", "")
    return _page(request, page, offers, values=exploring.empty(table))


@require_http_methods(["GET", "POST"])
def question(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """A kept answer; asked anew it becomes the next version."""
    page = find(request, case_id=case_id, step_id=step_id)
    found = exploring_reading.asked(page.opened, key)
    if found is None:
        raise Http404
    if request.method == "POST":
        pages.refuse(page.refusal)
    offers = exploring_reading.offers(page.opened, user=request.user)
    values = exploring.values_of(found, title=page.opened.title(key))
    return _page(request, page, offers, values=values, key=key)


def _page(
    request: SignedInRequest,
    page: pages.StepPage,
    offers: list[exploring.Offer],
    *,
    values: exploring.Values,
    key: str = "",
) -> HttpResponse:
    if request.method == "POST":
        sheet, kept = _posted(request, page, offers, values=values, key=key)
        if kept:
            messages.success(request, _("問いと答えを保存しました。"))
            return redirect("analysis:exploring", page.row.pk, page.step.id, kept)
    else:
        fields = exploring_forms.fields(values, offers=exploring_offers.of(values, offers))
        sheet = _Sheet(fields, _kept(request, page, key) if key else None)
    shown = {
        "case": page.row,
        "step": page.step,
        "key": key,
        "fields": {field.name: field for field in sheet.fields},
        "every": sheet.fields,
        "answer": sheet.answer,
        "numbers": numbers_of(page.opened, key) if key else (),
        "wrong": sheet.wrong,
        "is_changing": request.method == "POST",
        "refusal": page.refusal,
    }
    if request.htmx:
        return render(request, "analysis/_exploring.html", shown)
    title = page.opened.title(key) if key else _("データにたずねる")
    found: dict[str, Any] = values_of(page, title=title) | shown
    found |= {"offers": offers, "is_stale": key in page.opened.stale}
    return render(request, "analysis/exploring.html", found, status=422 if sheet.wrong else 200)


def _posted(
    request: SignedInRequest,
    page: pages.StepPage,
    offers: list[exploring.Offer],
    *,
    values: exploring.Values,
    key: str,
) -> tuple[_Sheet, str]:
    """The form with what was posted and its answer, and the key where it was kept."""
    for _round in range(2):  # a joined table brings its columns
        fields = exploring_forms.fields(values, offers=exploring_offers.of(values, offers))
        fields = exploring_forms.read(request.POST, fields=fields)
        values = exploring_forms.typed(fields)
    checked = exploring_forms.checked(fields)
    quiet = request.htmx and "do" not in request.POST
    if any(field.invalid for field in checked):
        return _Sheet(fields if quiet else checked), ""
    try:
        asked = exploring_services.question_of(values, offers)
        for name in exploring_services.tables_of(asked):
            custody.enter(request.user, opened=page.opened, key=name, action=Action.ASKED)
        if request.POST.get("do") == "save":
            title = values["title"] or _("名前のない問い")
            return _Sheet(fields), exploring_services.keep(
                page.row, asked, actor=request.user, key=key, title=title
            )
        return _Sheet(fields, exploring_services.look(page.opened, asked)), ""
    except ConflictError:
        sentence, code, column = at_the_same_time(), "", ""
    except TomoniError as error:
        sentence, code = error_sentence(error), error.code
        column = str(error.params.get("column", ""))
    if quiet:
        return _Sheet(fields), ""
    return _Sheet(exploring_forms.refused(fields, code=code, column=column, sentence=sentence)), ""


def _kept(
    request: SignedInRequest, page: pages.StepPage, key: str
) -> exploring_reading.AnswerView | None:
    custody.enter(request.user, opened=page.opened, key=key)
    found = exploring_reading.kept(page.opened, key)
    if found is None:
        return None
    titles = {name: page.opened.title(name) for name in page.opened.case.artifacts}
    return exploring_reading.view(found, titles=titles)


@require_GET
def download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id)
    if form not in SHEET_TYPES or exploring_reading.asked(page.opened, key) is None:
        raise Http404
    leave = custody.enter(request.user, opened=page.opened, key=key, action=Action.DOWNLOADED)
    if leave.is_personal and form != "xlsx":
        messages.error(
            request,
            _("個人情報を含む表は、取扱いのシートを付けるので、Excel だけで取り出せます。"),
        )
        return redirect("analysis:exploring", case_id, step_id, key)
    data = exploring_services.download(page.opened, key, form=form, user=request.user, leave=leave)
    if data is None:
        raise Http404
    return sheet_attachment(data, title=page.opened.title(key), form=form)
