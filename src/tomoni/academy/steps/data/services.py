"""Takes a file in: the file, what is said of it, and every table found in it, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.data import reading
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import Opened
from tomoni.academy.workspaces.store import ConflictError as ConflictError
from tomoni.engine import cases, tables
from tomoni.engine.core import Source, Table
from tomoni.engine.core import TomoniError as TomoniError

_LONGEST_NAME = 150
_LONGEST_TITLE = 100


@dataclass(frozen=True)
class Taken:
    """What became of a file."""

    key: str
    tables: tuple[str, ...]
    changed: bool
    """False: the newest version is the same file with the same words."""


@dataclass(frozen=True)
class _File:
    """A file that was read."""

    data: bytes
    title: str
    source: Source
    tables: tuple[Table, ...]


def take_in(
    row: models.Case,
    *,
    actor: User,
    data: bytes,
    file_name: str,
    about: Mapping[str, str],
    key: str = "",
) -> Taken:
    """A new file, or a new version of the one called `key`, with its tables brought up to date.

    `about` holds `title`, `owner`, `purpose`, `attribution`, `licence` and `retrieved_date`.
    Raises `TablesError` for a file that cannot be read, `CasesError("no-such-table")` when a newer
    file lacks a table that the older one had, `ConflictError`. Then nothing is kept.
    """
    file = _read(data, file_name=file_name, about=about)
    taken: list[Taken] = []

    def grow(opened: Opened) -> cases.Case:
        grown, found = _grown(opened, file, key=key, actor=actor)
        taken.append(found)
        return grown

    services.change(row, actor=actor, action="file-taken-in", subject=key or "file", grow=grow)
    return taken[-1]


def _read(data: bytes, *, file_name: str, about: Mapping[str, str]) -> _File:
    path = PurePath(file_name)
    name = f"{path.stem[:_LONGEST_NAME]}{path.suffix[:20]}"
    found = tables.read(data, file_name=name)
    said = {field: about[field] for field in Source.model_fields if about.get(field)}
    return _File(
        data=data,
        title=(about.get("title") or path.stem)[:_LONGEST_TITLE],
        source=found.source.model_copy(update=said),
        tables=found.tables,
    )


def _grown(opened: Opened, file: _File, *, key: str, actor: User) -> tuple[cases.Case, Taken]:
    case = opened.case
    key = key or reading.next_key(case.artifacts, "file")
    known = reading.tables_of(case, key)
    content = file.source.model_dump(mode="json")
    if content == opened.content(key):
        return case, Taken(key, tuple(known.values()), changed=False)
    title = case.artifacts[key].title if key in case.artifacts else file.title
    case = services.write(
        opened,
        case,
        cases.Artifact(id=key, kind="source", title=title),
        content=content,
        files={file.source.file_name: file.data},
        actor=actor,
    )
    for place in range(len(file.tables)):
        if place not in known:
            artifact = _artifact(case, file, place=place, source=key)
            case, known[place] = cases.place(case, artifact), artifact.id
    found = tuple(known[place] for place in sorted(known))
    done = services.recomputed(opened, case, actor=actor, only=found)
    for error in done.failed.values():
        raise error
    return done.case, Taken(key, found, changed=True)


def _artifact(case: cases.Case, file: _File, *, place: int, source: str) -> cases.Artifact:
    title = case.artifacts[source].title
    if len(file.tables) > 1:
        title = f"{title}（{file.tables[place].name[: _LONGEST_TITLE // 2]}）"
    plan = cases.Plan(function="tables.read", inputs={"file": source}, parameters={"table": place})
    return cases.Artifact(
        id=reading.next_key(case.artifacts, "table"), kind="table", title=title, plan=plan
    )
