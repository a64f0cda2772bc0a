"""Takes files in with the tables found in them, and keeps how a table is to be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.data import attempts, reading
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.desk import intake, screening
from tomoni.academy.workspaces.reading import Opened
from tomoni.academy.workspaces.store import ConflictError as ConflictError
from tomoni.engine import cases
from tomoni.engine.core import Source, Table
from tomoni.engine.core import TomoniError as TomoniError
from tomoni.engine.tables import Reader

_LONGEST_NAME = 150
_LONGEST_TITLE = 100


@dataclass(frozen=True)
class Taken:
    """What became of a file."""

    key: str
    tables: tuple[str, ...]
    changed: bool
    """False: the newest version is the same file with the same words."""
    removed: tuple[str, ...] = ()
    """Columns from which マイナンバー were taken out before anything was kept."""
    waiting: tuple[str, ...] = ()
    """Tables that stay as they were until a person says how to read the newer file."""
    boundaries: str = ""
    """The key of the boundaries that the file was read to; empty for a file of tables."""


@dataclass(frozen=True)
class _File:
    """A file that was read."""

    screened: screening.Screened
    title: str
    source: Source
    tables: tuple[Table, ...]
    reader: Reader
    """Has read it: what is made of the file need not be read again."""


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

    Tables of the newer file that have another shape than before, or that their recipe does not
    fit, wait as they were. `about` holds `title`, `owner`, `purpose`, `attribution`, `licence` and
    `retrieved_date`. What the file says of persons is kept with it; マイナンバー never enter.
    Raises `WorkspacesError` for a file from which they cannot be taken, `TablesError` for one that
    cannot be read, `CasesError("no-such-table")` when a newer file lacks a table that the older one
    had, `ConflictError`. Then nothing is kept.
    """
    file = _read(data, file_name=file_name, about=about)
    taken: list[Taken] = []

    def grow(opened: Opened) -> cases.Case:
        grown, found = _grown(opened, file, key=key, actor=actor)
        taken.append(found)
        return grown

    services.change(
        row,
        actor=actor,
        action="file-taken-in",
        subject=key or "file",
        grow=grow,
        then=lambda: intake.take_charge(
            row, key=taken[-1].key, title=file.title, source=file.source, screened=file.screened
        ),
    )
    return replace(taken[-1], removed=file.screened.removed)


def _read(data: bytes, *, file_name: str, about: Mapping[str, str]) -> _File:
    path = PurePath(file_name)
    name = f"{path.stem[:_LONGEST_NAME]}{path.suffix[:20]}"
    reader = Reader()
    found = reader.read(data, file_name=name)
    screened = screening.screen(found.tables, data=data, file_name=name)
    if screened.removed:
        found = reader.read(screened.data, file_name=screened.file_name)
    said = {field: about[field] for field in Source.model_fields if about.get(field)}
    return _File(
        screened=screened,
        title=(about.get("title") or path.stem)[:_LONGEST_TITLE],
        source=found.source.model_copy(update=said),
        tables=found.tables,
        reader=reader,
    )


def _grown(opened: Opened, file: _File, *, key: str, actor: User) -> tuple[cases.Case, Taken]:
    case = opened.case
    key = key or reading.next_key(case.artifacts, "file")
    content = file.source.model_dump(mode="json")
    if content == opened.content(key):
        return case, Taken(key, tuple(reading.tables_of(case, key)), changed=False)
    title = case.artifacts[key].title if key in case.artifacts else file.title
    case = services.write(
        opened,
        case,
        cases.Artifact(id=key, kind="source", title=title),
        content=content,
        files={file.source.file_name: file.screened.data},
        actor=actor,
    )
    known = reading.tables_of(case, key)
    reading.fetch_tables(opened, known)
    for table in known:
        case = _expecting(opened, case, table)
    done = services.recomputed(opened, case, actor=actor, only=known, reader=file.reader)
    _refuse_broken(done)
    case = done.case
    added: list[str] = []
    for place in _uncovered(opened, case, file, known=known):
        artifact = _artifact(case, file, place=place, source=key)
        case, added = cases.place(case, artifact), [*added, artifact.id]
    more = services.recomputed(opened, case, actor=actor, only=added, reader=file.reader)
    _refuse_broken(more)
    found = (*known, *added)
    return more.case, Taken(key, found, changed=True, waiting=tuple(done.failed))


def _refuse_broken(done: cases.Recomputed) -> None:
    for error in done.failed.values():
        if error.code != "shape-changed" and not error.code.startswith("recipe-"):
            raise error


def _expecting(opened: Opened, case: cases.Case, key: str) -> cases.Case:
    """The case in which the table's newer version is held against the one that is there."""
    way, before = attempts.way_of(case, key), reading.table_of(opened, key)
    if way.recipe.expected or before is None:
        return case
    return _placed(case, key, way=attempts.learned(way, table=before))


def _placed(case: cases.Case, key: str, *, way: attempts.Way) -> cases.Case:
    artifact = case.artifacts[key]
    assert artifact.plan is not None  # noqa: S101 - a table is read by plan
    plan = artifact.plan.model_copy(update={"parameters": attempts.parameters_of(way)})
    return cases.place(case, artifact.model_copy(update={"plan": plan}))


def _uncovered(
    opened: Opened, case: cases.Case, file: _File, *, known: Sequence[str]
) -> Iterator[int]:
    """The places of the file's tables that no artifact reads yet."""
    laid, places = [], set()
    for key in known:
        way, head = attempts.way_of(case, key), case.head(key)
        if not (way.recipe.sheet or way.recipe.range or way.recipe.header_rows):
            places.add(way.place)
        elif head is not None:
            content = cases.content_of(head, store=opened.store)
            laid.append((content["sheet"], content["range"]))
    for place, table in enumerate(file.tables):
        apart = not any(attempts.overlap(table, sheet=sheet, area=area) for sheet, area in laid)
        if place not in places and apart:
            yield place


def _artifact(case: cases.Case, file: _File, *, place: int, source: str) -> cases.Artifact:
    title = case.artifacts[source].title
    if len(file.tables) > 1:
        title = f"{title}（{file.tables[place].name[: _LONGEST_TITLE // 2]}）"
    plan = cases.Plan(function="tables.read", inputs={"file": source}, parameters={"table": place})
    return cases.Artifact(
        id=reading.next_key(case.artifacts, "table"), kind="table", title=title, plan=plan
    )


def save_way(row: models.Case, *, actor: User, key: str, way: attempts.Way) -> bool:
    """Read the table in that way from now on, what it looks like now learned with it.

    False: it is read that way already and nothing newer is there. Raises `TablesError` and
    `CasesError` for a way that does not fit the newest file, `ConflictError`. Then nothing is kept.
    """
    made: list[bool] = []

    def grow(opened: Opened) -> cases.Case:
        file = attempts.newest_file(opened, key)
        if file is None:
            raise cases.CasesError("missing-input", input="file")
        reader = Reader()
        found = attempts.attempt(file, way, reader=reader)
        if found.error or found.table is None:
            raise found.error or cases.CasesError("no-such-table", table=way.place + 1)
        learned = attempts.learned(found.way, table=found.table, findings=found.findings)
        case = _placed(opened.case, key, way=learned)
        done = services.recomputed(opened, case, actor=actor, only=(key,), reader=reader)
        for error in done.failed.values():
            raise error
        made.append(key in done.made or key in done.carried)
        return done.case

    services.change(row, actor=actor, action="reading-changed", subject=key, grow=grow)
    return made[-1]


def put_back(row: models.Case, *, actor: User, key: str, number: int) -> tuple[str, ...]:
    """An older version of a file as the newest one, its tables brought up to date.

    Returns the tables that still wait. Raises `CasesError("unknown-version")`, `ConflictError`.
    """
    waiting: list[tuple[str, ...]] = []

    def grow(opened: Opened) -> cases.Case:
        older = opened.case.version(cases.Reference(artifact=key, version=number))
        case = services.write(
            opened,
            opened.case,
            opened.case.artifacts[key],
            content=cases.content_of(older, store=opened.store),
            files=cases.files_of(older, store=opened.store),
            actor=actor,
        )
        known = reading.tables_of(case, key)
        done = services.recomputed(opened, case, actor=actor, only=known)
        _refuse_broken(done)
        waiting.append(tuple(done.failed))
        return done.case

    services.change(row, actor=actor, action="file-put-back", subject=key, grow=grow)
    return waiting[-1]
