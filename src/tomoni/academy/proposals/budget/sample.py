"""A request for the sample city: requested, assessed with a cut, and in the budget."""

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.budget import plans, services
from tomoni.academy.proposals.budget.course import Step
from tomoni.academy.proposals.budget.models import BudgetRequest
from tomoni.academy.proposals.budget.plans import Given, Line, Plan
from tomoni.academy.proposals.models import Part, Proposal
from tomoni.academy.workspaces.overview.queries import fiscal_year_of

_SECTIONS = {"導入の費用": "委託料", "運用の費用": "役務費"}
_CUT_EVERY = 4
"""Of the printed leaflets a quarter is cut."""


def fill(proposal: Proposal) -> BudgetRequest:
    """For the fiscal year after the verdict, of a proposal that is to be done and has none yet."""
    assert proposal.decided_at is not None  # noqa: S101 - there is a verdict
    owner = proposal.proposers.order_by("pk")[0]
    year = fiscal_year_of(proposal.decided_at.date()) + 1
    request = services.begin(proposal, fiscal_year=year, actor=owner)
    services.save(request, plan=_plan(request.plan), base=1, actor=owner)
    request.refresh_from_db()
    services.take(request, Step.REQUEST, actor=owner, seen=request.changes)
    _assess(request, actor=_finance(proposal))
    return request


def _plan(first: Plan) -> Plan:
    lines = [
        line.model_copy(update={"section": _SECTIONS.get(line.label, "委託料")})
        for line in first.lines
    ]
    lines.append(
        Line(
            section="需用費", label="更新のお知らせの印刷", quantity=2000, unit="部", unit_price=40,
            basis="更新する店の数に、予備を足した。単価は昨年度の実績。",
        )
    )  # fmt: skip
    total = sum(line.amount for line in lines)
    return first.model_copy(
        update={
            "kan": "衛生費", "ko": "保健衛生費", "moku": "環境衛生費",
            "schedule": "4月：様式を作る\n6月：窓口で試す\n8月：全件で始める",
            "lines": tuple(lines), "given": Given(prefecture=total // 4),
        }
    )  # fmt: skip


def _assess(request: BudgetRequest, *, actor: User) -> None:
    plan = request.plan
    amounts = [line.amount for line in plan.lines]
    amounts[-1] -= amounts[-1] // _CUT_EVERY
    plans.split(sum(amounts), given=plan.given)
    services.assess(
        request, amounts=amounts, given=plan.given, seen=request.changes, actor=actor,
        reason="予備の部数を減らす。足りないときは庁内で刷る。",
    )  # fmt: skip
    services.take(request, Step.BUDGET, actor=actor, seen=request.changes)


def _finance(proposal: Proposal) -> User:
    municipality = proposal.call.edition.municipality
    people = proposals.people_with(Part.FINANCE, municipality=municipality)
    return people.order_by("pk")[0]
