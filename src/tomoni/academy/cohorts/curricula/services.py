"""What is written of a municipality's curricula, and the door to the engine's."""

import json
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts.models import Municipality, User, entry
from tomoni.academy.cohorts.curricula import parts, queries, writing
from tomoni.academy.cohorts.curricula.finding import Found, blocking, found_of
from tomoni.academy.cohorts.curricula.models import Edition
from tomoni.academy.cohorts.errors import CohortsError
from tomoni.engine import cases
from tomoni.engine.core import Finding

OWN = "_own"
"""In the identity of a municipality's own curriculum: no shipped one has it."""


class PartError(CohortsError):
    """What was written makes no curriculum; `findings` say where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("bad-part")
        self.findings = findings


@transaction.atomic
def copy(found: Found, *, title: str, actor: User) -> Edition:
    """A new curriculum of the municipality's own, begun as a copy."""
    made = _first(found.municipality, found.curriculum, title=title, actor=actor, source=found.name)
    _write(made, "curriculum-copied", actor=actor)
    return made


@transaction.atomic
def take_in(municipality: Municipality, *, data: bytes, actor: User) -> Edition:
    """A new curriculum of the municipality's own from a file. Raises `cases.CasesError`."""
    read = cases.read_curriculum(data)
    made = _first(municipality, read, title=read.title, actor=actor, source="")
    _write(made, "curriculum-taken-in", actor=actor)
    return made


@transaction.atomic
def revise(found: Found, *, actor: User) -> Edition:
    """The draft of the next version; the one that is there already. Published ones only."""
    assert found.edition is not None  # noqa: S101 - the view has looked
    key, municipality = found.edition.key, found.municipality
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    draft = queries.draft_of(municipality, key=key)
    if draft is not None:
        return draft
    newest = queries.editions_of(municipality).filter(key=key).latest("number")
    made = _make(
        municipality, found.curriculum, key=key, number=newest.number + 1, title=found.title,
        actor=actor, source=found.name,
    )  # fmt: skip
    _write(made, "curriculum-revised", actor=actor)
    return made


def save_part(
    edition: Edition, *, at: str, values: Mapping[str, Any], base: str, actor: User
) -> None:
    """Write one part of a draft.

    Raises `CohortsError`: `edition-published`, `edition-gone`, `part-gone`, `part-changed`
    (somebody has saved it since `base`), and `PartError`: nothing is written then.
    """

    def change(content: parts.Content) -> None:
        if parts.base_of(content, at) != base:
            raise CohortsError("part-changed")
        writing.write(content, at, values)

    _change(edition, change, at=at, actor=actor)


def add_part(edition: Edition, *, at: str, actor: User) -> str:
    """A new part in a list; its address. Raises `CohortsError` as `save_part`."""
    made: list[str] = []
    _change(edition, lambda content: made.append(parts.add(content, at)), at=at, actor=actor)
    return made[0]


def move_part(edition: Edition, *, at: str, by: int, actor: User) -> None:
    """Up (-1) or down (1) in its list. Raises `CohortsError` as `save_part`."""
    _change(edition, lambda content: parts.move(content, at, by=by), at=at, actor=actor)


def remove_part(edition: Edition, *, at: str, base: str, actor: User) -> None:
    """Take a part out. Raises `CohortsError` as `save_part`."""

    def change(content: parts.Content) -> None:
        if parts.base_of(content, at) != base:
            raise CohortsError("part-changed")
        parts.remove(content, at)

    _change(edition, change, at=at, actor=actor)


def replace(edition: Edition, *, data: bytes, base: str, actor: User) -> None:
    """Put a file in the place of the whole draft. Raises `cases.CasesError` and as `save_part`."""
    read = parts.content_of(cases.read_curriculum(data))

    def change(content: parts.Content) -> None:
        if parts.base_of(content) != base:
            raise CohortsError("edition-changed")
        content |= read

    _change(edition, change, at="", actor=actor)


@transaction.atomic
def publish(edition: Edition, *, base: str, actor: User) -> None:
    """From now on a new cohort may begin with it, and it never changes.

    Raises `CohortsError`: `edition-published`, `edition-changed` (it is not what was looked at any
    more), `edition-unfinished`.
    """
    draft = _locked(edition)
    found = found_of(draft, draft.municipality)
    if parts.base_of(found.content) != base:
        raise CohortsError("edition-changed")
    if blocking(found):
        raise CohortsError("edition-unfinished")
    draft.published_at, draft.changed_by = timezone.now(), actor
    draft.save(update_fields=["published_at", "changed_by", "changed_at"])
    _write(draft, "curriculum-published", actor=actor)


@transaction.atomic
def drop(edition: Edition, *, base: str, actor: User) -> None:
    """Throw a draft away. Raises `CohortsError`: `edition-published`, `edition-changed`."""
    draft = _locked(edition)
    if parts.base_of(found_of(draft, draft.municipality).content) != base:
        raise CohortsError("edition-changed")
    _write(draft, "curriculum-dropped", actor=actor)
    draft.delete()


@transaction.atomic
def _change(
    edition: Edition, change: Callable[[parts.Content], object], *, at: str, actor: User
) -> None:
    """Change the content of a draft; identity and number stay."""
    draft = _locked(edition)
    content = found_of(draft, draft.municipality).content
    change(content)
    content |= {"id": draft.key, "version": draft.number}
    changed = _checked(content)
    draft.text, draft.title = cases.write_curriculum(changed).decode(), changed.title[:200]
    draft.changed_by = actor
    draft.save(update_fields=["text", "title", "changed_by", "changed_at"])
    _write(draft, "curriculum-changed", actor=actor, part=at)


def _checked(content: parts.Content) -> cases.Curriculum:
    data = json.dumps(content, ensure_ascii=False).encode()
    try:
        return cases.read_curriculum(data)
    except cases.CasesError as error:
        raise PartError(cases.curriculum_mistakes(data)) from error


def _locked(edition: Edition) -> Edition:
    found = Edition.objects.select_for_update().filter(pk=edition.pk).first()
    if found is None:
        raise CohortsError("edition-gone")
    if not found.is_draft:
        raise CohortsError("edition-published")
    return found


def _first(
    municipality: Municipality, curriculum: cases.Curriculum, *, title: str, actor: User,
    source: str,
) -> Edition:  # fmt: skip
    """The first version, under an identity that no other curriculum of the municipality has."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    stem = f"{curriculum.id.partition(OWN)[0][:40]}{OWN}"
    known = set(queries.editions_of(municipality).values_list("key", flat=True))
    names = (stem if number == 1 else f"{stem}_{number}" for number in count(1))
    key = next(name for name in names if name not in known)
    return _make(
        municipality, curriculum, key=key, number=1, title=title, actor=actor, source=source
    )


def _make(
    municipality: Municipality, curriculum: cases.Curriculum, *, key: str, number: int, title: str,
    actor: User, source: str,
) -> Edition:  # fmt: skip
    named = curriculum.model_copy(update={"id": key, "version": number, "title": title})
    return Edition.objects.create(
        municipality=municipality, key=key, number=number, title=title[:200], source=source,
        text=cases.write_curriculum(named).decode(), made_by=actor, changed_by=actor,
    )  # fmt: skip


def _write(edition: Edition, action: str, *, actor: User, **values: str) -> None:
    entry(
        edition.municipality, actor=actor, action=action, subject=edition.title[:200],
        curriculum=edition.name, **values,
    ).save()  # fmt: skip
