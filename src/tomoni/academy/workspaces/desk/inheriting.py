"""What becomes of a division's data when another follows it."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.heirs import Belongings
from tomoni.academy.accounts.models import Division
from tomoni.academy.workspaces.desk.models import Holding, Record, Request, State


def count(division: Division) -> int:
    """Records, files that are kept, and questions that wait for an answer."""
    waiting = Request.objects.filter(division=division, state=State.WAITING)
    return division.records.count() + division.holdings.count() + waiting.count()


def pass_on(division: Division, successor: Division) -> None:
    """The successor answers for all of it; two records of one title are told apart by origin."""
    for record in division.records.all():
        if Record.objects.filter(division=successor, title=record.title).exists():
            said = _("%(title)s（旧%(division)s）")
            record.title = said % {"title": record.title, "division": division.name}
        record.division = successor
        record.save(update_fields=["title", "division"])
    Holding.objects.filter(division=division).update(division=successor)
    Request.objects.filter(division=division, state=State.WAITING).update(division=successor)


BELONGINGS = Belongings(count=count, pass_on=pass_on)
