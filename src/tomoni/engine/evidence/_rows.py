"""Questions to a table, asked through Ibis: DuckDB in process, opened and closed for each."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import polars as pl

from tomoni.engine.core import Column, ColumnType, Table
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.tables import Filter, Key, Part

_MOST_CATEGORIES = 12
"""Of a column's values; the other rows are shown together, so that no list of names appears."""

ROW = "__row__"
"""A row's place in the table, from 0."""

_TYPES = {
    ColumnType.TEXT: pl.String(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.NUMBER: pl.Float64(),
    ColumnType.DATE: pl.Date(),
    ColumnType.DATETIME: pl.Datetime("us"),
}


@dataclass(frozen=True)
class Rows:
    """Rows of a table that may be asked; `scope` holds those the filters let through."""

    table: Table
    whole: ir.Table
    scope: ir.Table
    backend: Any

    def fetch(self, question: ir.Table) -> list[dict[str, Any]]:
        """The answer's rows."""
        found: list[dict[str, Any]] = self.backend.to_pyarrow(question).to_pylist()
        return found

    def frame(self, question: ir.Table) -> pl.DataFrame:
        """The answer as a frame."""
        found = pl.from_arrow(self.backend.to_pyarrow(question))
        assert isinstance(found, pl.DataFrame)  # noqa: S101 - a table is no column
        return found

    def count(self, relation: ir.Table) -> int:
        """The number of rows of a part of the table."""
        return int(self.fetch(relation.aggregate(rows=ibis._.count()))[0]["rows"])

    def column(self, name: str) -> Column:
        """The column; `EvidenceError("unknown-column")` when there is none of that name."""
        return column_of(self.table, name)


@dataclass(frozen=True)
class Tally:
    """Rows of one group: all, those with no value, those that fit."""

    rows: int
    missing: int
    count: int

    @property
    def known(self) -> int:
        """Rows that hold a value."""
        return self.rows - self.missing


@dataclass(frozen=True)
class Bar:
    """One category and its rows; `claimed` when the claim names it."""

    label: str
    count: int
    claimed: bool = False


def column_of(table: Table, name: str) -> Column:
    """The column; `EvidenceError("unknown-column")` when the table has none of that name."""
    column = table.column(name)
    if column is None:
        raise EvidenceError("unknown-column", column=name)
    return column


@contextmanager
def opened(table: Table, *, columns: Iterable[str], filters: Sequence[Filter]) -> Iterator[Rows]:
    """The named columns and those of the filters, ready to be asked.

    Raises `EvidenceError("unknown-column")`, and what the filters raise.
    """
    needed = dict.fromkeys([*columns, *(one.column for one in filters)])
    found = [column_of(table, name) for name in needed]
    frame = table.frame.select(pl.col(one.name).cast(_TYPES[one.type]) for one in found)
    frame = frame.with_row_index(ROW)
    backend = ibis.duckdb.connect()
    try:
        whole = ibis.memtable(frame)
        conditions = [
            one.fits(whole[one.column], column=column_of(table, one.column)) for one in filters
        ]
        scope = whole.filter(conditions) if conditions else whole
        yield Rows(table=table, whole=whole, scope=scope, backend=backend)
    finally:
        backend.disconnect()


def tallies(
    rows: Rows, *, column: str, part: Part, keys: Sequence[Key], group: ir.Value | None = None
) -> dict[int | None, Tally]:
    """How many rows there are, lack a value and fit `keys`, by group (0 when there is none)."""
    cell = part.of(rows.scope[column])
    grouped = rows.scope.group_by(group=ibis.literal(0) if group is None else group)
    counted = grouped.aggregate(
        rows=ibis._.count(),
        missing=cell.isnull().cast("int64").sum(),
        fitting=cell.isin(list(keys)).fill_null(False).cast("int64").sum(),
    )
    return {
        one["group"]: Tally(rows=one["rows"], missing=one["missing"], count=one["fitting"])
        for one in rows.fetch(counted)
    }


def must_occur(rows: Rows, *, column: str, keys: Sequence[Key]) -> None:
    """Every value must stand somewhere in the whole table: else it is likely misspelt.

    Raises `EvidenceError("no-such-category")` with how many of the values are not `missing`, and
    how many kinds of values are there; never with the values.
    """
    cell = rows.whole[column]
    kinds = rows.fetch(
        rows.whole.aggregate(there=cell.nunique(), found=cell.nunique(where=cell.isin(list(keys))))
    )[0]
    absent = len(set(keys)) - kinds["found"]
    if absent:
        raise EvidenceError("no-such-category", column=column, missing=absent, there=kinds["there"])


def breakdown(rows: Rows, *, column: str, part: Part, keys: Sequence[Key]) -> tuple[Bar, ...]:
    """Rows by category: every one of a cycle, years and days in order, values by frequency.

    Of more than 12 values only those claimed (without any, the 12 most frequent) are named; the
    others stand together as その他.
    """
    cell = part.of(rows.scope[column])
    groups = rows.scope.filter(cell.notnull()).group_by(key=cell).aggregate(count=ibis._.count())
    if part is not Part.VALUE:
        found = {one["key"]: one["count"] for one in rows.fetch(groups)}
        order = part.keys or tuple(sorted({*found, *keys}))
        return tuple(Bar(part.label(key), found.get(key, 0), key in keys) for key in order)
    claimed = ibis._.key.isin(list(keys)) if keys else ibis.literal(False)
    ranked = groups.mutate(claimed=claimed).order_by(
        ibis.desc("claimed"), ibis.desc("count"), ibis.asc("key")
    )
    named = rows.fetch(ranked.limit(max(_MOST_CATEGORIES, len(keys))))
    total = rows.fetch(groups.aggregate(kinds=ibis._.count(), rows=ibis._["count"].sum()))[0]
    if keys and total["kinds"] > _MOST_CATEGORIES:
        named = [one for one in named if one["claimed"]]
    bars = [Bar(part.label(one["key"]), one["count"], one["claimed"]) for one in named]
    if total["kinds"] > len(bars):
        others = total["rows"] - sum(bar.count for bar in bars)
        bars.append(Bar(f"その他（{total['kinds'] - len(bars):,}区分）", others))
    return tuple(bars)


def period(rows: Rows, *, columns: Iterable[str], time: str = "") -> str:
    """From when to when the data run; empty when no column says it.

    `time` may hold years or other numbers; of `columns` the first that holds days says it.
    """
    kinds = {ColumnType.DATE, ColumnType.DATETIME}
    given = [one for one in (time, *columns) if one]
    name = next((one for one in given if one == time or rows.column(one).type in kinds), None)
    if name is None:
        return ""
    cell = rows.scope[name]
    ends = rows.fetch(rows.scope.aggregate(first=cell.min(), last=cell.max()))[0]
    if ends["first"] is None:
        return ""
    first, last = (_moment(ends[end], column=rows.column(name)) for end in ("first", "last"))
    return f"「{name}」が{first}から{last}まで"


def _moment(at: Any, *, column: Column) -> str:
    """A moment as exactly as the column knows it."""
    if not isinstance(at, date):
        return Part.VALUE.label(at)
    if column.period == "fiscal_year":
        return f"{at.year - (at.month < 4)}年度"
    if column.period == "year":
        return f"{at.year}年"
    if column.period in {"month", "quarter", "half"}:
        return f"{at.year}年{at.month}月"
    return f"{at.year}年{at.month}月{at.day}日"
