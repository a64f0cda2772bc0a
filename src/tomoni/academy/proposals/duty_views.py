"""The page on which parts are given and taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.forms import read, text, who_field
from tomoni.academy.cohorts.people_pages import Fields, person_named
from tomoni.academy.cohorts.queries import cohorts_run_by
from tomoni.academy.proposals import duties as services
from tomoni.academy.proposals import offices, pages
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Part
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence


@require_http_methods(["GET", "POST"])
def duties(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """Who has which part, what each may do, and a form to give one."""
    municipality = _find(request, municipality_id)
    fields = _fields()
    if request.method == "POST":
        fields = _give(request, municipality, read(request.POST, fields=fields))
        if not has_errors(fields):
            return redirect("proposals:duties", municipality.pk)
    held = list(services.duties_in(municipality))
    values = {
        "municipality": municipality,
        "parts": [
            (part, services.MAY[part], [each for each in held if each.part == part])
            for part in Part
        ],
        "fields": fields, "wrong": has_errors(fields),
        "links": offices.links(request.user, municipality=municipality),
        "crumbs": pages.crumbs((_("提案の係"), "")),
    }  # fmt: skip
    return render(
        request, "proposals/duties.html", values, status=422 if has_errors(fields) else 200
    )


@require_POST
def take_duty(request: SignedInRequest, municipality_id: int, held_id: int) -> HttpResponse:
    municipality = _find(request, municipality_id)
    held = get_object_or_404(services.duties_in(municipality), pk=held_id)
    try:
        services.take(held, day=pages.today(), actor=request.user)
    except ProposalsError as error:
        messages.error(request, error_sentence(error))
    else:
        said = _("%(name)s さんの「%(part)s」を外しました。")
        messages.success(request, said % {"name": held.user, "part": held.get_part_display()})
    if not offices.may_give_duties(request.user).filter(pk=municipality.pk).exists():
        return redirect("proposals:home")
    return redirect("proposals:duties", municipality.pk)


@require_GET
def of_cohort(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    """From a cohort's page to the duties of its municipality."""
    cohort = get_object_or_404(cohorts_run_by(request.user), pk=cohort_id)
    return redirect("proposals:duties", cohort.municipality_id)


def _find(request: SignedInRequest, municipality_id: int) -> Municipality:
    return get_object_or_404(offices.may_give_duties(request.user), pk=municipality_id)


def _fields() -> Fields:
    return (
        who_field(
            name="who", label=_("だれに"),
            help=_("職員番号、アカウント名、氏名のどれかを書きます。"),
        ),
        FieldView(
            "part", _("どの係"), "choice", required=True,
            choices=tuple((part.value, str(part.label)) for part in Part),
        ),
    )  # fmt: skip


def _give(request: SignedInRequest, municipality: Municipality, fields: Fields) -> Fields:
    """The fields with what is wrong; nothing is: the part is given."""
    fields, user = person_named(fields, name="who", municipalities=[municipality])
    if user is None or has_errors(fields):
        return fields
    part = Part(text(fields, "part"))
    try:
        services.give(user, part=part, municipality=municipality, actor=request.user)
    except ProposalsError as error:
        return with_error(fields, name="who", sentence=error_sentence(error))
    said = _("%(name)s さんを「%(part)s」にしました。")
    messages.success(request, said % {"name": user, "part": part.label})
    return fields
