"""The logic model and the review: written as a table, with what follows from it beside."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.effect import logic, reviewing, words, writing
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_fields
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.merge_page import merge_page
from tomoni.academy.workspaces.reading import numbers_of

FORMS = {form.key: form for form in (logic.FORM, reviewing.FORM)}


@dataclass(frozen=True)
class _Place:
    """One of the two, on the page of one person."""

    page: pages.StepPage
    user: User
    form: writing.Form

    @cached_property
    def sheet(self) -> writing.Sheet:
        return writing.sheet(self.page.opened, user=self.user, form=self.form)

    @property
    def fields(self) -> tuple[FieldView, ...]:
        fields = self.form.fields(self.page.opened, self.sheet.values)
        return words.disabled(fields, disabled=self.page.refusal is not None)

    @property
    def arguments(self) -> tuple[int, str, str]:
        return self.page.row.pk, self.page.step.id, self.form.key

    @property
    def url(self) -> str:
        return reverse("effect:write", args=self.arguments)

    def posted(self, request: SignedInRequest) -> tuple[dict[str, Any], int]:
        """What was typed, and the number of the version it was begun from."""
        base = pages.posted_base(request, newest=self.sheet.newest)
        read = read_fields(request.POST, fields=self.fields)
        return {field.name: field.value for field in read}, base


def _place(
    request: SignedInRequest, *, case_id: int, step_id: str, key: str, writes: bool = False
) -> _Place:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="effect")
    if key not in FORMS:
        raise Http404
    if writes:
        pages.refuse(page.refusal)
    return _Place(page=page, user=request.user, form=FORMS[key])


@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    writes = request.method == "POST"
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=writes)
    if writes:
        return _save(request, place)
    values = place.page.values | {
        "key": key,
        "sheet": place.sheet,
        "fields": {field.name: field for field in place.fields},
        "tabs": words.tabs(place.page.row.pk, place.page.step.id, current=key),
        "worksheets": [],
    }
    if key == logic.FORM.key:
        return render(request, "effect/logic.html", values | _logic(place))
    reviewing.enter(place.page.opened, user=request.user)
    return render(request, "effect/review.html", values | _review(place))


def _logic(place: _Place) -> dict[str, Any]:
    opened = place.page.opened
    return _live(place) | {
        "made": place.form.made,
        "numbers": numbers_of(opened, place.form.made),
        "table": logic.table(opened),
        "beginnable": not place.sheet.values.get("rows")
        and logic.from_worksheet(opened) is not None,
        "quotables": words.quotables(opened),
    }


def _live(place: _Place) -> dict[str, Any]:
    return {
        "findings": logic.findings(place.sheet.values),
        "picture": reverse("effect:picture", args=place.arguments[:2]),
        "stamp": words.stamp(place.sheet.values),
        "drawn": bool(place.sheet.values.get("rows")),
    }


def _review(place: _Place) -> dict[str, Any]:
    opened = place.page.opened
    found = reviewing.review(opened)
    if found is None:
        return {"review": None, "made": place.form.made}
    return {
        "review": found,
        "made": place.form.made,
        "sentences": reviewing.sentences(found),
        "findings": reviewing.findings(found),
        "table": reviewing.table(found),
        "numbers": numbers_of(opened, place.form.made),
    }


def _save(request: SignedInRequest, place: _Place) -> HttpResponse:
    values, base = place.posted(request)
    outcome = writing.save(
        place.page.opened, actor=request.user, form=place.form, values=values, base=base
    )
    if outcome.word == writing.OUTDATED:
        return redirect("effect:merge", *place.arguments)
    messages.add_message(request, *words.outcome(outcome.word))
    if outcome.error is not None:
        messages.warning(request, error_sentence(outcome.error))
    return redirect(place.url)


@require_POST
def draft(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Keeps what is typed; says when somebody else has saved in the meantime."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    values, base = place.posted(request)
    sheet = writing.keep_draft(
        place.page.opened, actor=request.user, form=place.form, values=values, base=base
    )
    if not sheet.outdated:
        return JsonResponse({})
    message = _("下書きを保存しました。%(name)sさんが先に新しい版を保存しています。")
    url = reverse("effect:merge", args=place.arguments)
    return JsonResponse({"message": message % {"name": sheet.newest_by}, "url": url})


@require_POST
def drop(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Throws the draft away and returns to the newest version."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    writing.drop_draft(place.page.opened, actor=request.user, form=place.form)
    messages.info(request, _("下書きを捨て、最新の版に戻しました。"))
    return redirect(place.url)


@require_POST
def begin(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    """Begins the logic model from what the worksheet of indicators says."""
    place = _place(request, case_id=case_id, step_id=step_id, key=logic.FORM.key, writes=True)
    values = logic.from_worksheet(place.page.opened)
    if values is None:
        messages.info(request, _("写せる言葉が、まだワークシートにありません。"))
        return redirect(place.url)
    writing.keep_draft(
        place.page.opened,
        actor=request.user,
        form=place.form,
        values=values,
        base=place.sheet.base,
    )
    messages.success(
        request, _("ワークシートの言葉を写しました。つながりと指標を直して、保存してください。")
    )
    return redirect(place.url)


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Two people wrote: row by row, one's own or the other's."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    opened, sheet = place.page.opened, place.sheet
    merged = writing.merged(opened, actor=request.user, form=place.form)
    if merged is None:
        return redirect(place.url)

    def keep(theirs: frozenset[str]) -> None:
        writing.keep_merged(
            opened, actor=request.user, form=place.form, merge=merged, theirs=theirs
        )

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
def live(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    """The part of the page with picture and findings, for what is typed now."""
    place = _place(request, case_id=case_id, step_id=step_id, key=logic.FORM.key)
    return render(request, "effect/_logic_live.html", _live(place))


@require_GET
def picture(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    """What is typed now, drawn."""
    place = _place(request, case_id=case_id, step_id=step_id, key=logic.FORM.key)
    drawn = logic.picture(place.page.opened, place.sheet.values)
    return HttpResponse(drawn, content_type="image/svg+xml")
