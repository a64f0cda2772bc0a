"""The numbers over the years, for the office and the finance division."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.workbooks import workbook
from tomoni.academy.proposals.deciding import counting, queries
from tomoni.academy.proposals.deciding.counting import Numbers
from tomoni.academy.ui.attachments import WORKBOOK, attachment
from tomoni.academy.ui.parts import Column, TableView

Table = tuple[str, list[str], list[list[str | int]]]
"""Title, headings, rows."""
_BAR = 400
"""Length of the longest bar."""


@require_GET
def statistics(request: SignedInRequest, municipality_id: int) -> HttpResponse:
    found = _find(request, municipality_id)
    base = reverse("deciding:statistics", args=(municipality_id,))
    years = sorted({each for line in found.years for each in _years(line)}, reverse=True)
    values = {
        "numbers": found,
        "bars": _bars(found),
        "width": _BAR,
        "tables": [(name, _view(make(found))) for name, make in TABLES.items()],
        "query": f"?year={found.year}" if found.year else "",
        "years": [
            (_("すべての年度"), base, found.year is None),
            *((_("%s年度") % each, f"{base}?year={each}", each == found.year) for each in years),
        ],
        "crumbs": [(_("自分の番"), "/"), (_("提案の統計"), "")],
    }
    return render(request, "deciding/statistics.html", values)


@require_GET
def statistics_workbook(request: SignedInRequest, municipality_id: int, table: str) -> HttpResponse:
    if table not in TABLES:
        raise Http404
    title, headings, rows = TABLES[table](_find(request, municipality_id))
    name = _("提案の統計 %(title)s.xlsx") % {"title": title}
    return attachment(workbook(title, headings=headings, rows=rows), name=name, kind=WORKBOOK)


def _find(request: SignedInRequest, municipality_id: int) -> Numbers:
    """Of the year that is asked for; of all years where it is none."""
    seen = queries.municipalities_with_numbers(request.user)
    municipality = get_object_or_404(seen, pk=municipality_id)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None
    return counting.numbers(municipality, year=year)


def _years(line: counting.Line) -> set[int]:
    return {each.proposal.call.fiscal_year for each in line.sent}


def _of_years(found: Numbers) -> Table:
    rows = [counting.cells(line) for line in found.years]
    return _("年度ごと"), counting.headings(_("年度")), rows


def _of_divisions(found: Numbers) -> Table:
    rows = [counting.cells(line) for line in found.divisions]
    return _("所属ごと"), counting.headings(_("所属")), rows


def _of_verdicts(found: Numbers) -> Table:
    whole = sum(count for _title, count in found.verdicts)
    rows: list[list[str | int]] = [
        [title, count, counting.share(count, whole)] for title, count in found.verdicts
    ]
    return _("結果ごと"), [_("結果"), _("件数"), _("割合")], rows


def _of_effects(found: Numbers) -> Table:
    pairs = [
        said % {"name": name}
        for name in counting.EFFECTS.values()
        for said in (_("%(name)s 計画"), _("%(name)s 実測"))
    ]
    rows: list[list[str | int]] = [[*each.cells()] for each in found.effects]
    return _("提案ごとの計画と実測"), [_("受付番号"), _("題名"), *pairs], rows


def _of_sums(found: Numbers) -> Table:
    headings = [_("効果"), _("計画も実測もある提案"), _("計画"), _("実測"), _("計画に対する実測")]
    rows: list[list[str | int]] = [[*each.cells()] for each in found.sums]
    return _("効果の計画と実測"), headings, rows


TABLES: Mapping[str, Callable[[Numbers], Table]] = {
    "years": _of_years,
    "divisions": _of_divisions,
    "verdicts": _of_verdicts,
    "sums": _of_sums,
    "effects": _of_effects,
}


def _view(table: Table) -> TableView:
    title, headings, rows = table
    columns = tuple(
        Column(words, number=bool(rows) and all(isinstance(row[place], int) for row in rows))
        for place, words in enumerate(headings)
    )
    return TableView(title, columns, [[str(cell) for cell in row] for row in rows], tight=True)


def _bars(found: Numbers) -> list[tuple[counting.Line, int, int]]:
    """Each year with the lengths of its bars: what was sent, and of it what was adopted."""
    most = max((len(line.sent) for line in found.years), default=1)
    return [
        (line, round(_BAR * len(line.sent) / most), round(_BAR * line.count("adopted") / most))
        for line in found.years
    ]
