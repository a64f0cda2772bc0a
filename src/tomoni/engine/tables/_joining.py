"""Parts of one table that stand apart, put together: folded ones, and one on a sheet per month."""

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from tomoni.engine.core import Column, ColumnType, Finding, Place, Severity, Table

SHEET_COLUMN = "シート"
_PERIOD = re.compile(
    r"(?:(?:令和|平成|昭和|令|平|昭|R|H|S)?\s*(?:元|[0-9]{1,4})\s*[年.\-_/]?\s*度?)?\s*"
    r"(?:[0-9]{1,2}\s*月(?:分|末)?|第?[1-4]\s*(?:四半期|Q)|[上下]半?期|[0-9]{1,2})?(?:分|末|実績)?"
)
_NUMERIC = {ColumnType.INTEGER, ColumnType.NUMBER}
_LEAST_SHEETS = 2
_SHOWN = 5
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def is_period(sheet: str) -> bool:
    """Whether a sheet is named by a stretch of time: 4月, R5.4, 2023年度, 第1四半期."""
    name = sheet.translate(_WIDE).strip()
    return bool(name) and re.search(r"[0-9元]", name) is not None and bool(_PERIOD.fullmatch(name))


def have_same_columns(tables: Sequence[Table]) -> bool:
    """Whether all have the same columns, but for those that say a row's kind or level."""
    return len({_key(table) for table in tables}) == 1


def join_periods(tables: Sequence[Table], *, file_name: str) -> tuple[list[Table], list[Finding]]:
    """The tables, those that are one table on a sheet per period put together, and what was done.

    They have the same columns, and their sheets are named by time. Types that do not fit together
    leave them apart.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, table in enumerate(tables):
        if is_period(table.sheet):
            groups.setdefault(_key(table), []).append(place)
    findings = []
    made: dict[int, Table] = {}
    gone: set[int] = set()
    for places in groups.values():
        sheets = [tables[place].sheet for place in places]
        if len(places) < _LEAST_SHEETS or len(set(sheets)) < len(places):
            continue
        joined = join([tables[place] for place in places], by_sheet=True)
        params: dict[str, str | int | float] = {
            "count": len(sheets),
            "sheets": "、".join(sheets[:_SHOWN]),
        }
        findings.append(
            Finding(
                code="sheets-joined" if joined else "sheets-not-joined",
                severity=Severity.INFO if joined else Severity.WARNING,
                place=Place(file=file_name, sheet=sheets[0]),
                params=params,
            )
        )
        if joined is not None:
            made[places[0]] = joined
            gone.update(places[1:])
    kept = [made.get(n, table) for n, table in enumerate(tables) if n not in gone]
    return kept, findings


def join(tables: Sequence[Table], *, by_sheet: bool = False) -> Table | None:
    """One table of the rows of all, in order; None if the types of a column do not fit together.

    With `by_sheet` the sheet's name comes first, as the column シート.
    """
    tables = [_padded(table, like=tables) for table in tables]
    first = tables[0]
    columns = []
    for place in range(len(first.columns)):
        column = _column([table.columns[place] for table in tables])
        if column is None:
            return None
        columns.append(column)
    frames = []
    for table in tables:
        frame = table.frame.cast(
            {c.name: _DTYPES[c.type] for c in columns if c.type in _DTYPES}, strict=True
        )
        sheet = pl.lit(table.sheet).alias(SHEET_COLUMN)
        frames.append(frame.select(sheet, pl.all()) if by_sheet else frame)
    if by_sheet:
        columns = [Column(name=SHEET_COLUMN, type=ColumnType.TEXT), *columns]
    kinds: dict[str, int] = {}
    for table in tables:
        for kind, count in table.row_kinds.items():
            kinds[kind] = kinds.get(kind, 0) + count
    return replace(
        first,
        columns=tuple(columns),
        frame=pl.concat(frames),
        sheet="" if by_sheet else first.sheet,
        range=" ".join(dict.fromkeys(table.range for table in tables)),
        row_kinds=kinds,
        notes=tuple(dict.fromkeys(line for table in tables for line in table.notes)),
        proofs=tuple(proof for table in tables for proof in table.proofs),
        said=_said(tables),
        row_numbers=_row_numbers(tables),
    )


_DTYPES: dict[ColumnType, pl.DataType | type[pl.DataType]] = {
    ColumnType.TEXT: pl.String,
    ColumnType.INTEGER: pl.Int64,
    ColumnType.NUMBER: pl.Float64,
    ColumnType.DATE: pl.Date,
    ColumnType.DATETIME: pl.Datetime("us"),
}
_MADE = ("row_kind", "level")


def _key(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.name not in _MADE)


def _padded(table: Table, *, like: Sequence[Table]) -> Table:
    """The table with the columns row_kind and level that any of the others has."""
    wanted = [name for name in _MADE if any(other.column(name) for other in like)]
    frame, columns = table.frame, list(table.columns)
    for name in wanted:
        if table.column(name) is None:
            filler = "data" if name == "row_kind" else "その他"
            frame = frame.with_columns(pl.lit(filler).alias(name))
            columns.append(Column(name=name, type=ColumnType.TEXT))
    ordered = sorted(
        columns, key=lambda column: _MADE.index(column.name) if column.name in _MADE else -1
    )
    frame = frame.select([column.name for column in ordered])
    return replace(table, columns=tuple(ordered), frame=frame)


def _column(parts: Sequence[Column]) -> Column | None:
    """The column of all parts: reasons added up; a part without any value fits every type."""
    kinds = {part.type for part in parts}
    if kinds == _NUMERIC:
        kinds = {ColumnType.NUMBER}
    if len(kinds) > 1:
        return None
    counts: list[dict[str, int]] = [{}, {}]
    marks: dict[str, str] = {}
    for part in parts:
        marks |= part.marks
        for sums, added in zip(counts, (part.reasons, part.qualifiers), strict=True):
            for name, count in added.items():
                sums[name] = sums.get(name, 0) + count
    return parts[0].model_copy(
        update={
            "type": kinds.pop(),
            "unit": next((part.unit for part in parts if part.unit), ""),
            "reasons": counts[0],
            "qualifiers": counts[1],
            "marks": marks,
        }
    )


def _row_numbers(tables: Sequence[Table]) -> pl.Series | None:
    """The row numbers of all tables; None when those of any are unknown."""
    known = [table.row_numbers for table in tables if table.row_numbers is not None]
    return pl.concat(known) if len(known) == len(tables) else None


def _said(tables: Sequence[Table]) -> pl.DataFrame | None:
    """What is said of the cells of all tables; columns of which nothing is said stay out."""
    names = list(dict.fromkeys(n for t in tables if t.said is not None for n in t.said.columns))
    if not names:
        return None
    parts = []
    for table in tables:
        said = pl.DataFrame() if table.said is None else table.said
        nothing = pl.repeat(None, table.frame.height, dtype=pl.String, eager=True)
        parts.append(pl.DataFrame({n: said[n] if n in said.columns else nothing for n in names}))
    return pl.concat(parts)
