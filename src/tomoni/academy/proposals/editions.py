"""What is written of a municipality's programmes: drafts by form, then versions that stay."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tomoni.academy.accounts.models import Municipality, User, entry
from tomoni.academy.proposals import programme, programme_parts
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import ProgrammeEdition
from tomoni.academy.proposals.programme_parts import Content

MOST_BYTES = 500_000
"""Of a programme in a file."""


def editions_of(municipality: Municipality) -> QuerySet[ProgrammeEdition]:
    """All versions of the municipality's programmes, by identity, the newest first."""
    found = ProgrammeEdition.objects.filter(municipality=municipality)
    return found.select_related("changed_by", "made_by", "municipality")


def newest_of(municipality: Municipality) -> list[ProgrammeEdition]:
    """Of each programme the version that was published last: a new call takes one of them."""
    newest: dict[str, ProgrammeEdition] = {}
    for edition in editions_of(municipality).filter(is_draft=False):
        newest.setdefault(edition.key, edition)
    return list(newest.values())


def earlier_text(edition: ProgrammeEdition) -> tuple[str, str]:
    """Name and text of the version before; of a first one what it was copied from, or nothing."""
    before = editions_of(edition.municipality).filter(
        key=edition.key, version__lt=edition.version
    ).first()  # fmt: skip
    if before is not None:
        return str(before), before.text
    key = edition.source.partition("@")[0]
    if key not in programme.SHIPPED:
        return "", ""
    text = programme.shipped_programme(key)
    return programme.parsed(text).title, text


@transaction.atomic
def start(municipality: Municipality, *, shipped: str, actor: User) -> ProgrammeEdition:
    """A programme of the municipality's own, begun as a copy of one that comes with Tomoni."""
    text = programme.shipped_programme(shipped)
    source = programme.parsed(text).name
    return _first(municipality, text, source=source, action="programme-started", actor=actor)


@transaction.atomic
def take_in(municipality: Municipality, *, data: bytes, actor: User) -> ProgrammeEdition:
    """A programme of the municipality's own from a file.

    Raises `ProposalsError`: file-too-large, bad-yaml, bad-programme.
    """
    text = _from_file(data)
    return _first(municipality, text, source="", action="programme-taken-in", actor=actor)


@transaction.atomic
def revise(edition: ProgrammeEdition, *, actor: User) -> ProgrammeEdition:
    """The draft of the next version; the one that is there already."""
    municipality = _only_one(edition.municipality)
    found = editions_of(municipality).filter(key=edition.key)
    draft = found.filter(is_draft=True).first()
    if draft is not None:
        return draft
    made = _make(
        municipality, programme_parts.content_of(edition.text), key=edition.key,
        version=found.latest("version").version + 1, source=edition.name, actor=actor,
    )  # fmt: skip
    _write(made, "programme-revised", actor=actor)
    return made


def save_part(
    edition: ProgrammeEdition, *, part: str, values: Mapping[str, Any], base: str, actor: User
) -> None:
    """Write one part of a draft.

    Raises `ProposalsError`: edition-published, edition-gone, part-changed (somebody has saved it
    since `base`): nothing is written then.
    """

    def change(content: Content) -> None:
        if programme_parts.base_of(content, part) != base:
            raise ProposalsError("part-changed")
        programme_parts.write(content, part, values)

    _change(edition, change, part=part, actor=actor)


def replace(edition: ProgrammeEdition, *, data: bytes, base: str, actor: User) -> None:
    """Put a file in the place of the whole draft. Raises as `take_in` and as `save_part`."""
    read = programme_parts.content_of(_from_file(data))

    def change(content: Content) -> None:
        _same(content, base)
        content.clear()
        content.update(read)

    _change(edition, change, part="", actor=actor)


@transaction.atomic
def publish(edition: ProgrammeEdition, *, base: str, actor: User) -> None:
    """From now on a call may take it, and it never changes; calls keep the version they have.

    Raises `ProposalsError`: edition-published, edition-gone, edition-changed (it is not what was
    looked at any more), edition-unfinished.
    """
    draft = _locked(edition)
    content = programme_parts.content_of(draft.text)
    _same(content, base)
    if programme.mistakes(content):
        raise ProposalsError("edition-unfinished")
    draft.is_draft, draft.changed_by = False, actor
    draft.save(update_fields=["is_draft", "changed_by", "changed_at"])
    _write(draft, "programme-published", actor=actor)


@transaction.atomic
def drop(edition: ProgrammeEdition, *, base: str, actor: User) -> None:
    """Throw a draft away. Raises `ProposalsError`: edition-published, edition-changed."""
    draft = _locked(edition)
    _same(programme_parts.content_of(draft.text), base)
    _write(draft, "programme-dropped", actor=actor)
    draft.delete()


@transaction.atomic
def _change(
    edition: ProgrammeEdition, change: Callable[[Content], None], *, part: str, actor: User
) -> None:
    """Change what stands in a draft; identity and version stay."""
    draft = _locked(edition)
    content = programme_parts.content_of(draft.text)
    change(content)
    content |= {"id": draft.key, "version": draft.version}
    draft.text, draft.title = programme_parts.text_of(content), content["title"][:200]
    draft.changed_by = actor
    draft.save(update_fields=["text", "title", "changed_by", "changed_at"])
    _write(draft, "programme-changed", actor=actor, part=part)


def _same(content: Content, base: str) -> None:
    if programme_parts.base_of(content) != base:
        raise ProposalsError("edition-changed")


def _from_file(data: bytes) -> str:
    """The text of a file that holds a programme."""
    if len(data) > MOST_BYTES:
        raise ProposalsError("file-too-large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProposalsError("bad-yaml", line=data[: error.start].count(b"\n") + 1) from error
    programme.read_programme(text)
    return text


def _locked(edition: ProgrammeEdition) -> ProgrammeEdition:
    found = ProgrammeEdition.objects.select_for_update().filter(pk=edition.pk).first()
    if found is None:
        raise ProposalsError("edition-gone")
    if not found.is_draft:
        raise ProposalsError("edition-published")
    return found


def _only_one(municipality: Municipality) -> Municipality:
    """The municipality; whoever else makes an edition of it waits."""
    return Municipality.objects.select_for_update().get(pk=municipality.pk)


def _first(
    municipality: Municipality, text: str, *, source: str, action: str, actor: User
) -> ProgrammeEdition:
    """The first version, under an identity that no other programme of the municipality has."""
    _only_one(municipality)
    content = programme_parts.content_of(text)
    known = set(editions_of(municipality).values_list("key", flat=True))
    stem = content["id"][:30]
    names = (stem if number == 1 else f"{stem}_{number}" for number in count(1))
    key = next(name for name in names if name not in known)
    made = _make(municipality, content, key=key, version=1, source=source, actor=actor)
    _write(made, action, actor=actor)
    return made


def _make(
    municipality: Municipality, content: Content, *, key: str, version: int, source: str,
    actor: User,
) -> ProgrammeEdition:  # fmt: skip
    named = content | {"id": key, "version": version}
    return ProgrammeEdition.objects.create(
        municipality=municipality, key=key, version=version, title=content["title"][:200],
        text=programme_parts.text_of(named), is_draft=True, source=source, made_by=actor,
        changed_by=actor,
    )  # fmt: skip


def _write(edition: ProgrammeEdition, action: str, *, actor: User, **values: str) -> None:
    entry(
        edition.municipality, actor=actor, action=action, subject=edition.title,
        programme=edition.name, **values,
    ).save()  # fmt: skip
