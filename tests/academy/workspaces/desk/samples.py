"""A desk with something on it: a record, a request, a file about persons, an application."""

from datetime import date, timedelta

from django.utils import timezone

from academy.conftest import City
from tomoni.academy.accounts.models import Division, User
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.desk import custody, services
from tomoni.academy.workspaces.desk.models import (
    Basis,
    Classification,
    Holding,
    Personal,
    Record,
    Request,
    Use,
)

CONSENT = Basis.CONSENT
"""Wants no reason, and the owner's decision."""


def record(
    city: City,
    *,
    title: str = "食品営業許可台帳",
    items: str = "許可番号、屋号",
    actor: User | None = None,
) -> Record:
    """An entry of the health division, or of the actor's."""
    who = actor or city.akari
    assert who.division is not None
    found = Record.objects.filter(title=title).first()
    return found or services.save_record(
        None,
        actor=who,
        division=who.division,
        values={
            "title": title, "items": items, "personal": Personal.NONE,
            "classification": Classification.TWO, "purpose": "食品衛生法の事務",
        },
    )  # fmt: skip


def request(city: City, *, asked_by: User | None = None) -> Request:
    """A question to the health division about its record."""
    return services.ask(
        actor=asked_by or city.daichi, text="過去5年分はありますか。", due_date=in_days(7),
        division=None, record=record(city),
    )  # fmt: skip


def holding(
    city: City, case: models.Case, *, key: str, personal: Personal = Personal.PERSONAL
) -> Holding:
    """A file of the case that the health division owns."""
    return custody.receive(
        case,
        key=key,
        title="許可の一覧",
        division=city.group.division,
        personal=personal,
        found=[],
    )


def kept_by(division: Division, *, case: models.Case, personal: Personal) -> Holding:
    """The case's file as the division's own."""
    found = Holding.objects.get(case=case, key="file_1")
    found.division, found.personal = division, personal
    found.save()
    return found


def use(city: City, case: models.Case, *, key: str, actor: User | None = None) -> Use:
    """An application for the file, by Akari for herself and Botan."""
    return services.apply(
        holding(city, case, key=key),
        actor=actor or city.akari,
        people=[city.akari, city.botan],
        values={
            "basis": CONSENT, "purpose": "窓口の混む月を調べるため", "reason": "",
            "items": "許可終了日", "expires_date": in_days(30),
        },
    )  # fmt: skip


def in_days(days: int) -> date:
    """A day from today on, where the city is."""
    return timezone.localdate() + timedelta(days=days)
