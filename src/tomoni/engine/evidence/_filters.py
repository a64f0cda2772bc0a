"""Which rows are looked at."""

from collections.abc import Sequence
from enum import StrEnum

import ibis
import ibis.expr.types as ir

from tomoni.engine.core import Column, Table, Value
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._parts import Category, Key, Part, expression, key, label, words


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


def column_of(table: Table, name: str) -> Column:
    """The column; `EvidenceError("unknown-column")` when the table has none of that name."""
    column = table.column(name)
    if column is None:
        raise EvidenceError("unknown-column", column=name)
    return column


def fits(one: Filter, *, table: Table, rows: ir.Table) -> ir.BooleanValue:
    """The filter as an Ibis condition on `rows`, false where the cell is empty.

    Raises `EvidenceError`: `unknown-column`, `wrong-type`, `category-impossible` or
    `filter-values` when it has not as many values as its `op` needs.
    """
    column = column_of(table, one.column)
    needed = _COUNTS.get(one.op)
    if (needed is None and not one.values) or (needed is not None and needed != len(one.values)):
        raise EvidenceError("filter-values", column=one.column, op=one.op.value)
    keys = [key(value, column=column, part=one.part) for value in one.values]
    cell = rows[one.column]
    if one.op is Op.EMPTY:
        return cell.isnull()
    return cell.notnull() & _compared(expression(cell, one.part), keys, op=one.op)


def filter_words(filters: Sequence[Filter]) -> str:
    """The filters in Japanese, e.g. 「業種」が「飲食店営業」である; empty when there are none."""
    return "、".join(_one_in_words(one) for one in filters)


def values_words(values: Sequence[Category], part: Part) -> str:
    """Categories in words: 2月・5月, or in brackets when they are cells: 「飲食店」・「喫茶店」."""
    named = [label(value, part) for value in values]
    return "・".join(named if part is not Part.VALUE else [f"「{name}」" for name in named])


def _compared(cell: ir.Value, keys: list[Key], *, op: Op) -> ir.BooleanValue:
    if op is Op.IN:
        return cell.isin(keys)
    if op is Op.NOT_IN:
        return cell.notin(keys)
    if op is Op.AT_LEAST:
        return cell >= keys[0]
    if op is Op.AT_MOST:
        return cell <= keys[0]
    if op is Op.BETWEEN:
        return cell.between(keys[0], keys[1])
    return ibis.literal(True)


def _one_in_words(one: Filter) -> str:
    what = words(one.column, one.part)
    if one.op is Op.BETWEEN and len(one.values) == 2:
        low, high = (label(value, one.part) for value in one.values)
        return f"{what}が{low}から{high}までである"
    pattern = _WORDS.get(one.op, "{}である")
    return f"{what}が{pattern.format(values_words(one.values, one.part))}"
