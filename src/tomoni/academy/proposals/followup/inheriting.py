"""What becomes of what a division follows when another follows it."""

from django.db.models import QuerySet

from tomoni.academy.accounts.heirs import Belongings
from tomoni.academy.accounts.models import Division
from tomoni.academy.proposals.followup.models import Following, Milestone, MilestoneState


def count(division: Division) -> int:
    return _followings(division).count() + _open(division).count()


def pass_on(division: Division, successor: Division) -> None:
    """The successor follows it; milestones that have ended stay as they were."""
    _followings(division).update(division=successor)
    _open(division).update(division=successor)


def _followings(division: Division) -> QuerySet[Following]:
    return Following.objects.filter(division=division)


def _open(division: Division) -> QuerySet[Milestone]:
    return Milestone.objects.filter(division=division, state=MilestoneState.OPEN)


BELONGINGS = Belongings(count=count, pass_on=pass_on)
