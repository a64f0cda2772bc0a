"""What is read: cohorts and groups, always from what the person may see."""

from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role
from tomoni.academy.cohorts.roles import READERS, Part, part_of


def groups_visible_to(user: User) -> QuerySet[Group]:
    """Groups in which, or in whose cohort, the person has a part that reads.

    An auditor sees who opened what, not the work.
    With cohort, municipality, division and participants fetched: two queries for any number.
    """
    mine = Membership.objects.filter(user=user, role__in=READERS)
    visible = Q(pk__in=mine.filter(group__isnull=False).values("group")) | Q(
        cohort__in=mine.filter(cohort__isnull=False).values("cohort")
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


def cohorts_run_by(user: User) -> QuerySet[Cohort]:
    """Cohorts whose secretariat the person is."""
    held = Membership.objects.filter(user=user, role=Role.SECRETARIAT)
    return Cohort.objects.filter(pk__in=held.values("cohort")).select_related("municipality")


def municipalities_run_by(user: User) -> QuerySet[Municipality]:
    """Where the person looks after the people: the municipalities of the cohorts they run."""
    cohorts = cohorts_run_by(user)
    return Municipality.objects.filter(
        Q(pk__in=cohorts.values("municipality")) | Q(shared_cohorts__in=cohorts)
    ).distinct()


def roles_in_group(user: User, *, group: Group) -> frozenset[Role]:
    """Every role that bears on the group: held in it or in its cohort. One query."""
    held = Membership.objects.filter(user=user).filter(_bearing_on(group))
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def parts_in_group(user: User, *, group: Group) -> frozenset[Part]:
    """What every part that bears on the group lets the person do. One query."""
    held = Membership.objects.filter(user=user).filter(_bearing_on(group))
    return frozenset(part_of(each) for each in held)


def roles_in_cohort(user: User, *, cohort: Cohort) -> frozenset[Role]:
    """Every role the person holds in the cohort or in any of its groups. One query."""
    held = Membership.objects.filter(Q(cohort=cohort) | Q(group__cohort=cohort), user=user)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def staff_of(cohort: Cohort) -> QuerySet[Membership]:
    """Who looks after the cohort or reviews it, by role and account name."""
    staff = cohort.memberships.select_related("user__division__municipality")
    return staff.order_by("role", "user__account_name")


def parts_in(cohort: Cohort) -> QuerySet[Membership]:
    """Every part that is held in the cohort and in its groups, the cohort's first. One query."""
    held = Membership.objects.filter(Q(cohort=cohort) | Q(group__cohort=cohort))
    return held.select_related("user__division__municipality", "group").order_by(
        "group__number", "role", "user__account_name"
    )


def readers_of(group: Group) -> QuerySet[Membership]:
    """Every part that lets somebody see the group's case. One query."""
    held = Membership.objects.filter(_bearing_on(group), role__in=READERS, user__is_active=True)
    return held.select_related("user__division__municipality").order_by("user__account_name")


def former_of(group: Group) -> QuerySet[Membership]:
    """Parts in the group that were held until a day, with who took them over."""
    held = Membership.ever.filter(group=group, until_date__isnull=False)
    return held.select_related("user", "successor").order_by("until_date")


def parts_of(user: User) -> QuerySet[Membership]:
    """Every part the person holds or held, the newest cohort first."""
    held = Membership.ever.filter(user=user)
    return held.select_related("cohort", "group__cohort", "successor").order_by("-pk")


def without_successor(municipality: Municipality, *, today: date) -> QuerySet[User]:
    """Who left while a part in a cohort that still runs was theirs, and nobody took it over."""
    running = Q(cohort__ends_date__gte=today) | Q(group__cohort__ends_date__gte=today)
    open_parts = Membership.ever.filter(running, until_date=F("user__left_date"), successor=None)
    return User.objects.filter(
        is_active=False,
        division__municipality=municipality,
        pk__in=open_parts.values("user"),
    ).select_related("division")


def _bearing_on(group: Group) -> Q:
    return Q(group=group) | Q(cohort=group.cohort_id)
