"""A person's own phrases: kept, reworded, thrown away."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, read_fields
from tomoni.academy.workspaces import phrases
from tomoni.academy.workspaces.lecturing import forms, services
from tomoni.academy.workspaces.models import Phrase

_LONGEST = {"title": 40, "text": 500}


@require_GET
def listed(request: SignedInRequest) -> HttpResponse:
    own = phrases.own_of(request.user)
    values = {
        "own": own,
        "shipped": phrases.shipped(),
        "full": len(own) >= phrases.MOST,
        "crumbs": [(_("自分の番"), "/"), (_("定型文"), "")],
    }
    return render(request, "lecturing/phrases.html", values)


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    return _written(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, phrase_id: int) -> HttpResponse:
    return _written(request, _own(request, phrase_id))


@require_POST
def drop(request: SignedInRequest, phrase_id: int) -> HttpResponse:
    services.drop_phrase(_own(request, phrase_id))
    messages.success(request, _("定型文を消しました。送ったコメントはそのまま残っています。"))
    return redirect("lecturing:phrases")


def _own(request: SignedInRequest, phrase_id: int) -> Phrase:
    return get_object_or_404(Phrase, pk=phrase_id, owner=request.user)


def _written(request: SignedInRequest, phrase: Phrase | None) -> HttpResponse:
    fields = forms.fields(phrase)
    if request.method == "POST":
        fields = tuple(
            _checked(each, owner=request, phrase=phrase)
            for each in read_fields(request.POST, fields=fields)
        )
        if not has_errors(fields):
            given = {each.name: each.text for each in fields}
            services.keep_phrase(request.user, phrase=phrase, **given)
            messages.success(request, _("定型文を保存しました。"))
            return redirect("lecturing:phrases")
    back = reverse("lecturing:phrases")
    return form_page(
        request,
        fields=fields,
        title=_("定型文を直す") if phrase else _("定型文を足す"),
        button=_("保存する"),
        back=back,
        crumbs=[(_("自分の番"), "/"), (_("定型文"), back)],
    )


def _checked(field: FieldView, *, owner: SignedInRequest, phrase: Phrase | None) -> FieldView:
    """The field with what is wrong beyond being empty."""
    most = _LONGEST[field.name]
    errors = list(field.errors)
    if len(field.text) > most:
        errors.append(_("%(most)s字までにしてください。") % {"most": most})
    own = Phrase.objects.filter(owner=owner.user)
    same = own.filter(title=field.text)
    others = same.exclude(pk=phrase.pk) if phrase else same
    if field.name == "title" and others.exists():
        errors.append(_("同じ見出しの定型文があります。別の見出しにしてください。"))
    if phrase is None and own.count() >= phrases.MOST:
        sentence = _("定型文は%(most)sまでです。使わないものを消してください。")
        errors.append(sentence % {"most": phrases.MOST})
    return replace(field, errors=tuple(errors))
