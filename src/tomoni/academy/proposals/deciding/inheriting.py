"""What becomes of what a division was asked for when another follows it."""

from tomoni.academy.accounts.heirs import Belongings
from tomoni.academy.accounts.models import Division
from tomoni.academy.proposals.deciding.models import Aftercare, Decision
from tomoni.academy.proposals.stages import DONE


def count(division: Division) -> int:
    """What is not finished, and decisions that will ask for something."""
    asked = Aftercare.objects.filter(division=division).exclude(proposal__place=DONE)
    return asked.count() + Decision.objects.filter(division=division, announced_at=None).count()


def pass_on(division: Division, successor: Division) -> None:
    """The successor answers for it; what is finished stays as it was."""
    asked = Aftercare.objects.filter(division=division).exclude(proposal__place=DONE)
    asked.update(division=successor)
    Decision.objects.filter(division=division, announced_at=None).update(division=successor)


BELONGINGS = Belongings(count=count, pass_on=pass_on)
