"""The files and tables of a case as they are shown."""

import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.data.proofs import proofs_view
from tomoni.academy.ui.parts import Column, TableView
from tomoni.academy.ui.wording import FindingView, finding_view
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, tables
from tomoni.engine.core import Column as TableColumn
from tomoni.engine.core import ColumnType, Severity, Source, Table

ROWS_A_PAGE = 50
MOST_COLUMNS = 30
"""Of a preview; the list of columns and the downloads hold all."""
_LONGEST_CELL = 80
_FINDINGS_SHOWN = 200
_TABLE_FILE = "table.parquet"

TYPES = {
    ColumnType.TEXT: gettext_lazy("文字"),
    ColumnType.INTEGER: gettext_lazy("整数"),
    ColumnType.NUMBER: gettext_lazy("数"),
    ColumnType.DATE: gettext_lazy("日付"),
    ColumnType.DATETIME: gettext_lazy("日付と時刻"),
}
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
_REASONS = {
    "blank": gettext_lazy("空白"),
    "absent": gettext_lazy("該当なしの印"),
    "unknown": gettext_lazy("不明"),
    "pending": gettext_lazy("未定"),
    "secret": gettext_lazy("秘匿"),
    "nodata": gettext_lazy("データなし"),
    "below_limit": gettext_lazy("下限未満"),
    "not_detected": gettext_lazy("不検出"),
    "range": gettext_lazy("範囲"),
    "formula_error": gettext_lazy("計算式の誤り"),
    "invalid": gettext_lazy("読み取れない"),
}
_GROUPS = (
    (Severity.ERROR, gettext_lazy("使う前に直すところ")),
    (Severity.WARNING, gettext_lazy("目で確かめてほしいところ")),
    (Severity.INFO, gettext_lazy("読み取るときに整えたところ")),
)


@dataclass(frozen=True)
class TableCard:
    """A table as it is listed, its rows in words; `warnings`: how many findings want a look."""

    key: str
    title: str
    rows: str
    columns: int
    warnings: int
    stale: bool


@dataclass(frozen=True)
class SourceCard:
    """A file with what was said of it and the tables found in it."""

    key: str
    title: str
    number: int
    source: Source
    tables: tuple[TableCard, ...]


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one severity."""

    title: str
    findings: tuple[FindingView, ...]
    open: bool


@dataclass(frozen=True)
class Preview:
    """A page of a table's rows, its columns and what was found while it was read."""

    key: str
    title: str
    source: SourceCard | None
    rows: int
    table: TableView
    columns: TableView
    hidden_columns: int
    findings: tuple[FindingGroup, ...]
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


def tables_of(case: cases.Case, source: str) -> dict[int, str]:
    """The tables read from a file: their keys by their place in it."""
    return {
        int(each.plan.parameters.get("table", 0)): each.id
        for each in case.artifacts.values()
        if each.kind == "table" and each.plan and source in each.plan.inputs.values()
    }


def source_cards(opened: Opened, *, keys: Iterable[str] | None = None) -> list[SourceCard]:
    """The files of the case with their tables: one query for all contents."""
    wanted = keys_of(opened.case, "source") if keys is None else list(keys)
    everything = [*wanted, *keys_of(opened.case, "table")]
    heads = [head for key in everything if (head := opened.case.head(key))]
    opened.store.fetch(head.content for head in heads)
    return [_source_card(opened, key) for key in wanted]


def _source_card(opened: Opened, key: str) -> SourceCard:
    found = tables_of(opened.case, key)
    return SourceCard(
        key=key,
        title=opened.title(key),
        number=len(opened.case.versions[key]),
        source=Source.model_validate(opened.content(key)),
        tables=tuple(
            _table_card(opened, found[place])
            for place in sorted(found)
            if opened.case.head(found[place])
        ),
    )


def _table_card(opened: Opened, key: str) -> TableCard:
    content = cases.TableContent.model_validate(opened.content(key))
    return TableCard(
        key=key,
        title=opened.title(key),
        rows=f"{content.rows:,}",
        columns=len(content.columns),
        warnings=sum(
            each.severity is not Severity.INFO and _belongs(each.place.sheet, content)
            for each in content.findings
        ),
        stale=key in opened.stale,
    )


def _belongs(sheet: str, content: cases.TableContent) -> bool:
    return sheet in ("", content.sheet)


def table_of(opened: Opened, key: str) -> Table | None:
    """The newest version of a table with all its rows; None when there is none."""
    if key not in keys_of(opened.case, "table"):
        return None
    head = opened.case.head(key)
    assert head is not None  # noqa: S101 - keys_of says so
    return tables.read_parquet(cases.files_of(head, store=opened.store)[_TABLE_FILE])


def preview(opened: Opened, key: str, *, page: int) -> Preview | None:
    """One page of the table; the last one when there are not so many."""
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
        rows=content.rows,
        table=_rows_view(table, title=opened.title(key), first=(page - 1) * ROWS_A_PAGE),
        columns=_columns_view(content.columns),
        hidden_columns=max(0, len(content.columns) - MOST_COLUMNS),
        findings=_groups(content),
        proofs=proofs_view(table.proofs),
        notes=content.notes,
        page=page,
        pages=pages,
    )


def _source_of(opened: Opened, key: str) -> SourceCard | None:
    plan = opened.case.artifacts[key].plan
    found = next(iter(plan.inputs.values()), "") if plan else ""
    return source_cards(opened, keys=[found])[0] if opened.case.head(found) else None


def _rows_view(table: Table, *, title: str, first: int) -> TableView:
    shown = table.columns[:MOST_COLUMNS]
    rows = table.frame.select(column.name for column in shown).slice(first, ROWS_A_PAGE).rows()
    last = first + len(rows)
    caption = _("%(title)s　%(rows)s行のうち%(first)s〜%(last)s行目")
    return TableView(
        caption=caption
        % {
            "title": title,
            "rows": f"{table.frame.height:,}",
            "first": f"{min(first + 1, last):,}",
            "last": f"{last:,}",
        },
        columns=(
            Column(_("行"), number=True),
            *(Column(_heading(each), number=each.type in _NUMBERS) for each in shown),
        ),
        rows=[
            [f"{number:,}", *(cell_text(value) for value in row)]
            for number, row in enumerate(rows, start=first + 1)
        ],
        tight=True,
    )


def _heading(column: TableColumn) -> str:
    if not column.unit or column.unit in column.name:
        return column.name
    return f"{column.name}（{column.unit}）"


def cell_text(value: Any) -> str:
    """A cell as it is shown; an empty one is empty."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def _columns_view(columns: tuple[TableColumn, ...]) -> TableView:
    return TableView(
        caption=_("列の一覧"),
        columns=(Column(_("列")), Column(_("型")), Column(_("単位")), Column(_("空らん"))),
        rows=[
            [each.name, str(TYPES[each.type]), each.unit or "―", reasons_text(each.reasons)]
            for each in columns
        ],
        tight=True,
    )


def reasons_text(reasons: Mapping[str, int]) -> str:
    """How many cells hold no value, and why, e.g. 3件（空白2、不明1）."""
    if not reasons:
        return _("なし")
    part = _("%(reason)s%(count)s")
    parts = "、".join(
        part % {"reason": _REASONS.get(name, name), "count": f"{count:,}"}
        for name, count in reasons.items()
    )
    return _("%(count)s件（%(parts)s）") % {"count": f"{sum(reasons.values()):,}", "parts": parts}


def _groups(content: cases.TableContent) -> tuple[FindingGroup, ...]:
    found = [each for each in content.findings if _belongs(each.place.sheet, content)]
    groups = []
    for severity, title in _GROUPS:
        of_group = [finding_view(each) for each in found if each.severity is severity]
        if of_group:
            shown = tuple(of_group[:_FINDINGS_SHOWN])
            groups.append(FindingGroup(str(title), shown, open=severity is not Severity.INFO))
    return tuple(groups)
