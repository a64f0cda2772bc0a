"""What the pages of the budget share: what is found, who reads it, amounts as they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.budget import filling, queries, words, years
from tomoni.academy.proposals.budget.models import BudgetRequest, RequestVersion
from tomoni.academy.proposals.budget.plans import SOURCES, Line
from tomoni.academy.proposals.models import Part, Proposal
from tomoni.academy.ui.parts import Column, TableView

Crumbs = list[tuple[str, str]]
_LONGEST_NUMBER = 9
_TOTAL = "total"


@dataclass(frozen=True)
class LineView:
    """A line of the estimate as it is shown. `source`: its number and the way to it."""

    line: Line
    quantity: str
    unit_price: str
    amount: str
    granted: str
    source: str
    url: str


def find(request: SignedInRequest, request_id: int) -> BudgetRequest:
    """A request that the person may see; `Http404` otherwise."""
    return get_object_or_404(queries.visible_to(request.user), pk=request_id)


def find_desk(request: SignedInRequest, municipality_id: int) -> Municipality:
    """A municipality all of whose requests the person sees; `Http404` otherwise."""
    return get_object_or_404(queries.municipalities_with_desk(request.user), pk=municipality_id)


def parts_of(request: SignedInRequest, proposal: Proposal) -> frozenset[Part]:
    return proposals.parts_of(request.user, municipality=proposal.call.edition.municipality)


def crumbs(proposal: Proposal, *more: tuple[str, str]) -> Crumbs:
    return [(_("自分の番"), "/"), (proposal.title, proposal.get_absolute_url()), *more]


def request_crumbs(found: BudgetRequest, *more: tuple[str, str]) -> Crumbs:
    return crumbs(found.proposal, (title(found), found.get_absolute_url()), *more)


def title(found: BudgetRequest) -> str:
    return _("%(year)s年度の予算要求") % {"year": found.fiscal_year}


def version_of(request: SignedInRequest, found: BudgetRequest) -> RequestVersion:
    """The one that is asked for, else the newest."""
    asked = request.GET.get("version", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < _LONGEST_NUMBER:
        return get_object_or_404(found.versions, number=int(asked))
    newest = found.version
    assert newest is not None  # noqa: S101 - made together with the request
    return newest


def outline(found: BudgetRequest) -> dict[str, Any]:
    """Where it stands and its amounts: what everybody sees once it is settled."""
    plan, granted = found.plan, found.assessed
    dues = years.calendar(
        found.proposal.programme, fiscal_year=found.fiscal_year, today=timezone.localdate(),
        state=found.course_state,
    )  # fmt: skip
    cut = plan.total - granted.total if granted else 0
    return {
        "found": found,
        "proposal": found.proposal,
        "title": title(found),
        "project": plan.project,
        "tone": words.state_tone(found.course_state),
        "asked": words.both(plan.total),
        "granted": words.both(granted.total) if granted else None,
        "cut": words.both(cut) if cut else None,
        "previous": words.both(plan.previous_yen),
        "difference": words.both(plan.difference),
        "sources": sources_table([found]),
        "dues": words.due_lines(dues),
        "later": getattr(found, "later", None),
    }


def inside(
    request: SignedInRequest, found: BudgetRequest, *, version: RequestVersion
) -> dict[str, Any]:
    """What is requested line by line, all versions and all that was done."""
    plan = version.plan
    return {
        "version": version,
        "old": version.pk != found.version_id,
        "plan": plan,
        "total": words.both(plan.total),
        "lines": lines(request, found, version=version),
        "documents": found.proposal.budget_requests.first() == found,
        "versions": found.versions.select_related("actor"),
        "told": [
            (each, words.step_title(each.step), "" if each.yen is None else words.yen(each.yen))
            for each in found.happenings.select_related("actor")
        ],
    }


def lines(
    request: SignedInRequest, found: BudgetRequest, *, version: RequestVersion
) -> list[LineView]:
    """The lines of a version; with what is granted where it is the version that was assessed."""
    plan = version.plan
    urls = filling.source_urls(found.proposal, plan=plan, user=request.user)
    granted: Iterable[str] = [""] * len(plan.lines)
    if found.assessment is not None and found.assessment.version_id == version.pk:
        granted = map(words.yen, found.assessment.assessed.amounts)
    return [
        LineView(
            line, words.quantity(line.quantity), f"{line.unit_price:,}", words.yen(line.amount),
            given, line.made_from, urls.get(line.made_from, ""),
        )
        for line, given in zip(plan.lines, granted, strict=True)
    ]  # fmt: skip


def sources_table(found: Iterable[BudgetRequest]) -> TableView:
    """What is requested and granted by source, of one request or of all of a year together."""
    requests = list(found)
    assessed = [each.assessed for each in requests if each.assessed is not None]
    asked, granted = dict.fromkeys(SOURCES, 0), dict.fromkeys(SOURCES, 0)
    for each in requests:
        _add(asked, each.plan.sources)
    for grant in assessed:
        _add(granted, grant.sources)
    titles = {name: str(words.SOURCES[name]) for name in SOURCES} | {_TOTAL: _("合計")}
    for sums in (asked, granted):
        sums[_TOTAL] = sum(sums.values())
    rows = [
        (title, *words.both(asked[name]), *(words.both(granted[name]) if assessed else ("―", "―")))
        for name, title in titles.items()
    ]
    columns = (
        Column(_("財源")), Column(_("要求額（円）"), number=True),
        Column(_("要求額（千円）"), number=True),
        Column(_("査定額（円）"), number=True), Column(_("査定額（千円）"), number=True),
    )  # fmt: skip
    return TableView(_("財源の内訳"), columns, rows, tight=True)


def _add(sums: dict[str, int], amounts: dict[str, int]) -> None:
    for name, amount in amounts.items():
        sums[name] += amount
