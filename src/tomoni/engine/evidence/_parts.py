"""What one looks at in a column: its value, or a part of its day."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import ibis.expr.types as ir

from tomoni.engine.core import Column, ColumnType
from tomoni.engine.evidence._errors import EvidenceError

Category = int | float | str
Key = int | float | str | date | datetime
"""A category as the column's own type has it."""

_DAYS = {ColumnType.DATE, ColumnType.DATETIME}
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
_WEEKDAYS = "月火水木金土日"


class Part(StrEnum):
    """The part of a column; all but `value` need days."""

    VALUE = "value"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    MONTH = "month"
    DAY = "day"
    DAY_OF_WEEK = "day_of_week"


_RANGES = {
    Part.YEAR: range(1, 10_000),
    Part.FISCAL_YEAR: range(1, 10_000),
    Part.MONTH: range(1, 13),
    Part.DAY: range(1, 32),
    Part.DAY_OF_WEEK: range(1, 8),
}
_UNITS = {
    Part.YEAR: "年",
    Part.FISCAL_YEAR: "年度",
    Part.MONTH: "月",
    Part.DAY: "日",
    Part.DAY_OF_WEEK: "曜日",
}
_CYCLES = {Part.MONTH: "か月", Part.DAY_OF_WEEK: "曜日"}


def cycle(part: Part) -> int | None:
    """How many categories the part runs through evenly; None when it does not."""
    return len(_RANGES[part]) if part in _CYCLES else None


def cycle_words(part: Part, count: int) -> str:
    """How an even share is derived, e.g. 12か月のうち4か月."""
    unit = _CYCLES[part]
    return f"{cycle(part)}{unit}のうち{count}{unit}"


def all_keys(part: Part) -> tuple[Key, ...]:
    """Every category of a part that has a cycle, in its order; else none."""
    return tuple(_RANGES[part]) if part in _CYCLES else ()


def words(column: str, part: Part) -> str:
    """The column's part in words, e.g. 「許可終了日」の月."""
    return f"「{column}」" if part is Part.VALUE else f"「{column}」の{_UNITS[part]}"


def label(key: Any, part: Part) -> str:
    """One category in words, e.g. 8月, 月曜, 2027年度."""
    if isinstance(key, float) and key.is_integer():
        key = int(key)
    if part is Part.VALUE:
        return key.isoformat() if isinstance(key, date) else str(key)
    if part is Part.DAY_OF_WEEK:
        day = str(key)
        return f"{_WEEKDAYS[int(day) - 1]}曜" if day in set("1234567") else day
    return f"{key}{_UNITS[part]}"


def expression(column: ir.Value, part: Part) -> ir.Value:
    """The part as an Ibis expression; empty cells stay empty. Fiscal years begin in April."""
    if part is Part.VALUE:
        return column
    if part is Part.YEAR:
        return column.year()
    if part is Part.FISCAL_YEAR:
        return column.year() - (column.month() < 4).cast("int64")
    if part is Part.MONTH:
        return column.month()
    if part is Part.DAY:
        return column.day()
    return column.day_of_week.index() + 1


def key(category: Category, *, column: Column, part: Part) -> Key:
    """The category in the type of the column's part.

    Raises `EvidenceError`: `wrong-type` when the part needs days and the column holds none,
    `category-impossible` when such a column or part can never hold the category.
    """
    if part is not Part.VALUE and column.type not in _DAYS:
        raise EvidenceError("wrong-type", column=column.name, part=part.value)
    try:
        found = _typed(category, column=column, part=part)
    except ValueError:
        found = None
    if found is None or (part is not Part.VALUE and found not in _RANGES[part]):
        raise EvidenceError("category-impossible", column=column.name, part=part.value)
    return found


def _typed(category: Category, *, column: Column, part: Part) -> Key | None:
    if part is not Part.VALUE:
        number = float(category)
        return int(number) if number.is_integer() else None
    if column.type in _NUMBERS:
        return float(category) if isinstance(category, str) else category
    if column.type is ColumnType.DATE:
        return date.fromisoformat(str(category))
    if column.type is ColumnType.DATETIME:
        return datetime.fromisoformat(str(category))
    return str(category)
