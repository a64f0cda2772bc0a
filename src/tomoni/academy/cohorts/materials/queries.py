"""What is read of materials, always from what the person may see."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.materials.models import Material, MaterialVersion, ReadMark
from tomoni.academy.cohorts.materials.rules import LEADERS, READERS
from tomoni.academy.cohorts.models import Cohort, Membership, Role


def cohorts_with_materials(user: User) -> QuerySet[Cohort]:
    """Cohorts whose materials the person may read."""
    return Cohort.objects.filter(_held(user, roles=READERS, to="pk")).select_related("municipality")


def visible_to(user: User) -> QuerySet[Material]:
    """Materials of those cohorts; those for lecturers only where the person leads."""
    everybodys = Q(for_lecturers=False) & _held(user, roles=READERS, to="cohort")
    found = Material.objects.filter(everybodys | _held(user, roles=LEADERS, to="cohort"))
    return found.select_related("cohort__municipality")


def with_newest(materials: QuerySet[Material]) -> QuerySet[Material]:
    """With the newest version of each as `newest_versions[0]`, without its text: one query more."""
    newest = MaterialVersion.objects.newest().defer("text")
    return materials.prefetch_related(
        Prefetch("versions", queryset=newest, to_attr="newest_versions")
    )


def read_by(user: User, *, versions: Iterable[MaterialVersion]) -> frozenset[int]:
    """The keys of those of the versions that the person has opened."""
    marks = ReadMark.objects.filter(user=user, version__in=[each.pk for each in versions])
    return frozenset(marks.values_list("version", flat=True))


def counts_of_new(user: User, *, today: date) -> list[tuple[int, str, int]]:
    """Key and title of each running cohort the person takes part in, and how many materials wait.

    A material waits when somebody else of the cohort wrote its newest version and the person has
    not opened it. One query.
    """
    running = Cohort.objects.filter(ends_date__gte=today)
    mine = running.filter(_held(user, roles=(Role.PARTICIPANT,), to="pk"))
    newest = MaterialVersion.objects.newest().filter(
        material__cohort__in=mine, material__for_lecturers=False
    )
    waiting = newest.exclude(made_by="").exclude(author=user).exclude(read_marks__user=user)
    place = ("material__cohort", "material__cohort__title")
    return list(waiting.values_list(*place).annotate(count=Count("pk")).order_by(*place))


def participants(cohort: Cohort) -> QuerySet[User]:
    """Who takes part in the cohort's groups, by group and account name."""
    held = Membership.objects.filter(group__cohort=cohort, role=Role.PARTICIPANT)
    found = User.objects.filter(is_active=True, memberships__in=held).distinct()
    return found.select_related("division").order_by("account_name")


def counts_of_readers(cohort: Cohort) -> dict[int, int]:
    """How many participants have opened a version, by its key; one query."""
    marks = ReadMark.objects.filter(
        version__material__cohort=cohort, user__in=participants(cohort).values("pk")
    )
    counted = marks.values("version").annotate(count=Count("pk"))
    return dict(counted.values_list("version", "count"))


def _held(user: User, *, roles: Iterable[Role], to: str) -> Q:
    """That the person has one of the roles in the cohort or in one of its groups."""
    held = Membership.objects.filter(user=user, role__in=roles)
    return Q(**{f"{to}__in": held.exclude(cohort=None).values("cohort")}) | Q(
        **{f"{to}__in": held.exclude(group=None).values("group__cohort")}
    )
