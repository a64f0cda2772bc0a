"""The programmes of a municipality: versions, parts by form, files, publishing."""

import dataclasses

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals import (
    editions,
    offices,
    pages,
    programme,
    programme_forms,
    programme_pages,
    programme_parts,
)
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import ProgrammeEdition
from tomoni.academy.proposals.pages import Crumbs
from tomoni.academy.proposals.programme_forms import Fields
from tomoni.academy.ui import comparing
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, read_form, with_error
from tomoni.academy.ui.uploads import files_of, too_large
from tomoni.academy.ui.wording import error_sentence

_WIDE = ("categories", "fields", "stages", "rubric", "verdicts", "budget")


@require_GET
def programmes(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """The municipality's own and what comes with Tomoni."""
    municipality = offices.find_office(request, municipality_id)
    shipped = [
        (key, programme.parsed(programme.shipped_programme(key))) for key in programme.SHIPPED
    ]
    values = {
        "municipality": municipality, "shipped": shipped,
        "editions": editions.editions_of(municipality).defer("text"),
        "links": offices.links(request.user, municipality=municipality),
        "crumbs": pages.crumbs((_("制度"), "")),
    }  # fmt: skip
    return render(request, "proposals/programmes.html", values)


@require_POST
def start(request: SignedInRequest, municipality_id: int, shipped: str) -> HttpResponse:
    """A draft of one's own, begun as a copy."""
    municipality = offices.find_office(request, municipality_id)
    if shipped not in programme.SHIPPED:
        raise Http404
    made = editions.start(municipality, shipped=shipped, actor=request.user)
    messages.success(request, _("写しを作りました。公開するまで、募集では選べません。"))
    return redirect(made)


@require_GET
def edition(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """The whole of one version: its parts, what it lacks, what can be done with it."""
    found = _find(request, municipality_id, name)
    content = programme_parts.content_of(found.text)
    parts = programme_pages.parts_of(found, content)
    told = {sentence for part in parts for sentence in part.mistakes}
    wrong = [each.sentence for each in programme.mistakes(content)]
    values = {
        "found": found, "parts": parts, "categories": programme_parts.titles(content).items(),
        "mistakes": wrong, "elsewhere": [each for each in wrong if each not in told],
        "advice": programme_pages.advice(content), "base": programme_parts.base_of(content),
        "before": editions.earlier_text(found)[0], "calls": found.calls.count(),
        "crumbs": [*_crumbs(found.municipality), (found.title, "")],
    }  # fmt: skip
    return render(request, "proposals/programme.html", values)


@require_http_methods(["GET", "POST"])
def part(request: SignedInRequest, municipality_id: int, name: str, part: str) -> HttpResponse:
    """One part as a form; nobody overwrites what somebody else has saved in the meantime."""
    found = _find(request, municipality_id, name)
    if part not in programme_parts.PARTS:
        raise Http404
    content = programme_parts.content_of(found.text)
    theirs = programme_forms.fields_of(content, part)
    base = programme_parts.base_of(content, part)
    if request.method != "POST":
        return _part_page(request, _draft(found), part, theirs, base=base)
    seen = request.POST.get("base", "")
    fields = read_form(request.POST, fields=theirs, longest=programme_forms.LONGEST)
    if has_errors(fields):
        return _part_page(request, found, part, fields, base=seen)
    values = {field.name: field.value for field in fields}
    try:
        editions.save_part(found, part=part, values=values, base=seen, actor=request.user)
    except ProposalsError as error:
        return _part_page(
            request, found, part, fields, base=base, said=error_sentence(error), status=409,
            conflict=comparing.conflict(fields, theirs),
        )  # fmt: skip
    messages.success(request, _("保存しました。"))
    return redirect(programme_pages.url_of(found, "programme_part", part))


def _part_page(
    request: SignedInRequest, found: ProgrammeEdition, part: str, fields: Fields, *, base: str,
    said: str = "", conflict: object = (), status: int = 0,
) -> HttpResponse:  # fmt: skip
    shown = programme_pages.parts_of(found, programme_parts.content_of(found.text))
    view = next(each for each in shown if each.name == part)
    return form_page(
        request, fields=fields, title=view.title, button=_("保存する"), base=base, status=status,
        back=found.get_absolute_url(), crumbs=_within(found), page="proposals/programme_part.html",
        found=found, lines=view.mistakes, said=said, conflict=conflict, wide=part in _WIDE,
    )  # fmt: skip


@require_GET
def preview(request: SignedInRequest, municipality_id: int, name: str, what: str) -> HttpResponse:
    """A category as a proposer gets it, the scoring sheet as a reviewer does, or a part to read."""
    found = _find(request, municipality_id, name)
    content = programme_parts.content_of(found.text)
    titles = programme_parts.titles(content)
    kind, _dash, key = what.partition("-")
    fields: Fields = ()
    if what == "scoring":
        title, over = _("審査の基準"), _("審査員からの見え方")
    elif kind == "category" and key in titles:
        title, over = titles[key], _("提案する人からの見え方（ここで書いても残りません）")
        fields = programme_forms.question_fields(content, key)
    elif kind == "part" and key in programme_parts.PARTS:
        title, over = str(programme_parts.PARTS[key]), _("この版に書いてあること")
        fields = programme_forms.fields_of(content, key)
        fields = tuple(dataclasses.replace(field, disabled=True) for field in fields)
    else:
        raise Http404
    values = {
        "found": found, "title": title, "over": over, "fields": fields,
        "sheet": None if fields else programme_pages.scoring_sheet(content),
        "wide": kind != "category", "crumbs": [*_within(found), (title, "")],
    }  # fmt: skip
    return render(request, "proposals/programme_preview.html", values)


@require_GET
def changes(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """What differs from the version before."""
    found = _find(request, municipality_id, name)
    before, lines = programme_pages.changes(found)
    if not before:
        raise Http404
    values = {
        "found": found, "before": before, "changes": lines,
        "crumbs": [*_within(found), (_("変わったところ"), "")],
    }  # fmt: skip
    return render(request, "proposals/programme_changes.html", values)


@require_GET
def download(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """The programme as one YAML file."""
    found = _find(request, municipality_id, name)
    file_name = f"{name.replace('@', '-')}.yaml"
    return HttpResponse(
        found.text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


@require_http_methods(["GET", "POST"])
def take_in(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """A new one from a file."""
    municipality = offices.find_office(request, municipality_id)
    fields, data = _uploaded(request)
    if data is not None:
        try:
            made = editions.take_in(municipality, data=data, actor=request.user)
        except ProposalsError as error:
            fields = with_error(fields, name="file", sentence=error_sentence(error))
        else:
            messages.success(request, _("ファイルから作りました。公開する前に確かめてください。"))
            return redirect(made)
    return form_page(
        request, fields=fields, title=_("ファイルから作る"), button=_("送る"),
        back=_crumbs(municipality)[-1][1], crumbs=_crumbs(municipality),
        lead=_("ともにから取り出した YAML か、手で書いた YAML を送ります。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def replace(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """A file in the place of the whole draft."""
    found = _draft(_find(request, municipality_id, name))
    fields, data = _uploaded(request)
    base = programme_parts.base_of(programme_parts.content_of(found.text))
    if data is not None:
        seen = request.POST.get("base", "")
        try:
            editions.replace(found, data=data, base=seen, actor=request.user)
        except ProposalsError as error:
            fields = with_error(fields, name="file", sentence=error_sentence(error))
        else:
            messages.success(request, _("下書きの全体を、ファイルの中身に替えました。"))
            return redirect(found)
    return form_page(
        request, fields=fields, title=_("ファイルの中身に替える"), button=_("送る"), base=base,
        back=found.get_absolute_url(), crumbs=_within(found),
        lead=_("この下書きの全体が、送ったファイルの中身に替わります。"),
    )  # fmt: skip


@require_POST
def revise(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """The draft of the next version."""
    found = _find(request, municipality_id, name)
    return redirect(editions.revise(found, actor=request.user))


@require_POST
def publish(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    found = _draft(_find(request, municipality_id, name))
    try:
        editions.publish(found, base=request.POST.get("base", ""), actor=request.user)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    else:
        messages.success(request, _("公開しました。新しい募集で、この版を選べます。"))
    return redirect(found)


@require_POST
def drop(request: SignedInRequest, municipality_id: int, name: str) -> HttpResponse:
    """Throw the draft away."""
    found = _draft(_find(request, municipality_id, name))
    try:
        editions.drop(found, base=request.POST.get("base", ""), actor=request.user)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
        return redirect(found)
    messages.info(request, _("下書きを捨てました。"))
    return redirect("proposals:programmes", municipality_id)


def _uploaded(request: SignedInRequest) -> tuple[Fields, bytes | None]:
    """The form, and the bytes of the file that came with it."""
    fields: Fields = (
        FieldView(
            "file", _("制度のファイル（YAML）"), "file", required=True, accept=".yaml,.yml"
        ),
    )  # fmt: skip
    if request.method != "POST":
        return fields, None
    upload = files_of(request).get("file")
    if upload is None:
        missing = too_large(request) or _("YAML のファイルを選んでから、送ってください。")
        return with_error(fields, name="file", sentence=missing), None
    return fields, upload.read(editions.MOST_BYTES + 1)


def _find(request: SignedInRequest, municipality_id: int, name: str) -> ProgrammeEdition:
    municipality = offices.find_office(request, municipality_id)
    key, _at, version = name.partition("@")
    if not version.isdecimal() or len(version) > 6:
        raise Http404
    return get_object_or_404(editions.editions_of(municipality), key=key, version=int(version))


def _draft(found: ProgrammeEdition) -> ProgrammeEdition:
    """The draft; `PermissionDenied` where it is published: that never changes."""
    closed = _("公開した版は変えられません。「次の版を書く」で、写しを作って変えてください。")
    refuse(None if found.is_draft else closed)
    return found


def _crumbs(municipality: Municipality) -> Crumbs:
    return pages.crumbs((_("制度"), reverse("proposals:programmes", args=(municipality.pk,))))


def _within(found: ProgrammeEdition) -> Crumbs:
    return [*_crumbs(found.municipality), (found.title, found.get_absolute_url())]
