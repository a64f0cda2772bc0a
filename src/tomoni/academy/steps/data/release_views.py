"""公開用の表: tried as often as one likes, published once, then open to all who see the case."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.data import reading, release_forms, releasing
from tomoni.academy.steps.data.services import ConflictError, TomoniError
from tomoni.academy.steps.data.views import around, find
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import with_error
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action
from tomoni.academy.workspaces.downloads import SHEET_TYPES, sheet, sheet_attachment

_RULE = "10未満"
"""Chosen until somebody says otherwise."""


@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The form, the table as it would be, and the button that publishes it."""
    page = find(request, case_id=case_id, step_id=step_id)
    pages.refuse(page.refusal)
    if key not in reading.keys_of(page.opened.case, "table"):
        raise Http404
    custody.enter(request.user, opened=page.opened, key=key, action=Action.ASKED)
    by, sums, rules = releasing.choices(page.opened, key)
    fields = release_forms.fields(by=by, sums=sums, rules=rules, rule=_RULE)
    if request.method == "POST":
        return _tried(
            request, page, key=key, fields=release_forms.read(request.POST, fields=fields)
        )
    return _form(request, page, key=key, fields=fields)


def _tried(
    request: SignedInRequest, page: pages.StepPage, *, key: str, fields: tuple[FieldView, ...]
) -> HttpResponse:
    """The table as it would be, an offer taken up, or the table published."""
    if any(each.invalid for each in fields):
        return _form(request, page, key=key, fields=fields)
    try:
        if request.POST.get("do") == "publish":
            return _kept(request, page, key=key, fields=fields)
        shown, offers = _attempt(request, page, key=key, fields=fields)
        wanted = request.POST.get("join", "")
        if wanted.isdecimal() and int(wanted) < len(offers):
            fields = release_forms.joining(fields, offer=offers[int(wanted)])
            shown, offers = _attempt(request, page, key=key, fields=fields)
    except TomoniError as error:
        sentence = error_sentence(error)
        fields = with_error(fields, name="side_1", sentence=sentence)
        return _form(request, page, key=key, fields=fields)
    return _form(request, page, key=key, fields=fields, shown=shown, offers=offers)


def _attempt(
    request: SignedInRequest, page: pages.StepPage, *, key: str, fields: tuple[FieldView, ...]
) -> tuple[releasing.ReleaseView, tuple[releasing.OfferView, ...]]:
    return releasing.attempt(
        page.opened, table=key, said=release_forms.said(fields), actor=request.user
    )


def _kept(
    request: SignedInRequest, page: pages.StepPage, *, key: str, fields: tuple[FieldView, ...]
) -> HttpResponse:
    said = release_forms.said(fields)
    try:
        made = releasing.keep(page.row, table=key, said=said, actor=request.user)
    except ConflictError:
        messages.error(
            request, _("ほかの人が同時に公開しました。表を確かめて、もう一度押してください。")
        )
        return _form(request, page, key=key, fields=fields)
    messages.success(request, _("公開しました。この班のページを見られる人が、みな見られます。"))
    return redirect("data:release", page.row.pk, page.step.id, made)


def _form(
    request: SignedInRequest,
    page: pages.StepPage,
    *,
    key: str,
    fields: tuple[FieldView, ...],
    shown: releasing.ReleaseView | None = None,
    offers: tuple[releasing.OfferView, ...] = (),
) -> HttpResponse:
    wrong = any(each.invalid for each in fields)
    values = around(page, title=_("公開用の表を作る"), table=(key, page.opened.title(key)))
    values |= {"key": key, "fields": fields, "wrong": wrong, "release": shown, "offers": offers}
    return render(request, "data/publish.html", values, status=422 if wrong else 200)


@require_GET
def release(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id)
    shown = releasing.release(page.opened, key)
    if shown is None:
        raise Http404
    values = around(page, title=shown.title) | {"release": shown}
    return render(request, "data/release.html", values)


@require_GET
def release_download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id)
    if key not in page.opened.case.artifacts or form not in SHEET_TYPES:
        raise Http404
    found = releasing.release_table(page.opened, key)
    if found is None:
        raise Http404
    return sheet_attachment(sheet(found, form=form), title=page.opened.title(key), form=form)
