"""Claims: written, locked, and only then shown against the data."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.analysis import (
    exploring_reading,
    forms,
    ledger,
    offers,
    reading,
    results,
    services,
)
from tomoni.academy.steps.analysis.services import ConflictError, OutdatedError, TomoniError
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action
from tomoni.academy.workspaces.downloads import SHEET_TYPES, sheet_attachment

_ROUNDS = 5
"""A kind brings its table, that its columns, a column its parts, a part its values: what is asked
is read until all is asked."""
Fields = Mapping[str, FieldView]


def find(
    request: SignedInRequest, *, case_id: int, step_id: str, writes: bool = False
) -> pages.StepPage:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="analysis")
    if writes:
        pages.refuse(page.refusal)
    return page


def values_of(page: pages.StepPage, *, title: str) -> dict[str, Any]:
    """What a page below the step's own shows around its content."""
    above = reverse("analysis:step", args=(page.row.pk, page.step.id))
    crumbs = [*pages.crumbs(page.row), (page.step.title, above), (title, "")]
    return page.values | {"worksheets": [], "crumbs": crumbs, "title": title}


def at_the_same_time() -> str:
    return _("ほかの人が同時に保存しました。まだ保存していません。もう一度押してください。")


@require_GET
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id)
    cards = reading.claim_cards(page.opened, user=request.user)
    values = page.values | {
        "claims": [(each, *results.chip(each.verdict)) for each in cards],
        "ledger": [(each, *results.chip(each.verdict)) for each in ledger.lines(page.opened)],
        "counts": reading.count_cards(page.opened),
        "answers": exploring_reading.cards(page.opened, user=request.user),
        "tables": reading.tables(page.opened, user=request.user),
        "data_url": _data_url(page),
    }
    return render(request, "analysis/step.html", values)


def _data_url(page: pages.StepPage) -> str:
    """Where a table comes from: the first step that takes files in."""
    found = next((each for each in page.opened.curriculum.steps if each.page == "data"), None)
    return pages.step_url(page.row, found) if found else ""


@require_POST
def new(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    key = services.start(page.opened, actor=request.user)
    return redirect("analysis:claim", case_id, step_id, key)


def _desk(request: SignedInRequest, page: pages.StepPage, key: str) -> reading.Desk:
    found = reading.desk(page.opened, user=request.user, key=key)
    if found is None:
        raise Http404
    return found


def _posted(request: SignedInRequest, page: pages.StepPage, key: str) -> reading.Desk:
    """The desk with what was posted on it."""
    desk = _desk(request, page, key)
    base = pages.posted_base(request, newest=desk.newest)
    for _each in range(_ROUNDS):
        values = forms.typed(forms.read(request.POST, fields=_fields(desk)))
        before, desk = desk, desk.typed(values, opened=page.opened, base=base)
        if desk.values == before.values:
            break
    return desk


def _fields(desk: reading.Desk) -> dict[str, FieldView]:
    return forms.fields(desk.values, offers=offers.of(desk))


@require_http_methods(["GET", "POST"])
def claim(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    if request.method == "GET":
        desk = _desk(request, page, key)
        return _form(request, page, desk, _fields(desk))
    desk = _posted(request, page, key)
    services.keep(page.opened, desk, actor=request.user)
    if request.POST.get("do") != "lock":
        messages.info(request, _("下書きを保存しました。まだ封はしていません。"))
        return redirect("analysis:claim", case_id, step_id, key)
    fields = forms.checked(_fields(desk), offers=offers.of(desk))
    if any(field.invalid for field in fields.values()):
        return _form(request, page, desk, fields)
    return _lock(request, page, desk, fields)


def _lock(
    request: SignedInRequest, page: pages.StepPage, desk: reading.Desk, fields: Fields
) -> HttpResponse:
    custody.enter(request.user, opened=page.opened, key=desk.values["table"], action=Action.ASKED)
    try:
        key = services.lock(page.row, desk, actor=request.user)
    except OutdatedError:
        return redirect("analysis:claim", page.row.pk, page.step.id, desk.key)
    except TomoniError as error:
        sentence = error_sentence(error)
        name = forms.place_of(error.code, error.params, values=desk.values)
        if name in fields:
            fields = forms.with_error(fields, name=name, sentence=sentence)
            return _form(request, page, desk, fields)
        return _form(request, page, desk, fields, problem=sentence)
    messages.success(request, _("主張に封をしました。データの答えはこのとおりです。"))
    return redirect("analysis:result", page.row.pk, page.step.id, key)


def _form(
    request: SignedInRequest,
    page: pages.StepPage,
    desk: reading.Desk,
    fields: Fields,
    *,
    problem: str = "",
) -> HttpResponse:
    wrong = bool(problem) or any(field.invalid for field in fields.values())
    title = Truncator(desk.values["title"]).chars(100) or _("新しい主張")
    values = (
        values_of(page, title=title)
        | _form_values(desk, fields)
        | {
            "every": tuple(fields.values()),
            "problems": [("", problem)] if problem else [],
            "wrong": wrong,
        }
    )
    return render(request, "analysis/claim.html", values, status=422 if wrong else 200)


def _form_values(desk: reading.Desk, fields: Fields) -> dict[str, object]:
    return {
        "desk": desk,
        "base": desk.newest if desk.base else 0,
        "sections": forms.sections(fields),
        "shown": " ".join(fields),
        "kind": fields["kind"],
        "kinds": offers.kinds_by_group(desk.values["kind"]),
    }


@require_POST
def draft(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Keeps what is typed; to htmx it answers with the form, which may offer other values now."""
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    desk = _posted(request, page, key)
    services.keep(page.opened, desk, actor=request.user)
    if not request.htmx:
        return JsonResponse({"texts": {"sentence": desk.sentence}})
    values = {"case": page.row, "step": page.step} | _form_values(desk, _fields(desk))
    return render(request, "analysis/_claim_form.html", values)


@require_POST
def drop(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    services.drop(page.opened, actor=request.user, key=key)
    messages.info(request, _("下書きを捨てました。"))
    return redirect("analysis:step", case_id, step_id)


def _result(
    request: SignedInRequest, page: pages.StepPage, key: str, *, action: Action = Action.OPENED
) -> results.ResultView:
    found = results.result(page.opened, step=page.step.id, claim=key)
    if found is None:
        raise Http404
    custody.enter(request.user, opened=page.opened, key=found.key, action=action)
    return found


@require_GET
def result(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id)
    found = _result(request, page, key)
    fields = [_answer_field(each) for each in found.open_weaknesses]
    return _result_page(request, page, found, fields)


def _result_page(
    request: SignedInRequest,
    page: pages.StepPage,
    found: results.ResultView,
    fields: Sequence[FieldView],
) -> HttpResponse:
    tone, icon = results.chip(found.verdict)
    wrong = any(field.invalid for field in fields)
    values = values_of(page, title=found.title) | {
        "result": found,
        "tone": tone,
        "icon": icon,
        "answers": fields,
        "wrong": wrong,
    }
    return render(request, "analysis/result.html", values, status=422 if wrong else 200)


def _answer_field(weakness: results.WeaknessView) -> FieldView:
    return FieldView(
        name=weakness.code,
        label=weakness.sentence,
        type="long_text",
        value=weakness.answer,
        id_prefix="answer",
    )


@require_POST
def answer(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """What the group says to the weaknesses that stop the verdict."""
    page = find(request, case_id=case_id, step_id=step_id, writes=True)
    found = _result(request, page, key)
    asked = tuple(_answer_field(each) for each in found.open_weaknesses)
    fields = [
        fitting(field, longest=forms.LONGEST) for field in read_fields(request.POST, fields=asked)
    ]
    if any(field.invalid for field in fields):
        return _result_page(request, page, found, fields)
    said = {field.name: field.text for field in fields}
    try:
        services.answer(page.row, actor=request.user, key=found.key, answers=said)
        messages.success(request, _("弱みへの答えを保存し、判定し直しました。"))
    except ConflictError:
        messages.error(request, at_the_same_time())
    return redirect("analysis:result", case_id, step_id, key)


@require_GET
def chart(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    """The result's picture as SVG, and as JSON what the page draws it anew from."""
    page = find(request, case_id=case_id, step_id=step_id)
    found = _result(request, page, key)
    if form == "json":
        return JsonResponse(results.specification(page.opened, found.key))
    if form != "svg":
        raise Http404
    picture = results.picture(page.opened, found.key)
    return HttpResponse(picture, content_type="image/svg+xml")


@require_GET
def download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    page = find(request, case_id=case_id, step_id=step_id)
    found = _result(request, page, key, action=Action.DOWNLOADED)
    if form not in SHEET_TYPES:
        raise Http404
    data = services.download(page.opened, found.key, form=form)
    return sheet_attachment(data, title=found.title, form=form)
