"""What is read of surveys: one's own replies, and how many there are."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Cohort, Membership, Role
from tomoni.academy.cohorts.queries import cohorts_run_by
from tomoni.academy.cohorts.surveys.models import SKILL_KINDS, Survey

PEOPLE = frozenset({Role.PARTICIPANT, Role.SECRETARIAT})
"""Who has to do with surveys: who replies, and who asks."""


def cohorts_with_surveys_for(user: User) -> QuerySet[Cohort]:
    """Cohorts in which the person is asked or asks."""
    joined, run = cohorts_joined_by(user), cohorts_run_by(user)
    found = Cohort.objects.filter(Q(pk__in=joined.values("pk")) | Q(pk__in=run.values("pk")))
    return found.select_related("municipality")


def cohorts_joined_by(user: User) -> QuerySet[Cohort]:
    """Cohorts in which the person takes or took part."""
    held = Membership.ever.filter(user=user, role=Role.PARTICIPANT)
    return Cohort.objects.filter(pk__in=held.values("group__cohort"))


def surveys_for(user: User) -> QuerySet[Survey]:
    """Surveys that ask the person or that the person asks, with their cohort."""
    found = Survey.objects.filter(cohort__in=cohorts_with_surveys_for(user).values("pk"))
    return found.select_related("cohort__municipality")


def surveys_run_by(user: User) -> QuerySet[Survey]:
    return surveys_for(user).filter(cohort__in=cohorts_run_by(user))


def open_for(user: User, *, today: date) -> QuerySet[Survey]:
    """Surveys that wait for the person's reply, the first to close first."""
    asked = surveys_for(user).filter(cohort__in=cohorts_joined_by(user))
    still = asked.filter(closed_at=None, closes_date__gte=today)
    return still.exclude(replies__user=user).order_by("closes_date", "pk")


def asked_people(cohort: Cohort) -> QuerySet[User]:
    """The participants: of whom replies are expected."""
    held = Membership.objects.filter(group__cohort=cohort, role=Role.PARTICIPANT)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def with_counts(cohort: Cohort) -> QuerySet[Survey]:
    """The cohort's surveys, each with how many replied (`reply_count`). One query."""
    return cohort.surveys.annotate(reply_count=Count("replies"))


def skill_replies(user: User, *, cohort: Cohort) -> dict[str, dict[str, str]]:
    """The person's own levels by kind and skill. One query."""
    found = user.replies.filter(survey__cohort=cohort, survey__kind__in=SKILL_KINDS)
    return dict(found.values_list("survey__kind", "values"))
