"""The forms of a municipality: which there are, what they ask for, filled for a proposal."""

import re
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest, refuse
from tomoni.academy.proposals.forms import forms, pages, queries, rules, services, values
from tomoni.academy.proposals.forms.models import Kind
from tomoni.academy.ui import uploads
from tomoni.academy.ui.attachments import attachment
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors
from tomoni.academy.ui.wording import error_sentence

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    Kind.WORD: f"{_OFFICE}wordprocessingml.document",
    Kind.EXCEL: f"{_OFFICE}spreadsheetml.sheet",
    Kind.SLIDES: f"{_OFFICE}presentationml.presentation",
}
_MOST_OFFERED = 200


@require_GET
def shelf(request: SignedInRequest) -> HttpResponse:
    """The house's own forms and the city's."""
    municipality = pages.municipality_of(request)
    page = {
        "municipality": municipality,
        "own": queries.forms_of(municipality),
        "shipped": [(key, about) for key, about in services.SHIPPED.items()],
        "may_change": rules.may_change(request.user, municipality=municipality) is None,
        "crumbs": [*pages.crumbs()[:-1], (_("様式"), "")],
    }
    return render(request, "forms/shelf.html", page)


@require_GET
def words(request: SignedInRequest) -> HttpResponse:
    """All names that a form can ask for."""
    municipality = pages.municipality_of(request)
    page = {
        "groups": values.groups(),
        "questions": values.question_labels(municipality),
        "crumbs": pages.crumbs((_("欄に書ける名前"), "")),
    }
    return render(request, "forms/words.html", page)


@require_GET
def shipped(request: SignedInRequest, key: str) -> HttpResponse:
    return _form(request, pages.find_shipped(request, key))


@require_GET
def own(request: SignedInRequest, form_id: int) -> HttpResponse:
    return _form(request, pages.find_own(request, form_id))


def _form(request: SignedInRequest, found: pages.Found) -> HttpResponse:
    """The fields of a form, beside them what will stand there for the proposal chosen."""
    fillable = queries.fillable_by(request.user, municipality=found.municipality)
    proposals = list(fillable[:_MOST_OFFERED])
    wanted = request.GET.get("proposal", "")
    proposal = pages.chosen(request, proposals, proposal_id=wanted)
    statuses = services.statuses(
        found.form, municipality=found.municipality, proposal=proposal, user=request.user
    )
    lines = pages.lines(statuses)
    page = {
        "form": found.form,
        "url": found.url,
        "lines": lines,
        "unknown": [line for line in lines if line.state == "unknown"],
        "proposals": services.titles(proposals, user=request.user),
        "proposal": proposal,
        "may_change": found.form.own is not None
        and rules.may_change(request.user, municipality=found.municipality) is None,
        "crumbs": pages.crumbs((found.form.title, "")),
    }
    return render(request, "forms/form.html", page)


@require_GET
def shipped_file(request: SignedInRequest, key: str) -> HttpResponse:
    return _empty(pages.find_shipped(request, key))


@require_GET
def own_file(request: SignedInRequest, form_id: int) -> HttpResponse:
    return _empty(pages.find_own(request, form_id))


def _empty(found: pages.Found) -> HttpResponse:
    """The form as it is, to be looked at or changed in Office."""
    form = found.form
    name = f"{_plain(form.title)}.{form.kind}"
    return attachment(form.data, name=name, kind=_TYPES[Kind(form.kind)])


@require_GET
def shipped_filled(request: SignedInRequest, key: str, proposal_id: int) -> HttpResponse:
    return _filled(request, pages.find_shipped(request, key), proposal_id=proposal_id)


@require_GET
def own_filled(request: SignedInRequest, form_id: int, proposal_id: int) -> HttpResponse:
    return _filled(request, pages.find_own(request, form_id), proposal_id=proposal_id)


def _filled(request: SignedInRequest, found: pages.Found, *, proposal_id: int) -> HttpResponse:
    fillable = queries.fillable_by(request.user, municipality=found.municipality)
    proposal = fillable.filter(pk=proposal_id).first()
    if proposal is None:
        raise Http404
    form = found.form
    try:
        data = services.fill(proposal, form, user=request.user)
    except services.TomoniError as error:
        messages.error(request, error_sentence(error))
        return redirect(f"{found.url}?proposal={proposal.pk}")
    ((_pk, title),) = services.titles([proposal], user=request.user)
    name = f"{_plain(form.title)}_{_plain(title)}.{form.kind}"
    return attachment(data, name=name, kind=_TYPES[Kind(form.kind)])


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """A form is brought in."""
    municipality = pages.municipality_of(request)
    refuse(rules.may_change(request.user, municipality=municipality))
    asked = forms.fields()
    if request.method == "POST":
        upload = uploads.files_of(request).get("file")
        asked = forms.read(request.POST, file_name=upload.name or "" if upload else "")
        problem = uploads.too_large(request)
        if problem is None and upload is not None and not has_errors(asked):
            kind = (upload.name or "").rpartition(".")[2].lower()
            try:
                row = services.receive(
                    upload.read(), kind=kind, title=forms.text(asked, "title"),
                    municipality=municipality, actor=request.user,
                )  # fmt: skip
            except services.TomoniError as error:
                problem = error_sentence(error)
            else:
                messages.success(request, _("加えました。欄の名前が合っているか確かめてください。"))
                return redirect(row)
        if problem is not None:
            asked = tuple(
                replace(each, value="", errors=(problem,)) if each.type == "file" else each
                for each in asked
            )
    return form_page(
        request, fields=asked, title=_("様式を加える"), button=_("加える"),
        back=reverse("forms:shelf"), crumbs=pages.crumbs(),
        lead=_("市で使っている様式に、欄の名前を書いて送ると、提案の中身が入るようになります。"),
    )  # fmt: skip


@require_POST
def remove(request: SignedInRequest, form_id: int) -> HttpResponse:
    """A form is used no more."""
    found = pages.find_own(request, form_id)
    refuse(rules.may_change(request.user, municipality=found.municipality))
    if found.form.own is not None:
        services.take_away(found.form.own, actor=request.user)
    messages.success(request, _("外しました。これまでに作ったファイルは、そのままです。"))
    return redirect("forms:shelf")


def _plain(text: str) -> str:
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "＿", text)[:80]
