"""A material is added or written anew."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.materials import forms, intake, pages, services
from tomoni.academy.cohorts.materials.models import Kind, Material, MaterialVersion
from tomoni.academy.ui import uploads
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence

TITLES = {
    Kind.SLIDES: gettext_lazy("スライドを加える"),
    Kind.TEXT: gettext_lazy("文章を加える"),
    Kind.FILE: gettext_lazy("ファイルを加える"),
    Kind.RECORDING: gettext_lazy("グラフィックレコーディングを加える"),
}


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, cohort_id: int, kind: str) -> HttpResponse:
    found = pages.find(request, cohort_id)
    if kind not in Kind.values:
        raise Http404
    found.allow(kind)
    fields = pages.fields_for(found, kind=Kind(kind), is_new=True)
    fields = forms.filled(fields, values={"number": request.GET.get("number", "")})
    if request.method == "POST":
        fields, content = _read(request, fields, kind=Kind(kind))
        if content is not None and not has_errors(fields) and "preview" not in request.POST:
            made = services.add(
                found.cohort, kind=Kind(kind), place=_place(fields), content=content,
                actor=request.user,
            )  # fmt: skip
            messages.success(request, _("加えました。"))
            return redirect(made)
    return _form(
        request, found, fields=fields, kind=Kind(kind), title=str(TITLES[Kind(kind)]),
        back=reverse("materials:shelf", args=(found.cohort.pk,)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, material_id: int) -> HttpResponse:
    """The next version; what another person has saved in the meantime is not written over."""
    found, material = pages.find_material(request, material_id)
    found.allow(material.kind)
    kind, newest = Kind(material.kind), services.newest_of(material)
    fields = pages.fields_for(found, kind=kind, is_new=False)
    base = newest.number
    if request.method == "POST":
        base = _number(request.POST.get("base"))
        fields, content = _read(request, fields, kind=kind)
        if content is not None and not has_errors(fields) and "preview" not in request.POST:
            saved = services.write(
                material, place=_place(fields), content=content, base=base,
                actor=request.user, note=forms.text(fields, "note"),
            )  # fmt: skip
            if saved is not None:
                messages.success(request, _("保存しました。これまでの版も残っています。"))
                return redirect(material)
            newest = services.newest_of(material)
            fields = with_error(fields, name="title", sentence=_overtaken(newest))
            base = newest.number
    else:
        fields = forms.filled(fields, values=_values(material, newest))
    return _form(
        request, found, fields=fields, kind=kind, base=base, back=material.get_absolute_url(),
        title=_("「%(title)s」を直す") % {"title": material.title},
    )  # fmt: skip


def _read(
    request: SignedInRequest, fields: forms.Fields, *, kind: Kind
) -> tuple[forms.Fields, services.Content | None]:
    """The answers, and what the version will say; None when the file cannot be kept."""
    upload = uploads.files_of(request).get("file")
    named = forms.filled(fields, values={"file": upload.name if upload else ""})
    read = forms.read(request.POST, fields=named)
    too_large = uploads.too_large(request)
    if too_large is not None:
        return _refused(read, too_large), None
    received = None
    if upload is not None and kind in forms.TAKEN:
        try:
            received = intake.receive(
                upload.read(), name=upload.name or "", kinds=forms.TAKEN[kind]
            )
        except CohortsError as error:
            return _refused(read, error_sentence(error)), None
    content = services.Content(
        text=forms.text(read, "text"), file=received, alt=forms.text(read, "alt"),
        summary=forms.text(read, "summary"),
    )  # fmt: skip
    return read, content


def _refused(fields: forms.Fields, sentence: str) -> forms.Fields:
    return tuple(
        replace(each, value="", errors=(sentence,)) if each.name == "file" else each
        for each in fields
    )


def _place(fields: forms.Fields) -> services.Place:
    return services.Place(
        number=int(forms.text(fields, "number")), title=forms.text(fields, "title"),
        step=forms.text(fields, "step"),
        for_lecturers=forms.text(fields, "readers") == forms.LECTURERS,
    )  # fmt: skip


def _values(material: Material, newest: MaterialVersion) -> dict[str, Any]:
    return {
        "number": str(material.number), "title": material.title, "text": newest.text,
        "alt": newest.alt, "summary": newest.summary, "file": newest.file_name,
        "step": material.step,
        "readers": forms.LECTURERS if material.for_lecturers else forms.EVERYBODY,
    }  # fmt: skip


def _overtaken(newest: MaterialVersion) -> str:
    return _(
        "書いているあいだに、%(who)s さんが第%(number)s版を保存しました。"
        "その版を見てから、もう一度保存してください。書いたものは下に残っています。"
    ) % {"who": newest.made_by, "number": newest.number}


def _form(
    request: SignedInRequest,
    found: pages.Found,
    *,
    fields: forms.Fields,
    kind: Kind,
    title: str,
    back: str,
    base: int = 0,
) -> HttpResponse:
    text = forms.text(fields, "text")
    shown = text if "preview" in request.POST else ""
    return form_page(
        request, fields=fields, title=title, button=_("保存する"), back=back,
        crumbs=pages.crumbs(found.cohort), base=str(base), page="materials/write.html", kind=kind,
        preview=shown, slides=services.slides_of(shown) if kind == Kind.SLIDES else (),
    )  # fmt: skip


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else 0
