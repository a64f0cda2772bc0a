"""A column of numbers: plain ones, qualified ones, and what bounds a number but is none."""

import re
from dataclasses import dataclass, replace

import polars as pl

from tomoni.engine.core import ColumnType, Finding, Severity
from tomoni.engine.tables import _numbers
from tomoni.engine.tables._amounts import amounts
from tomoni.engine.tables._brackets import Meaning, brackets_mean
from tomoni.engine.tables._reasons import reasons_of
from tomoni.engine.tables._spelled import Cells, TypedColumn, typed
from tomoni.engine.tables._units import PERCENT, one_scale, title_unit

_BALANCE = re.compile(r"増減|差引|収支|損益|過不足|差額|純増|繰越|余剰|不足額|前年差")
_STRONG_WORDS = r"[万億].|[十百千].*[十百千]"
_FEW = 3


@dataclass(frozen=True)
class Figures:
    """What the spellings say that are no plain numbers: one row of `frame` each, see `amounts`."""

    cells: Cells
    rest: pl.Series
    """Which spellings the rows of `frame` are."""
    frame: pl.DataFrame
    converted: bool = False
    """Whether units of different scales (円, 万円) were brought to one."""

    @property
    def at(self) -> pl.DataFrame:
        """The rows of `frame` at their places, null for all other spellings."""
        every = pl.DataFrame({"row": self.rest.arg_true()}).hstack(self.frame)
        rows = pl.DataFrame({"row": range(len(self.rest))}, schema={"row": pl.UInt32})
        return rows.join(every, on="row", how="left", maintain_order="left")

    @property
    def understood(self) -> int:
        at = self.at
        return self.cells.count(at["value"].is_not_null() | at["reason"].is_not_null())

    @property
    def measured(self) -> int:
        """Cells that are no less numbers for what stands beside them: a unit, or words."""
        at = self.at
        united = (at["qualifier"] == "") & (at["unit"] != "")
        words = at["qualifier"] == "words"
        strong = self.cells.folded.str.contains(_STRONG_WORDS)
        if not (words & strong).any() and not self.cells.count(~self.rest & self.cells.shown):
            words = words & strong
        return self.cells.count((united | words).fill_null(value=False))

    @property
    def qualified(self) -> int:
        """Cells that say a number and more, or a limit; 0 among ranges, which are classes."""
        if (self.frame["reason"] == "range").any():
            return 0
        at = self.at
        more = ~at["qualifier"].is_in(["", "words"]) & at["value"].is_not_null()
        return self.cells.count((more | at["reason"].is_not_null()).fill_null(value=False))

    @property
    def units(self) -> list[str]:
        return sorted(set(self.frame["unit"].drop_nulls().to_list()) - {""})

    @property
    def whole(self) -> bool:
        values = self.frame["value"].drop_nulls()
        return bool((values == values.round()).all()) and bool((values.abs() < 2**53).all())

    def reasons_against(self, *, plain: int) -> bool:
        """Units that differ, or shares beside plain numbers: one column cannot hold both."""
        mixed = len(self.units) > 1 or (self.converted and plain > 0)
        return mixed or (bool(PERCENT & set(self.units)) and plain > 0)


def figures(cells: Cells) -> Figures | None:
    """What there is besides plain numbers and marks; None if nothing."""
    plain = cells.folded.alias("cell").to_frame().select(_numbers.is_number(pl.col("cell")))
    rest = cells.shown & ~plain["cell"].fill_null(value=False)
    if not rest.any():
        return None
    frame = amounts(cells.folded.filter(rest))
    units = set(frame["unit"].drop_nulls()) - {""}
    scale = one_scale(units) if len(units) > 1 else {}
    if not scale:
        return Figures(cells, rest, frame)
    factor = pl.col("unit").replace_strict(scale, default=1.0, return_dtype=pl.Float64)
    base = pl.when(pl.col("unit") == "").then(pl.lit("")).otherwise(pl.lit(next(iter(scale))))
    frame = frame.with_columns(
        value=(pl.col("value") * factor).round(6),
        unit=pl.when(pl.col("unit").is_not_null()).then(base),
    )
    return Figures(cells, rest, frame, converted=True)


def read_figures(cells: Cells, *, kind: ColumnType, found: Figures | None) -> TypedColumn:
    """The typed column. `found`: what `figures` gave; units that differ are left invalid."""
    whole = kind is ColumnType.INTEGER
    values = _numbers.numbers(cells.folded, whole=whole)
    if cells.raw.reasons:
        values = pl.select(pl.when(cells.shown).then(values).alias("cell"))["cell"]
    if found is None:
        findings = _share_findings(cells, values=values, unit=cells.raw.unit)
        reasons, more = reasons_of(cells, values=values, kind=kind)
        findings += more
        unit = _title_unit(cells)
        return typed(cells, kind, values=values, reasons=reasons, findings=findings, unit=unit)
    at = found.at
    meaning = _meaning(cells, found=found)
    negative = meaning.below if meaning else _brackets_negative(cells, found=found)
    values = _overlaid(values, at=at, found=found, negative=negative)
    qualifiers = _qualifiers(at, values=values, negative=negative)
    reasons, invalid = reasons_of(cells, values=values, kind=kind, known=at["reason"])
    findings = _findings(cells, at=at, values=values, negative=negative, meaning=meaning)
    if found.converted:
        scaled = (at["unit"] != "").fill_null(value=False)
        findings.append(
            cells.report("cell-units-converted", Severity.INFO, at=scaled, unit=found.units[0])
        )
    unit = found.units[0] if found.units else _title_unit(cells)
    shares = _share_findings(cells, values=values, unit=cells.raw.unit or unit)
    made = typed(
        cells,
        kind,
        values=values,
        reasons=reasons,
        findings=[*findings, *invalid, *shares],
        qualifiers=qualifiers if qualifiers.null_count() < len(qualifiers) else None,
        unit=unit,
    )
    if at["reason"].null_count() == len(at):
        return made
    bounds = pl.select(pl.when(at["reason"].is_not_null()).then(cells.trimmed)).to_series()
    return replace(made, bounds=cells.spread(bounds))


def _overlaid(values: pl.Series, *, at: pl.DataFrame, found: Figures, negative: bool) -> pl.Series:
    """The plain numbers with those that say more put between them."""
    usable = at.filter(at["unit"].is_in(["", *found.units[:1]]) | at["unit"].is_null())
    below = (pl.col("qualifier") == "bracketed") & negative
    more = pl.when(below).then(-pl.col("value")).otherwise(pl.col("value"))
    overlay = at.select(
        pl.when(pl.col("row").is_in(usable["row"].implode())).then(more).alias("value")
    )["value"]
    if values.dtype == pl.Int64:
        overlay = pl.select(pl.when(overlay == overlay.round()).then(overlay))["value"]
    overlay = overlay.cast(values.dtype, strict=False)
    return pl.select(pl.coalesce(values, overlay).alias("cell"))["cell"]


def _title_unit(cells: Cells) -> str:
    return title_unit(cells.raw.context, name=cells.raw.name)


def _qualifiers(at: pl.DataFrame, *, values: pl.Series, negative: bool) -> pl.Series:
    """The qualifiers that stay: neither an empty one nor words, which say no more than digits."""
    told = ["", "words", *(["bracketed"] if negative else [])]
    said = at["qualifier"]
    return pl.select(
        pl.when(values.is_not_null() & ~said.is_in(told)).then(said).alias("qualifier")
    )["qualifier"]


def _meaning(cells: Cells, *, found: Figures) -> Meaning | None:
    """What the table itself says of brackets, where the column has any."""
    if not (found.frame["qualifier"] == "bracketed").any():
        return None
    return brackets_mean(f"{cells.raw.notes}\n{cells.raw.context}")


def _brackets_negative(cells: Cells, *, found: Figures) -> bool:
    """Whether (1,234) is below zero, as books of account write it: only for balances and money."""
    if not (found.frame["qualifier"] == "bracketed").any():
        return False
    unit = cells.raw.unit or cells.raw.name
    signed = cells.folded.filter(cells.shown).str.contains(r"^[-−△▲]").any()
    return not signed and (_BALANCE.search(cells.raw.name) is not None or unit.endswith("円"))


def _findings(
    cells: Cells,
    *,
    at: pl.DataFrame,
    values: pl.Series,
    negative: bool,
    meaning: Meaning | None,
) -> list[Finding]:
    kept = values.is_not_null()
    said = pl.select(pl.when(kept).then(at["qualifier"]).alias("said"))["said"]
    brackets = said == "bracketed"
    words = said == "words"
    others = said.is_not_null() & ~said.is_in(["", "words", "bracketed"])
    united = kept & (at["unit"] != "")
    bounds = at["reason"].is_not_null()
    own = brackets & (meaning is not None and not negative)
    explained = []
    if meaning is not None and own.any():
        at_own = own.fill_null(value=False)
        explained = [
            cells.report("brackets-explained", Severity.INFO, at=at_own, meaning=meaning.words)
        ]
    return explained + [
        cells.report(code, severity, at=where.fill_null(value=False))
        for code, severity, where in (
            ("numbers-qualified", Severity.WARNING, others),
            ("brackets-negative", Severity.INFO, brackets & negative),
            ("brackets-kept", Severity.WARNING, brackets & (not negative and meaning is None)),
            ("number-words", Severity.INFO, words),
            ("cell-units", Severity.INFO, united),
            ("bounds-no-numbers", Severity.WARNING, bounds),
        )
        if where.any()
    ]


def _share_findings(cells: Cells, *, values: pl.Series, unit: str) -> list[Finding]:
    """A column in ％ whose every number lies within one is most likely a share of one."""
    known = values.drop_nulls()
    if unit not in PERCENT or len(known) < _FEW or not known.dtype.is_float():
        return []
    if (known.abs() > 1).any() or (known == known.round()).all():
        return []
    found = cells.report("percent-looks-like-ratio", Severity.WARNING, at=values.is_not_null())
    return [found]
