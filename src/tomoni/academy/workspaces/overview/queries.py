"""What the report of a year is read from: the municipality's cohorts, what their groups made."""

from collections.abc import Collection
from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role
from tomoni.academy.workspaces.models import Version

APRIL = 4


def fiscal_year_of(day: date) -> int:
    """The fiscal year (年度) begins on 1 April."""
    return day.year if day.month >= APRIL else day.year - 1


def cohorts_in(municipality: Municipality, *, fiscal_year: int) -> QuerySet[Cohort]:
    """Cohorts that ran on some day of the fiscal year, with their groups' people. Three queries."""
    members = Membership.objects.select_related("user").filter(role=Role.PARTICIPANT)
    groups = Group.objects.select_related("division").prefetch_related(
        Prefetch("memberships", queryset=members)
    )
    return (
        Cohort.objects.filter(
            municipality=municipality,
            starts_date__lt=date(fiscal_year + 1, APRIL, 1),
            ends_date__gte=date(fiscal_year, APRIL, 1),
        )
        .select_related("municipality")
        .prefetch_related(Prefetch("groups", queryset=groups), "graduates")
        .order_by("number")
    )


def years_of(municipality: Municipality) -> list[int]:
    """Fiscal years in which a cohort ran, the newest first."""
    ran = Cohort.objects.filter(municipality=municipality).values_list("starts_date", "ends_date")
    years = {
        year
        for first, last in ran
        for year in range(fiscal_year_of(first), fiscal_year_of(last) + 1)
    }
    return sorted(years, reverse=True)


def meetings_of(cohorts: Collection[Cohort]) -> QuerySet[Meeting]:
    return Meeting.objects.filter(cohort__in=cohorts).order_by("cohort", "number")


def there_at(cohorts: Collection[Cohort]) -> set[tuple[int, int]]:
    """Pairs of meeting and person: who was there."""
    noted = Attendance.objects.filter(meeting__cohort__in=cohorts)
    return set(noted.exclude(presence=Presence.ABSENT).values_list("meeting", "user"))


def newest(groups: Collection[Group], *, kinds: Collection[str]) -> QuerySet[Version]:
    """The newest version of each artifact of these kinds in the groups' cases. One query."""
    last = Version.objects.filter(artifact=OuterRef("artifact")).order_by("-number")
    found = Version.objects.filter(
        Q(artifact__case__group__in=groups),
        artifact__kind__in=kinds,
        pk=Subquery(last.values("pk")[:1]),
    )
    return found.select_related("artifact__case")
