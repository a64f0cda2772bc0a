"""One column of text cells to one typed column with reasons and findings."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import polars as pl

from tomoni.engine.core import ColumnType, Finding, Severity
from tomoni.engine.tables import _codes, _dates, _numbers, _periods
from tomoni.engine.tables._amounts import PLAIN, is_amount, is_pair
from tomoni.engine.tables._figures import Figures, figures, read_figures
from tomoni.engine.tables._moments import (
    lacks_year,
    read_compact_days,
    read_days,
    read_moments,
    read_periods,
    read_worded_days,
    spelled_periods,
)
from tomoni.engine.tables._plain_columns import plain_column
from tomoni.engine.tables._spelled import Cells, RawColumn, TypedColumn, spell
from tomoni.engine.tables._texts import read_text

__all__ = ["RawColumn", "TypedColumn", "examine", "said", "understand", "understand_all"]

_TOLERATED = 0.95
_ENOUGH = 20
_MOSTLY = 0.5
_PROBE = 40
_FULLY = 5_000
_GLANCE = 400
_NO_AMOUNT = r"^(?:令|平|昭|大正|明治).|^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}$"
"""Spellings that `amounts` reads nothing from; it is slow to ask."""
_LONG = 50_000
_WORKERS = 2


@dataclass(frozen=True)
class _Counts:
    """How many of the cells that may hold a value are spelled in which way."""

    shown: int
    dated: int
    bare: int
    serial: int
    counted: int
    zeros: bool
    """Some are digits behind a needless zero."""


def understand_all(raws: Sequence[RawColumn]) -> list[TypedColumn]:
    """The typed columns, in order; those of a long table two at a time."""
    if not raws or len(raws[0].cells) < _LONG:
        return [understand(raw) for raw in raws]
    with ThreadPoolExecutor(_WORKERS) as workers:
        return list(workers.map(understand, raws))


def said(columns: Sequence[TypedColumn]) -> pl.DataFrame | None:
    """What is said of the cells (see `Table.said`); None if nothing is said of any."""
    found = [
        _said_of(column) for column in columns if column.column.reasons or column.column.qualifiers
    ]
    return pl.concat(found, how="horizontal") if found else None


def _said_of(column: TypedColumn) -> pl.DataFrame:
    if column.qualifiers is None and column.bounds is None:
        return column.reasons.to_frame()
    bounded = None if column.bounds is None else column.reasons + " " + column.bounds
    return pl.select(
        pl.coalesce(bounded, column.reasons, column.qualifiers).alias(column.column.name)
    )


def understand(raw: RawColumn) -> TypedColumn:
    """The typed column: as `wanted` says, else as nearly all of its cells are spelled."""
    return plain_column(raw) or examine(raw)


def examine(raw: RawColumn) -> TypedColumn:
    """What `understand` gives, with every spelling looked at."""
    cells = spell(raw)
    if raw.wanted is not None:
        return _wanted(cells, kind=raw.wanted)
    counts = _count(cells)
    if not counts.shown:
        return read_text(cells)
    return (
        _as_days(cells, counts=counts)
        or _as_numbers(cells, counts=counts)
        or _as_periods(cells, counts=counts)
        or _as_text(cells, counts=counts)
    )


def _wanted(cells: Cells, *, kind: ColumnType) -> TypedColumn:
    if kind is ColumnType.TEXT:
        return read_text(cells)
    if kind in (ColumnType.INTEGER, ColumnType.NUMBER):
        return read_figures(cells, kind=kind, found=figures(cells))
    found = spelled_periods(cells) if kind is ColumnType.DATE else None
    if found is not None:
        return read_periods(cells, found=found)
    return read_moments(cells, kind=kind)


def _count(cells: Cells) -> _Counts:
    """The counts; 0 for a way in which not one of a few hundred cells of a long column is spelled.

    Nothing is decided by fewer than half of the cells, so that none is missed.
    """
    cell = pl.col("folded")
    ways = {
        "dated": _dates.is_date(cell),
        "bare": _dates.is_bare(cell),
        "serial": _dates.is_serial(cell),
        "counted": _numbers.is_number(cell),
    }
    shown = cells.table.filter(cells.shown)
    if shown.height > _FULLY:
        some = shown.gather_every(shown.height // _GLANCE)
        met = some.select(way.any().alias(name) for name, way in ways.items()).row(0, named=True)
        ways = {name: way for name, way in ways.items() if met[name]}
    weight = pl.col("weight") if "weight" in shown.columns else pl.lit(1, dtype=pl.UInt32)
    found = shown.with_columns(weight=weight).select(
        _codes.has_leading_zeros(cell).alias("zeros"),
        *(pl.col("weight").filter(way).sum().alias(name) for name, way in ways.items()),
    )
    counts = {"dated": 0, "bare": 0, "serial": 0, "counted": 0, **found.row(0, named=True)}
    zeros = bool(counts.pop("zeros"))
    return _Counts(shown=cells.count(cells.shown), zeros=zeros, **counts)


def _enough(count: int, *, of: int) -> bool:
    """All, or nearly all of many: a stray word must not turn a short column's words to nothing."""
    return count == of or (of >= _ENOUGH and count >= _TOLERATED * of)


def _as_days(cells: Cells, *, counts: _Counts) -> TypedColumn | None:
    dated, serial = counts.dated, counts.serial
    named = _dates.is_day_name(cells.raw.name)
    if counts.bare and _enough(dated + counts.bare + serial, of=counts.shown):
        era = _dates.era_of(cells.folded, context=f"{cells.raw.name} {cells.raw.context}")
        if era and (dated or named):
            return read_days(cells, kind=ColumnType.DATE, era=era)
    likely = dated > serial or (serial and named)
    if likely and _enough(dated + serial, of=counts.shown):
        return read_moments(cells, kind=_moment_kind(cells))
    if named and counts.counted == counts.shown:
        return read_compact_days(cells)
    if not counts.counted and _promising(cells, test=_dates.is_worded):
        return read_worded_days(cells)
    return None


def _moment_kind(cells: Cells) -> ColumnType:
    cell = pl.col("cell")
    shown = cells.folded.filter(cells.shown).alias("cell").to_frame()
    timed = shown.select((_dates.is_date(cell) & _dates.has_time(cell)).any()).item()
    return ColumnType.DATETIME if timed else ColumnType.DATE


def _as_numbers(cells: Cells, *, counts: _Counts) -> TypedColumn | None:
    if counts.zeros or _codes.is_code_name(cells.raw.name):
        return None
    if _enough(counts.counted, of=counts.shown):
        found = figures(cells) if counts.counted < counts.shown else None
        return read_figures(cells, kind=_kind(cells, found=found), found=found)
    if not _promising(cells, test=_is_figure):
        return None
    found = figures(cells)
    if found is None or not _enough(counts.counted + found.understood, of=counts.shown):
        return None
    strong = counts.counted + found.measured + (found.qualified if counts.counted else 0)
    if strong * 2 < counts.shown or found.reasons_against(plain=counts.counted):
        return None
    return read_figures(cells, kind=_kind(cells, found=found), found=found)


def _promising(cells: Cells, *, test: Callable[[str], bool]) -> bool:
    """Whether a look at a few of the spellings finds most of them to pass the test."""
    some = cells.few(_PROBE)
    return sum(map(test, some)) >= _MOSTLY * len(some)


def _is_figure(text: str) -> bool:
    return is_amount(text) or PLAIN.match(text) is not None


def _kind(cells: Cells, *, found: Figures | None) -> ColumnType:
    cell = pl.col("cell")
    numeric = pl.lit(value=True) if found is None else _numbers.is_number(cell)
    shown = cells.folded.filter(cells.shown).alias("cell").to_frame()
    whole = shown.select((_numbers.is_whole(cell) | ~numeric).all()).item()
    return ColumnType.INTEGER if whole and (found is None or found.whole) else ColumnType.NUMBER


def _as_periods(cells: Cells, *, counts: _Counts) -> TypedColumn | None:
    if not _promising(cells, test=_periods.looks_like_one):
        return None
    found = spelled_periods(cells)
    if found is None or not _enough(cells.count(found["kind"].is_not_null()), of=counts.shown):
        return None
    return read_periods(cells, found=found)


def _as_text(cells: Cells, *, counts: _Counts) -> TypedColumn:
    typed = read_text(cells)
    if counts.zeros or _codes.is_code_name(cells.raw.name):
        return typed
    for code, applies in (
        ("date-era-missing", counts.bare == counts.shown),
        ("date-year-missing", lacks_year(cells)),
        ("cell-numbers-two", _promising(cells, test=is_pair)),
        ("cell-units-mixed", _units_differ(cells, counts=counts)),
    ):
        if applies:
            return _with(typed, cells.report(code, Severity.WARNING, at=cells.shown))
    if max(counts.dated, counts.counted) > _MOSTLY * counts.shown:
        return _with(typed, _mixed(cells, dated=counts.dated > counts.counted))
    return typed


def _with(typed: TypedColumn, found: Finding) -> TypedColumn:
    return replace(typed, findings=(found, *typed.findings))


def _units_differ(cells: Cells, *, counts: _Counts) -> bool:
    """Whether all are numbers, and text only for their units."""
    if not _promising(cells, test=_is_figure):
        return False
    found = figures(cells)
    return (
        found is not None
        and found.reasons_against(plain=counts.counted)
        and _enough(counts.counted + found.measured, of=counts.shown)
    )


def _mixed(cells: Cells, *, dated: bool) -> Finding:
    test = _dates.is_date if dated else _numbers.is_number
    fits = cells.folded.alias("cell").to_frame().select(test(pl.col("cell")))["cell"]
    odd = cells.shown & ~fits
    like = ColumnType.DATE if dated else ColumnType.NUMBER
    return cells.report("column-mixed", Severity.WARNING, at=odd, like=like.value)
