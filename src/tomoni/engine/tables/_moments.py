"""A column of days, moments or stretches of time."""

from dataclasses import replace

import polars as pl

from tomoni.engine.core import ColumnType, Finding, Severity
from tomoni.engine.tables import _dates, _periods
from tomoni.engine.tables._reasons import reasons_of
from tomoni.engine.tables._spelled import Cells, TypedColumn, typed

_MOMENT = pl.Datetime("us")
_PROBE = 400


def read_days(cells: Cells, *, kind: ColumnType, era: str) -> TypedColumn:
    """A column with days such as 01.08.01, whose era the context names."""
    bare = cells.folded.alias("cell").to_frame().select(_dates.is_bare(pl.col("cell")))["cell"]
    bare = (bare & cells.shown).fill_null(value=False)
    folded = pl.select(
        pl.when(bare).then(pl.lit(era) + cells.folded).otherwise(cells.folded).alias("cell")
    )["cell"]
    named = replace(cells, table=cells.table.with_columns(folded=folded))
    read = read_moments(named, kind=kind)
    found = cells.report("date-era-from-context", Severity.WARNING, at=bare, era=era)
    return replace(read, findings=(found, *read.findings))


def read_compact_days(cells: Cells) -> TypedColumn | None:
    """A column of 20211014 and the like; None if a cell is no such day."""
    compact = cells.table.select(_dates.is_compact(pl.col("folded")))["folded"]
    if not compact.filter(cells.shown).all():
        return None
    read = read_moments(cells, kind=ColumnType.DATE)
    found = cells.report("date-compact", Severity.INFO, at=cells.shown)
    return replace(read, findings=(found, *read.findings))


def read_worded_days(cells: Cells) -> TypedColumn | None:
    """A column of days in 漢数字, 令和三年十月十四日; None if it holds anything else."""
    if not all(map(_dates.is_worded, cells.folded.filter(cells.shown))):
        return None
    texts = [text and _dates.in_digits(text) for text in cells.folded]
    folded = pl.Series("folded", texts, dtype=pl.String)
    named = replace(cells, table=cells.table.with_columns(folded))
    read = read_moments(named, kind=ColumnType.DATE)
    found = cells.report("date-words", Severity.INFO, at=cells.shown)
    return replace(read, findings=(found, *read.findings))


def read_moments(cells: Cells, *, kind: ColumnType) -> TypedColumn:
    """A column of days or moments; impossible ones are invalid and shown."""
    read = _dates.dates(cells.folded)
    findings: list[Finding] = []
    if read["overrun"].any():
        findings.append(cells.report("date-outside-era", Severity.WARNING, at=read["overrun"]))
    if read["serial"].any():
        findings.append(cells.report("date-serial", Severity.WARNING, at=read["serial"]))
    if read["american"].any():
        order, proven = _dates.american_order(cells.folded)
        code = "date-order-found" if proven else "date-order-assumed"
        severity = Severity.INFO if proven else Severity.WARNING
        findings.append(cells.report(code, severity, at=read["american"], order=order.value))
    values = read["moment"].cast(pl.Date if kind is ColumnType.DATE else _MOMENT)
    values = pl.select(pl.when(cells.shown).then(values).alias("cell"))["cell"]
    reasons, invalid = reasons_of(cells, values=values, kind=kind)
    return typed(cells, kind, values=values, reasons=reasons, findings=[*findings, *invalid])


def spelled_periods(cells: Cells) -> pl.DataFrame | None:
    """What `_periods` reads in the column; None if its cells are of more than one kind.

    Days beside days without a year are of one kind.
    """
    around = _periods.when(cells.raw.context)
    found = _periods.periods(_named_once(cells.folded), around=around)
    found = found.with_columns(
        pl.when(cells.shown).then(pl.col(name)).alias(name) for name in ("start", "kind")
    )
    kinds = found["kind"].drop_nulls().unique().to_list()
    if len(kinds) != 1:
        return None
    slashed = cells.folded.str.contains(r"^[0-9]{1,2}/[0-9]{1,2}$") & cells.shown
    if slashed.any() and not _dates.is_day_name(cells.raw.name):
        return None
    if (found["yearless"] & found["kind"].is_not_null()).any() and around is None:
        return None
    return found


def _named_once(cells: pl.Series) -> pl.Series:
    if not cells.str.contains("[(/・]").any():
        return cells
    return pl.Series(cells.name, [text and _periods.once(text) for text in cells], dtype=pl.String)


def lacks_year(cells: Cells) -> bool:
    """Whether all are days or 旬 of a year that nothing names."""
    if not all(map(_periods.looks_like_one, cells.few(_PROBE))):
        return False
    if _periods.when(cells.raw.context) is not None:
        return False
    some = cells.folded.filter(cells.shown).head(_PROBE)
    if not some.str.contains("[月/]").all():
        return False
    found = _periods.periods(some, around=None)
    if some.str.contains("/").any() and not _dates.is_day_name(cells.raw.name):
        return False
    return bool(len(found) and found["yearless"].all())


def read_periods(cells: Cells, *, found: pl.DataFrame) -> TypedColumn:
    """A column of stretches of time as the days they begin with; `period` says which they are."""
    kind = str(found["kind"].drop_nulls()[0])
    findings = []
    if found["overrun"].any():
        findings.append(cells.report("date-outside-era", Severity.WARNING, at=found["overrun"]))
    around = _periods.when(cells.raw.context)
    yearless = found["yearless"] & found["start"].is_not_null()
    if yearless.any() and around is not None:
        findings.append(
            cells.report(
                "date-year-from-title",
                Severity.WARNING,
                at=yearless,
                year=around.year,
                title=around.seen,
            )
        )
    period = "" if kind == "day" else kind
    if period:
        at = found["start"].is_not_null()
        findings.append(cells.report("date-periods", Severity.INFO, at=at, period=period))
    reasons, invalid = reasons_of(cells, values=found["start"], kind=ColumnType.DATE)
    return typed(
        cells,
        ColumnType.DATE,
        values=found["start"],
        reasons=reasons,
        findings=[*findings, *invalid],
        period=period,
    )
