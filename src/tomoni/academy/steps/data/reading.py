"""The files and tables of a case as they are shown."""

import math
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tomoni.academy.steps.data.attempts import source_of
from tomoni.academy.steps.data.cells import MOST_COLUMNS, columns_view, rows_view
from tomoni.academy.steps.data.findings import FILTERS as FILTERS
from tomoni.academy.steps.data.findings import FindingsView, findings_view
from tomoni.academy.steps.data.proofs import proofs_view
from tomoni.academy.ui.parts import TableView
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, tables
from tomoni.engine.core import Severity, Source, Table

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class TableCard:
    """A table as it is listed, its rows in words; `warnings`: how many findings want a look."""

    key: str
    title: str
    rows: str
    columns: int
    warnings: int
    stale: bool
    behind: bool
    """The file is newer than the table: it waits to be looked at."""


@dataclass(frozen=True)
class SourceCard:
    """A file with what was said of it and the tables found in it."""

    key: str
    title: str
    number: int
    source: Source
    tables: tuple[TableCard, ...]
    holding: int | None
    """The number under which the data desk keeps it."""
    erased: bool


@dataclass(frozen=True)
class Preview:
    """A page of a table's rows, its columns and what was found while it was read."""

    key: str
    title: str
    source: SourceCard | None
    made_of: tuple[str, str] | None
    """Key and title of the table that it was made from by 加工."""
    stale: bool
    behind: bool
    """The file is newer than the table: it waits to be looked at."""
    rows: int
    table: TableView
    columns: TableView
    hidden_columns: int
    findings: FindingsView
    proofs: TableView | None
    notes: tuple[str, ...]
    page: int
    pages: int


def next_key(taken: Container[str], stem: str) -> str:
    """The first of `stem_1`, `stem_2`, … that is free."""
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def keys_of(case: cases.Case, kind: str) -> list[str]:
    """The artifacts of a kind that have a version."""
    return [key for key, each in case.artifacts.items() if each.kind == kind and case.head(key)]


def tables_of(case: cases.Case, source: str) -> list[str]:
    """The tables read from a file, in the order in which they were found in it."""
    found = [
        (int(each.plan.parameters.get("table", 0)), number, each.id)
        for number, each in enumerate(case.artifacts.values())
        if each.kind == "table" and each.plan and source in each.plan.inputs.values()
    ]
    return [key for _place, _number, key in sorted(found)]


def _all_of(case: cases.Case, source: str) -> Iterator[str]:
    """The tables read from a file, each followed by those that were made of it."""
    for key in tables_of(case, source):
        yield key
        yield from _all_of(case, key)


def source_cards(opened: Opened, *, keys: Iterable[str] | None = None) -> list[SourceCard]:
    """The files of the case with their tables: one query for all contents."""
    wanted = keys_of(opened.case, "source") if keys is None else list(keys)
    everything = [*wanted, *keys_of(opened.case, "table")]
    heads = [head for key in everything if (head := opened.case.head(key))]
    opened.store.fetch(head.content for head in heads)
    return [_source_card(opened, key) for key in wanted]


def _source_card(opened: Opened, key: str) -> SourceCard:
    holding = opened.holdings.get(key)
    erased = holding is not None and holding.erased_at is not None
    return SourceCard(
        key=key,
        title=opened.title(key),
        number=len(opened.case.versions[key]),
        source=Source.model_validate(opened.content(key)),
        tables=tuple(
            _table_card(opened, table)
            for table in _all_of(opened.case, key)
            if opened.case.head(table) and not erased
        ),
        holding=holding.pk if holding else None,
        erased=erased,
    )


def _table_card(opened: Opened, key: str) -> TableCard:
    content = cases.TableContent.model_validate(opened.content(key))
    return TableCard(
        key=key,
        title=opened.title(key),
        rows=f"{content.rows:,}",
        columns=len(content.columns),
        warnings=sum(each.severity is not Severity.INFO for each in content.findings),
        stale=key in opened.stale,
        behind=is_behind(opened, key),
    )


def is_behind(opened: Opened, key: str) -> bool:
    """Whether the table was read from an older version of its file than the newest."""
    source = source_of(opened.case, key)
    return bool(source) and source in opened.stale.get(key, ())


def fetch_tables(opened: Opened, keys: Iterable[str]) -> None:
    """Bring the newest versions of tables at once: what reads them asks no more."""
    heads = [head for key in keys if (head := opened.case.head(key))]
    opened.store.fetch(digest for head in heads for digest in (head.content, *head.files.values()))


def table_of(opened: Opened, key: str) -> Table | None:
    """The newest version of a table, or of an answer as one, with all its rows; None when there is
    none."""
    head = opened.case.head(key)
    if head is None or opened.case.artifacts[key].kind not in {"table", "answer"}:
        return None
    return tables.read_parquet(cases.files_of(head, store=opened.store)[cases.TABLE_FILE])


def preview(opened: Opened, key: str, *, page: int, wanted: Mapping[str, str]) -> Preview | None:
    """One page of the table, the last one when there are not so many, and the `wanted` findings."""
    table = table_of(opened, key)
    if table is None:
        return None
    content = cases.TableContent.model_validate(opened.content(key))
    pages = max(1, math.ceil(content.rows / ROWS_A_PAGE))
    page = min(max(page, 1), pages)
    return Preview(
        key=key,
        title=opened.title(key),
        source=_source_of(opened, key),
        made_of=_made_of(opened, key),
        stale=key in opened.stale,
        behind=is_behind(opened, key),
        rows=content.rows,
        table=rows_view(
            table, title=opened.title(key), first=(page - 1) * ROWS_A_PAGE, most=ROWS_A_PAGE
        ),
        columns=columns_view(content.columns),
        hidden_columns=max(0, len(content.columns) - MOST_COLUMNS),
        findings=findings_view(content.findings, table=table, wanted=wanted),
        proofs=proofs_view(table.proofs),
        notes=content.notes,
        page=page,
        pages=pages,
    )


def _source_of(opened: Opened, key: str) -> SourceCard | None:
    found = source_of(opened.case, key)
    return source_cards(opened, keys=[found])[0] if opened.case.head(found) else None


def _made_of(opened: Opened, key: str) -> tuple[str, str] | None:
    plan = opened.case.artifacts[key].plan
    found = plan.inputs.get("table", "") if plan else ""
    return (found, opened.title(found)) if found else None
