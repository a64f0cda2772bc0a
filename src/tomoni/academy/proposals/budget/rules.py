"""Who may do what with a request for the budget. `None`: yes; else the reason, for the reader."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.proposals.budget import course, queries
from tomoni.academy.proposals.budget.course import Side, State, Step
from tomoni.academy.proposals.budget.models import BudgetRequest
from tomoni.academy.proposals.models import Part, Proposal

Parts = Collection[Part]


def owns(user: User, *, proposal: Proposal, division: Division, parts: Parts) -> bool:
    """The proposers, the division that is to do it, and the office."""
    if Part.OFFICE in parts or user.division_id == division.pk:
        return True
    return proposal.proposers.filter(pk=user.pk).exists()


def sees_lines(user: User, *, request: BudgetRequest, parts: Parts) -> bool:
    """Who requests and who assesses; everybody else sees the state and the amounts."""
    if Part.FINANCE in parts:
        return True
    return owns(user, proposal=request.proposal, division=request.division, parts=parts)


def may_begin(user: User, *, proposal: Proposal, parts: Parts) -> str | None:
    if not queries.is_to_be_done(proposal):
        return _("予算を要求できるのは、実施すると決まった提案だけです。")
    if not owns(user, proposal=proposal, division=queries.owner_of(proposal), parts=parts):
        return _("予算要求を始められるのは、提案者、実施する課の職員、提案の事務局です。")
    return None


def may_write(user: User, *, request: BudgetRequest, parts: Parts) -> str | None:
    if request.course_state is not State.DRAFT:
        return _("要求したあとは書き直せません。直すときは、財政の担当に戻してもらってください。")
    return may_step(user, request=request, step=Step.REQUEST, parts=parts)


def may_step(user: User, *, request: BudgetRequest, step: Step, parts: Parts) -> str | None:
    if course.side(step) is Side.FINANCE:
        if Part.FINANCE not in parts:
            return _("査定と予算化を決めるのは、財政の担当です。")
    elif not owns(user, proposal=request.proposal, division=request.division, parts=parts):
        return _("要求を進められるのは、提案者、要求する課の職員、提案の事務局です。")
    if step not in course.steps(request.course_state):
        return _("この要求は、いまその段階にありません。")
    return None


def steps_for(user: User, *, request: BudgetRequest, parts: Parts) -> list[Step]:
    """What the person can do with it now, in the order of the course."""
    possible = course.steps(request.course_state)
    allowed = {
        Side.FINANCE: Part.FINANCE in parts,
        Side.OWNER: owns(user, proposal=request.proposal, division=request.division, parts=parts),
    }
    return [step for step in Step if step in possible and allowed[course.side(step)]]
