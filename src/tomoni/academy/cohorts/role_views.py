"""Roles given and taken, and who can see a group's case."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import forms, giving, queries
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role, Stage
from tomoni.academy.cohorts.people_pages import (
    Fields,
    person_named,
    today,
)
from tomoni.academy.cohorts.roles import PARTS, STAGES, part_of
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence


@require_http_methods(["GET", "POST"])
def roles(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """Who takes which part, what each part may do, and a form to give one."""
    cohort = _find(request, cohort_id)
    fields = forms.role_fields(cohort.groups.all())
    if request.method == "POST":
        fields = _give(request, cohort, forms.read(request.POST, fields=fields))
        if not has_errors(fields):
            return redirect("cohorts:roles", cohort.pk)
    wrong = has_errors(fields)
    values = {
        "cohort": cohort,
        "held": queries.parts_in(cohort),
        "parts": PARTS,
        "stages": STAGES,
        "partners": cohort.partners.all(),
        "fields": fields,
        "wrong": wrong,
        "crumbs": _crumbs(cohort, (_("役割"), "")),
    }
    return render(request, "cohorts/roles.html", values, status=422 if wrong else 200)


@require_POST
def take_role(request: SignedInRequest, cohort_id: int, held_id: int) -> HttpResponse:
    cohort = _find(request, cohort_id)
    held = get_object_or_404(queries.parts_in(cohort), pk=held_id)
    try:
        giving.take_role(held, day=today(), actor=request.user)
    except CohortsError as error:
        messages.error(request, error_sentence(error))
    else:
        said = _("%(name)s さんの「%(role)s」を外しました。")
        messages.success(request, said % {"name": held.user, "role": held.get_role_display()})
    return redirect("cohorts:roles", cohort.pk)


@require_POST
def change_stage(request: SignedInRequest, cohort_id: int, held_id: int) -> HttpResponse:
    """A lecturer goes on from watching to helping, from helping to leading."""
    cohort = _find(request, cohort_id)
    lecturers = queries.parts_in(cohort).filter(role=Role.LECTURER)
    held = get_object_or_404(lecturers, pk=held_id)
    if request.POST.get("stage") not in Stage.values:
        raise Http404
    giving.change_stage(held, stage=Stage(request.POST["stage"]), actor=request.user)
    said = _("%(name)s さんを「%(stage)s」にしました。")
    messages.success(request, said % {"name": held.user, "stage": held.get_stage_display()})
    return redirect("cohorts:roles", cohort.pk)


@require_http_methods(["GET", "POST"])
def let_in(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """Another municipality takes part."""
    cohort = _find(request, cohort_id)
    fields = forms.place_fields()
    if request.method == "POST":
        fields = _coded(forms.read(request.POST, fields=fields))
        if not has_errors(fields):
            code, name = forms.text(fields, "code"), forms.text(fields, "name")
            giving.let_in(cohort, code=code, name=name, actor=request.user)
            messages.success(request, _("加えました。職員は「職員と所属」から取り込めます。"))
            return redirect("cohorts:roles", cohort.pk)
    return form_page(
        request, fields=fields, title=_("いっしょに学ぶ自治体を加える"), button=_("加える"),
        back=reverse("cohorts:roles", args=(cohort.pk,)),
        crumbs=_crumbs(cohort, (_("役割"), reverse("cohorts:roles", args=(cohort.pk,)))),
        lead=_("この期の事務局が、その自治体の職員と所属も受け持ちます。"),
    )  # fmt: skip


@require_GET
def readers(request: SignedInRequest, group_id: int) -> HttpResponse:
    """だれが見られるか: names, roles and why."""
    group = get_object_or_404(queries.groups_visible_to(request.user), pk=group_id)
    values = {
        "group": group,
        "readers": [
            (held, part_of(held), _why(held)) for held in queries.readers_of(group)
        ],
        "former": queries.former_of(group),
        "crumbs": [
            (_("自分の番"), "/"), (group.work, group.get_absolute_url()),
            (_("だれが見られるか"), ""),
        ],
    }  # fmt: skip
    return render(request, "cohorts/readers.html", values)


def _why(held: Membership) -> str:
    if held.group_id:
        return _("この班の%(role)sだからです。") % {"role": held.get_role_display()}
    return _("この期の%(role)sだからです。") % {"role": held.get_role_display()}


def _find(request: SignedInRequest, cohort_id: int) -> Cohort:
    """A cohort whose secretariat the person is; `Http404` for everybody else."""
    return get_object_or_404(queries.cohorts_run_by(request.user), pk=cohort_id)


def _give(request: SignedInRequest, cohort: Cohort, fields: Fields) -> Fields:
    municipalities = [cohort.municipality, *cohort.partners.all()]
    fields, user = person_named(fields, name="who", municipalities=municipalities)
    if has_errors(fields) or user is None:
        return fields
    chosen = forms.text(fields, "group")
    group: Group | None = cohort.groups.get(pk=chosen) if chosen != forms.WHOLE else None
    try:
        held = giving.give_role(
            user, role=Role(forms.text(fields, "role")), cohort=cohort, group=group,
            stage=Stage(forms.text(fields, "stage") or Stage.LEAD), actor=request.user,
        )  # fmt: skip
    except CohortsError as error:
        return with_error(fields, name="who", sentence=error_sentence(error))
    said = _("%(name)s さんに「%(role)s」を付けました。")
    messages.success(request, said % {"name": user, "role": held.label})
    return fields


def _coded(fields: Fields) -> Fields:
    code = forms.text(fields, "code")
    if code and not (code.isascii() and code.isdecimal() and len(code) == 6):
        return with_error(fields, name="code", sentence=_("団体コードは6桁の数字です。"))
    return fields


def _crumbs(cohort: Cohort, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("自分の番"), "/"), (cohort.title, cohort.get_absolute_url()), *more]
