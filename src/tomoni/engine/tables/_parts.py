"""What one looks at in a column: its value, or a part of its day."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tomoni.engine.core import Column, ColumnType
from tomoni.engine.tables._errors import TablesError

if TYPE_CHECKING:
    import ibis.expr.types as ir

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

    @property
    def cycle(self) -> int | None:
        """How many categories the part runs through evenly; None when it does not."""
        return len(_RANGES[self]) if self in _CYCLES else None

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every category of a part that has a cycle, in its order; else none."""
        return tuple(_RANGES[self]) if self in _CYCLES else ()

    def cycle_words(self, count: int) -> str:
        """How an even share is derived, e.g. 12か月のうち4か月."""
        unit = _CYCLES[self]
        return f"{self.cycle}{unit}のうち{count}{unit}"

    def words(self, column: str) -> str:
        """The column's part in words, e.g. 「許可終了日」の月."""
        return f"「{column}」" if self is Part.VALUE else f"「{column}」の{_UNITS[self]}"

    def label(self, key: Any) -> str:
        """One category in words, e.g. 8月, 月曜, 2027年度."""
        if isinstance(key, float) and key.is_integer():
            key = int(key)
        if self is Part.VALUE:
            return key.isoformat() if isinstance(key, date) else str(key)
        if self is Part.DAY_OF_WEEK:
            day = str(key)
            return f"{_WEEKDAYS[int(day) - 1]}曜" if day in set("1234567") else day
        return f"{key}{_UNITS[self]}"

    def listed(self, values: Sequence[Category]) -> str:
        """Categories in words: 2月・5月, or, where they are cells, 「飲食店」・「喫茶店」."""
        named = [self.label(value) for value in values]
        return "・".join(named if self is not Part.VALUE else [f"「{name}」" for name in named])

    def of(self, cell: "ir.Value") -> Any:
        """The part as an Ibis expression; empty cells stay empty. Fiscal years begin in April."""
        if self is Part.VALUE:
            return cell
        day: Any = cell
        if self is Part.YEAR:
            return day.year()
        if self is Part.FISCAL_YEAR:
            return day.year() - (day.month() < 4).ifelse(1, 0)
        if self is Part.MONTH:
            return day.month()
        if self is Part.DAY:
            return day.day()
        return day.day_of_week.index() + 1

    def must_suit(self, column: Column) -> None:
        """Raises `TablesError("wrong-type")` when the part needs days and the column has none."""
        if self is not Part.VALUE and column.type not in _DAYS:
            raise TablesError("wrong-type", column=column.name, part=self.value)

    def key(self, category: Category, *, column: Column) -> Key:
        """The category in the type of the column's part.

        Raises `TablesError`: `wrong-type` when the part needs days and the column holds none,
        `category-impossible` when such a column or part can never hold the category.
        """
        self.must_suit(column)
        try:
            found = self._typed(category, column=column)
        except ValueError:
            found = None
        if found is None or (self is not Part.VALUE and found not in _RANGES[self]):
            raise TablesError("category-impossible", column=column.name, part=self.value)
        return found

    def _typed(self, category: Category, *, column: Column) -> Key | None:
        if self is not Part.VALUE:
            number = float(category)
            return int(number) if number.is_integer() else None
        if column.type in _NUMBERS:
            return float(category) if isinstance(category, str) else category
        if column.type is ColumnType.DATE:
            return date.fromisoformat(str(category))
        if column.type is ColumnType.DATETIME:
            return datetime.fromisoformat(str(category))
        return str(category)


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
