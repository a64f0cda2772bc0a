"""Forms of the small city, and proposals to put into them."""

from io import BytesIO

import docx

from academy.conftest import City
from academy.proposals import samples
from tomoni.academy.proposals.forms import services
from tomoni.academy.proposals.forms.models import CityForm

TEXT = "{{ 受付番号 }}／{{ 題名 }}／{{ 提案者 }}／{{ 課 }}／{{ 効果 }}／{{ 提案者名 }}"


def file(text: str = TEXT) -> bytes:
    """A Word form of one paragraph."""
    form, made = docx.Document(), BytesIO()
    form.add_paragraph(text)
    form.save(made)
    return made.getvalue()


def text_of(data: bytes) -> str:
    """All paragraphs of a Word file."""
    return "\n".join(each.text for each in docx.Document(BytesIO(data)).paragraphs)


def own(city: City, title: str = "提案書（様式第1号）", text: str = TEXT) -> CityForm:
    """A form that the office has brought in."""
    samples.duties(city)
    return services.receive(
        file(text), kind="docx", title=title, municipality=city.municipality,
        actor=city.secretariat,
    )  # fmt: skip


def at_own(city: City) -> tuple[object, ...]:
    return (own(city).pk,)


def at_own_filled(city: City) -> tuple[object, ...]:
    return (own(city).pk, samples.decided(city).pk)


def at_shipped(city: City) -> tuple[object, ...]:
    samples.duties(city)
    return ("staff_proposal",)


def at_shipped_filled(city: City) -> tuple[object, ...]:
    return (*at_shipped(city), samples.decided(city).pk)


def at_duties(city: City) -> tuple[object, ...]:
    samples.duties(city)
    return ()
