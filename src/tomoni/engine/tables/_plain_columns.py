"""Short columns that need no care: bare numbers, or bare words. The same answer, sooner.

A sheet of many small tables has thousands of such columns; `understand` builds its expressions
anew for each. Here they are told cell by cell, and everything out of the ordinary is left to it.
"""

import re

import polars as pl

from tomoni.engine.core import Column, ColumnType
from tomoni.engine.tables import _codes, _dates
from tomoni.engine.tables._spelled import RawColumn, TypedColumn
from tomoni.engine.tables._spellings import REASONS
from tomoni.engine.tables._units import PERCENT, title_unit

_SHORT = 400
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(\.[0-9]+)?", re.ASCII)
_WORD = re.compile(r"[A-Za-zぁ-ゖァ-ヺー々ヶ\u4e00-\u9fff（）()・、％㎡]+")
_COUNTING = re.compile(r"[〇一二三四五六七八九十百千万億]")
_FIRST_YEAR = "元年"
_ABSENT = "-"


def plain_column(raw: RawColumn) -> TypedColumn | None:
    """What `understand` gives, for a column it would find nothing about; None for any other."""
    if raw.wanted is not None or raw.reasons or len(raw.cells) > _SHORT:
        return None
    if _codes.is_code_name(raw.name) or _dates.is_day_name(raw.name):
        return None
    cells = raw.cells.to_list()
    shown = [cell for cell in cells if cell is not None and cell != _ABSENT]
    if not shown:
        return None
    if _NUMBER.fullmatch(shown[0]):
        return _numeric(raw, cells=cells, shown=shown)
    return _words(raw, cells=cells, shown=shown)


def _numeric(raw: RawColumn, *, cells: list[str | None], shown: list[str]) -> TypedColumn | None:
    found = [_NUMBER.fullmatch(cell) for cell in shown]
    if not all(found):
        return None
    unit = raw.unit or title_unit(raw.context, name=raw.name)
    whole = not any(match and match[1] for match in found)
    if not whole and unit in PERCENT and all(abs(float(cell)) <= 1 for cell in shown):
        return None
    number = int if whole else float
    values = [number(c) if c is not None and c != _ABSENT else None for c in cells]
    reasons = [_reason(cell) for cell in cells]
    kind = ColumnType.INTEGER if whole else ColumnType.NUMBER
    series = pl.Series(raw.name, values, dtype=pl.Int64 if whole else pl.Float64)
    marks = {_ABSENT: "absent"} if _ABSENT in cells else {}
    return _typed(raw, kind, values=series, reasons=reasons, unit=unit, marks=marks)


def _words(raw: RawColumn, *, cells: list[str | None], shown: list[str]) -> TypedColumn | None:
    counting = 0
    for cell in shown:
        if cell in REASONS or _FIRST_YEAR in cell or not _WORD.fullmatch(cell):
            return None
        counting += _COUNTING.search(cell) is not None
    if counting * 2 >= len(shown) or _ABSENT in cells:
        return None
    reasons = [_reason(cell) for cell in cells]
    series = pl.Series(raw.name, cells, dtype=pl.String)
    return _typed(raw, ColumnType.TEXT, values=series, reasons=reasons, unit=raw.unit, marks={})


def _reason(cell: str | None) -> str | None:
    if cell is None:
        return "blank"
    return "absent" if cell == _ABSENT else None


def _typed(
    raw: RawColumn,
    kind: ColumnType,
    *,
    values: pl.Series,
    reasons: list[str | None],
    unit: str,
    marks: dict[str, str],
) -> TypedColumn:
    counts = {name: reasons.count(name) for name in ("absent", "blank") if name in reasons}
    column = Column(name=raw.name, type=kind, unit=unit, reasons=counts, marks=marks)
    return TypedColumn(column, values, pl.Series(raw.name, reasons, dtype=pl.String))
