"""What is read: cohorts and groups, always from what the person may see."""

from django.db.models import Prefetch, Q, QuerySet

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role


def groups_visible_to(user: User) -> QuerySet[Group]:
    """Groups that the person belongs to, or whose cohort the person looks after or reviews.

    An auditor sees who opened what, not the work.
    With cohort, municipality, division and participants fetched: two queries for any number.
    """
    mine = Membership.objects.filter(user=user)
    looked_after = mine.filter(cohort__isnull=False).exclude(role=Role.AUDITOR)
    visible = Q(pk__in=mine.filter(group__isnull=False).values("group")) | Q(
        cohort__in=looked_after.values("cohort")
    )
    members = Membership.objects.select_related("user").filter(role=Role.PARTICIPANT)
    return (
        Group.objects.filter(visible)
        .select_related("cohort__municipality", "division")
        .prefetch_related(Prefetch("memberships", queryset=members))
    )


def groups_of(user: User) -> QuerySet[Group]:
    """Groups in which the person takes part."""
    mine = Membership.objects.filter(user=user, role=Role.PARTICIPANT)
    return groups_visible_to(user).filter(pk__in=mine.values("group"))


def cohorts_visible_to(user: User) -> QuerySet[Cohort]:
    """Cohorts in which the person has any role."""
    mine = Membership.objects.filter(user=user)
    visible = Q(pk__in=mine.filter(cohort__isnull=False).values("cohort")) | Q(
        pk__in=mine.filter(group__isnull=False).values("group__cohort")
    )
    return Cohort.objects.filter(visible).select_related("municipality")


def roles_in_group(user: User, *, group: Group) -> frozenset[Role]:
    """Every role that bears on the group: held in it or in its cohort. One query."""
    held = Membership.objects.filter(user=user).filter(Q(group=group) | Q(cohort=group.cohort_id))
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def staff_of(cohort: Cohort) -> QuerySet[Membership]:
    """Who looks after the cohort or reviews it, by role and account name."""
    staff = cohort.memberships.select_related("user__division__municipality")
    return staff.order_by("role", "user__account_name")


def participants_of(group: Group) -> QuerySet[Membership]:
    """The group's people by account name, with their divisions. One query."""
    people = group.memberships.filter(role=Role.PARTICIPANT)
    return people.select_related("user__division__municipality").order_by("user__account_name")
