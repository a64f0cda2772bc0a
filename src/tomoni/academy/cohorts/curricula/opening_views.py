"""A new cohort."""

from datetime import date

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.curricula import finding, forms, opening_forms
from tomoni.academy.cohorts.curricula.finding import Found
from tomoni.academy.cohorts.curricula.forms import Fields
from tomoni.academy.cohorts.curricula.views import crumbs, find_municipality
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.cohorts.services import open_cohort
from tomoni.academy.ui.form_page import form_page
from tomoni.academy.ui.reading import has_errors, with_error
from tomoni.academy.ui.wording import error_sentence

MOST = 9999


@require_http_methods(["GET", "POST"])
def new_cohort(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    """Number, title, curriculum and days; who opens it becomes its secretariat."""
    municipality = find_municipality(request, municipality_id)
    offered = finding.curricula_for(municipality)
    fields = _fields(municipality, offered, chosen=request.GET.get("curriculum", ""))
    if request.method == "POST":
        fields = _sound(municipality, forms.read(request.POST, fields=fields))
        if not has_errors(fields):
            return _open(request, municipality, offered=offered, fields=fields)
    return _page(request, municipality, fields)


def _open(
    request: SignedInRequest, municipality: Municipality, *, offered: list[Found], fields: Fields
) -> HttpResponse:
    said = {field.name: field for field in fields}
    chosen = next(each for each in offered if each.name == said["curriculum"].text)
    try:
        cohort = open_cohort(
            municipality,
            number=said["number"].value,
            title=said["title"].text,
            curriculum=chosen.curriculum,
            starts_date=date.fromisoformat(said["starts_date"].text),
            ends_date=date.fromisoformat(said["ends_date"].text),
            opener=request.user,
        )
    except CohortsError as error:
        fields = with_error(fields, name="title", sentence=error_sentence(error))
        return _page(request, municipality, fields)
    messages.success(request, _("開きました。あなたが事務局です。班と役割を加えてください。"))
    return redirect(cohort)


def _fields(municipality: Municipality, offered: list[Found], *, chosen: str) -> Fields:
    last = Cohort.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"]
    names = [each.name for each in offered]
    return opening_forms.cohort_fields(
        number=(last or 0) + 1,
        curricula=[(each.name, _offered(each)) for each in offered],
        chosen=chosen if chosen in names else "",
        start=timezone.localdate().isoformat(),
    )


def _offered(found: Found) -> str:
    sessions = len(found.curriculum.sessions)
    own = _("第%(number)s版") % {"number": found.curriculum.version} if found.edition else _("付属")
    return _("%(title)s（%(own)s、全%(sessions)s回）") % {
        "title": found.title, "own": own, "sessions": sessions
    }  # fmt: skip


def _sound(municipality: Municipality, fields: Fields) -> Fields:
    said = {field.name: field for field in fields}
    number, start, end = (said[name] for name in ("number", "starts_date", "ends_date"))
    if not number.errors and not (isinstance(number.value, int) and 1 <= number.value <= MOST):
        sentence = _("「第何期ですか」は、1から始まる整数で書いてください。")
        fields = with_error(fields, name="number", sentence=sentence)
    elif Cohort.objects.filter(municipality=municipality, number=number.value or 0).exists():
        sentence = _("第%(number)s期は、もうあります。ほかの番号にしてください。")
        sentence %= {"number": number.value}
        fields = with_error(fields, name="number", sentence=sentence)
    if start.text and end.text and not (start.errors or end.errors) and end.text < start.text:
        sentence = _("「終了日」は、開始日かそのあとの日にしてください。")
        fields = with_error(fields, name="ends_date", sentence=sentence)
    return fields


def _page(request: SignedInRequest, municipality: Municipality, fields: Fields) -> HttpResponse:
    back = crumbs(municipality)
    return form_page(
        request, fields=fields, title=_("新しい期を開く"), button=_("開く"), back=back[-1][1],
        crumbs=back,
        lead=_("%(place)sの新しい期です。班は、あとから加えます。") % {"place": municipality.name},
    )  # fmt: skip
