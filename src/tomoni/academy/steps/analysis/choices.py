"""What a table offers to choose from: its columns, the parts of its days, its values."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis.kinds import ANY, DAYS, NUMBERS, Types
from tomoni.academy.steps.data.cells import TYPES
from tomoni.engine.core import Column, Table
from tomoni.engine.tables import Part

Given = int | float | str
MOST_CHOICES = 60
"""More different values than this are typed, not chosen."""
_RANGES = {Part.MONTH: 12, Part.DAY: 31, Part.DAY_OF_WEEK: 7}
PARTS = {
    Part.MONTH: gettext_lazy("月（1月から12月）"),
    Part.DAY_OF_WEEK: gettext_lazy("曜日"),
    Part.FISCAL_YEAR: gettext_lazy("年度"),
    Part.YEAR: gettext_lazy("年"),
    Part.DAY: gettext_lazy("日（1日から31日）"),
    Part.VALUE: gettext_lazy("値そのもの"),
}


def columns(table: Table | None, *, types: Types = ANY) -> tuple[Column, ...]:
    """The columns of these types."""
    return tuple(each for each in table.columns if each.type in types) if table else ()


def column_of(name: str, *, table: Table | None) -> Column | None:
    return table.column(name) if table and name else None


def parts(column: Column | None) -> tuple[Part, ...]:
    """The parts of a column that can be looked at; one for all but days."""
    if column is None:
        return ()
    return tuple(PARTS) if column.type in DAYS else (Part.VALUE,)


def named(found: Iterable[Column]) -> tuple[tuple[str, str], ...]:
    """Columns with their types in words."""
    text = _("%(name)s（%(type)s）")
    return tuple(
        (each.name, text % {"name": each.name, "type": TYPES[each.type]}) for each in found
    )


def values(table: Table | None, *, column: str, part: Part) -> list[tuple[str, str]] | None:
    """The column's values, never how often each occurs; None: too many, they are typed."""
    if table is None or column_of(column, table=table) is None:
        return []
    if part in _RANGES:
        keys: Sequence[Any] = range(1, _RANGES[part] + 1)
    else:
        cells = table.data_rows().frame[column]
        if part in (Part.YEAR, Part.FISCAL_YEAR):
            cells = cells.dt.year() - _before_april(cells) * (part is Part.FISCAL_YEAR)
        keys = cells.drop_nulls().unique().sort().head(MOST_CHOICES + 1).to_list()
    if len(keys) > MOST_CHOICES:
        return None
    return [(text(key), part.label(text(key))) for key in keys]


def category(given: str, *, column: Column | None, part: Part) -> Given:
    """A value as its column has it; what cannot be a number there stays a text."""
    if part is Part.VALUE and (column is None or column.type not in NUMBERS):
        return given
    try:
        number = float(given.replace(",", ""))
    except ValueError:
        return given
    if not math.isfinite(number):
        return given
    return int(number) if number.is_integer() else number


def text(value: Any) -> str:
    """A value as one types it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _before_april(cells: pl.Series) -> pl.Series:
    return (cells.dt.month() < 4).cast(pl.Int32)
