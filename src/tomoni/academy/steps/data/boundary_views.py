"""Boundaries of a case: their areas, their picture, the columns they are read from."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.data import boundaries
from tomoni.academy.steps.data.services import ConflictError, TomoniError
from tomoni.academy.steps.data.views import around, find
from tomoni.academy.ui.reading import fitting, read_fields, with_error
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody


def _found(
    request: SignedInRequest, *, case_id: int, step_id: str, key: str
) -> tuple[pages.StepPage, boundaries.Page]:
    page = find(request, case_id=case_id, step_id=step_id)
    found = boundaries.page(page.opened, key)
    if found is None:
        raise Http404
    custody.enter(request.user, opened=page.opened, key=key)
    return page, found


@require_http_methods(["GET", "POST"])
def areas(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The areas of a file, what was repaired, and the columns to read them from."""
    page, found = _found(request, case_id=case_id, step_id=step_id, key=key)
    fields = found.fields
    if request.method == "POST":
        posted = read_fields(request.POST, fields=fields)
        fields = tuple(fitting(each, longest={}) for each in posted)
        if not any(field.invalid for field in fields):
            given = boundaries.chosen({field.name: field.text for field in fields})
            try:
                boundaries.choose_columns(page.row, actor=request.user, key=key, columns=given)
                messages.success(request, _("境界を読み直しました。"))
                return redirect("data:boundaries", case_id, step_id, key)
            except TomoniError as error:
                fields = with_error(fields, name="code_column", sentence=error_sentence(error))
            except ConflictError:
                sentence = _("ほかの人が同時に保存しました。もう一度押してください。")
                fields = with_error(fields, name="code_column", sentence=sentence)
    wrong = any(field.invalid for field in fields)
    values = around(page, title=found.title) | {"found": found, "fields": fields, "wrong": wrong}
    return render(request, "data/boundaries.html", values, status=422 if wrong else 200)


@require_GET
def picture(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    page, _page = _found(request, case_id=case_id, step_id=step_id, key=key)
    return HttpResponse(boundaries.picture(page.opened, key), content_type="image/svg+xml")
