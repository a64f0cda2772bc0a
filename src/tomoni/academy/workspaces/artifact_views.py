"""One artifact: its versions, what is said about them, the way of its numbers, its files."""

import mimetypes

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.ui.wording import error_sentence
from tomoni.academy.workspaces import pages, queries, services, talks, tracing, worksheets
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.desk.models import Action
from tomoni.academy.workspaces.downloads import attachment, watermarked
from tomoni.academy.workspaces.forms import Said
from tomoni.academy.workspaces.reading import Opened, numbers_of, open_case

INLINE = {"image/svg+xml"}
"""Shown in a page; everything else is downloaded."""
_MOST_DIGITS = 9


@require_GET
def artifact(request: SignedInRequest, case_id: int, key: str) -> HttpResponse:
    row = pages.find_case(request, case_id=case_id)
    newest = queries.versions_of(row, key=key).first()
    if newest is None:
        raise Http404
    return redirect("workspaces:version", case_id, key, newest.number)


@require_GET
def version(request: SignedInRequest, case_id: int, key: str, number: int) -> HttpResponse:
    return version_page(request, case_id=case_id, key=key, number=number)


def version_page(
    request: SignedInRequest,
    *,
    case_id: int,
    key: str,
    number: int,
    said: Said | None = None,
) -> HttpResponse:
    """A version with what was said about it; `said`: a comment that was not taken, with why."""
    row = pages.find_case(request, case_id=case_id)
    opened = open_case(row)
    found = get_object_or_404(queries.versions_of(row, key=key), number=number)
    custody.enter(request.user, opened=opened, key=key)
    content = opened.content_at(key, number)
    values = {
        "case": row,
        "key": key,
        "version": found,
        "newest": len(opened.case.versions[key]),
        "title": opened.title(key),
        "lines": worksheets.lines(opened, found.artifact.kind, content),
        "numbers": numbers_of(opened, key) if number == len(opened.case.versions[key]) else (),
        "made_from": opened.references(key, number),
        "files": sorted(found.files),
        "versions": queries.versions_of(row, key=key),
        "talks": talks.of_version(opened, found, user=request.user),
        "said": said,
        "crumbs": [*pages.crumbs(row), (opened.title(key), "")],
    }
    status = 422 if said else 200
    return render(request, "workspaces/version.html", values, status=status)


@require_GET
def compare(request: SignedInRequest, case_id: int, key: str) -> HttpResponse:
    row = pages.find_case(request, case_id=case_id)
    opened = open_case(row)
    versions = opened.case.versions.get(key, ())
    sides = [_place(request, name, most=len(versions)) for name in ("left", "right")]
    custody.enter(request.user, opened=opened, key=key)
    kind = opened.case.artifacts[key].kind
    left, right = (opened.content_at(key, number) for number in sides)
    values = {
        "case": row,
        "key": key,
        "title": opened.title(key),
        "changes": worksheets.changes(opened, kind, left=left, right=right),
        "sides": [_name(opened, key, number) for number in sides],
        "crumbs": [
            *pages.crumbs(row),
            (opened.title(key), reverse("workspaces:artifact", args=(row.pk, key))),
            (_("見くらべる"), ""),
        ],
    }
    return render(request, "workspaces/compare.html", values)


def _place(request: SignedInRequest, name: str, *, most: int) -> int:
    text = request.GET.get(name, "")
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise Http404
    return int(text)


def _name(opened: Opened, key: str, number: int) -> str:
    found = opened.case.versions[key][number - 1]
    return _("第%(number)s版（%(who)s）") % {"number": number, "who": found.made_by}


@require_GET
def trace(request: SignedInRequest, case_id: int, name: str) -> HttpResponse:
    row = pages.find_case(request, case_id=case_id)
    number = request.GET.get("version", "")
    version = int(number) if number.isdecimal() and len(number) <= _MOST_DIGITS else None
    found = tracing.trace_view(open_case(row), name, version=version)
    if found is None:
        raise Http404
    values = {"case": row, "trace": found, "crumbs": [*pages.crumbs(row), (found.label, "")]}
    template = "workspaces/_trace.html" if request.htmx else "workspaces/trace.html"
    return render(request, template, values)


@require_GET
def file(request: SignedInRequest, case_id: int, key: str, number: int, name: str) -> HttpResponse:
    row = pages.find_case(request, case_id=case_id)
    found = get_object_or_404(queries.versions_of(row, key=key), number=number)
    if name not in found.files:
        raise Http404
    leave = custody.enter(request.user, opened=open_case(row), key=key, action=Action.DOWNLOADED)
    if leave.is_personal:
        data = services.file_bytes(found.files[name])
        parcel = watermarked(data, name=name, lines=leave.lines(request.user))
        return attachment(parcel, name=f"{name}.zip", kind="application/zip")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = HttpResponse(services.file_bytes(found.files[name]), content_type=kind)
    disposition = content_disposition_header(kind not in INLINE, name)
    answer["Content-Disposition"] = disposition or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
def bundle(request: SignedInRequest, case_id: int) -> HttpResponse:
    """The whole case as plain files, for its own group and those who look after it."""
    row = pages.find_case(request, case_id=case_id)
    custody.enter_all(request.user, opened=open_case(row))
    try:
        data = services.bundle_of(row)
    except (services.WorkspacesError, AccountsError) as error:
        messages.error(request, error_sentence(error))
        return redirect("workspaces:case", case_id)
    return attachment(data, name=f"{row.title}.zip", kind="application/zip")
