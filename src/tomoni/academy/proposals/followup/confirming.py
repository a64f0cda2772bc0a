"""効果確認: what was adopted beside what was measured, and reminding of all that is due."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.formats import date_format

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import services as proposals
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.followup import dues, notes, plans, queries
from tomoni.academy.proposals.followup.models import (
    Confirmation,
    ConfirmedLine,
    Following,
    Reminder,
    Value,
    ValueKind,
)
from tomoni.academy.proposals.followup.quantities import (
    EFFECTS,
    attained,
    line_falls_short,
    of_value,
)


@dataclass(frozen=True)
class Measured:
    """What came of one effect, and from where it is known."""

    planned: plans.Planned
    source: str


@transaction.atomic
def confirm(
    following: Following,
    *,
    day: date,
    measured: Mapping[str, Measured],
    why: str,
    what_next: str,
    base: int,
    actor: User,
) -> Confirmation:
    """Hold what was measured (by name of the effect) against the version that was adopted.

    `base`: how many confirmations there were when the form was opened. Indicators go in with the
    newest values of the day or before. Raises `ProposalsError`: nothing-planned,
    indicator-units-differ, why-missing (something fell short and nobody says why and what next),
    confirmed-meanwhile.
    """
    lines = lines_of(following, day=day, measured=measured)
    if not lines:
        raise ProposalsError("nothing-planned")
    if any(map(line_falls_short, lines)) and not (why and what_next):
        raise ProposalsError("why-missing")
    if Confirmation.objects.filter(following=following).count() != base:
        raise ProposalsError("confirmed-meanwhile")
    try:
        with transaction.atomic():
            made = Confirmation.objects.create(
                following=following, number=base + 1, day=day, why=why, what_next=what_next,
                actor=actor,
            )  # fmt: skip
    except IntegrityError as error:
        raise ProposalsError("confirmed-meanwhile") from error
    for line in lines:
        line.confirmation = made
    ConfirmedLine.objects.bulk_create(lines)
    notes.note(following, "effect-confirmed", actor=actor, number=made.number)
    _tell_of(made)
    return made


def lines_of(
    following: Following, *, day: date, measured: Mapping[str, Measured]
) -> list[ConfirmedLine]:
    """The lines as they would be kept, not saved. Raises as `confirm` where units differ."""
    return [*_effects(following, measured), *_indicators(following, day)]


def remind(today: date) -> int:
    """Tell those who answer for a division now, and the proposers who are still there, once each.

    Two weeks before a day, and after it; who came to lead the division since is told anew.
    """
    return sum(
        _tell(following, due, today=today)
        for following in queries.with_all(Following.objects.all())
        for due in dues.dues_of(following)
        if due.is_near(today)
    )


def _tell_of(made: Confirmation) -> None:
    """To the office and the proposers who are still there."""
    proposal = made.following.proposal
    url = reverse("followup:confirmation", args=(proposal.pk, made.number))
    proposals.tell_office(proposal, code="effect-confirmed", url=url, title=proposal.title)
    people = queries.proposers_still_there(made.following)
    notices.send(people, code="effect-confirmed", url=url, title=proposal.title)


def _effects(following: Following, measured: Mapping[str, Measured]) -> Iterator[ConfirmedLine]:
    for name, plan in plans.effects_of(following.proposal).items():
        came = measured.get(name)
        quantity = came.planned.quantity if came else None
        if quantity is not None and quantity.unit != plan.quantity.unit:
            raise ProposalsError(
                "indicator-units-differ", unit=plan.quantity.unit, other=quantity.unit
            )
        yield ConfirmedLine(
            effect=name, label=str(EFFECTS[name][0]), planned=plan.quantity.model_dump(mode="json"),
            measured=quantity.model_dump(mode="json") if quantity else None,
            attained=attained(plan.quantity, quantity), source=came.source if came else "",
            planned_quoted=plan.quoted, planned_version=plan.version,
            quoted=came.planned.quoted if came else "",
            version=came.planned.version if came else None,
        )  # fmt: skip


def _indicators(following: Following, day: date) -> Iterator[ConfirmedLine]:
    """Each indicator that has a planned value: the one that holds on the day."""
    for indicator in following.indicators.all():
        values = queries.current(indicator.values.all())
        planned = _planned_for(values, day)
        if planned is None:
            continue
        actual = [each for each in values if each.kind == ValueKind.ACTUAL and each.day <= day]
        came = actual[-1] if actual else None
        wanted = of_value(planned, indicator=indicator)
        quantity = of_value(came, indicator=indicator) if came else None
        yield ConfirmedLine(
            indicator=indicator, label=indicator.name, turned=indicator.turned,
            planned=wanted.model_dump(mode="json"),
            measured=quantity.model_dump(mode="json") if quantity else None,
            attained=attained(wanted, quantity), source=came.source if came else "",
            planned_quoted=planned.quoted, planned_version=planned.version,
            quoted=came.quoted if came else "", version=came.version if came else None,
        )  # fmt: skip


def _planned_for(values: list[Value], day: date) -> Value | None:
    """What was planned for the last time that has come; before the first, what is planned next."""
    planned = [each for each in values if each.kind == ValueKind.PLANNED]
    past = [each for each in planned if each.day <= day]
    return past[-1] if past else (planned[0] if planned else None)


@transaction.atomic
def _tell(following: Following, due: dues.Due, *, today: date) -> int:
    """A notice to those who have not had it; to how many."""
    when = "late" if due.is_late(today) else "soon"
    key = f"{due.key}-{due.due_date}-{when}"
    told = set(following.reminders.filter(key=key).values_list("user", flat=True))
    people = {
        each.pk: each
        for each in (
            *queries.answerable_for(due.division), *queries.proposers_still_there(following)
        )
        if each.pk not in told
    }  # fmt: skip
    Reminder.objects.bulk_create(
        [Reminder(following=following, user=each, key=key) for each in people.values()]
    )
    notices.send(
        people.values(), code=f"followup-{when}", url=notes.url_of(following),
        title=following.proposal.title, what=due.what, due=date_format(due.due_date),
    )  # fmt: skip
    return len(people)
