"""加工: a table made to say less, as it is proposed, tried and kept."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.data import measuring, reading
from tomoni.academy.steps.data.cells import rows_view
from tomoni.academy.steps.data.transform_forms import DROP, KEEP, Asked, Form
from tomoni.academy.ui.parts import TableView
from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.academy.ui.wording.privacy import KINDS as KIND_WORDS
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, privacy, tables
from tomoni.engine.core import ROW_KIND, Column, ColumnType, Severity, Table, sha256

ROWS = 8
"""How many rows are shown before and after."""
_BELOW = 10
_END = 0.02
"""The share of the rows at each end that is put together."""
_FIGURES = 2
_DAYS = ("age_band", "month", "fiscal_year")
_NUMBERS = ("age_band", "clip")
_POSSIBLE: Mapping[ColumnType, tuple[str, ...]] = {
    ColumnType.TEXT: ("town_block", "city", "merge_rare"),
    ColumnType.INTEGER: (*_NUMBERS, "merge_rare"),
    ColumnType.NUMBER: _NUMBERS,
    ColumnType.DATE: _DAYS,
    ColumnType.DATETIME: _DAYS,
}
_AGES = {"birth_date", "age"}
_ADVICE = {"pseudonym": "pseudonym", "area": "town_block", "clean-text": DROP, "never-keep": DROP}


@dataclass(frozen=True)
class Attempt:
    """What would come of it: rows before and after, the record, what is left, the risk."""

    before: TableView
    after: TableView
    label: str
    record: tuple[str, ...]
    left: tuple[FindingView, ...]
    measured: measuring.Measured | None


def asked_of(table: Table) -> tuple[Asked, ...]:
    """One question a column, with what a scan proposes."""
    scan = privacy.scan(table)
    return tuple(
        _asked(column, scan.of(column.name)) for column in table.columns if column.name != ROW_KIND
    )


def _asked(column: Column, found: tuple[privacy.Personal, ...]) -> Asked:
    sure = [one for one in found if one.confidence is not privacy.Confidence.LOW]
    ways = (KEEP, DROP, "pseudonym", *_POSSIBLE[column.type])
    return Asked(
        column=column.name,
        name=f"way_{sha256(column.name.encode())[:12]}",
        found="、".join(dict.fromkeys(str(KIND_WORDS[one.kind]) for one in sure)),
        ways=ways,
        proposed=next((way for one in sure if (way := _proposed(one, ways)) != KEEP), KEEP),
    )


def _proposed(found: privacy.Personal, ways: tuple[str, ...]) -> str:
    """What is done with a column in which that was found, where its type allows it."""
    if found.kind in _AGES:
        return "age_band" if "age_band" in ways else DROP
    way = _ADVICE.get(found.advice, KEEP)
    is_direct = privacy.KINDS[found.kind].role is privacy.Role.DIRECT
    if is_direct and way not in ways[1:]:
        return DROP
    return way


def attempt(opened: Opened, *, table: str, form: Form, actor: User) -> Attempt:
    """The table as it would be; nothing is kept. Raises `PrivacyError`, `CasesError`."""
    case, key = _grown(opened, table=table, form=form, actor=actor)
    head, before = case.head(key), reading.table_of(opened, table)
    assert head is not None  # noqa: S101 - it was just made
    assert before is not None  # noqa: S101 - it was made of it
    content = cases.TableContent.model_validate(cases.content_of(head, store=opened.store))
    files = cases.files_of(head, store=opened.store)
    after = tables.read_parquet(files[cases.TABLE_FILE])
    rows = replace(before.data_rows(), row_numbers=None)
    hidden = {column for column, way in form.ways.items() if way == "pseudonym"}
    label, *record = content.notes
    return Attempt(
        before=rows_view(rows, title=opened.title(table), first=0, most=ROWS),
        after=rows_view(after, title=form.title.text, first=0, most=ROWS),
        label=label,
        record=tuple(record),
        left=tuple(
            finding_view(each)
            for one in privacy.scan(after).findings
            if (each := one.finding()).severity is not Severity.INFO
        ),
        measured=measuring.measured(before, after, unreadable=hidden),
    )


def keep(row: models.Case, *, table: str, form: Form, actor: User) -> str:
    """The changed table becomes an artifact of the case. Raises as `attempt`, `ConflictError`."""
    made: list[str] = []

    def grow(opened: Opened) -> cases.Case:
        case, key = _grown(opened, table=table, form=form, actor=actor)
        made.append(key)
        return case

    services.change(row, actor=actor, action="transformed", subject=table, grow=grow)
    return made[-1]


def _grown(opened: Opened, *, table: str, form: Form, actor: User) -> tuple[cases.Case, str]:
    found = reading.table_of(opened, table)
    if found is None:
        raise cases.CasesError("missing-input", input="table")
    key = reading.next_key(opened.case.artifacts, "table")
    title = form.title.text
    steps = list(_steps(form.ways, table=found.data_rows(), day=form.day))
    plan = cases.Plan(
        function="privacy.transform",
        inputs={"table": table},
        parameters={"steps": steps, "title": title},
    )
    artifact = cases.Artifact(id=key, kind="table", title=title, plan=plan)
    done = services.recomputed(opened, cases.place(opened.case, artifact), actor=actor, only=(key,))
    for error in done.failed.values():
        raise error
    return done.case, key


def _steps(ways: Mapping[str, str], *, table: Table, day: date) -> Iterator[dict[str, Any]]:
    """The engine's steps as plain values, of the columns that do not stay as they are."""
    for column, way in ways.items():
        if way != KEEP and table.column(column) is not None:
            step = _step(column, way, cells=table.frame[column], day=day)
            yield step.model_dump(mode="json", exclude_defaults=True) | {"kind": step.kind}


def _step(column: str, way: str, *, cells: pl.Series, day: date) -> privacy.Step:
    if way in {"town_block", "city"}:
        return privacy.Area(column=column, to=privacy.AreaLevel(way))
    if way in {"month", "fiscal_year"}:
        return privacy.Coarser(column=column, to=privacy.Period(way))
    if way == "age_band":
        return privacy.AgeBand(column=column, as_of=day if cells.dtype.is_temporal() else None)
    if way == "merge_rare":
        return privacy.MergeRare(column=column, below=_BELOW)
    if way == "pseudonym":
        return privacy.Pseudonym(column=column)
    if way == "clip":
        low, high = _ends(cells)
        return privacy.Clip(column=column, low=low, high=high)
    return privacy.Drop(column=column)


def _ends(cells: pl.Series) -> tuple[float, float]:
    """Round numbers near the ends, so that they are no row's own."""
    ends = [cells.cast(pl.Float64).fill_nan(None).quantile(at) or 0.0 for at in (_END, 1 - _END)]
    low, high = (_rounded(end) for end in ends)
    return min(low, high), max(low, high)


def _rounded(value: float) -> float:
    """The value with two figures, e.g. 8,937 as 8,900."""
    if not value:
        return 0.0
    return round(value, _FIGURES - 1 - math.floor(math.log10(abs(value))))
