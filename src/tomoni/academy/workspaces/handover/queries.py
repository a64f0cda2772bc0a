"""What is read of teaching cases and of what somebody took over, from what the person may see."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tomoni.academy.accounts.models import Division, Municipality, Standing, User
from tomoni.academy.cohorts.models import Cohort, Membership
from tomoni.academy.cohorts.queries import municipalities_run_by
from tomoni.academy.cohorts.roles import READERS
from tomoni.academy.workspaces.handover.models import State, TeachingCase
from tomoni.academy.workspaces.models import Case

_RECENT = timedelta(days=30)


def teaching_cases_visible_to(user: User) -> QuerySet[TeachingCase]:
    """Approved ones given to a cohort that the person reads in; all of the municipalities that
    they run, and those they make themselves."""
    parts = Membership.objects.filter(user=user, role__in=READERS)
    given = Q(readers__in=parts.filter(cohort__isnull=False).values("cohort")) | Q(
        readers__in=parts.filter(group__isnull=False).values("group__cohort")
    )
    run = Q(municipality__in=municipalities_run_by(user))
    visible = Q(given, state=State.APPROVED) | run | Q(made_by=user)
    found = TeachingCase.objects.filter(pk__in=TeachingCase.objects.filter(visible).values("pk"))
    return found.select_related("municipality", "case__group__cohort", "made_by", "approved_by")


def given_to(cohort: Cohort, *, user: User) -> QuerySet[TeachingCase]:
    """Approved ones that the cohort was given."""
    return teaching_cases_visible_to(user).filter(state=State.APPROVED, readers=cohort)


def to_be_given(cohort: Cohort, *, user: User) -> QuerySet[TeachingCase]:
    """Approved ones of the municipality that the cohort does not have yet."""
    found = teaching_cases_visible_to(user).filter(
        state=State.APPROVED, municipality=cohort.municipality
    )
    return found.exclude(readers=cohort)


def approved_in(municipality: Municipality) -> QuerySet[TeachingCase]:
    """All that a new cohort of the municipality may be given."""
    found = TeachingCase.objects.filter(municipality=municipality, state=State.APPROVED)
    return found.select_related("case__group__cohort")


def unfinished(cohort: Cohort, *, user: User) -> QuerySet[TeachingCase]:
    """Of the cohort's cases: being made, or waiting for somebody else's eyes."""
    found = teaching_cases_visible_to(user).filter(case__group__cohort=cohort)
    return found.exclude(state=State.APPROVED)


def to_be_approved(user: User) -> QuerySet[TeachingCase]:
    """What waits for the person: made by others in the municipalities that they run."""
    found = TeachingCase.objects.filter(
        state=State.ASKED, municipality__in=municipalities_run_by(user)
    )
    return found.exclude(made_by=user)


def approvers_of(teaching: TeachingCase) -> QuerySet[User]:
    """The secretariats of the municipality but for who made it."""
    held = Membership.objects.filter(
        role="secretariat", cohort__municipality=teaching.municipality, user__is_active=True
    )
    return User.objects.filter(pk__in=held.values("user")).exclude(pk=teaching.made_by_id)


def names_around(case: Case) -> Iterable[tuple[str, str]]:
    """Names that may stand in the case, each with its kind: the cities, their divisions by every
    name they had, everybody who works or worked there, and whoever took part in the cohort."""
    group = case.group
    cohort = group.cohort
    places = Municipality.objects.filter(
        Q(pk=cohort.municipality_id) | Q(shared_cohorts=cohort)
    ).distinct()
    for place in places:
        yield place.name, "municipality"
    divisions = Division.objects.filter(municipality__in=places)
    for name in divisions.values_list("name", flat=True):
        yield name, "division"
    standings = Standing.objects.filter(division__in=divisions)
    for name in standings.values_list("name", flat=True).distinct():
        yield name, "division"
    if group.division_name:
        yield group.division_name, "division"
    parts = Membership.ever.filter(Q(cohort=cohort) | Q(group__cohort=cohort))
    staff = Q(division__municipality__in=places) | Q(pk__in=parts.values("user"))
    people = User.objects.filter(staff)
    for name in people.values_list("display_name", flat=True):
        yield name, "staff"


def taken_over_by(user: User) -> QuerySet[Membership]:
    """The parts that the person took over from somebody, the newest first."""
    found = Membership.ever.filter(successor=user)
    return found.select_related(
        "user", "cohort__municipality", "group__cohort__municipality", "group__division"
    ).order_by("-until_date", "-pk")


def taken_over_lately(user: User, *, today: date) -> bool:
    """Whether somebody handed something over to the person in the last thirty days."""
    return taken_over_by(user).filter(until_date__gte=today - _RECENT).exists()
