"""What is read: calls and applications, always from what the person may see."""

from datetime import date

from django.db.models import Q, QuerySet

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.cohorts.calls.models import (
    Application,
    ApplicationState,
    Approval,
    Call,
    Decision,
)
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.cohorts.queries import cohorts_run_by, cohorts_visible_to

_HEADS = ("課長", "室長", "所長", "館長", "園長", "局長", "センター長")
"""Posts of who leads a division, by how they end."""


def calls_visible_to(user: User) -> QuerySet[Call]:
    """Announced calls of the person's municipality and of cohorts in which they have a part.

    A call that is not announced yet is its secretariat's alone.
    """
    near = Cohort.objects.filter(
        Q(municipality__divisions__users=user) | Q(partners__divisions__users=user)
    )
    announced = Q(cohort__in=near.values("pk")) | Q(cohort__in=cohorts_visible_to(user))
    visible = Q(announced_at__isnull=False) & announced | Q(cohort__in=cohorts_run_by(user))
    return Call.objects.filter(visible).select_related("cohort__municipality")


def calls_run_by(user: User) -> QuerySet[Call]:
    """Calls of the cohorts whose secretariat the person is."""
    return Call.objects.filter(cohort__in=cohorts_run_by(user)).select_related(
        "cohort__municipality"
    )


def open_calls(user: User, *, today: date) -> QuerySet[Call]:
    """Calls that the person may read and that take applications today. One query."""
    return calls_visible_to(user).filter(
        announced_at__isnull=False, closed_at=None, results_at=None,
        from_date__lte=today, until_date__gte=today,
    )  # fmt: skip


def applications_visible_to(user: User) -> QuerySet[Application]:
    """One's own; of those that were sent also what one is asked to approve or has to decide.

    With call, cohort, division and people fetched: two queries for any number.
    """
    sent = Q(sent_at__isnull=False)
    mine = Q(applicant=user) | Q(pk__in=Application.objects.filter(members=user).values("pk"))
    asked = Q(manager=user) & sent
    run = Q(call__cohort__in=cohorts_run_by(user)) & sent
    return (
        Application.objects.filter(mine | asked | run)
        .select_related(
            "call__cohort__municipality", "division__municipality", "applicant", "manager",
            "saved_by", "approval_by", "decided_by",
        )
        .prefetch_related("members__division__municipality")
    )  # fmt: skip


def applications_of(user: User) -> QuerySet[Application]:
    """Those the person applied with or takes part in."""
    return applications_visible_to(user).filter(
        Q(applicant=user) | Q(pk__in=Application.objects.filter(members=user).values("pk"))
    )


def in_call(user: User, *, call: Call) -> list[Application]:
    """All that was sent, as the secretariat goes through it: what is decided first, in order."""
    found = list(applications_visible_to(user).filter(call=call, sent_at__isnull=False))
    order = ["", Decision.SELECTED, Decision.RESERVE, Decision.NOT_SELECTED]
    return sorted(
        found,
        key=lambda each: (
            each.state == ApplicationState.WITHDRAWN, order.index(each.decision),
            each.reserve_number or 0, each.sent_at, each.pk,
        ),
    )  # fmt: skip


def to_approve(user: User) -> QuerySet[Application]:
    """What waits for the person's approval. One query."""
    return Application.objects.filter(
        manager=user, state=ApplicationState.SENT, approval=Approval.WAITING,
        call__results_at=None,
    ).select_related("call__cohort", "division")  # fmt: skip


def drafts_of(user: User, *, today: date) -> QuerySet[Application]:
    """Drafts that can still be sent. One query."""
    mine = Q(applicant=user) | Q(pk__in=Application.objects.filter(members=user).values("pk"))
    return Application.objects.filter(
        mine, state=ApplicationState.DRAFT, call__in=open_calls(user, today=today)
    ).select_related("call__cohort")


def to_decide(user: User, *, today: date) -> QuerySet[Application]:
    """What was sent to closed calls whose results are not out. One query."""
    closed = Q(call__until_date__lt=today) | Q(call__closed_at__isnull=False)
    return Application.objects.filter(
        closed, state=ApplicationState.SENT, call__results_at=None,
        call__cohort__in=cohorts_run_by(user),
    ).select_related("call__cohort")  # fmt: skip


def colleagues(division: Division) -> QuerySet[User]:
    """Who works in the division."""
    return division.users.filter(is_active=True).order_by("account_name")


def head_of(division: Division) -> User | None:
    """Who leads the division, by the post; None where nobody or several do."""
    found = [user for user in colleagues(division) if user.post.endswith(_HEADS)]
    return found[0] if len(found) == 1 else None


def staff_may_apply(user: User, *, call: Call) -> bool:
    """Whether the person works in a municipality that takes part. One query."""
    mine = Q(municipality__divisions__users=user) | Q(partners__divisions__users=user)
    return Cohort.objects.filter(mine, pk=call.cohort_id).exists()
