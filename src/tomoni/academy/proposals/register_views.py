"""The register of the office: as a page and as a workbook."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.proposals import pages, queries, registering, words
from tomoni.academy.proposals.models import Part
from tomoni.academy.ui.attachments import WORKBOOK, attachment

_A_PAGE = 50
_ASKED = ("words", "call", "place", "verdict", "division", "sort")


@require_GET
def register(request: SignedInRequest) -> HttpResponse:
    asked = _asked(request)
    found = registering.found_in(queries.proposals_run_by(request.user), asked=asked)
    page = Paginator(found.values_list("pk", flat=True), _A_PAGE).get_page(request.GET.get("page"))
    shown = found.in_bulk(list(page.object_list))
    kept = urlencode({name: value for name, value in asked.items() if value})
    values = {
        "rows": [
            (each, words.place_title(each), words.verdict_title(each))
            for each in map(shown.__getitem__, page.object_list)
        ],
        "page": page,
        "asked": asked,
        "kept": kept,
        "options": registering.options(request.user),
        "narrowed": any(value for name, value in asked.items() if name != "sort"),
        "download_url": f"{reverse('proposals:register_download')}?{kept}",
        "crumbs": pages.crumbs((_("台帳"), "")),
    }
    return render(request, "proposals/register.html", values)


@require_GET
def download(request: SignedInRequest) -> HttpResponse:
    asked = _asked(request)
    found = registering.found_in(queries.proposals_run_by(request.user), asked=asked)
    data = registering.sheet(found.prefetch_related("proposers"))
    return attachment(data, name=_("提案の台帳.xlsx"), kind=WORKBOOK)


def _asked(request: SignedInRequest) -> dict[str, str]:
    """What the register is narrowed by; `Http404` for who is in no office."""
    if not queries.municipalities_with(request.user, Part.OFFICE).exists():
        raise Http404
    return {name: request.GET.get(name, "")[:100] for name in _ASKED}
