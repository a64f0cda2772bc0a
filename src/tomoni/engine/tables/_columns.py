"""One column of text cells to one typed column with reasons and findings."""

from dataclasses import dataclass, replace

import polars as pl

from tomoni.engine.core import Column, ColumnType, Finding, Severity
from tomoni.engine.tables import _codes, _dates, _numbers, _spellings
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._reports import report

_TOLERATED = 0.95
_ENOUGH = 20
_MOSTLY = 0.5
_MOMENT = pl.Datetime("us")


@dataclass(frozen=True)
class RawColumn:
    """A column before it is understood. `cells` (String) and `rows` (spreadsheet rows) match."""

    grid: Grid
    number: int
    """Column of the spreadsheet, from 1."""
    name: str
    unit: str
    cells: pl.Series
    rows: pl.Series
    wanted: ColumnType | None = None


@dataclass(frozen=True)
class TypedColumn:
    """A column understood: its description, its values and why a value is missing.

    `reasons` (String) is null where there is a value; its counts are `column.reasons`.
    """

    column: Column
    values: pl.Series
    reasons: pl.Series
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Cells:
    """The cells in three spellings: trimmed, folded, and the reasons that the marks give."""

    raw: RawColumn
    trimmed: pl.Series
    folded: pl.Series
    marks: pl.Series

    def report(
        self, code: str, severity: Severity, *, at: pl.Series, **params: str | int | float
    ) -> Finding:
        raw = self.raw
        return report(
            code,
            severity,
            grid=raw.grid,
            rows=raw.rows.filter(at),
            column=raw.number,
            name=raw.name,
            seen=raw.cells.filter(at),
            **params,
        )


def understand(raw: RawColumn) -> TypedColumn:
    """The typed column: as `wanted` says, else as nearly all of its cells are spelled."""
    cell = pl.col("cell")
    spelled = (
        raw.cells.alias("cell")
        .to_frame()
        .with_columns(trimmed=_spellings.trimmed(cell))
        .with_columns(folded=_spellings.folded(pl.col("trimmed")))
        .with_columns(marks=_spellings.reason(pl.col("folded")))
    )
    cells = _Cells(raw, spelled["trimmed"], spelled["folded"], spelled["marks"])
    kind, findings = _kind(cells)
    typed = _BUILDERS[kind](cells, kind)
    return replace(typed, findings=(*findings, *typed.findings))


def _kind(cells: _Cells) -> tuple[ColumnType, tuple[Finding, ...]]:
    if cells.raw.wanted is not None:
        return cells.raw.wanted, ()
    shown = cells.folded.filter(cells.marks.is_null()).alias("cell").to_frame()
    if shown.is_empty():
        return ColumnType.TEXT, ()
    cell = pl.col("cell")
    dated, serial, counted, zeros = shown.select(
        _dates.is_date(cell).sum().alias("dated"),
        _dates.is_serial(cell).sum().alias("serial"),
        _numbers.is_number(cell).sum().alias("counted"),
        _codes.has_leading_zeros(cell).alias("zeros"),
    ).row(0)
    if dated > serial and _enough(dated + serial, of=shown.height):
        timed = shown.select(_dates.has_time(cell).any()).item()
        return (ColumnType.DATETIME if timed else ColumnType.DATE), ()
    if _enough(counted, of=shown.height):
        if zeros or _codes.is_code_name(cells.raw.name):
            return ColumnType.TEXT, ()
        whole = shown.select((_numbers.is_whole(cell) | ~_numbers.is_number(cell)).all()).item()
        return (ColumnType.INTEGER if whole else ColumnType.NUMBER), ()
    if max(dated, counted) > _MOSTLY * shown.height:
        return ColumnType.TEXT, (_mixed(cells, dated=dated > counted),)
    return ColumnType.TEXT, ()


def _enough(count: int, *, of: int) -> bool:
    """All, or nearly all of many: a stray word must not turn a short column's words to nothing."""
    return count == of or (of >= _ENOUGH and count >= _TOLERATED * of)


def _mixed(cells: _Cells, *, dated: bool) -> Finding:
    test = _dates.is_date if dated else _numbers.is_number
    fits = cells.folded.alias("cell").to_frame().select(test(pl.col("cell")))["cell"]
    odd = cells.marks.is_null() & ~fits
    like = ColumnType.DATE if dated else ColumnType.NUMBER
    return cells.report("column-mixed", Severity.WARNING, at=odd, like=like.value)


def _text(cells: _Cells, kind: ColumnType) -> TypedColumn:
    values = cells.trimmed
    findings = []
    changed = (cells.raw.cells != values) & values.is_not_null()
    if changed.any():
        findings.append(cells.report("text-trimmed", Severity.INFO, at=changed))
    if _codes.is_code_name(cells.raw.name):
        values, found = _code(cells)
        findings += found
    reason = pl.when(values.is_null()).then(pl.coalesce(cells.marks, pl.lit("blank")))
    reasons = pl.select(reason.alias("reason"))["reason"]
    return _typed(cells, kind, values=values, reasons=reasons, findings=findings)


def _code(cells: _Cells) -> tuple[pl.Series, list[Finding]]:
    """Codes: a dash is no code; zeros that a spreadsheet ate come back where that is proven."""
    absent = (cells.marks == "absent").fill_null(value=False)
    values = pl.select(pl.when(~absent).then(cells.trimmed).alias("cell"))["cell"]
    restored = _codes.area_codes(values, name=cells.raw.name)
    if restored is not None:
        changed = (restored != values).fill_null(value=False)
        return restored, [cells.report("code-zeros-restored", Severity.INFO, at=changed)]
    if _codes.is_postcode_name(cells.raw.name):
        lost = values.str.contains(_codes.SHORT_POSTCODE).fill_null(value=False)
        if lost.any():
            return values, [cells.report("postcode-zeros-lost", Severity.WARNING, at=lost)]
    return values, []


def _numeric(cells: _Cells, kind: ColumnType) -> TypedColumn:
    whole = kind is ColumnType.INTEGER
    values = (
        cells.folded.alias("cell")
        .to_frame()
        .select(_numbers.number(pl.col("cell"), whole=whole))["cell"]
    )
    return _valued(cells, kind, values=values, findings=[])


def _moments(cells: _Cells, kind: ColumnType) -> TypedColumn:
    read = _dates.dates(cells.folded)
    findings = []
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
    return _valued(cells, kind, values=values, findings=findings)


def _valued(
    cells: _Cells, kind: ColumnType, *, values: pl.Series, findings: list[Finding]
) -> TypedColumn:
    """Reasons of what is no value; what is neither value nor mark is `invalid` and is shown."""
    invalid = values.is_null() & cells.marks.is_null()
    reasons = pl.select(
        pl.when(invalid)
        .then(pl.lit("invalid"))
        .when(values.is_null())
        .then(cells.marks)
        .alias("reason")
    )["reason"]
    if invalid.any():
        found = cells.report("value-invalid", Severity.WARNING, at=invalid, type=kind.value)
        findings = [*findings, found]
    return _typed(cells, kind, values=values, reasons=reasons, findings=findings)


def _typed(
    cells: _Cells,
    kind: ColumnType,
    *,
    values: pl.Series,
    reasons: pl.Series,
    findings: list[Finding],
) -> TypedColumn:
    counts = reasons.drop_nulls().value_counts().sort("reason").rows()
    column = Column(name=cells.raw.name, type=kind, unit=cells.raw.unit, reasons=dict(counts))
    named = values.alias(column.name)
    return TypedColumn(column, named, reasons.alias(column.name), tuple(findings))


_BUILDERS = {
    ColumnType.TEXT: _text,
    ColumnType.INTEGER: _numeric,
    ColumnType.NUMBER: _numeric,
    ColumnType.DATE: _moments,
    ColumnType.DATETIME: _moments,
}
