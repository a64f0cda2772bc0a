"""加工する: how each column says less, tried as often as one likes, then kept as a new table."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.data import reading, transform_forms, transforming
from tomoni.academy.steps.data.services import ConflictError, TomoniError
from tomoni.academy.steps.data.transform_forms import Form
from tomoni.academy.steps.data.views import around, find
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody


@require_http_methods(["GET", "POST"])
def transform(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The form, the table as it would be, and the button that makes it."""
    page = find(request, case_id=case_id, step_id=step_id)
    pages.refuse(page.refusal)
    if key not in reading.keys_of(page.opened.case, "table"):
        raise Http404
    custody.enter(request.user, opened=page.opened, key=key, rows=transforming.ROWS)
    table = reading.table_of(page.opened, key)
    if table is None:
        raise Http404
    asked = transforming.asked_of(table)
    form = transform_forms.form(asked, title=page.opened.title(key), today=timezone.localdate())
    if request.method == "GET":
        return _answer(request, page, key=key, form=form)
    form = transform_forms.read(request.POST, form=form)
    if form.wrong:
        return _answer(request, page, key=key, form=form)
    try:
        if request.POST.get("do") == "make":
            return _made(request, page, key=key, form=form)
        shown = transforming.attempt(page.opened, table=key, form=form, actor=request.user)
    except TomoniError as error:
        column = str(error.params.get("column", ""))
        form = form.refused(error_sentence(error), column=column)
        return _answer(request, page, key=key, form=form)
    return _answer(request, page, key=key, form=form, shown=shown)


def _made(request: SignedInRequest, page: pages.StepPage, *, key: str, form: Form) -> HttpResponse:
    try:
        made = transforming.keep(page.row, table=key, form=form, actor=request.user)
    except ConflictError:
        messages.error(
            request, _("ほかの人が同時に表を作りました。内容を確かめて、もう一度押してください。")
        )
        return _answer(request, page, key=key, form=form)
    messages.success(request, _("加工した表を作りました。元の表はそのまま残っています。"))
    return redirect("data:table", page.row.pk, page.step.id, made)


def _answer(
    request: SignedInRequest,
    page: pages.StepPage,
    *,
    key: str,
    form: Form,
    shown: transforming.Attempt | None = None,
) -> HttpResponse:
    values = around(page, title=_("加工する"), table=(key, page.opened.title(key)))
    values |= {"key": key, "form": form, "shown": shown}
    return render(request, "data/transform.html", values, status=422 if form.wrong else 200)
