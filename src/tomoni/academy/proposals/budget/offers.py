"""What the budget shows on pages of others: what waits, a section of a proposal's page, forms."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tomoni.academy.accounts.heirs import Belongings
from tomoni.academy.accounts.models import Division, User
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.budget import course, pages, queries, rules, words, years
from tomoni.academy.proposals.budget.course import State
from tomoni.academy.proposals.budget.models import BudgetRequest
from tomoni.academy.proposals.budget.years import Due
from tomoni.academy.proposals.forms.values import Asked
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.sections import ANSWERS, Reader, Section
from tomoni.academy.ui.waiting import Waiting

ORDER = ANSWERS - 40
_TO_DO = {
    State.DRAFT: gettext_noop("「%(title)s」の予算を要求する"),
    State.BUDGETED: gettext_noop("予算がついた「%(title)s」の実施を始める"),
    State.PASSED_OVER: gettext_noop("見送られた「%(title)s」を次の年度に送るか考える"),
    State.RUNNING: gettext_noop("実施している「%(title)s」の効果を確かめる"),
}
FIELDS: Mapping[str, str] = {
    "予算年度": "予算を要求する年度",
    "要求する課": "予算を要求する課",
    "予算の状態": "要求、査定、予算化など",
    "事業名": "予算を要求する事業の名前",
    "事業の目的": "予算要求に書いた目的",
    "事業の内容": "予算要求に書いた内容",
    "事業の日程": "予算要求に書いた日程",
    "款": "予算の款",
    "項": "予算の項",
    "目": "予算の目",
    "節": "予算の節（明細にあるもの全部）",
    "要求額": "要求する額（円）",
    "査定額": "査定の額（円）",
    "減額の理由": "要求より減らした理由",
    "前年度額": "前年度の予算額（円）",
    "前年度との差": "要求額から前年度の予算額を引いた額（円）",
    "積算": "見積りの明細を1行に1つ",
    "積算.節": "節",
    "積算.品名": "何に使うか",
    "積算.数量": "数量",
    "積算.単位": "単位",
    "積算.単価": "単価（円）",
    "積算.金額": "金額（円）",
    "積算.説明": "単価の根拠など",
    "積算.出典": "ケースの数値の名前。打った数なら「出典なし」",
    "財源": "財源を1行に1つ",
    "財源.種類": "国庫、県、地方債、その他、一般",
    "財源.金額": "金額（円）",
}


def waiting(request: HttpRequest) -> Iterator[Waiting]:
    """What the person's division, proposals or duty as finance has to do."""
    if not isinstance(request.user, User):
        return
    today = timezone.localdate()
    for proposal in queries.without_request(request.user):
        year = years.first_year(proposal.programme, today=today)
        due = _next(proposal, fiscal_year=year, state=None, today=today)
        said = _("「%(title)s」の予算要求を始める") % {"title": proposal.title}
        url = reverse("budget:begin", args=(proposal.pk,))
        yield _waiting(said, url, about=_("%s年度の予算") % year, due=due)
    for found in queries.open_for(request.user):
        said = _(_TO_DO[found.course_state]) % {"title": found.plan.project}
        yield _of_request(found, said, today=today)
    for found in queries.to_assess(request.user):
        asked = found.course_state is State.REQUESTED
        said = _("「%(title)s」を査定する") if asked else _("「%(title)s」を予算化するか決める")
        yield _of_request(found, said % {"title": found.plan.project}, today=today)


def _of_request(found: BudgetRequest, said: str, *, today: date) -> Waiting:
    due = _next(
        found.proposal, fiscal_year=found.fiscal_year, state=found.course_state, today=today
    )
    return _waiting(said, found.get_absolute_url(), about=pages.title(found), due=due)


def _waiting(said: str, url: str, *, about: str, due: Due | None) -> Waiting:
    return Waiting(
        said, url, about, due_date=due.until if due else None,
        late=due is not None and due.state == "late",
    )  # fmt: skip


def _next(proposal: Proposal, *, fiscal_year: int, state: State | None, today: date) -> Due | None:
    dues = years.calendar(proposal.programme, fiscal_year=fiscal_year, today=today, state=state)
    return next((due for due in dues if due.is_next), None)


def section(reader: Reader, proposal: Proposal) -> Section | None:
    """The requests that the reader may see; before the first one, when what is due."""
    user = reader.request.user
    if not queries.is_to_be_done(proposal):
        return None
    found = list(queries.visible_to(user).filter(proposal=proposal))
    may_begin = rules.may_begin(user, proposal=proposal, parts=reader.parts) is None
    if not found and not may_begin:
        return None
    today = timezone.localdate()
    year = found[0].fiscal_year if found else years.first_year(proposal.programme, today=today)
    state = found[0].course_state if found else None
    dues = years.calendar(proposal.programme, fiscal_year=year, today=today, state=state)
    values = {
        "proposal": proposal, "year": year, "dues": words.due_lines(dues),
        "may_begin": may_begin and not found,
        "year_url": _year_url(reader, proposal, year),
        "rows": [
            (
                each, pages.title(each), words.state_tone(each.course_state),
                words.yen(each.plan.total),
                words.yen(each.assessed.total) if each.assessed else "",
            )
            for each in found
        ],
    }  # fmt: skip
    return Section(_("予算"), "budget/_section.html", values)


def _year_url(reader: Reader, proposal: Proposal, year: int) -> str:
    """The table of the year, for who may open it."""
    if reader.parts.isdisjoint(queries.DESK):
        return ""
    return reverse("budget:year", args=(proposal.call.edition.municipality_id, year))


def find(asked: Asked) -> dict[str, Any]:
    """What the newest request says, for who may read its lines."""
    parts = proposals.parts_of(asked.user, municipality=asked.proposal.call.edition.municipality)
    found = queries.visible_to(asked.user).filter(proposal=asked.proposal).first()
    if found is None or not rules.sees_lines(asked.user, request=found, parts=parts):
        return {}
    plan, granted = found.plan, found.assessed
    return {
        "予算年度": str(found.fiscal_year), "要求する課": found.division.name,
        "予算の状態": found.get_state_display(), "事業名": plan.project,
        "事業の目的": plan.purpose, "事業の内容": plan.content, "事業の日程": plan.schedule,
        "款": plan.kan, "項": plan.ko, "目": plan.moku,
        "節": "、".join(dict.fromkeys(line.section for line in plan.lines if line.section)),
        "要求額": plan.total, "査定額": granted.total if granted else None,
        "減額の理由": found.assessment.reason if found.assessment else None,
        "前年度額": plan.previous_yen, "前年度との差": plan.difference,
        "積算": [
            {
                "節": line.section, "品名": line.label, "数量": float(line.quantity),
                "単位": line.unit, "単価": line.unit_price, "金額": line.amount,
                "説明": line.basis, "出典": line.made_from or "出典なし",
            }
            for line in plan.lines
        ],
        "財源": [
            {"種類": words.FORM_SOURCES[name], "金額": amount}
            for name, amount in plan.sources.items()
        ],
    }  # fmt: skip


def _open(division: Division) -> Any:
    ended = [state for state in State if not course.steps(state)]
    return BudgetRequest.objects.filter(division=division).exclude(state__in=ended)


def _pass_on(division: Division, successor: Division) -> None:
    _open(division).update(division=successor)


BELONGINGS = Belongings(count=lambda division: _open(division).count(), pass_on=_pass_on)
"""What of a division is not ended passes to its successor."""
