"""The two flows: table and picture, findings and hours."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.steps.flow import forms, reading, services, words
from tomoni.academy.steps.flow.services import State, TomoniError
from tomoni.academy.ui import uploads
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.wording import error_sentence, finding_view
from tomoni.academy.workspaces import pages
from tomoni.academy.workspaces.downloads import SHEET_TYPES, attachment
from tomoni.academy.workspaces.reading import numbers_of

_TYPES = {
    "xlsx": SHEET_TYPES["xlsx"],
    "csv": SHEET_TYPES["csv"],
    "cp932": SHEET_TYPES["cp932.csv"],
    "bpmn": "application/xml",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True)
class _Place:
    """One of the two flows, on the page of one person."""

    page: pages.StepPage
    user: User
    key: str

    @cached_property
    def sheet(self) -> reading.Sheet:
        return reading.sheet(self.page.opened, user=self.user, key=self.key)

    @property
    def fields(self) -> dict[str, FieldView]:
        return forms.fields(
            self.sheet.values,
            quotes=reading.quotes(self.page.opened),
            grades=reading.GRADES,
            lane_kinds=reading.LANE_KINDS,
            disabled=self.page.refusal is not None,
        )

    @property
    def arguments(self) -> tuple[int, str, str]:
        return self.page.row.pk, self.page.step.id, self.key

    @property
    def url(self) -> str:
        step = reverse("flow:step", args=(self.page.row.pk, self.page.step.id))
        return step if self.key == reading.AS_IS else f"{step}?flow={self.key}"

    def posted(self, request: SignedInRequest) -> tuple[dict[str, Any], int]:
        """What was typed, and the number of the version it was begun from."""
        base = request.POST.get("base", "")
        if not base.isdecimal() or len(base) > 9 or int(base) > self.sheet.newest:
            raise Http404
        return forms.read(request.POST, like=self.fields), int(base)


def _place(
    request: SignedInRequest, *, case_id: int, step_id: str, key: str, writes: bool = False
) -> _Place:
    page = pages.find_step(request, case_id=case_id, step_id=step_id, page="flow")
    if key not in reading.KEYS:
        raise Http404
    if writes:
        pages.refuse(page.refusal)
    return _Place(page=page, user=request.user, key=key)


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, case_id: int, step_id: str) -> HttpResponse:
    key = request.GET.get("flow", reading.AS_IS)
    writes = request.method == "POST"
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=writes)
    if writes:
        return _save(request, place)
    opened = place.page.opened
    around = place.page.values
    values = {
        **around,
        **_live(place),
        "worksheets": [],
        "more_worksheets": around["worksheets"],
        "key": key,
        "sheet": place.sheet,
        "title": reading.title(key),
        "tabs": [(name, words.title(name), name == key) for name in reading.KEYS],
        "fields": place.fields,
        "copyable": key == reading.TO_BE and opened.case.head(reading.AS_IS) is not None,
        "file": words.file_field(settings.MAX_UPLOAD_BYTES),
        "counted_key": reading.cost_key(key),
        "counted": numbers_of(opened, reading.cost_key(key)),
        "tables": reading.cost_tables(opened, key),
        "difference": reading.difference(opened),
    }
    return render(request, "flow/step.html", values)


def _live(place: _Place) -> dict[str, Any]:
    live = reading.live(place.page.opened, place.sheet.values)
    return {
        "findings": [finding_view(finding) for finding in live.findings],
        "live": live,
        "why_not": error_sentence(live.error) if live.error else "",
    }


def _save(request: SignedInRequest, place: _Place) -> HttpResponse:
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
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
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
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    services.drop_draft(place.page.opened, actor=request.user, key=key)
    messages.info(request, _("下書きを捨て、最新の版に戻しました。"))
    return redirect(place.url)


@require_POST
def undo(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """What stood in the table before a sheet or a copy came in."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    services.take_back(place.page.opened, actor=request.user, key=key)
    messages.info(request, _("前の表に戻しました。もう一度押すと、また入れかわります。"))
    return redirect(place.url)


@require_POST
def copy(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Begins the flow as it should be from the one as it is."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    services.copy_as_is(place.page.opened, actor=request.user, key=key)
    messages.success(
        request, _("現状の業務フローを写しました。変えたいところを直して、保存してください。")
    )
    return redirect(place.url)


@require_POST
def upload(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Takes the steps of a sheet into the table; nothing changes when it cannot be read."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    file = request.FILES.get("sheet")
    if file is None or file.name is None:
        messages.error(request, uploads.too_large(request) or str(words.NO_FILE))
        return redirect(place.url)
    try:
        count = services.take_in_file(
            place.page.opened, actor=request.user, key=key, data=file.read(), file_name=file.name
        )
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect(place.url)
    if count:
        text = _("%(count)s行を読み込みました。確かめてから保存してください。")
        messages.success(request, text % {"count": count})
    else:
        messages.error(request, str(words.NO_STEPS))
    return redirect(place.url)


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """Two people changed the flow: cell by cell, one's own or the other's."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key, writes=True)
    opened, sheet = place.page.opened, place.sheet
    merged = services.merged(opened, actor=request.user, key=key)
    if merged is None:
        return redirect(place.url)
    if request.method == "POST" and request.POST.get("newest") == str(sheet.newest):
        theirs = frozenset(
            clash.name for clash in merged.clashes if request.POST.get(clash.name) == "right"
        )
        services.keep_merged(opened, actor=request.user, key=key, merge=merged, theirs=theirs)
        messages.success(request, _("2人の書いたものを合わせました。確かめて保存してください。"))
        return redirect(place.url)
    values = place.page.values | {
        "key": key,
        "sheet": sheet,
        "url": place.url,
        "clashes": words.clashes(merged.clashes, fields=place.fields),
        "taken": [words.label(name, fields=place.fields) for name in merged.theirs],
    }
    return render(request, "flow/merge.html", values)


@require_GET
def check(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """The part of the page with findings and hours, for what is typed now."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key)
    return render(request, "flow/_check.html", _live(place))


@require_GET
def picture(request: SignedInRequest, case_id: int, step_id: str, key: str) -> HttpResponse:
    """What is typed now as BPMN, for the viewer beside the table."""
    place = _place(request, case_id=case_id, step_id=step_id, key=key)
    return HttpResponse(reading.bpmn_of(place.sheet.values), content_type=_TYPES["bpmn"])


@require_GET
def download(
    request: SignedInRequest, case_id: int, step_id: str, key: str, form: str
) -> HttpResponse:
    place = _place(request, case_id=case_id, step_id=step_id, key=key)
    if form not in _TYPES:
        raise Http404
    try:
        data = services.download(place.sheet, form=form)
    except TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect(place.url)
    name = words.file_name(place.sheet.values.get("title") or words.title(key), form=form)
    return attachment(data, name=name, kind=_TYPES[form])
