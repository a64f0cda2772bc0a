"""What the live process reads."""

from collections.abc import Iterable

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts import rules
from tomoni.academy.workspaces.live.models import LiveDocument
from tomoni.academy.workspaces.live.tickets import Ticket
from tomoni.academy.workspaces.models import Case


def writer_of(ticket: Ticket) -> User | None:
    """The person of the ticket, while they may write in the case."""
    user = User.objects.filter(pk=ticket.user, is_active=True).first()
    row = Case.objects.select_related("group").filter(pk=ticket.case).first()
    if user is None or row is None:
        return None
    return None if rules.may_edit_group(user, group=row.group) else user


def document_of(ticket: Ticket) -> LiveDocument | None:
    return LiveDocument.objects.filter(case_id=ticket.case, key=ticket.key).first()


def serials(pks: Iterable[int]) -> dict[int, tuple[int, str]]:
    """How far each document's row is: serial and epoch. One query."""
    found = LiveDocument.objects.filter(pk__in=list(pks))
    return {pk: (serial, epoch) for pk, serial, epoch in found.values_list("pk", "serial", "epoch")}
