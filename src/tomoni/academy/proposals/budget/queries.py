"""What is read of requests for the budget, always from what the person may see."""

from django.db.models import Q, QuerySet

from tomoni.academy.accounts.models import Division, Municipality, User
from tomoni.academy.cohorts.calls.queries import colleagues, head_of
from tomoni.academy.proposals import queries as proposals
from tomoni.academy.proposals.budget import course
from tomoni.academy.proposals.budget.course import SETTLED, State
from tomoni.academy.proposals.budget.models import BudgetRequest
from tomoni.academy.proposals.models import Duty, Part, Proposal

DESK = (Part.OFFICE, Part.FINANCE)


def is_to_be_done(proposal: Proposal) -> bool:
    """Whether its verdict asks that it is done: only then is there a budget to request."""
    verdict = proposal.verdict
    return bool(verdict) and proposal.programme.verdict(verdict).follows == "implement"


def owner_of(proposal: Proposal) -> Division:
    """The division that was asked to do it, else the proposers'."""
    asked = getattr(proposal, "aftercare", None)
    return asked.division if asked is not None else proposal.division


def municipalities_with_desk(user: User) -> QuerySet[Municipality]:
    """Where the person sees all requests of a year."""
    held = Duty.objects.filter(user=user, part__in=DESK, until_date=None)
    return Municipality.objects.filter(pk__in=held.values("municipality"))


def visible_to(user: User) -> QuerySet[BudgetRequest]:
    """The proposers', the division's, all for office and finance; settled ones for everybody."""
    mine = user.division.municipality_id if user.division else None
    seen = Q(proposal__call__edition__municipality__in=municipalities_with_desk(user))
    seen |= Q(proposal__in=Proposal.proposers.through.objects.filter(user=user).values("proposal"))
    seen |= Q(proposal__call__edition__municipality=mine, state__in=SETTLED)
    if user.division_id is not None:
        seen |= Q(division=user.division_id)
    return with_all(BudgetRequest.objects.filter(seen))


def with_all(found: QuerySet[BudgetRequest]) -> QuerySet[BudgetRequest]:
    return found.select_related(
        "proposal__call__edition__municipality", "proposal__division", "division", "version",
        "assessment",
    )  # fmt: skip


def of_year(municipality: Municipality, *, fiscal_year: int) -> QuerySet[BudgetRequest]:
    """All requests of the year, drafts too, by division. For who has the desk."""
    found = BudgetRequest.objects.filter(
        proposal__call__edition__municipality=municipality, fiscal_year=fiscal_year
    )
    return with_all(found).order_by("division__name", "pk")


def years_of(municipality: Municipality) -> list[int]:
    """The fiscal years for which something was requested, newest first."""
    found = BudgetRequest.objects.filter(proposal__call__edition__municipality=municipality)
    return sorted(set(found.values_list("fiscal_year", flat=True)), reverse=True)


def open_for(user: User) -> QuerySet[BudgetRequest]:
    """What the person's division or proposals have to bring on: not ended, theirs."""
    mine = Proposal.proposers.through.objects.filter(user=user).values("proposal")
    own = Q(proposal__in=mine)
    if user.division_id is not None:
        own |= Q(division=user.division_id)
    states = [state for state in State if any(map(_by_owner, course.steps(state)))]
    return with_all(BudgetRequest.objects.filter(own, state__in=states))


def without_request(user: User) -> list[Proposal]:
    """Proposals of the person or their division that are to be done and for which nobody asked."""
    mine = Q(pk__in=Proposal.proposers.through.objects.filter(user=user).values("proposal"))
    if user.division_id is not None:
        mine |= Q(aftercare__division=user.division_id)
    found = Proposal.objects.filter(mine, budget_requests=None).exclude(verdict="")
    with_call = found.select_related("call__edition__municipality", "division")
    return [each for each in with_call.distinct() if is_to_be_done(each)]


def to_assess(user: User) -> QuerySet[BudgetRequest]:
    """What waits for the person as finance: requested, or assessed and not settled."""
    municipalities = proposals.municipalities_with(user, Part.FINANCE)
    found = BudgetRequest.objects.filter(
        proposal__call__edition__municipality__in=municipalities,
        state__in=(State.REQUESTED, State.ASSESSED),
    )
    return with_all(found)


def told_of(request: BudgetRequest) -> list[User]:
    """Who is told of a step by finance: the proposers, and who answers for the division."""
    head = head_of(request.division)
    people = [head] if head else list(colleagues(request.division))
    return list({each.pk: each for each in (*people, *request.proposal.proposers.all())}.values())


def _by_owner(step: course.Step) -> bool:
    return course.side(step) is course.Side.OWNER
