"""What is read of meetings and attendance, always from what the person may see."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting
from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.cohorts.queries import cohorts_run_by
from tomoni.academy.cohorts.roles import READERS

KEEPERS = frozenset({Role.SECRETARIAT, Role.LECTURER})
"""Who keeps the list of attendance."""
LISTED = KEEPERS | {Role.MANAGER}
"""Who sees the list: of the cohort, or of the group in which the part is held."""
TABLED = LISTED | {Role.PARTICIPANT}
"""For whom the table over all meetings holds anything."""


def cohorts_with_calendar_for(user: User) -> QuerySet[Cohort]:
    """Cohorts in which the person has a part that reads."""
    mine = Membership.objects.filter(user=user, role__in=READERS)
    whole = Q(pk__in=mine.filter(cohort__isnull=False).values("cohort"))
    of_groups = Q(pk__in=mine.filter(group__isnull=False).values("group__cohort"))
    return Cohort.objects.filter(whole | of_groups).select_related("municipality")


def meetings_visible_to(user: User) -> QuerySet[Meeting]:
    """The meetings of those cohorts, with the cohort and its municipality fetched."""
    cohorts = cohorts_with_calendar_for(user)
    return Meeting.objects.filter(cohort__in=cohorts).select_related("cohort__municipality")


def people_of(cohort: Cohort) -> QuerySet[User]:
    """Everybody whom the cohort's calendar concerns."""
    held = Membership.objects.filter(
        Q(cohort=cohort) | Q(group__cohort=cohort), role__in=READERS, user__is_active=True
    )
    return User.objects.filter(pk__in=held.values("user"))


def keeps(user: User, *, cohort: Cohort) -> bool:
    """Whether the person keeps the list of the whole cohort."""
    return Membership.objects.filter(user=user, cohort=cohort, role__in=KEEPERS).exists()


def attendances_visible_to(user: User, *, cohort: Cohort) -> QuerySet[Attendance]:
    """One's own; of a group's people for who sees its list; all for who keeps the cohort's."""
    found = Attendance.objects.filter(meeting__cohort=cohort).select_related("user", "noted_by")
    if keeps(user, cohort=cohort):
        return found
    listed = listed_for(user, cohort=cohort, roles=LISTED)
    return found.filter(Q(user=user) | Q(user__in=listed.values("user")))


def listed_for(user: User, *, cohort: Cohort, roles: frozenset[Role]) -> QuerySet[Membership]:
    """The parts of participants, also former ones: of all groups for who keeps the cohort's list,
    else of the groups in which the person holds one of the roles. By group."""
    found = Membership.ever.filter(group__cohort=cohort, role=Role.PARTICIPANT)
    if not keeps(user, cohort=cohort):
        mine = Membership.objects.filter(user=user, group__cohort=cohort, role__in=roles)
        found = found.filter(group__in=mine.values("group"))
    return found.select_related("user", "group").order_by("group__number", "user__account_name")


def tabled_for(user: User, *, cohort: Cohort) -> QuerySet[Membership]:
    """The parts of participants whose attendance the person sees: on the list, or one's own."""
    own = Membership.ever.filter(user=user, group__cohort=cohort, role=Role.PARTICIPANT)
    return listed_for(user, cohort=cohort, roles=LISTED) | own


def others_of(cohort: Cohort) -> QuerySet[Membership]:
    """Who may come besides the participants: lecturers, recorders, managers, the secretariat."""
    held = Membership.objects.filter(Q(cohort=cohort) | Q(group__cohort=cohort))
    found = held.filter(role__in=READERS - {Role.PARTICIPANT}).select_related("user", "group")
    return found.order_by("role", "user__account_name")


def not_yet_noted(user: User, *, now: datetime) -> QuerySet[Meeting]:
    """Meetings that are over, run by the person, with a participant of whom nothing is noted."""
    noted = Attendance.objects.filter(meeting=OuterRef(OuterRef("pk")), user=OuterRef("user"))
    missing = Membership.objects.filter(
        ~Exists(noted), role=Role.PARTICIPANT, group__cohort=OuterRef("cohort")
    )
    over = Meeting.objects.filter(Exists(missing), cohort__in=cohorts_run_by(user), ends_at__lt=now)
    return over.select_related("cohort")
