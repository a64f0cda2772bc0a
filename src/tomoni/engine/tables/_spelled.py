"""A column of cells, each of its spellings looked at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from tomoni.engine.core import Column, ColumnType, Finding, Severity
from tomoni.engine.tables import _spellings
from tomoni.engine.tables._grid import Grid
from tomoni.engine.tables._reports import report

_LONG = 5_000
_SAMPLE = 4_000
_REPEATED = 0.99
"""A sample of 4,000 with fewer different texts than this share comes from about 200,000."""
_LISTED = 20


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
    context: str = ""
    """What stands around the table: titles, the sheet's and the file's name."""
    notes: str = ""
    """The remarks below the table."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Spelling → reason, where a person overrules the marks; an empty reason makes it a value."""


@dataclass(frozen=True)
class TypedColumn:
    """A column understood: its description, its values and why a value is missing.

    `reasons` (String, or Null throughout) is null where there is a value, `qualifiers` (String)
    where there is none or nothing more is said of it; their counts are `column.reasons` and
    `column.qualifiers`. `bounds` (String) is what bounds a number but is none, as it stands.
    """

    column: Column
    values: pl.Series
    reasons: pl.Series
    qualifiers: pl.Series | None = None
    findings: tuple[Finding, ...] = ()
    bounds: pl.Series | None = None


@dataclass(frozen=True)
class Cells:
    """The spellings of a column: trimmed, folded, and the reasons that the marks give.

    In a long column that repeats itself each spelling stands once: `places` says of every cell
    which it is. Else (`places` is None) every cell stands for itself.
    """

    raw: RawColumn
    table: pl.DataFrame
    places: pl.Series | None = None

    @property
    def trimmed(self) -> pl.Series:
        return self.table["trimmed"]

    @property
    def folded(self) -> pl.Series:
        return self.table["folded"]

    @property
    def marks(self) -> pl.Series:
        return self.table["marks"]

    @cached_property
    def shown(self) -> pl.Series:
        """Which spellings may hold a value."""
        return self.marks.is_null()

    def few(self, most: int) -> list[str]:
        """Some of the folded spellings that may hold a value, from all over the column."""
        shown = self.folded.filter(self.shown)
        return shown.gather_every(max(1, len(shown) // most)).head(most).to_list()

    def count(self, at: pl.Series) -> int:
        """How many cells have one of the spellings."""
        if self.places is None:
            return int(at.sum())
        return int(self.table["weight"].filter(at).sum())

    def spread(self, values: pl.Series) -> pl.Series:
        """What is known of every spelling, for every cell."""
        return values if self.places is None else values.gather(self.places)

    def report(
        self, code: str, severity: Severity, *, at: pl.Series, **params: str | int | float
    ) -> Finding:
        raw = self.raw
        here = self.spread(at)
        return report(
            code,
            severity,
            grid=raw.grid,
            rows=raw.rows.filter(here),
            column=raw.number,
            name=raw.name,
            seen=raw.cells.filter(here),
            **params,
        )


def spell(raw: RawColumn) -> Cells:
    """The column's spellings, trimmed, folded and with the marks for no value told."""
    texts, places = _distinct(raw.cells)
    trimmed = _spellings.trim(texts.alias("text").to_frame())["text"]
    table = pl.DataFrame({"text": texts, "trimmed": trimmed, "folded": trimmed})
    if not _spellings.is_ascii(trimmed):
        table = table.with_columns(folded=_spellings.folded(pl.col("trimmed")))
    table = table.with_columns(marks=_spellings.reason(pl.col("folded")))
    if raw.reasons:
        table = table.with_columns(marks=_overruled(raw.reasons))
    if places is not None:
        counts = places.value_counts(name="weight").rename({places.name: "place"})
        weights = pl.DataFrame({"place": range(len(texts))}, schema={"place": pl.UInt32})
        weights = weights.join(counts, on="place", how="left", maintain_order="left")
        table = table.with_columns(weight=weights["weight"].fill_null(0))
    return Cells(raw, table, places)


def typed(
    cells: Cells,
    kind: ColumnType,
    *,
    values: pl.Series,
    reasons: pl.Series,
    findings: list[Finding],
    qualifiers: pl.Series | None = None,
    unit: str = "",
    period: str = "",
) -> TypedColumn:
    """The column from what is known of its spellings."""
    column = Column(
        name=cells.raw.name,
        type=kind,
        unit=cells.raw.unit or unit,
        reasons=_counts(cells, reasons),
        qualifiers={} if qualifiers is None else _counts(cells, qualifiers),
        marks=_marks(cells, reasons),
        period=period,
    )
    return TypedColumn(
        column,
        _spread_values(cells, values).alias(column.name),
        _spread_reasons(cells, reasons).alias(column.name),
        None if qualifiers is None else cells.spread(qualifiers).alias(column.name),
        tuple(findings),
    )


def _spread_values(cells: Cells, values: pl.Series) -> pl.Series:
    """The values of all cells; the cells themselves, which take no more memory, if they are."""
    return (
        cells.raw.cells
        if values.equals(cells.table["text"], check_dtypes=True)
        else cells.spread(values)
    )


def _spread_reasons(cells: Cells, reasons: pl.Series) -> pl.Series:
    """The reasons of all cells; of type Null, which takes no memory, where there are none."""
    if reasons.null_count() == len(reasons):
        return pl.repeat(None, len(cells.raw.cells), dtype=pl.Null, eager=True)
    return cells.spread(reasons)


def _distinct(cells: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """The different texts and which of them every cell is; the cells themselves if few repeat."""
    step = max(1, len(cells) // _SAMPLE)
    sample = cells.gather_every(step)
    if len(cells) < _LONG or sample.n_unique() > _REPEATED * len(sample):
        return cells, None
    named = cells.alias("text")
    numbered = named.cast(pl.Categorical(pl.Categories.random())).to_physical().alias("place")
    first = numbered.arg_unique()
    order = numbered.gather(first)
    texts = named.gather(first)
    dense = pl.Series("place", range(len(first)), dtype=pl.UInt32)
    if order.null_count() == 0 and bool((order.cast(pl.UInt32) == dense).all()):
        return texts, numbered.cast(pl.UInt32)
    keys = pl.DataFrame({"key": order, "place": dense})
    joined = (
        numbered.alias("key")
        .to_frame()
        .join(keys, on="key", how="left", nulls_equal=True, maintain_order="left")
    )
    return texts, joined["place"]


def _overruled(reasons: Mapping[str, str]) -> pl.Expr:
    marks = pl.col("marks")
    for spelling, reason in reasons.items():
        same = pl.col("folded") == pl.select(_spellings.folded(pl.lit(spelling))).item()
        marks = pl.when(same).then(pl.lit(reason or None, dtype=pl.String)).otherwise(marks)
    return marks


def _counts(cells: Cells, said: pl.Series) -> dict[str, int]:
    names = sorted(said.drop_nulls().unique().to_list())
    counts = {name: cells.count((said == name).fill_null(value=False)) for name in names}
    return {name: count for name, count in counts.items() if count}


def _marks(cells: Cells, reasons: pl.Series) -> dict[str, str]:
    """Which spelling was taken for which reason, blanks and what is invalid apart."""
    if reasons.null_count() == len(reasons):
        return {}
    pairs = (
        cells.table.select("trimmed", reason=reasons)
        .filter(pl.col("trimmed").is_not_null() & (pl.col("reason") != "invalid"))
        .unique(maintain_order=True)
        .head(_LISTED)
    )
    return dict(sorted(pairs.rows()))
