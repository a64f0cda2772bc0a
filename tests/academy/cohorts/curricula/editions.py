"""A municipality's own curricula in the small city."""

from collections.abc import Callable

from academy.conftest import City
from tomoni.academy.cohorts.curricula import finding, parts, services
from tomoni.academy.cohorts.curricula.finding import Found
from tomoni.academy.cohorts.curricula.models import Edition

TITLE = "あさひ市のカリキュラム"


def copied(city: City, source: str = "policy@1") -> Edition:
    """A draft, begun as a copy of a shipped curriculum."""
    found = finding.find(city.municipality, source)
    assert found is not None
    return services.copy(found, title=TITLE, actor=city.secretariat)


def published(city: City) -> Edition:
    """One that is published."""
    edition = copied(city)
    services.publish(edition, base=parts.base_of(read(edition).content), actor=city.secretariat)
    edition.refresh_from_db()
    return edition


def read(edition: Edition) -> Found:
    """The curriculum as it stands now."""
    edition.refresh_from_db()
    return finding.found_of(edition, edition.municipality)


def base(edition: Edition, at: str = "") -> str:
    """What a page that was opened now would hold."""
    return parts.base_of(read(edition).content, at)


def draft(city: City) -> tuple[object, ...]:
    """The address of a draft."""
    return (city.municipality.pk, copied(city).name)


def at(part: str) -> Callable[[City], tuple[object, ...]]:
    """The address of a part of a draft."""
    return lambda city: (*draft(city), part)
