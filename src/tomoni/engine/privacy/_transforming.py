"""A table that says less, with the record of what was done and an honest label."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl

from tomoni.engine.core import ROW_KIND, Column, ColumnType, Table
from tomoni.engine.privacy import _addresses, _categories, _pseudonyms
from tomoni.engine.privacy._changing import with_column, without_column
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._kinds import KINDS, Confidence, Role
from tomoni.engine.privacy._records import Done
from tomoni.engine.privacy._scan import scan
from tomoni.engine.privacy._steps import (
    AgeBand,
    Area,
    Clip,
    Coarser,
    Drop,
    JoinNeighbour,
    MergeRare,
    Period,
    Pseudonym,
    Step,
)

_DAYS = {ColumnType.DATE, ColumnType.DATETIME}
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}


class Label(StrEnum):
    """What a table is by law (個人情報の保護に関する法律, 番号法).

    `my_number`: 特定個人情報 (番号法 第2条第8項). `personal`: 個人情報 (第2条第1項), a direct
    identifier was found. `pseudonymised`: 仮名化済みの個人情報. Nothing that was found says who
    somebody is, but whoever holds the original can tell, so it stays 個人情報 (第2条第1項第1号,
    「他の情報と容易に照合」). It is not 仮名加工情報 (第2条第5項) by itself, and never 匿名加工情報
    (第2条第6項) or 行政機関等匿名加工情報 (第60条第3項): those need the standards of a rule
    (第43条, 第116条) and the procedure of 第109条 to 第123条. `nothing_found`: none was found and
    nothing was changed; a person still looks.
    """

    MY_NUMBER = "my_number"
    PERSONAL = "personal"
    PSEUDONYMISED = "pseudonymised"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True)
class Transformed:
    """The changed table, what was done, and what it is by law now."""

    table: Table
    record: tuple[Done, ...]
    label: Label


def transform(table: Table, steps: Iterable[Step], *, key: bytes = b"") -> Transformed:
    """The table after the steps, in order; the one given stays as it is.

    Totals are left out first: they would give away what rows no longer say. `key` is for
    `Pseudonym` alone, is kept nowhere here, and is another one for every case. Raises
    `PrivacyError`: `unknown-column`, `wrong-type`, `day-missing`, `key-missing`, `key-too-short`,
    `my-number-hashed`.
    """
    made, done = table.data_rows(), []
    left = table.frame.height - made.frame.height
    if left:
        done.append(Done(step="leave_totals", column=ROW_KIND, rows=left))
    for step in steps:
        column = made.column(step.column)
        if column is None:
            raise PrivacyError("unknown-column", column=step.column)
        made, one = _taken(made, column, step, key=key)
        done.append(one)
    return Transformed(made, tuple(done), _label(made, changed=bool(done)))


def _taken(table: Table, column: Column, step: Step, *, key: bytes) -> tuple[Table, Done]:
    old = table.frame[column.name]
    filled = len(old) - old.null_count()
    if isinstance(step, Drop):
        gone = Done(step=step.kind, column=column.name, rows=filled, before=_kinds_of(old))
        return without_column(table, column.name), gone
    changed, cells = (
        _pseudonymised(column, old, key=key)
        if isinstance(step, Pseudonym)
        else _WAYS[type(step)](column, old, step)
    )
    emptied = int((old.is_not_null() & cells.is_null()).sum())
    same = old.cast(pl.String).eq_missing(cells.cast(pl.String))
    record = Done(
        step=step.kind,
        column=column.name,
        rows=int((~same).sum()),
        emptied=emptied,
        before=_kinds_of(old),
        after=_kinds_of(cells),
        settings=_settings(step),
    )
    return with_column(table, changed, cells), record


def _kinds_of(cells: pl.Series) -> int:
    return cells.drop_nulls().n_unique()


def _settings(step: Step) -> dict[str, str | int | float]:
    """What a step was told, without the names of categories or areas."""
    said = step.model_dump(mode="json", exclude={"kind", "column", "other"}, exclude_none=True)
    plain = {name: value for name, value in said.items() if isinstance(value, str | int | float)}
    return plain | {f"{name}_count": len(said[name]) for name in said.keys() - plain.keys()}


def _label(table: Table, *, changed: bool) -> Label:
    found = [one for one in scan(table).findings if one.confidence is not Confidence.LOW]
    if any(one.kind == "my_number" for one in found):
        return Label.MY_NUMBER
    if any(KINDS[one.kind].role is Role.DIRECT for one in found):
        return Label.PERSONAL
    return Label.PSEUDONYMISED if changed or found else Label.NOTHING_FOUND


def _pseudonymised(column: Column, old: pl.Series, *, key: bytes) -> tuple[Column, pl.Series]:
    return _pseudonyms.pseudonymous(column), _pseudonyms.pseudonyms(column, old, key=key)


def _age_band(column: Column, old: pl.Series, step: AgeBand) -> tuple[Column, pl.Series]:
    if column.type in _DAYS:
        if step.as_of is None:
            raise PrivacyError("day-missing", column=column.name)
        ages = _ages(old.cast(pl.Date), as_of=step.as_of)
    else:
        _expect(column, _NUMBERS)
        ages = old.floor().cast(pl.Int64) if old.dtype.is_float() else old.cast(pl.Int64)
    low = ages // step.width * step.width
    if step.top is not None:
        ages, low = ages.clip(upper_bound=step.top), low.clip(upper_bound=step.top)
    high = low + step.width - 1
    if step.top is not None:
        high = high.clip(upper_bound=step.top - 1)
    band = low.cast(pl.String) + "～" + high.cast(pl.String) + "歳"
    open_end = pl.lit(f"{step.top}歳以上")
    is_top = pl.lit(value=False) if step.top is None else pl.lit(ages >= step.top)
    made = pl.select(
        pl.when(ages < 0).then(None).when(is_top).then(open_end).otherwise(band)
    ).to_series()
    return Column(name=column.name, type=ColumnType.TEXT), made


def _ages(days: pl.Series, *, as_of: date) -> pl.Series:
    """Completed years on a day, the birthday itself counted; a 29 February waits for 1 March."""
    month, day = days.dt.month().cast(pl.Int64), days.dt.day().cast(pl.Int64)
    to_come = (month * 100 + day) > as_of.month * 100 + as_of.day
    return as_of.year - days.dt.year().cast(pl.Int64) - to_come.cast(pl.Int64)


def _coarser(column: Column, old: pl.Series, step: Coarser) -> tuple[Column, pl.Series]:
    _expect(column, _DAYS)
    days = old.cast(pl.Date)
    if step.to is Period.FISCAL_YEAR:
        made = days.dt.offset_by("-3mo").dt.truncate("1y").dt.offset_by("3mo")
    else:
        made = days.dt.truncate({"month": "1mo", "quarter": "1q", "year": "1y"}[step.to.value])
    return Column(name=column.name, type=ColumnType.DATE, period=step.to.value), made


def _area(column: Column, old: pl.Series, step: Area) -> tuple[Column, pl.Series]:
    _expect(column, {ColumnType.TEXT})
    made = _addresses.areas(old, to=step.to, districts=step.districts)
    return Column(name=column.name, type=ColumnType.TEXT), made


def _clip(column: Column, old: pl.Series, step: Clip) -> tuple[Column, pl.Series]:
    _expect(column, _NUMBERS)
    made = old.cast(pl.Float64).clip(step.low, step.high)
    if column.type is ColumnType.INTEGER and (made.floor() == made).all():
        made = made.cast(pl.Int64)
        return Column(name=column.name, type=ColumnType.INTEGER, unit=column.unit), made
    return Column(name=column.name, type=ColumnType.NUMBER, unit=column.unit), made


def _merge_rare(column: Column, old: pl.Series, step: MergeRare) -> tuple[Column, pl.Series]:
    _expect(column, {ColumnType.TEXT, ColumnType.INTEGER})
    made = _categories.merged(old.cast(pl.String), below=step.below, other=step.other)
    return Column(name=column.name, type=ColumnType.TEXT), made


def _join_neighbour(
    column: Column, old: pl.Series, step: JoinNeighbour
) -> tuple[Column, pl.Series]:
    _expect(column, {ColumnType.TEXT, ColumnType.INTEGER})
    made = _categories.joined(
        old.cast(pl.String), below=step.below, neighbours=step.neighbours, order=step.order
    )
    return Column(name=column.name, type=ColumnType.TEXT), made


def _expect(column: Column, types: set[ColumnType]) -> None:
    if column.type not in types:
        raise PrivacyError("wrong-type", column=column.name, type=column.type.value)


_WAYS: Mapping[type, Callable[[Column, pl.Series, Any], tuple[Column, pl.Series]]] = {
    AgeBand: _age_band,
    Coarser: _coarser,
    Area: _area,
    Clip: _clip,
    MergeRare: _merge_rare,
    JoinNeighbour: _join_neighbour,
}
