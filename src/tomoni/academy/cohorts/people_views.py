"""The people of a municipality: found, looked at, added, corrected, leaving, followed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts import divisions, staff
from tomoni.academy.accounts import queries as people_queries
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.models import Division, Municipality, PeopleEntry, User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.accounts.words import ACTIONS
from tomoni.academy.cohorts import forms, giving, queries
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Role
from tomoni.academy.cohorts.people_pages import (
    Fields,
    find_municipality,
    people_crumbs,
    person_named,
    today,
)
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence

_A_PAGE = 50
_ENTRIES = 200


@require_GET
def people(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """Everybody, searchable; who left without a successor first."""
    municipality = find_municipality(request, municipality_id)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "unit", "state")}
    unit = asked["unit"] if asked["unit"].isdecimal() and len(asked["unit"]) < 10 else ""
    found = people_queries.found(
        people_queries.people_in(municipality), words=asked["q"], unit=unit, state=asked["state"]
    )
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    values = {
        "municipality": municipality,
        "others": queries.municipalities_run_by(request.user).exclude(pk=municipality.pk),
        "page": page,
        "asked": asked,
        "units": divisions.tree_on(municipality, day=today()),
        "open": queries.without_successor(municipality, today=today())[:20],
        "crumbs": [*people_crumbs(municipality)[:1], (_("職員と所属"), "")],
    }
    return render(request, "cohorts/people.html", values)


@require_GET
def person(request: SignedInRequest, municipality_id: int, user_id: int) -> HttpResponse:
    municipality, user = _find(request, municipality_id, user_id)
    values = {
        "municipality": municipality,
        "person": user,
        "postings": user.postings.select_related("division__parent").order_by("-from_date"),
        "parts": queries.parts_of(user),
        "crumbs": people_crumbs(municipality, (user.display_name, "")),
    }
    return render(request, "cohorts/person.html", values)


@require_http_methods(["GET", "POST"])
def add_person(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    municipality = find_municipality(request, municipality_id)
    fields = forms.person_fields(divisions.tree_on(municipality, day=today()), new=True)
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            fields, added = _add(request, municipality, fields)
            if added is not None:
                messages.success(
                    request, _("加えました。パスワードを作って、本人に渡してください。")
                )
                return redirect(_address(municipality, added))
    return form_page(
        request, fields=fields, title=_("職員を加える"), button=_("加える"),
        back=reverse("cohorts:people", args=(municipality.pk,)), crumbs=people_crumbs(municipality),
        lead=_("一人だけ加えるときのページです。大勢なら、名簿を取り込むほうが早いです。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_person(request: SignedInRequest, municipality_id: int, user_id: int) -> HttpResponse:
    municipality, user = _find(request, municipality_id, user_id)
    units = divisions.tree_on(municipality, day=today())
    values = {
        "display_name": user.display_name, "staff_number": user.staff_number,
        "email": user.email, "post": user.post, "unit": str(user.unit_id),
    }  # fmt: skip
    fields = forms.edit_fields(units, values=values, today=today())
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        if not has_errors(fields):
            fields, saved = _correct(request, user, fields)
            if saved:
                messages.success(request, _("直しました。"))
                return redirect(_address(municipality, user))
    return form_page(
        request, fields=fields, title=_("%s さんの情報を直す") % user.display_name,
        button=_("直す"), back=_address(municipality, user),
        crumbs=people_crumbs(municipality, (user.display_name, _address(municipality, user))),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def leave(request: SignedInRequest, municipality_id: int, user_id: int) -> HttpResponse:
    """Somebody leaves, or left already and is followed now."""
    municipality, user = _find(request, municipality_id, user_id)
    fields = forms.leave_fields(today=today())
    if not user.is_active or request.GET.get("only") == "successor":
        fields = tuple(each for each in fields if each.name == "successor")
    if request.method == "POST":
        fields = forms.read(request.POST, fields=fields)
        fields, successor = person_named(
            fields, name="successor",
            municipalities=list(queries.municipalities_run_by(request.user)),
        )  # fmt: skip
        if not has_errors(fields):
            fields = _leave(request, user, successor, fields)
        if not has_errors(fields):
            return redirect(_address(municipality, user))
    ends = len(fields) > 1
    title = _("%s さんを退職にする") if ends else _("%s さんの後任を決める")
    return form_page(
        request, fields=fields, title=title % user.display_name,
        button=_("退職にする") if ends else _("後任に引き継ぐ"), back=_address(municipality, user),
        crumbs=people_crumbs(municipality, (user.display_name, _address(municipality, user))),
        lead=_("書いたものは、名前とともに班に残ります。後任は、続いている期の役割を引き継ぎます。"),
    )  # fmt: skip


@never_cache
@require_POST
def password(request: SignedInRequest, municipality_id: int, user_id: int) -> HttpResponse:
    """A new password, shown this once."""
    municipality, user = _find(request, municipality_id, user_id)
    try:
        new = staff.new_password(user, municipality=municipality, actor=request.user)
    except AccountsError as error:
        messages.error(request, error_sentence(error))
        return redirect(_address(municipality, user))
    values = {
        "person": user,
        "password": new,
        "back": _address(municipality, user),
        "crumbs": people_crumbs(municipality, (user.display_name, _address(municipality, user))),
    }
    return render(request, "cohorts/password.html", values)


@require_GET
def record(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """Who changed what of people, divisions and roles."""
    municipality = find_municipality(request, municipality_id)
    entries = people_queries.entries_of(municipality)[:_ENTRIES]
    values = {
        "entries": [
            (each, ACTIONS.get(each.action, each.action), *_before_and_after(each))
            for each in entries
        ],
        "crumbs": people_crumbs(municipality, (_("変更の記録"), "")),
    }
    return render(request, "cohorts/people_record.html", values)


def _before_and_after(entry: PeopleEntry) -> tuple[str, str]:
    """What an audit row says of before and after, roles in words."""
    said = entry.values
    role = str(Role(said["role"]).label) if said.get("role") in Role.values else ""
    after = (said.get(name, "") for name in ("after", "to", "successor"))
    return said.get("before", ""), " ".join(part for part in (role, *after) if part)


def _find(
    request: SignedInRequest, municipality_id: int, user_id: int
) -> tuple[Municipality, User]:
    municipality = find_municipality(request, municipality_id)
    return municipality, get_object_or_404(people_queries.people_in(municipality), pk=user_id)


def _address(municipality: Municipality, user: User) -> str:
    if user.division_id is None:
        return reverse("cohorts:people", args=(municipality.pk,))
    return reverse("cohorts:person", args=(municipality.pk, user.pk))


def _said(fields: Fields) -> dict[str, str]:
    names = ("display_name", "staff_number", "email", "post")
    return {name: forms.text(fields, name) for name in names}


def _add(
    request: SignedInRequest, municipality: Municipality, fields: Fields
) -> tuple[Fields, User | None]:
    unit = Division.objects.filter(pk=forms.text(fields, "unit") or 0).first()
    try:
        added = staff.add(
            forms.text(fields, "account_name"), values=_said(fields), unit=unit,
            municipality=municipality, actor=request.user,
        )  # fmt: skip
    except AccountsError as error:
        return with_error(fields, name="account_name", sentence=error_sentence(error)), None
    except ValidationError as error:
        return _with_errors(fields, error), None
    return fields, added


def _correct(request: SignedInRequest, user: User, fields: Fields) -> tuple[Fields, bool]:
    unit = Division.objects.get(pk=forms.text(fields, "unit"))
    try:
        staff.correct(
            user, values=_said(fields), unit=unit, day=forms.day_of(fields), actor=request.user
        )
    except ValidationError as error:
        return _with_errors(fields, error), False
    return fields, True


def _leave(request: SignedInRequest, user: User, successor: User | None, fields: Fields) -> Fields:
    """Does what was asked; the fields with what is wrong when it cannot be done."""
    count, actor = 0, request.user
    try:
        if len(fields) > 1:
            count = giving.leave(user, day=forms.day_of(fields), actor=actor, successor=successor)
            messages.success(request, _("退職にしました。"))
        elif successor is not None:
            count = giving.hand_over(user, successor=successor, today=today(), actor=actor)
    except (AccountsError, CohortsError) as error:
        return with_error(fields, name="successor", sentence=error_sentence(error))
    if successor is not None:
        said = _("%(count)s件の役割を %(name)s さんに引き継ぎました。")
        messages.success(request, said % {"count": count, "name": successor})
    return fields


def _with_errors(fields: Fields, error: ValidationError) -> Fields:
    for name, sentences in error.message_dict.items():
        for sentence in sentences:
            fields = with_error(fields, name=name, sentence=sentence)
    return fields
