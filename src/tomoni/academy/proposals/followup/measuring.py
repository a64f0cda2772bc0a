"""Indicators and their values: typed in, or quoted from the case; corrected, never changed."""

from datetime import date

from django.db import IntegrityError, transaction

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.followup import notes
from tomoni.academy.proposals.followup.models import Following, Indicator, Value, ValueKind
from tomoni.academy.proposals.followup.plans import Planned


@transaction.atomic
def add_indicator(
    following: Following, *, name: str, unit: str, turned: bool, how: str, actor: User
) -> Indicator:
    """One that the case does not have. Raises `ProposalsError("indicator-known")`."""
    try:
        with transaction.atomic():
            made = Indicator.objects.create(
                following=following, name=name, unit=unit, turned=turned, how=how, made_by=actor
            )
    except IntegrityError as error:
        raise ProposalsError("indicator-known") from error
    notes.note(following, "indicator-added", actor=actor, name=name)
    return made


@transaction.atomic
def give_unit(indicator: Indicator, *, unit: str, actor: User) -> None:
    """The unit of one that came from the case in words only; one that has a unit keeps it."""
    if Indicator.objects.filter(pk=indicator.pk, unit="").update(unit=unit):
        notes.note(
            indicator.following, "indicator-unit-given", actor=actor, name=indicator.name, unit=unit
        )
    indicator.refresh_from_db(fields=["unit"])


@transaction.atomic
def keep(
    indicator: Indicator,
    *,
    kind: ValueKind,
    day: date,
    planned: Planned,
    source: str,
    actor: User,
    corrects: Value | None = None,
    reason: str = "",
) -> Value:
    """One more value. `corrects`: the one that was wrong, which stays to be read.

    Raises `ProposalsError`: indicator-units-differ, corrected-meanwhile.
    """
    quantity = planned.quantity
    if quantity.unit != indicator.unit:
        raise ProposalsError("indicator-units-differ", unit=indicator.unit, other=quantity.unit)
    try:
        with transaction.atomic():
            made = Value.objects.create(
                indicator=indicator, kind=kind, day=day, value=quantity.value, low=quantity.low,
                high=quantity.high, grade=quantity.grade.value, source=source[:300],
                quoted=planned.quoted, version=planned.version, corrects=corrects, reason=reason,
                actor=actor,
            )  # fmt: skip
    except IntegrityError as error:
        raise ProposalsError("corrected-meanwhile") from error
    action = "value-corrected" if corrects else "value-added"
    notes.note(indicator.following, action, actor=actor, name=indicator.name, kind=kind.value)
    return made
