"""A municipality's own programmes in the small city."""

from collections.abc import Callable
from typing import Any

from academy.conftest import City
from academy.proposals import samples
from tomoni.academy.proposals import editions, programme_forms, programme_parts
from tomoni.academy.proposals.models import ProgrammeEdition
from tomoni.academy.ui.fields import FieldView


def draft(city: City, shipped: str = "two_categories") -> ProgrammeEdition:
    """A draft, begun as a copy of what comes with Tomoni; the secretariat is the office."""
    samples.duties(city)
    return editions.start(city.municipality, shipped=shipped, actor=city.secretariat)


def content(edition: ProgrammeEdition) -> programme_parts.Content:
    edition.refresh_from_db()
    return programme_parts.content_of(edition.text)


def base(edition: ProgrammeEdition, part: str = "") -> str:
    """What a page that was opened now would hold."""
    return programme_parts.base_of(content(edition), part)


def publish(edition: ProgrammeEdition, city: City) -> None:
    editions.publish(edition, base=base(edition), actor=city.secretariat)
    edition.refresh_from_db()


def save(
    edition: ProgrammeEdition, city: City, part: str, *, seen: str = "", **values: Any
) -> None:
    """Write a part through the service, as it stands but for `values`."""
    whole = programme_parts.values_of(content(edition), part) | values
    editions.save_part(
        edition, part=part, values=whole, base=seen or base(edition, part), actor=city.secretariat
    )


def posted(fields: tuple[FieldView, ...]) -> dict[str, Any]:
    """What a browser would post of a form that was left as it is."""
    said: dict[str, Any] = {}
    for field in fields:
        if field.type == "rows":
            for place, row in enumerate(field.value or ()):
                said |= {f"{field.name}-{place}-{key}": text for key, text in row.items()}
        else:
            said[field.name] = field.value
    return said


def form(edition: ProgrammeEdition, part: str) -> dict[str, Any]:
    """The same for a part that is opened now."""
    whole = content(edition)
    said = posted(programme_forms.fields_of(whole, part))
    return said | {"base": programme_parts.base_of(whole, part)}


def at_municipality(city: City) -> tuple[object, ...]:
    samples.duties(city)
    return (city.municipality.pk,)


def at_draft(*more: str) -> Callable[[City], tuple[object, ...]]:
    """The address of a page of a draft."""

    def address(city: City) -> tuple[object, ...]:
        edition = draft(city)
        return (city.municipality.pk, edition.name, *more)

    return address


def at_shipped(city: City) -> tuple[object, ...]:
    return (*at_municipality(city), "two_categories")


def at_call(city: City) -> tuple[object, ...]:
    call = samples.call(city)
    return (city.municipality.pk, call.pk)


def at_duty(city: City) -> tuple[object, ...]:
    samples.duties(city)
    return (city.municipality.pk, city.auditor.duties.get().pk)
