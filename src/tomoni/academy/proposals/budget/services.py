"""What is written of requests for the budget: each step with who, when and why, once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User, entry
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.budget import course, filling, plans, queries
from tomoni.academy.proposals.budget.course import Side, State, Step
from tomoni.academy.proposals.budget.errors import WrittenMeanwhileError as WrittenMeanwhileError
from tomoni.academy.proposals.budget.models import (
    Assessment,
    BudgetHappening,
    BudgetRequest,
    RequestVersion,
)
from tomoni.academy.proposals.budget.plans import Given, Plan
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Part, Proposal


@transaction.atomic
def begin(proposal: Proposal, *, fiscal_year: int, actor: User) -> BudgetRequest:
    """A draft for the fiscal year, filled from the proposal and its case.

    Raises `ProposalsError("budget-year-taken")` where the year has a request already.
    """
    return _make(proposal, fiscal_year=fiscal_year, actor=actor, plan=filling.first_plan(proposal))


@transaction.atomic
def save(request: BudgetRequest, *, plan: Plan, base: int, actor: User) -> RequestVersion:
    """Keep what was written as a new version, joined with what others saved since `base`.

    Raises `WrittenMeanwhileError` where both wrote in the same; `ProposalsError`: sources-over,
    budget-not-now where it is no draft any more.
    """
    request = queries.with_all(BudgetRequest.objects.all()).get(pk=request.pk)
    newest = request.version
    assert newest is not None  # noqa: S101 - made together with the request
    content = _content(plan)
    if newest.number != base:
        seen = request.versions.filter(number=base).first()
        before: Mapping[str, Any] = seen.content if seen else {}
        content, clashes = plans.merged(content, base=before, theirs=newest.content)
        if clashes:
            raise WrittenMeanwhileError("budget-written-meanwhile", theirs=newest)
    whole = Plan.model_validate(content)
    plans.split(whole.total, given=whole.given)
    if content == newest.content:
        return newest
    if request.course_state is not State.DRAFT:
        raise ProposalsError("budget-not-now")
    made = _version(request, number=newest.number + 1, content=content, actor=actor)
    _change(request, version=made)
    return made


@transaction.atomic
def take(
    request: BudgetRequest, step: Step, *, actor: User, seen: int, reason: str = ""
) -> BudgetRequest:
    """One step but an assessment. `seen`: its `changes` as the page showed it. Brought up to date.

    Raises `ProposalsError`: budget-not-now, also where somebody else did something since;
    reason-wanted; plan-empty where nothing is requested; budget-year-taken.
    """
    plan = request.plan
    if step is Step.REQUEST and not (plan.total and plan.kan and plan.ko and plan.moku):
        raise ProposalsError("plan-empty")
    fields: dict[str, Any] = {"assessment": None} if step is Step.GIVE_BACK else {}
    granted = request.assessed
    yen = granted.total if granted and step is not Step.REQUEST else plan.total
    _step(request, step, actor=actor, seen=seen, reason=reason, yen=yen, **fields)
    if step is Step.CARRY_OVER:
        return _make(
            request.proposal, fiscal_year=request.fiscal_year + 1, actor=actor, plan=plan,
            earlier=request,
        )  # fmt: skip
    return request


@transaction.atomic
def assess(
    request: BudgetRequest,
    *,
    amounts: Sequence[int],
    given: Given,
    reason: str,
    seen: int,
    actor: User,
) -> Assessment:
    """What finance grants of what was requested; assessed again, the earlier one stays.

    Raises `ProposalsError`: assessed-over, cut-without-reason, sources-over, budget-not-now.
    """
    found = plans.assessed(request.plan, amounts=amounts, given=given, reason=reason)
    course.after(request.course_state, Step.ASSESS)
    made = Assessment.objects.create(
        request=request, version=request.newest, content=found.model_dump(mode="json"),
        reason=reason, actor=actor,
    )  # fmt: skip
    _step(
        request, Step.ASSESS, actor=actor, seen=seen, reason=reason, yen=found.total,
        assessment=made,
    )  # fmt: skip
    return made


def _make(
    proposal: Proposal,
    *,
    fiscal_year: int,
    actor: User,
    plan: Plan,
    earlier: BudgetRequest | None = None,
) -> BudgetRequest:
    try:
        with transaction.atomic():
            made = BudgetRequest.objects.create(
                proposal=proposal, fiscal_year=fiscal_year, earlier=earlier,
                division=earlier.division if earlier else queries.owner_of(proposal),
            )  # fmt: skip
    except IntegrityError as error:
        raise ProposalsError("budget-year-taken", year=fiscal_year) from error
    made.version = _version(made, number=1, content=_content(plan), actor=actor)
    made.save(update_fields=["version"])
    BudgetHappening.objects.create(
        request=made, step="begin", state_after=made.state, yen=plan.total, actor=actor
    )
    _note(made, "begin", actor=actor)
    return made


def _version(
    request: BudgetRequest, *, number: int, content: dict[str, Any], actor: User
) -> RequestVersion:
    return RequestVersion.objects.create(
        request=request, number=number, content=content, actor=actor
    )


def _step(
    request: BudgetRequest,
    step: Step,
    *,
    actor: User,
    seen: int,
    reason: str,
    yen: int | None,
    **fields: Any,
) -> None:
    before = request.course_state
    after = course.after(before, step, reason=reason)
    if request.changes != seen:
        raise ProposalsError("budget-not-now")
    _change(request, state=after, **fields)
    BudgetHappening.objects.create(
        request=request, step=step, state_before=before, state_after=after, reason=reason,
        yen=yen, actor=actor,
    )  # fmt: skip
    _note(request, step.value, actor=actor)
    _tell(request, step, actor=actor)


def _change(request: BudgetRequest, **fields: Any) -> None:
    """Where nobody else has changed it since it was read; brought up to date."""
    still = BudgetRequest.objects.filter(pk=request.pk, changes=request.changes)
    if not still.update(**fields, changes=request.changes + 1):
        raise ProposalsError("budget-not-now")
    request.refresh_from_db()


def _tell(request: BudgetRequest, step: Step, *, actor: User) -> None:
    """Finance of what is requested; the others of what finance did."""
    if course.side(step) is Side.FINANCE:
        people = queries.told_of(request)
    elif step is Step.REQUEST:
        municipality = request.proposal.call.edition.municipality
        people = list(proposals.people_with(Part.FINANCE, municipality=municipality))
    else:
        return
    notices.send(
        [each for each in people if each.pk != actor.pk], code=f"budget-{step.value}",
        url=request.get_absolute_url(), title=request.plan.project, year=request.fiscal_year,
    )  # fmt: skip


def _content(plan: Plan) -> dict[str, Any]:
    return plan.model_dump(mode="json")


def _note(request: BudgetRequest, step: str, *, actor: User) -> None:
    proposal = request.proposal
    subject = proposal.number or str(proposal.pk)
    municipality = proposal.call.edition.municipality
    action = f"budget-{step}"
    entry(
        municipality, actor=actor, action=action, subject=subject, year=request.fiscal_year
    ).save()
