"""What is read: the municipalities whose secretariat a person is, and their own curricula."""

from django.db.models import QuerySet

from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.cohorts.curricula.models import Edition
from tomoni.academy.cohorts.queries import cohorts_run_by


def municipalities_of(user: User) -> QuerySet[Municipality]:
    """Those for which the person runs a cohort; partners of a cohort have their own secretariat."""
    runs = cohorts_run_by(user).values("municipality")
    return Municipality.objects.filter(pk__in=runs)


def editions_of(municipality: Municipality) -> QuerySet[Edition]:
    """All versions of its own curricula, by identity, the newest first."""
    return Edition.objects.filter(municipality=municipality).select_related("changed_by")


def draft_of(municipality: Municipality, *, key: str) -> Edition | None:
    """The draft of the curriculum, if somebody is writing one."""
    return editions_of(municipality).filter(key=key, published_at=None).first()
