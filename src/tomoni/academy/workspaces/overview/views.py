"""For the secretariat: what waits in a cohort, and the report of a year."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.queries import cohorts_run_by, groups_visible_to, municipalities_run_by
from tomoni.academy.ui import waiting
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.workspaces.overview import matters, queries, reading, services

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def overview(request: SignedInRequest, cohort_id: int) -> HttpResponse:
    cohort = get_object_or_404(cohorts_run_by(request.user), pk=cohort_id)
    groups = list(groups_visible_to(request.user).filter(cohort=cohort).order_by("number"))
    values = {
        "cohort": cohort,
        "tasks": waiting.waiting_for(request),
        "matters": matters.of_cohort(cohort, groups=groups, now=timezone.now()),
        "years": queries.years_of(cohort.municipality),
        "crumbs": [
            (_("自分の番"), "/"),
            (cohort.title, cohort.get_absolute_url()),
            (_("事務局の画面"), ""),
        ],
    }
    return render(request, "overview/overview.html", values)


@require_GET
def report(request: SignedInRequest, municipality_id: int, year: int) -> HttpResponse:
    found = _find(request, municipality_id, year)
    columns = tuple(Column(words) for words in reading.headings())
    parts = [
        (part, TableView(
            caption=_("班ごとの取り組み"), columns=columns, tight=True,
            rows=[[str(cell) or "―" for cell in reading.cells(line)] for line in part.lines],
        ))
        for part in found.parts
    ]  # fmt: skip
    years = [
        (each, reverse("overview:report", args=(municipality_id, each)))
        for each in queries.years_of(found.municipality)
    ]
    values = {
        "report": found,
        "parts": parts,
        "years": years,
        "crumbs": [(_("自分の番"), "/"), (found.title, "")],
    }
    return render(request, "overview/report.html", values)


@require_GET
def workbook(request: SignedInRequest, municipality_id: int, year: int) -> HttpResponse:
    found = _find(request, municipality_id, year)
    return attachment(services.workbook(found), name=f"{found.title}.xlsx", kind=WORKBOOK)


@require_GET
def word(request: SignedInRequest, municipality_id: int, year: int) -> HttpResponse:
    found = _find(request, municipality_id, year)
    data = services.word(found, day=timezone.localdate())
    return attachment(data, name=f"{found.title}.docx", kind=WORD)


def _find(request: SignedInRequest, municipality_id: int, year: int) -> reading.Report:
    """The report, for who runs a cohort there; `Http404` also for a year without any."""
    municipality = get_object_or_404(municipalities_run_by(request.user), pk=municipality_id)
    if year not in queries.years_of(municipality):
        raise Http404
    return reading.report(municipality, fiscal_year=year, now=timezone.now())
