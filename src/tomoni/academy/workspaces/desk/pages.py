"""What the desk's pages share: the way back, the person's own division, a page with one form."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.workspaces.desk import forms


def own_division(request: SignedInRequest) -> Division:
    """The person's division; `Http404` for somebody from outside the municipality."""
    if request.user.division is None:
        raise Http404
    return request.user.division


def today() -> date:
    return timezone.localdate()


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the first page to the catalogue and further."""
    return [(_("自分の番"), "/"), (_("データ台帳"), reverse("desk:catalogue")), *more]


def shown(
    request: SignedInRequest,
    *,
    fields: tuple[FieldView, ...],
    title: str,
    button: str,
    back: str,
    lead: str = "",
) -> HttpResponse:
    """A page with one form; 422 when something in it is wrong."""
    wrong = forms.wrong(fields)
    values = {
        "fields": fields,
        "title": title,
        "button_text": button,
        "back": back,
        "lead": lead,
        "wrong": wrong,
        "crumbs": crumbs((title, "")),
    }
    return render(request, "desk/form.html", values, status=422 if wrong else 200)
