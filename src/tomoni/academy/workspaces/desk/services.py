"""What is written at the desk: the catalogue, requests and their answers, uses and decisions."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.workspaces.desk.models import (
    Answer,
    Basis,
    Holding,
    Record,
    Request,
    State,
    Use,
    UseState,
)
from tomoni.academy.workspaces.models import AuditEntry


def save_record(
    record: Record | None, *, actor: User, division: Division, values: Mapping[str, Any]
) -> Record:
    """A new entry of the catalogue, or the entry as it is said now."""
    found = record or Record(division=division)
    for name, value in values.items():
        setattr(found, name, value)
    found.updated_by = actor.signature
    found.save()
    return found


def ask(
    *,
    actor: User,
    text: str,
    due_date: date,
    division: Division | None,
    record: Record | None = None,
) -> Request:
    """A question to one division; None: to all of the asker's municipality."""
    own = actor.division
    if own is None:
        raise ValueError("only a municipality's own staff asks")
    return Request.objects.create(
        municipality=own.municipality,
        division=record.division if record else division,
        record=record,
        asked_by=actor,
        text=text,
        due_date=due_date,
    )


@transaction.atomic
def answer(request: Request, *, actor: User, state: State, text: str) -> Answer:
    """One more answer. Where all were asked, one "not here" leaves the question open."""
    said = Answer.objects.create(
        request=request, author=actor, signature=actor.signature, state=state, text=text
    )
    if request.division_id is not None or state != State.NOT_HERE:
        request.state = state
        request.save(update_fields=["state"])
    return said


def close(request: Request) -> None:
    request.state = State.CLOSED
    request.save(update_fields=["state"])


def remind(request: Request) -> None:
    """The question stands first again on the page of those who are asked."""
    request.reminded_at = timezone.now()
    request.save(update_fields=["reminded_at"])


@transaction.atomic
def apply(
    holding: Holding, *, actor: User, people: Iterable[User], values: Mapping[str, Any]
) -> Use:
    """An application. What stays within the purpose and the owner's own division needs no other."""
    use = Use.objects.create(holding=holding, applicant=actor, signature=actor.signature, **values)
    use.people.set(people)
    if use.basis == Basis.WITHIN and actor.division_id == holding.division_id:
        _decide(use, actor=actor, state=UseState.APPROVED, text="")
    return use


def decide(use: Use, *, actor: User, state: UseState, text: str) -> None:
    _decide(use, actor=actor, state=state, text=text)


def _decide(use: Use, *, actor: User, state: UseState, text: str) -> None:
    use.state, use.decision = state, text
    use.approver, use.approver_signature = actor, actor.signature
    use.decided_at = timezone.now()
    use.save()


def withdraw(use: Use) -> None:
    use.state = UseState.WITHDRAWN
    use.save(update_fields=["state"])


@transaction.atomic
def keep(holding: Holding, *, actor: User, values: Mapping[str, Any]) -> None:
    """How the file is kept from now on."""
    for name, value in values.items():
        setattr(holding, name, value)
    holding.save(update_fields=list(values))
    AuditEntry.objects.create(
        case=holding.case, actor=actor, action="custody-changed", subject=holding.key
    )
