"""The tree of divisions on a day, and what becomes of one."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts import divisions, queries
from tomoni.academy.accounts.divisions import Unit
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.models import Division, Level, Municipality
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import forms
from tomoni.academy.cohorts.people_pages import (
    Fields,
    find_municipality,
    people_crumbs,
    today,
)
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence


@require_GET
def tree(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """All divisions as they stood on a day."""
    municipality = find_municipality(request, municipality_id)
    divisions.settle(municipality, today=today())
    day = _asked_day(request)
    values = {
        "municipality": municipality,
        "day": day,
        "is_today": day == today(),
        "units": divisions.tree_on(municipality, day=day),
        "ended": queries.divisions_of(municipality).filter(until_date__isnull=False),
        "crumbs": people_crumbs(municipality, (_("所属"), "")),
    }
    return render(request, "cohorts/divisions.html", values)


@require_GET
def division(request: SignedInRequest, municipality_id: int, division_id: int) -> HttpResponse:
    """One division: how it stood from when on, who is there, what may be done."""
    municipality, found = _find(request, municipality_id, division_id)
    values = {
        "municipality": municipality,
        "division": found,
        "coming": found.standings.filter(until_date__gt=today(), from_date__lte=today()).first(),
        "standings": found.standings.select_related("parent").order_by("-from_date"),
        "people": queries.found(
            queries.people_in(municipality), words="", unit=str(found.pk), state=""
        )[:200],
        "crumbs": _crumbs(municipality, (found.name, "")),
    }
    return render(request, "cohorts/division.html", values)


@require_http_methods(["GET", "POST"])
def open_division(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    municipality = find_municipality(request, municipality_id)
    fields = forms.division_fields(divisions.tree_on(municipality, day=today()), today=today())
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            try:
                made = divisions.open_division(
                    municipality, name=forms.text(fields, "name"), day=forms.day_of(fields),
                    parent=_chosen(municipality, fields, "parent"),
                    level=Level(forms.text(fields, "level")), actor=request.user,
                )  # fmt: skip
            except AccountsError as error:
                fields = with_error(fields, name="name", sentence=error_sentence(error))
            else:
                messages.success(request, _("作りました。"))
                return redirect("cohorts:division", municipality.pk, made.pk)
    return form_page(
        request, fields=fields, title=_("所属を作る"), button=_("作る"),
        back=reverse("cohorts:divisions", args=(municipality.pk,)), crumbs=_crumbs(municipality),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change_division(
    request: SignedInRequest, municipality_id: int, division_id: int
) -> HttpResponse:
    """Another name, another place."""
    municipality, found = _find(request, municipality_id, division_id)
    units, unit = _standing(municipality, found)
    fields = forms.change_fields(units, unit, today=today())
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            try:
                divisions.change(
                    found, day=forms.day_of(fields), today=today(),
                    name=forms.text(fields, "name"),
                    parent=_chosen(municipality, fields, "parent"), actor=request.user,
                )  # fmt: skip
            except AccountsError as error:
                fields = with_error(fields, name="name", sentence=error_sentence(error))
            else:
                messages.success(request, _("書きました。前の名前は、変更の前の日まで残ります。"))
                return redirect("cohorts:division", municipality.pk, found.pk)
    return _about(
        request, municipality, found, fields, _("「%s」の名前や置き場所を変える"), _("変える")
    )


@require_http_methods(["GET", "POST"])
def abolish_division(
    request: SignedInRequest, municipality_id: int, division_id: int
) -> HttpResponse:
    """It ends, and another follows it."""
    municipality, found = _find(request, municipality_id, division_id)
    units, unit = _standing(municipality, found)
    fields = forms.abolish_fields(units, unit, today=today())
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            try:
                divisions.abolish(
                    found, day=forms.day_of(fields), today=today(),
                    successor=_chosen(municipality, fields, "successor"), actor=request.user,
                )  # fmt: skip
            except AccountsError as error:
                fields = with_error(fields, name="successor", sentence=error_sentence(error))
            else:
                messages.success(request, _("書きました。"))
                return redirect("cohorts:division", municipality.pk, found.pk)
    return _about(request, municipality, found, fields, _("「%s」を統合・廃止する"), _("廃止する"))


@require_POST
def recall_division(
    request: SignedInRequest, municipality_id: int, division_id: int
) -> HttpResponse:
    """What is written for a day to come is taken back."""
    municipality, found = _find(request, municipality_id, division_id)
    try:
        divisions.recall(found, today=today(), actor=request.user)
    except AccountsError as error:
        messages.error(request, error_sentence(error))
    else:
        messages.success(request, _("予定を取り消しました。"))
    return redirect("cohorts:division", municipality.pk, found.pk)


def _about(
    request: SignedInRequest,
    municipality: Municipality,
    found: Division,
    fields: Fields,
    title: str,
    button: str,
) -> HttpResponse:
    address = reverse("cohorts:division", args=(municipality.pk, found.pk))
    return form_page(
        request, fields=fields, title=title % found.name, button=button, back=address,
        crumbs=_crumbs(municipality, (found.name, address)),
    )  # fmt: skip


def _find(
    request: SignedInRequest, municipality_id: int, division_id: int
) -> tuple[Municipality, Division]:
    municipality = find_municipality(request, municipality_id)
    divisions.settle(municipality, today=today())
    return municipality, get_object_or_404(queries.divisions_of(municipality), pk=division_id)


def _standing(municipality: Municipality, found: Division) -> tuple[tuple[Unit, ...], Unit]:
    """All of today and this one among them; `Http404` when it is not there today."""
    units = divisions.tree_on(municipality, day=today())
    for unit in units:
        if unit.division.pk == found.pk:
            return units, unit
    raise Http404


def _chosen(municipality: Municipality, fields: Fields, name: str) -> Division | None:
    text = forms.text(fields, name)
    return municipality.divisions.get(pk=text) if text else None


def _asked_day(request: SignedInRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()


def _crumbs(municipality: Municipality, *more: tuple[str, str]) -> list[tuple[str, str]]:
    tree_url = reverse("cohorts:divisions", args=(municipality.pk,))
    return people_crumbs(municipality, (_("所属"), tree_url), *more)
