"""Which rows are looked at."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tomoni.engine.core import Column, Value
from tomoni.engine.tables._errors import TablesError
from tomoni.engine.tables._parts import Category, Key, Part

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Op(StrEnum):
    """How a filter compares; ends are included."""

    IN = "in"
    NOT_IN = "not_in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    EMPTY = "empty"
    FILLED = "filled"


_COUNTS = {Op.AT_LEAST: 1, Op.AT_MOST: 1, Op.BETWEEN: 2, Op.EMPTY: 0, Op.FILLED: 0}
_WORDS = {
    Op.IN: "{}である",
    Op.NOT_IN: "{}でない",
    Op.AT_LEAST: "{}以上である",
    Op.AT_MOST: "{}以下である",
    Op.EMPTY: "空らんである",
    Op.FILLED: "空らんでない",
}


class Filter(Value):
    """One condition on the rows: `part` of `column` compared with `values` by `op`.

    Rows whose cell is empty fit `empty` only.
    """

    column: str
    part: Part = Part.VALUE
    op: Op = Op.IN
    values: tuple[Category, ...] = ()

    @property
    def words(self) -> str:
        """The filter in Japanese, e.g. 「業種」が「飲食店営業」である."""
        what = self.part.words(self.column)
        if self.op is Op.BETWEEN and len(self.values) == 2:
            low, high = (self.part.label(value) for value in self.values)
            return f"{what}が{low}から{high}までである"
        pattern = _WORDS.get(self.op, "{}である")
        return f"{what}が{pattern.format(self.part.listed(self.values))}"

    def keys(self, column: Column) -> list[Key]:
        """Its values in the type of the column's part.

        Raises `TablesError`: `wrong-type`, `category-impossible`, or `filter-values` when it has
        not as many values as its `op` needs.
        """
        needed, given = _COUNTS.get(self.op), len(self.values)
        if needed != given if needed is not None else not given:
            raise TablesError("filter-values", column=column.name, op=self.op.value)
        return [self.part.key(value, column=column) for value in self.values]

    def fits(self, cell: "ir.Value", *, column: Column) -> "ir.BooleanValue":
        """The filter as an Ibis condition on the column's cell, false where that is empty.

        Raises as `keys` does.
        """
        keys = self.keys(column)
        if self.op in {Op.EMPTY, Op.FILLED}:
            return cell.isnull() if self.op is Op.EMPTY else cell.notnull()
        return cell.notnull() & self._compared(self.part.of(cell), keys)

    def _compared(self, cell: Any, keys: list[Key]) -> Any:
        if self.op is Op.IN:
            return cell.isin(keys)
        if self.op is Op.NOT_IN:
            return cell.notin(keys)
        if self.op is Op.AT_LEAST:
            return cell >= keys[0]
        if self.op is Op.AT_MOST:
            return cell <= keys[0]
        return cell.between(keys[0], keys[1])


def filter_words(filters: Sequence[Filter]) -> str:
    """The filters in Japanese; empty when there are none."""
    return "、".join(one.words for one in filters)
