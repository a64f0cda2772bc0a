"""A part of a curriculum on its page, and the parts in their order."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.curricula import forms, parts, reading, services, writing
from tomoni.academy.cohorts.curricula.finding import Found
from tomoni.academy.cohorts.curricula.forms import Fields
from tomoni.academy.cohorts.curricula.views import draft, find, within
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.ui import comparing
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.ui.wording import error_sentence

_WIDE = ("worksheet", "field", "skills")


@require_http_methods(["GET", "POST"])
def part(request: SignedInRequest, municipality_id: int, name: str, at: str) -> HttpResponse:
    """One part as a form; nobody overwrites what somebody else has saved in the meantime."""
    found = find(request, municipality_id, name)
    draft(found)
    try:
        fields = writing.fields_of(found.content, at)
    except CohortsError as gone:
        if request.method != "POST":
            raise Http404 from gone
        return _gone(request, found, at, gone)
    if request.method != "POST":
        return _page(request, found, at, fields)
    return _save(request, found, at, theirs=fields)


def _save(request: SignedInRequest, found: Found, at: str, *, theirs: Fields) -> HttpResponse:
    fields = forms.read(request.POST, fields=theirs)
    if has_errors(fields):
        return _page(request, found, at, fields, base=request.POST.get("base", ""), status=422)
    values = {field.name: field.value for field in fields}
    try:
        services.save_part(
            draft(found), at=at, values=values, base=request.POST.get("base", ""),
            actor=request.user,
        )  # fmt: skip
    except services.PartError as refused:
        problems = [("", line) for line in reading.mistake_lines(refused.findings)]
        return _page(request, found, at, fields, problems=problems, status=422)
    except CohortsError as error:
        shown = comparing.conflict(fields, theirs)
        said = error_sentence(error)
        return _page(request, found, at, fields, conflict=shown, said=said, status=409)
    messages.success(request, _("保存しました。"))
    return redirect(reading.url_of(found, "part", at))


def _gone(request: SignedInRequest, found: Found, at: str, gone: CohortsError) -> HttpResponse:
    """What was written to a part that is no longer there is shown, to be taken elsewhere."""
    try:
        fields = forms.read(request.POST, fields=writing.empty_form(found.content, at))
    except CohortsError as error:
        raise Http404 from error
    values = {
        "found": found, "fields": fields, "said": error_sentence(gone),
        "crumbs": [*within(found), (_("消された部分"), "")],
    }  # fmt: skip
    return render(request, "curricula/gone.html", values, status=409)


def _page(
    request: SignedInRequest, found: Found, at: str, fields: Fields, *, base: str = "",
    problems: list[tuple[str, str]] | None = None, conflict: object = (), said: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    kind = parts.kind_of(at)
    title = parts.titles(found.content)[at]
    lines = [line for line in reading.finding_lines(found) if f"{line.at}.".startswith(f"{at}.")]
    values = {
        "found": found, "at": at, "kind": kind, "called": reading.KINDS[kind], "title": title,
        "fields": fields, "base": base or parts.base_of(found.content, at),
        "problems": problems or [], "conflict": conflict, "said": said, "lines": lines,
        "wide": kind in _WIDE,
        "below": reading.below(found, at), "preview": reading.preview_url(found, at),
        "crumbs": [*within(found), (title, "")],
    }  # fmt: skip
    return render(request, "curricula/part.html", values, status=status)


@require_POST
def arrange(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """Add a part to a list, move one up or down, take one out."""
    found = find(request, municipality_id, name)
    edition, at = draft(found), request.POST.get("at", "")
    moves = {"up": -1, "down": 1}
    asked = request.POST.get("do", "")
    back = reading.url_of(found, "curriculum")
    try:
        if asked == "add":
            made = services.add_part(edition, at=at, actor=request.user)
            return redirect(reading.url_of(found, "part", made))
        if asked in moves:
            services.move_part(edition, at=at, by=moves[asked], actor=request.user)
        elif asked == "remove":
            base = request.POST.get("base", "")
            services.remove_part(edition, at=at, base=base, actor=request.user)
            messages.success(request, _("消しました。"))
    except services.PartError as refused:
        for line in reading.mistake_lines(refused.findings):
            messages.error(request, line)
    except CohortsError as error:
        messages.error(request, error_sentence(error))
    return redirect(f"{back}#{at.partition('.')[0]}")
