"""修了生名簿: the register of a municipality's graduates, searchable, and as Excel."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts import queries as cohorts
from tomoni.academy.cohorts.graduates import queries, services
from tomoni.academy.cohorts.graduates.keys import has_issuer_key
from tomoni.academy.cohorts.graduates.models import Willingness
from tomoni.academy.cohorts.people_pages import find_municipality
from tomoni.academy.ui.attachments import WORKBOOK, attachment

_A_PAGE = 50


@require_GET
def register(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    municipality = find_municipality(request, municipality_id)
    asked = _asked(request)
    found = queries.found_in(queries.register_of(municipality), **asked)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    values = {
        "municipality": municipality,
        "page": page,
        "asked": asked,
        "download_url": _download_url(municipality, asked),
        "wishes": Willingness.choices,
        "rows": [(each, services.division_now(each)) for each in page.object_list],
        "has_key": has_issuer_key(municipality),
        "others": cohorts.municipalities_run_by(request.user).exclude(pk=municipality.pk),
        "crumbs": [(_("自分の番"), "/"), (_("修了生名簿"), "")],
    }
    return render(request, "graduates/register.html", values)


@require_GET
def download(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    municipality: Municipality = find_municipality(request, municipality_id)
    found = queries.found_in(queries.register_of(municipality), **_asked(request))
    data = services.register_workbook(municipality, list(found))
    name = _("%(municipality)s 修了生名簿.xlsx") % {"municipality": municipality.name}
    return attachment(data, name=name, kind=WORKBOOK)


def _download_url(municipality: Municipality, asked: dict[str, str]) -> str:
    place = reverse("graduates:register_download", args=(municipality.pk,))
    return f"{place}?{urlencode(asked)}"


def _asked(request: SignedInRequest) -> dict[str, str]:
    willing = request.GET.get("willing", "")
    return {
        "words": request.GET.get("words", "").strip()[:100],
        "willing": willing if willing in Willingness.values else "",
    }
