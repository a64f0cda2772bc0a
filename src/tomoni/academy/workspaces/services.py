"""All that changes a case: worksheets, recomputing. Each writes its audit row."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tomoni import __version__
from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Group
from tomoni.academy.workspaces import glances, merging, models, store
from tomoni.academy.workspaces.desk import intake, keys
from tomoni.academy.workspaces.errors import WorkspacesError as WorkspacesError
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.engine import cases, tables


@transaction.atomic
def start_case(group: Group, *, title: str, actor: User | None) -> models.Case:
    row = models.Case.objects.create(
        group=group,
        title=title,
        curriculum=group.cohort.curriculum,
        curriculum_text=group.cohort.curriculum_text,
    )
    record(row, actor=actor, action="case-started", subject="")
    return row


def followed(case: cases.Case, *, curriculum: cases.Curriculum, group: Group) -> cases.Case:
    """The case with a plan for all that follows by itself, in the name of the group."""
    authors = tuple(member.display_name for member in group.participants())
    division = group.division.name
    return cases.follow(case, curriculum=curriculum, division=division, authors=authors)


def import_bundle(group: Group, bundle: cases.Bundle, *, actor: User | None) -> models.Case:
    """The bundle as the group's case, brought up to date; nothing is kept when that fails."""
    case = followed(bundle.case, curriculum=bundle.curriculum, group=group)
    key = keys.fresh() if keys.is_needed(case) else b""
    newest = max(head.made_at for versions in case.versions.values() for head in versions)
    done = cases.recompute(
        case,
        store=bundle.store,
        recipes=cases.recipes_on(settings.TABLES_BACKEND),
        made_by=actor.signature if actor else "",
        made_at=newest,
        engine_version=__version__,
        key=key,
    )
    for error in done.failed.values():
        raise error
    with transaction.atomic():
        row = models.Case.objects.create(
            group=group,
            title=case.title,
            curriculum=bundle.curriculum.name,
            curriculum_text=json.dumps(
                bundle.curriculum.model_dump(mode="json"), ensure_ascii=False
            ),
        )
        if key:
            keys.keep(row, key)
        store.copy(done.case, source=bundle.store)
        store.save(row, done.case, author_id=actor.pk if actor else None)
        imported = Opened(row, done.case, store.DatabaseStore(), bundle.curriculum)
        glances.keep(row, glances.take(imported), revision=1)
        intake.take_charge_of_case(row, done.case, store=bundle.store)
        record(row, actor=actor, action="case-imported", subject="")
    return row


def change(
    row: models.Case,
    *,
    actor: User,
    action: str,
    subject: str,
    grow: Callable[[Opened], cases.Case],
    then: Callable[[], object] = lambda: None,
) -> Opened:
    """Open the case, let it grow outside any lock, and add what is new with its audit row.

    `then` writes what belongs to it, in the same transaction.
    Raises `store.ConflictError` when somebody saved the same artifact in between; nothing is
    kept then.
    """
    row.refresh_from_db(fields=["revision"])
    opened = open_case(row)
    grown = followed(grow(opened), curriculum=opened.curriculum, group=row.group)
    now = Opened(row=row, case=grown, store=opened.store, curriculum=opened.curriculum)
    glance = glances.take(now)
    with transaction.atomic():
        store.save(row, grown, since=opened.case, author_id=actor.pk)
        opened.store.keep()
        glances.keep(row, glance, revision=row.revision + 1)
        record(row, actor=actor, action=action, subject=subject)
        then()
    return now


def write(
    opened: Opened,
    case: cases.Case,
    artifact: cases.Artifact,
    *,
    content: Any,
    actor: User,
    files: Mapping[str, bytes] | None = None,
    references: Mapping[str, cases.Reference] | None = None,
    note: str = "",
) -> cases.Case:
    """The case with a version of the artifact written by this person; the artifact is placed."""
    return cases.revise(
        cases.place(case, artifact),
        artifact.id,
        content=content,
        store=opened.store,
        files=files,
        quantities=cases.quantities_of(artifact.kind, content, curriculum=opened.curriculum),
        references=references,
        made_by=actor.signature,
        made_at=timezone.now(),
        note=note,
    )


@dataclass(frozen=True)
class Outdated:
    """The worksheet has a newer version than the one the person started from."""

    merge: merging.Merge
    newest: int
    made_by: str


def save_worksheet(
    row: models.Case,
    *,
    actor: User,
    key: str,
    values: Mapping[str, Any],
    base: int,
    files: Mapping[str, bytes] | None = None,
    note: str = "",
    then: Callable[[], object] = lambda: None,
) -> Outdated | None:
    """Save a worksheet as a new version, or say what another person changed since `base`."""
    opened = open_case(row)
    behind = outdated(opened, key, values=values, base=base)
    if behind is not None:
        return behind
    try:
        change(
            row,
            actor=actor,
            action="worksheet-saved",
            subject=key,
            grow=lambda now: _grow_worksheet(now, key, values, actor=actor, files=files, note=note),
            then=then,
        )
    except store.ConflictError:
        return outdated(open_case(row), key, values=values, base=base)
    models.Draft.objects.filter(case=row, author=actor, key=key).delete()
    return None


def outdated(opened: Opened, key: str, *, values: Mapping[str, Any], base: int) -> Outdated | None:
    head = opened.case.head(key)
    if head is None or head.number == base:
        return None
    started = opened.case.versions[key][base - 1] if base else None
    before = cases.content_of(started, store=opened.store)["values"] if started else {}
    theirs = cases.content_of(head, store=opened.store)["values"]
    return Outdated(
        merge=merging.merge(base=before, mine=values, theirs=theirs),
        newest=head.number,
        made_by=head.made_by,
    )


def _grow_worksheet(
    opened: Opened,
    key: str,
    values: Mapping[str, Any],
    *,
    actor: User,
    files: Mapping[str, bytes] | None,
    note: str,
) -> cases.Case:
    worksheet = opened.curriculum.worksheet(key)
    return write(
        opened,
        opened.case,
        cases.Artifact(id=key, kind="worksheet", title=worksheet.title),
        content={"worksheet": key, "values": dict(values)},
        actor=actor,
        files=files,
        references=cases.references_of(worksheet, values, case=opened.case),
        note=note,
    )


def kept_files(opened: Opened, key: str) -> dict[str, bytes]:
    """The files of the newest version, which the next one keeps."""
    head = opened.case.head(key)
    return cases.files_of(head, store=opened.store) if head else {}


def file_bytes(digest: str) -> bytes:
    return store.DatabaseStore().read(digest)


def bundle_of(row: models.Case) -> bytes:
    """The case as the bytes of a .zip."""
    opened = open_case(row)
    return cases.bundle_zip(
        cases.Bundle(case=opened.case, store=opened.store, curriculum=opened.curriculum)
    )


def save_draft(
    row: models.Case, *, actor: User, key: str, values: Mapping[str, Any], base: int
) -> None:
    models.Draft.objects.update_or_create(
        case=row, author=actor, key=key, defaults={"values": dict(values), "base": base}
    )


def drop_draft(row: models.Case, *, actor: User, key: str) -> None:
    models.Draft.objects.filter(case=row, author=actor, key=key).delete()


def recompute(
    row: models.Case, *, actor: User, only: Collection[str] | None = None
) -> cases.Recomputed:
    """Bring the case (or only the named artifacts) up to date.

    When somebody else did so at the same time, what is left is done on top of theirs.
    """
    results: list[cases.Recomputed] = []

    def grow(opened: Opened) -> cases.Case:
        results.append(recomputed(opened, opened.case, actor=actor, only=only))
        return results[-1].case

    try:
        change(row, actor=actor, action="recomputed", subject="", grow=grow)
    except store.ConflictError:
        change(row, actor=actor, action="recomputed", subject="", grow=grow)
    return results[-1]


def recomputed(
    opened: Opened,
    case: cases.Case,
    *,
    actor: User,
    only: Collection[str] | None = None,
    reader: tables.Reader | None = None,
    within: cases.Progress = cases.silent,
    cancelled: Callable[[], bool] = cases.never,
) -> cases.Recomputed:
    return cases.recompute(
        case,
        store=opened.store,
        recipes=cases.recipes_on(settings.TABLES_BACKEND),
        made_by=actor.signature,
        made_at=timezone.now(),
        engine_version=__version__,
        only=only,
        reader=reader,
        within=within,
        cancelled=cancelled,
        key=keys.key_of(opened.row) if keys.is_needed(case) else b"",
    )


def record(row: models.Case, *, actor: User | None, action: str, subject: str) -> None:
    models.AuditEntry.objects.create(case=row, actor=actor, action=action, subject=subject)
