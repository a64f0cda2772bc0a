"""Files of boundaries: taken in, listed, and read by other columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.data import reading
from tomoni.academy.steps.data.services import Taken
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.desk import intake, screening
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, maps
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Source, Table, sha256

KIND, STEM = "boundaries", "boundaries"
_LONGEST_TITLE = 100
_LONGEST_NAME = 150
_MOST_AREAS = 300


@dataclass(frozen=True)
class Card:
    """Boundaries as they are listed."""

    key: str
    title: str
    areas: int
    warnings: int
    stale: bool


@dataclass(frozen=True)
class Page:
    """The areas of a file of boundaries, and what was said of it."""

    key: str
    title: str
    source: str
    areas: int
    hidden: int
    table: TableView
    findings: tuple[FindingView, ...]
    attribution: str
    fields: tuple[FieldView, ...]
    stale: bool


def is_meant(opened: Opened, *, data: bytes, file_name: str, key: str) -> bool:
    """Whether the file is to be read as boundaries: as the older one was, else by its look."""
    if key:
        return bool(_made_of(opened.case, key))
    return maps.is_boundaries(data, file_name=file_name)


def _made_of(case: cases.Case, source: str) -> str:
    """The boundaries that are read from a file; empty when none are."""
    for key, artifact in case.artifacts.items():
        if artifact.kind == KIND and artifact.plan and artifact.plan.inputs.get("file") == source:
            return key
    return ""


def take_in(
    row: models.Case,
    *,
    actor: User,
    data: bytes,
    file_name: str,
    about: Mapping[str, str],
    key: str = "",
) -> Taken:
    """A new file of boundaries, or a new version of the one called `key`, with its areas.

    Raises `MapsError`, `WorkspacesError("my-number-kept")`, `ConflictError`; nothing is kept then.
    """
    path = PurePath(file_name)
    name = f"{path.stem[:_LONGEST_NAME]}{path.suffix[:20]}"
    found = maps.read_boundaries(data, file_name=name)
    screened = screening.screen([_attributes(found)], data=data, file_name=name)
    screening.refuse_numbers(screened)
    said = {field: about[field] for field in Source.model_fields if about.get(field)}
    source = Source(file_name=name, sha256=sha256(data), size=len(data), **said)
    title = (about.get("title") or path.stem)[:_LONGEST_TITLE]
    taken: list[Taken] = []

    def grow(opened: Opened) -> cases.Case:
        case, done = _grown(opened, source, title=title, data=data, key=key, actor=actor)
        taken.append(done)
        return case

    services.change(
        row,
        actor=actor,
        action="file-taken-in",
        subject=key or "file",
        grow=grow,
        then=lambda: intake.take_charge(
            row, key=taken[-1].key, title=title, source=source, screened=screened
        ),
    )
    return taken[-1]


def _attributes(found: maps.Boundaries) -> Table:
    """What the file says of each area, to be looked at for personal information."""
    columns = tuple(TableColumn(name=name, type=ColumnType.TEXT) for name in found.columns)
    return Table("属性", columns, found.attributes)


def _grown(
    opened: Opened, source: Source, *, title: str, data: bytes, key: str, actor: User
) -> tuple[cases.Case, Taken]:
    case = opened.case
    key = key or reading.next_key(case.artifacts, "file")
    content = source.model_dump(mode="json")
    known = _made_of(case, key)
    if content == opened.content(key):
        return case, Taken(key, (), changed=False, boundaries=known)
    kept = case.artifacts[key].title if key in case.artifacts else title
    artifact = cases.Artifact(id=key, kind="source", title=kept)
    files = {source.file_name: data}
    case = services.write(opened, case, artifact, content=content, files=files, actor=actor)
    if not known:
        known = reading.next_key(case.artifacts, STEM)
        plan = cases.Plan(function="maps.boundaries", inputs={"file": key})
        case = cases.place(case, cases.Artifact(id=known, kind=KIND, title=kept, plan=plan))
    case = _made(opened, case, known, actor=actor)
    return case, Taken(key, (), changed=True, boundaries=known)


def _made(opened: Opened, case: cases.Case, key: str, *, actor: User) -> cases.Case:
    done = services.recomputed(opened, case, actor=actor, only={key})
    for error in done.failed.values():
        raise error
    return done.case


def choose_columns(row: models.Case, *, actor: User, key: str, columns: Mapping[str, str]) -> None:
    """Read codes and names from other columns. Raises `MapsError`, `ConflictError`."""

    def grow(opened: Opened) -> cases.Case:
        artifact = opened.case.artifact(key)
        assert artifact.plan is not None  # noqa: S101 - boundaries are always read by plan
        plan = artifact.plan.model_copy(update={"parameters": dict(columns)})
        case = cases.place(opened.case, artifact.model_copy(update={"plan": plan}))
        return _made(opened, case, key, actor=actor)

    services.change(row, actor=actor, action="boundaries-read", subject=key, grow=grow)


def cards(opened: Opened, *, source: str = "") -> list[Card]:
    """The boundaries of the case, or of one file, that are not erased."""
    keys = [
        key
        for key in reading.keys_of(opened.case, KIND)
        if source in {"", _source(opened.case, key)} and not _is_erased(opened, key)
    ]
    heads = [head for key in keys if (head := opened.case.head(key))]
    opened.store.fetch(head.content for head in heads)
    return [_card(opened, key) for key in keys]


def _card(opened: Opened, key: str) -> Card:
    content = cases.BoundariesContent.model_validate(opened.content(key))
    warnings = sum(each.severity.value != "info" for each in content.findings)
    stale = key in opened.stale
    return Card(key, opened.title(key), len(content.areas), warnings, stale)


def _source(case: cases.Case, key: str) -> str:
    plan = case.artifacts[key].plan
    return plan.inputs.get("file", "") if plan else ""


def _is_erased(opened: Opened, key: str) -> bool:
    holding = opened.holdings.get(_source(opened.case, key))
    return holding is not None and holding.erased_at is not None


def page(opened: Opened, key: str) -> Page | None:
    """The boundaries of that key; None when there are none."""
    if key not in reading.keys_of(opened.case, KIND) or _is_erased(opened, key):
        return None
    content = cases.BoundariesContent.model_validate(opened.content(key))
    shown = content.areas[:_MOST_AREAS]
    return Page(
        key=key,
        title=opened.title(key),
        source=_source(opened.case, key),
        areas=len(content.areas),
        hidden=len(content.areas) - len(shown),
        table=TableView(
            caption=_("地域の一覧"),
            columns=(Column(_("番号")), Column(_("名前")), Column(_("面積（km²）"), number=True)),
            rows=[(area.code, area.name, f"{area.km2:,.2f}") for area in shown],
        ),
        findings=tuple(finding_view(each) for each in content.findings),
        attribution=content.attribution,
        fields=fields(content.columns, code=content.code_column, name=content.name_column),
        stale=key in opened.stale,
    )


def fields(columns: tuple[str, ...], *, code: str, name: str) -> tuple[FieldView, ...]:
    """Which columns of the file hold the codes and the names."""
    offered = tuple((each, each) for each in columns)
    return (
        FieldView(
            name="code_column",
            label=_("番号の列"),
            type="choice",
            choices=offered,
            value=code,
            help=_("市区町村コードなど、地域ごとに違う番号です。選ばなければ自動で見つけます。"),
        ),
        FieldView(
            name="name_column",
            label=_("名前の列"),
            type="choice",
            choices=offered,
            value=name,
            help=_("表にある地域の名前と合わせる列です。選ばなければ自動で見つけます。"),
        ),
    )


def picture(opened: Opened, key: str) -> bytes:
    """The outlines as SVG."""
    head = opened.case.head(key)
    assert head is not None  # noqa: S101 - the page is there
    return cases.files_of(head, store=opened.store)[cases.MAP_FILE]


def chosen(given: Mapping[str, Any]) -> dict[str, str]:
    """The columns as parameters; none for those that are to be found."""
    return {name: str(value) for name, value in given.items() if value}
