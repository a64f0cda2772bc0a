"""What is read of homework: always from the groups and cases that the person may see."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Max, Prefetch, Q, QuerySet

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Cohort, Group, Membership, Role
from tomoni.academy.cohorts.queries import groups_visible_to
from tomoni.academy.workspaces.homework.models import HandIn, RemarkAnswer
from tomoni.academy.workspaces.models import Case, Version

FOLLOWERS = frozenset({Role.SECRETARIAT, Role.LECTURER, Role.MANAGER})
"""Who sees what the groups of a cohort, or their own group, still owe."""
HEAVY = (
    "version__files",
    "version__parameters",
    "version__quantities",
    "version__quotes",
    "version__references",
    "version__artifact__plan",
    "version__artifact__case__curriculum_text",
)
"""What no list of hand-ins shows; forty cases carry megabytes of it."""


def cohorts_followed_by(user: User) -> QuerySet[Cohort]:
    """Cohorts in which the person follows the homework of all groups or of some."""
    mine = Membership.objects.filter(user=user, role__in=FOLLOWERS)
    whole = Q(pk__in=mine.filter(cohort__isnull=False).values("cohort"))
    some = Q(pk__in=mine.filter(group__isnull=False).values("group__cohort"))
    return Cohort.objects.filter(whole | some).select_related("municipality")


def groups_followed_by(user: User, *, cohort: Cohort) -> QuerySet[Group]:
    """The groups of the cohort that the person follows. Two queries."""
    mine = Membership.objects.filter(user=user, role__in=FOLLOWERS)
    followed = Q(pk__in=mine.filter(group__isnull=False).values("group")) | Q(
        cohort__in=mine.filter(cohort__isnull=False).values("cohort")
    )
    return groups_visible_to(user).filter(followed, cohort=cohort).order_by("number")


def meetings_with_homework(cohorts: Iterable[Cohort]) -> QuerySet[Meeting]:
    """Meetings after which something is handed in, in the order of the sessions."""
    found = Meeting.objects.filter(cohort__in=cohorts, homework_due_date__isnull=False)
    return found.select_related("cohort").order_by("cohort", "number")


def own_groups(user: User) -> QuerySet[Membership]:
    """Where the person takes part, with group and cohort."""
    held = Membership.objects.filter(user=user, role=Role.PARTICIPANT)
    return held.select_related("group__cohort")


def own_running_groups(user: User, *, today: date) -> QuerySet[Membership]:
    """The same in cohorts that are not over: afterwards nothing waits any more."""
    return own_groups(user).filter(group__cohort__ends_date__gte=today)


def newest_hand_ins(groups: Collection[Group | int]) -> dict[tuple[int, int, str], HandIn]:
    """By group, meeting and worksheet: what was handed in last. One query."""
    found = HandIn.objects.filter(version__artifact__case__group__in=groups)
    related = ("version__artifact__case", "meeting", "handed_in_by", "read_by")
    return {
        (
            each.version.artifact.case.group_id, each.meeting_id, each.version.artifact.key,
        ): each
        for each in found.select_related(*related).defer(*HEAVY).order_by("handed_in_at", "pk")
    }  # fmt: skip


def newest_numbers(groups: Collection[Group]) -> dict[tuple[int, str], int]:
    """By group and worksheet: the number of the newest version. One query."""
    found = (
        Version.objects.filter(artifact__case__group__in=groups, artifact__kind="worksheet")
        .values_list("artifact__case__group", "artifact__key")
        .annotate(newest=Max("number"))
        .order_by()
    )
    return {(group, key): newest for group, key, newest in found}


def cases_of(groups: Collection[Group]) -> dict[int, int]:
    """By group: the key of its case."""
    return dict(Case.objects.filter(group__in=groups).values_list("group", "pk"))


def answers_of(case: Case) -> dict[tuple[str, str], RemarkAnswer]:
    """By artifact and mark: why a remark was left as it is, as said last. One query."""
    found = RemarkAnswer.objects.filter(version__artifact__case=case)
    return {
        (each.version.artifact.key, each.mark): each
        for each in found.select_related("version__artifact", "author").order_by("version__number")
    }


def groups_in(cohorts: Collection[int]) -> QuerySet[Group]:
    """All groups of the cohorts with their participants: for what nobody looks at. Two queries."""
    members = Membership.objects.select_related("user").filter(role=Role.PARTICIPANT)
    found = Group.objects.filter(cohort__in=cohorts).select_related("cohort", "division")
    return found.prefetch_related(Prefetch("memberships", queryset=members))


def due_between(first: date, last: date) -> QuerySet[Meeting]:
    """Meetings whose homework is due on one of these days."""
    found = Meeting.objects.filter(homework_due_date__range=(first, last))
    return found.select_related("cohort").order_by("homework_due_date", "pk")
