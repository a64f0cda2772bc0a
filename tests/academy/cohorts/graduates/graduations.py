"""Akari has graduated; the key of her city is at hand, as making one takes a moment."""

from datetime import date
from pathlib import Path

from django.conf import settings

from academy.conftest import City
from engine.documents.issuers import key
from tomoni.academy.cohorts.graduates import services
from tomoni.academy.cohorts.graduates.models import Graduate
from tomoni.academy.cohorts.models import Membership, Role

DAY = date(2026, 10, 31)


def key_at_hand(city: City) -> None:
    """The city has signed before."""
    place = Path(settings.HOME) / "issuer_keys" / f"{city.municipality.code}.pem"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(key("ours"))


def graduate(city: City, *names: str) -> Graduate:
    """The first of those who are named; Akari when nobody is. The same at every call."""
    chosen = [getattr(city, name) for name in names or ("akari",)]
    key_at_hand(city)
    services.close(
        city.cohort, chosen={user.pk for user in chosen}, issued_date=DAY,
        signatory="あさひ市長　見本 太郎", actor=city.secretariat,
    )  # fmt: skip
    return city.cohort.graduates.get(user=chosen[0])


def at_graduate(city: City) -> tuple[object, ...]:
    return (graduate(city).pk,)


def at_closed_cohort(city: City) -> tuple[object, ...]:
    graduate(city)
    return (city.cohort.pk,)


def at_municipality(city: City) -> tuple[object, ...]:
    graduate(city)
    return (city.municipality.pk,)


def at_lecturer(city: City) -> tuple[object, ...]:
    held = Membership.objects.get(user=city.lecturer, role=Role.LECTURER)
    return (city.cohort.pk, held.pk)
