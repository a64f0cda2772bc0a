"""The curricula of a municipality: list, reading, versions, publishing, files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.cohorts.curricula import (
    finding,
    forms,
    parts,
    queries,
    reading,
    rules,
    services,
)
from tomoni.academy.cohorts.curricula.finding import Found
from tomoni.academy.cohorts.curricula.models import Edition
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.queries import cohorts_run_by
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.uploads import files_of, too_large
from tomoni.academy.ui.wording import error_sentence

MOST_BYTES = 2_000_000
"""Of a curriculum in a file."""


@require_GET
def curricula(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """What comes with Tomoni and what is one's own, with the drafts."""
    municipality = find_municipality(request, municipality_id)
    values = {
        "municipality": municipality,
        "shipped": finding.shipped(municipality),
        "editions": queries.editions_of(municipality).defer("text"),
        "crumbs": [(_("自分の番"), "/"), (_("カリキュラム"), "")],
    }
    return render(request, "curricula/curricula.html", values)


@require_GET
def of_cohort(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """From a cohort's page to the curricula of its municipality."""
    cohort = get_object_or_404(cohorts_run_by(request.user), pk=cohort_id)
    return redirect("curricula:curricula", cohort.municipality_id)


@require_GET
def curriculum(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """The whole of one: its parts, what it still lacks, what can be done with it."""
    found = find(request, municipality_id, name)
    lines = reading.finding_lines(found)
    values = {
        "found": found,
        "sections": reading.sections(found),
        "skills": found.curriculum.skills,
        "errors": [line for line in lines if line.severity == "error"],
        "warnings": [line for line in lines if line.severity != "error"],
        "base": parts.base_of(found.content),
        "before": finding.earlier(found),
        "crumbs": [*crumbs(found.municipality), (found.title, "")],
    }
    return render(request, "curricula/curriculum.html", values)


@require_http_methods(["GET", "POST"])
def copy(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """One's own, begun as a copy."""
    found = find(request, municipality_id, name)
    title = _("%(title)s（%(place)s）") % {
        "title": found.title, "place": found.municipality.name
    }  # fmt: skip
    fields = forms.title_fields({"title": title})
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            made = services.copy(found, title=fields[0].text, actor=request.user)
            messages.success(request, _("写しを作りました。公開するまで、新しい期では選べません。"))
            return redirect(made)
    return form_page(
        request, fields=fields, title=_("自分たちのカリキュラムを作る"), button=_("写しを作る"),
        back=reading.url_of(found, "curriculum"), crumbs=within(found),
        lead=_("「%(title)s」を写して始めます。もとのカリキュラムは変わりません。")
        % {"title": found.title},
    )  # fmt: skip


@require_POST
def revise(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """The draft of the next version."""
    found = find(request, municipality_id, name)
    refuse(rules.may_revise(found.edition))
    return redirect(services.revise(found, actor=request.user))


@require_POST
def publish(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    found = find(request, municipality_id, name)
    try:
        services.publish(draft(found), base=request.POST.get("base", ""), actor=request.user)
    except CohortsError as error:
        messages.error(request, error_sentence(error))
    else:
        messages.success(request, _("公開しました。新しい期を、このカリキュラムで開けます。"))
    return redirect(reading.url_of(found, "curriculum"))


@require_POST
def drop(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """Throw the draft away."""
    found = find(request, municipality_id, name)
    try:
        services.drop(draft(found), base=request.POST.get("base", ""), actor=request.user)
    except CohortsError as error:
        messages.error(request, error_sentence(error))
        return redirect(reading.url_of(found, "curriculum"))
    messages.info(request, _("下書きを捨てました。"))
    return redirect("curricula:curricula", municipality_id)


@require_GET
def changes(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """What differs from the version before."""
    found = find(request, municipality_id, name)
    before = finding.earlier(found)
    if before is None:
        raise Http404
    values = {
        "found": found,
        "before": before,
        "changes": reading.changes(before, found),
        "crumbs": [*within(found), (_("変わったところ"), "")],
    }
    return render(request, "curricula/changes.html", values)


@require_GET
def preview(request: SignedInRequest, municipality_id: int, name: str, at: str) -> HttpResponse:
    """A worksheet as a participant gets it, or a session with its agenda and materials."""
    found = find(request, municipality_id, name)
    kind, _dot, key = at.partition(".")
    values = {"found": found, "at": at, "crumbs": [*within(found), (_("見え方"), "")]}
    if kind == "worksheets" and (sheet := reading.worksheet_view(found, key)):
        title, fields = sheet
        return render(
            request, "curricula/worksheet.html", values | {"title": title, "fields": fields}
        )
    session = reading.session_view(found, key) if kind == "sessions" else None
    if session is None:
        raise Http404
    notes, materials = reading.session_texts(found, key)
    more = {"session": session, "notes": notes, "materials": materials}
    return render(request, "curricula/session.html", values | more)


@require_GET
def download(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """The curriculum as one YAML file."""
    found = find(request, municipality_id, name)
    file_name = f"{name.replace('@', '-')}.yaml"
    return HttpResponse(
        finding.yaml_of(found),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


@require_http_methods(["GET", "POST"])
def take_in(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """A new one from a file."""
    municipality = find_municipality(request, municipality_id)
    fields, data, wrong = _uploaded(request)
    if data and not wrong:
        made = services.take_in(municipality, data=data, actor=request.user)
        messages.success(request, _("ファイルから作りました。直すところを確かめてください。"))
        return redirect(made)
    return _upload_page(
        request, fields, wrong=wrong, title=_("ファイルから作る"),
        back=reverse("curricula:curricula", args=(municipality.pk,)), crumbs=crumbs(municipality),
        lead=_("ともにから取り出した YAML か、手で書いた YAML を送ります。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def replace(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """A file in the place of the whole draft."""
    found = find(request, municipality_id, name)
    edition = draft(found)
    fields, data, wrong = _uploaded(request)
    if data and not wrong:
        try:
            services.replace(
                edition, data=data, base=request.POST.get("base", ""), actor=request.user
            )
        except CohortsError as error:
            fields = with_error(fields, name="file", sentence=error_sentence(error))
        else:
            messages.success(request, _("下書きの全体を、ファイルの中身に替えました。"))
            return redirect(edition)
    return _upload_page(
        request, fields, wrong=wrong, title=_("ファイルの中身に替える"),
        back=reading.url_of(found, "curriculum"), crumbs=within(found),
        lead=_("この下書きの全体が、送ったファイルの中身に替わります。"),
        base=parts.base_of(found.content),
    )  # fmt: skip


def _uploaded(request: SignedInRequest) -> tuple[forms.Fields, bytes, list[str]]:
    """The form, the bytes of the file that came with it, and every mistake in them."""
    fields = forms.upload_fields()
    if request.method != "POST":
        return fields, b"", []
    upload = files_of(request).get("file")
    missing = too_large(request) or _("YAML のファイルを選んでから、送ってください。")
    if upload is None:
        return with_error(fields, name="file", sentence=missing), b"", []
    if (upload.size or 0) > MOST_BYTES:
        sentence = _("ファイルが大きすぎます。カリキュラムの YAML は 2 MB までです。")
        return with_error(fields, name="file", sentence=sentence), b"", []
    data = upload.read()
    return fields, data, reading.file_mistakes(data)


def _upload_page(
    request: SignedInRequest, fields: forms.Fields, *, wrong: list[str], **more: Any
) -> HttpResponse:
    return form_page(request, fields=fields, button=_("送る"), mistakes=wrong, **more)


def find_municipality(request: SignedInRequest, municipality_id: int) -> Municipality:
    """One whose secretariat the person is; `Http404` for everybody else."""
    return get_object_or_404(queries.municipalities_of(request.user), pk=municipality_id)


def find(request: SignedInRequest, municipality_id: int, name: str) -> Found:
    """The curriculum; `Http404` when there is none of that name."""
    found = finding.find(find_municipality(request, municipality_id), name)
    if found is None:
        raise Http404
    return found


def draft(found: Found) -> Edition:
    """The edition, when it may be changed; `PermissionDenied` with why not."""
    refuse(rules.may_change(found.edition))
    assert found.edition is not None  # noqa: S101 - the rule says so
    return found.edition


def crumbs(municipality: Municipality) -> list[tuple[str, str]]:
    """From the first page to the curricula."""
    address = reverse("curricula:curricula", args=(municipality.pk,))
    return [(_("自分の番"), "/"), (_("カリキュラム"), address)]


def within(found: Found) -> list[tuple[str, str]]:
    return [*crumbs(found.municipality), (found.title, reading.url_of(found, "curriculum"))]
