"""Forms filled from proposals, and the forms that a city brings in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import get_args

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts.models import Municipality, User, entry
from tomoni.academy.proposals import blind, queries
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.forms import values
from tomoni.academy.proposals.forms.models import CityForm
from tomoni.academy.proposals.models import Part, Proposal
from tomoni.engine import documents
from tomoni.engine.core import TomoniError as TomoniError
from tomoni.engine.core import sha256

KINDS: tuple[str, ...] = get_args(documents.FormKind)
SHIPPED = documents.SHIPPED_FORMS
"""Key → title and kind of the forms that come with the house."""


@dataclass(frozen=True)
class Form:
    """A form that can be filled: one that comes with the house (`key`), or a city's own."""

    title: str
    kind: documents.FormKind
    data: bytes
    key: str = ""
    own: CityForm | None = None


@dataclass(frozen=True)
class FieldStatus:
    """A field of a form: where it stands, whether it is known, what stands there for a proposal.

    `state`: `known`, `unfilled` or `unknown`; `like`: known names that are nearly the same.
    """

    field: documents.FormField
    state: str
    shown: str = ""
    like: tuple[str, ...] = ()


def shipped(key: str) -> Form:
    """A form that comes with the house. Raises `KeyError`."""
    about = SHIPPED[key]
    return Form(about.title, about.kind, documents.shipped_form(key), key=key)


def own(row: CityForm) -> Form:
    """A city's own form."""
    return Form(row.title, _kind(row.kind), bytes(row.data), own=row)


def fill(proposal: Proposal, form: Form, *, user: User) -> bytes:
    """The form filled with what this person may read of the proposal.

    Raises `documents.DocumentsError` as `documents.fill_form`.
    """
    return _filled(form, found=values.compose(proposal, user=user)).data


def fill_shipped(proposal: Proposal, key: str, *, user: User) -> bytes:
    """The same for a form that comes with the house, by its key: `verdict_notice`, `minutes`."""
    return fill(proposal, shipped(key), user=user)


def statuses(
    form: Form, *, municipality: Municipality, proposal: Proposal | None = None,
    user: User,
) -> tuple[FieldStatus, ...]:  # fmt: skip
    """Every field of the form; with a proposal also what will stand there.

    Raises `documents.DocumentsError` as `documents.form_fields`.
    """
    fields = documents.form_fields(form.data, kind=form.kind)
    names = values.offered(municipality)
    if proposal is None:
        return tuple(_status(field, names=names) for field in fields)
    found = values.compose(proposal, user=user)
    names |= _names_of(found)
    return tuple(_with_value(_status(field, names=names), found=found) for field in fields)


def receive(
    data: bytes, *, kind: str, title: str, municipality: Municipality, actor: User
) -> CityForm:
    """Keep a form that a city brings in; one of the same title is replaced.

    Raises `documents.DocumentsError` as `documents.form_fields`, and
    `ProposalsError("form-without-fields")`.
    """
    if not documents.form_fields(data, kind=_kind(kind)):
        raise ProposalsError("form-without-fields")
    with transaction.atomic():
        _retire(CityForm.objects.filter(municipality=municipality, title=title, until_date=None))
        row = CityForm.objects.create(
            municipality=municipality, title=title, kind=kind, data=data, digest=sha256(data),
            made_by=actor,
        )  # fmt: skip
        entry(municipality, actor=actor, action="form-received", subject=title, kind=kind).save()
    return row


@transaction.atomic
def take_away(row: CityForm, *, actor: User) -> None:
    """The form is used no more; files that were filled with it stay what they are."""
    _retire(CityForm.objects.filter(pk=row.pk, until_date=None))
    entry(row.municipality, actor=actor, action="form-taken-away", subject=row.title).save()


def titles(proposals: Sequence[Proposal], *, user: User) -> list[tuple[int, str]]:
    """Number and title of each as this person may read them."""
    found = []
    parts: dict[int, frozenset[Part]] = {}
    for proposal in proposals:
        municipality = proposal.call.edition.municipality
        if municipality.pk not in parts:
            parts[municipality.pk] = queries.parts_of(user, municipality=municipality)
        mask = blind.mask_for(user, proposal=proposal, parts=parts[municipality.pk])
        said = " ".join(part for part in (proposal.number, proposal.title) if part)
        found.append((proposal.pk, mask.text(said)))
    return found


def _retire(rows: "Iterable[CityForm]") -> None:
    today = timezone.localdate()
    for row in rows:
        row.until_date = today
        row.save(update_fields=["until_date"])


def _kind(kind: str) -> documents.FormKind:
    for known in get_args(documents.FormKind):
        if known == kind:
            return known  # type: ignore[no-any-return]
    raise documents.DocumentsError("form-unknown-kind", kind=kind)


def _filled(form: Form, *, found: values.Found) -> documents.FilledForm:
    return documents.fill_form(
        form.data, kind=form.kind, values=found.values, pictures=_pictures(found)
    )


def _pictures(found: values.Found) -> dict[str, documents.FormPicture | None]:
    offered = {name: None for group in values.groups() for name in group.pictures}
    given = {
        name: documents.FormPicture(svg=svg, alt=alt) for name, (svg, alt) in found.pictures.items()
    }
    return offered | given


def _names_of(found: values.Found) -> frozenset[str]:
    rows = {
        f"{name}.{item}"
        for name, value in found.values.items() if isinstance(value, list | tuple)
        for row in value if isinstance(row, dict)
        for item in row
    }  # fmt: skip
    return frozenset(found.values) | rows


def _status(field: documents.FormField, *, names: frozenset[str]) -> FieldStatus:
    if field.full_name in names:
        return FieldStatus(field, "known")
    like = get_close_matches(field.full_name, sorted(names), n=3, cutoff=0.5)
    return FieldStatus(field, "unknown", like=tuple(like))


def _with_value(status: FieldStatus, *, found: values.Found) -> FieldStatus:
    if status.state == "unknown":
        return status
    field = status.field
    if field.picture:
        picture = found.pictures.get(field.name)
        shown = "" if picture is None else picture[1]
    elif field.item:
        rows = found.values.get(field.name) or ()
        shown = "\n".join(documents.field_text(field, value=row.get(field.item)) for row in rows)
    else:
        shown = documents.field_text(field, value=found.values.get(field.name))
    return FieldStatus(field, "known" if shown else "unfilled", shown=shown)
