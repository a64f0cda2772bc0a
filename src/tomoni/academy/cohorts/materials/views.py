"""The materials of a cohort: the shelf, one material with its versions, its files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.materials import pages, queries, services, shelf
from tomoni.academy.cohorts.materials.models import Kind, Material, MaterialVersion
from tomoni.academy.ui.wording import error_sentence


@require_GET
def on_shelf(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """All there is, the recording of the last session first."""
    found = pages.find(request, cohort_id)
    counts = queries.counts_of_readers(found.cohort) if found.leads else {}
    parts = shelf.parts_of(found.cohort, user=request.user, counts=counts)
    values = {
        "cohort": found.cohort,
        "parts": parts,
        "last": shelf.last_recordings(found.cohort, parts=parts),
        "kinds": [kind for kind in Kind if found.may_write(kind)],
        "leads": found.leads,
        "people": queries.participants(found.cohort).count() if found.leads else 0,
        "crumbs": pages.crumbs(found.cohort),
    }
    return render(request, "materials/shelf.html", values)


@require_GET
def material(request: SignedInRequest, material_id: int) -> HttpResponse:
    """The newest version; that the person has opened it is noted."""
    found, one = pages.find_material(request, material_id)
    newest = services.newest_of(one)
    services.mark_read(newest, user=request.user)
    return _show(request, found, one, newest, newest=newest)


@require_GET
def version(request: SignedInRequest, material_id: int, number: int) -> HttpResponse:
    """A version as it was."""
    found, one = pages.find_material(request, material_id)
    shown = get_object_or_404(one.versions, number=number)
    newest = services.newest_of(one)
    if shown.pk == newest.pk:
        services.mark_read(newest, user=request.user)
    return _show(request, found, one, shown, newest=newest)


@require_GET
def file(request: SignedInRequest, material_id: int, number: int) -> HttpResponse:
    """The file: pictures are shown, everything else is kept by the browser."""
    _found, one = pages.find_material(request, material_id)
    kept = get_object_or_404(one.versions.exclude(digest=""), number=number)
    answer = HttpResponse(services.bytes_of(kept), content_type=kept.media_type)
    attached = not kept.is_picture or "download" in request.GET
    disposition = content_disposition_header(attached, kept.file_name) or "attachment"
    answer["Content-Disposition"] = disposition
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@require_GET
def pdf(request: SignedInRequest, material_id: int, number: int) -> HttpResponse:
    """Slides or a text as PDF."""
    _found, one = pages.find_material(request, material_id)
    if not one.is_written:
        raise Http404
    shown = get_object_or_404(one.versions, number=number)
    try:
        data = services.pdf_of(shown)
    except services.TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect("materials:version", one.pk, number)
    answer = HttpResponse(data, content_type="application/pdf")
    name = content_disposition_header(True, f"{one.title}.pdf")
    answer["Content-Disposition"] = name or "attachment"
    return answer


def _show(
    request: SignedInRequest,
    found: pages.Found,
    one: Material,
    shown: MaterialVersion,
    *,
    newest: MaterialVersion,
) -> HttpResponse:
    is_slides = one.kind == Kind.SLIDES
    values = {
        "material": one,
        "version": shown,
        "newest": newest,
        "versions": one.versions.defer("text").order_by("-number"),
        "slides": services.slides_of(shown.text) if is_slides else (),
        "notes": services.notes_of(one) if is_slides and found.leads else "",
        "leads": found.leads,
        "writes": found.may_write(one.kind),
        "readers": _readers(newest, found) if found.leads else None,
        "session": shelf.session_title(one.number),
        "crumbs": pages.crumbs(found.cohort, (one.title, "")),
    }
    return render(request, "materials/material.html", values)


def _readers(newest: MaterialVersion, found: pages.Found) -> dict[str, list[str]]:
    """The participants who have opened the newest version, and those who have not."""
    marked = frozenset(newest.read_marks.values_list("user", flat=True))
    people = queries.participants(found.cohort)
    return {
        "read": [str(each) for each in people if each.pk in marked],
        "unread": [str(each) for each in people if each.pk not in marked],
    }
