"""Keys of two tables, written alike so that they can be held to be the same."""

import functools
from typing import Any

import ibis
import ibis.expr.types as ir

from tomoni.engine.core import Column, ColumnType
from tomoni.engine.questions._question import KeyForm, KeyPair
from tomoni.engine.tables import Part

_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
_DAYS = {ColumnType.DATE, ColumnType.DATETIME}
_WIDE = "０１２３４５６７８９　ケが－‐−―"
_PLAIN = "0123456789 ヶヶ----"
_BLANKS = r"[ \t]"
_WEIGHTS = (6, 5, 4, 3, 2)
_EXACT = 2**53
"""Below it every whole number has a number of its own (IEEE 754)."""
_TENTHS = "一二三四五六七八九"
_DIGITS = {KeyForm.MESH_1KM: 8, KeyForm.MESH_500M: 9, KeyForm.MONTH: 6, KeyForm.FISCAL_YEAR: 4}


def can_be(form: KeyForm, column: Column) -> bool:
    """Whether a column of that type can hold such keys."""
    return column.type not in _DAYS or form in {
        KeyForm.AS_IS, KeyForm.FISCAL_YEAR, KeyForm.MONTH
    }  # fmt: skip


def form_of(pair: KeyPair, left: Column, right: Column) -> "Form":
    """How both columns of the pair are written."""
    same = left.type is right.type or {left.type, right.type} <= _NUMBERS
    return Form(pair.form, as_text=not same)


class Form:
    """How the cells of a pair of keys are written; empty where a cell holds no such key."""

    def __init__(self, form: KeyForm, *, as_text: bool) -> None:
        self.form = form
        self.as_text = as_text

    def of(self, cell: ir.Value, column: Column) -> ir.Value:
        """The key of a cell of the column."""
        day: Any = cell
        if self.form is KeyForm.AS_IS:
            return text(cell, column) if self.as_text else _plain(cell, column)
        if self.form is KeyForm.MUNICIPALITY:
            return _municipality(text(cell, column))
        if self.form is KeyForm.TOWN:
            return _town(text(cell, column))
        if column.type in _DAYS:
            if self.form is KeyForm.MONTH:
                return (day.year() * 100 + day.month()).cast("string")
            return Part.FISCAL_YEAR.of(day).cast("string")
        return _first_digits(text(cell, column), count=_DIGITS[self.form])


def text(cell: Any, column: Column) -> Any:
    """The cell as one writes it: whole numbers without a point; empty texts are empty cells."""
    if column.type is ColumnType.NUMBER:
        written = cell.cast("string")
        whole = ibis.ifelse(cell == cell.floor(), cell.cast("int64").cast("string"), written)
        return ibis.ifelse(cell.abs() < _EXACT, whole, written)
    if column.type is ColumnType.TEXT:
        return cell.strip().nullif("")
    return cell.cast("string")


def _plain(cell: Any, column: Column) -> Any:
    if column.type is ColumnType.TEXT:
        return cell.strip().nullif("")
    return cell.cast("float64") if column.type in _NUMBERS else cell


def _folded(cell: Any) -> Any:
    return cell.translate(_WIDE, _PLAIN)


def _first_digits(cell: Any, *, count: int) -> Any:
    digits = _folded(cell).re_replace("[^0-9]", "")
    return ibis.ifelse(digits.length() >= count, digits.substr(0, count), ibis.null("string"))


def _municipality(cell: Any) -> Any:
    """The five digits of the code as a number.

    Five digits may have lost their first 0 and end with a check digit (総務省「全国地方公共団体
    コード仕様」: weights 6 5 4 3 2, modulus 11); they did where they could not be a code of five.
    """
    plain = _folded(cell).re_replace(_BLANKS, "")
    known = ibis.ifelse(plain.re_search("^[0-9]{4,6}$"), plain, ibis.null("string"))
    number, front = known.cast("int64"), known.cast("int64") // 10
    figures = [(front // 10**power) % 10 for power in (4, 3, 2, 1, 0)]
    weighed = functools.reduce(
        lambda total, one: total + one[0] * one[1],
        zip(figures, _WEIGHTS, strict=True),
        ibis.literal(0, "int64"),
    )
    proven = (11 - weighed % 11) % 10 == number % 10
    no_code = (number // 1000 > 47) | (number % 1000).between(1, 99)
    eaten = (known.length() == 5) & proven & no_code
    return ibis.ifelse((known.length() == 6) | eaten, front, number)


def _town(cell: Any) -> Any:
    """The name in half width without blanks and 大字, with figures for the number of a 丁目."""
    plain = _folded(cell).re_replace(_BLANKS, "").re_replace("^大?字", "")
    for number, figures in _COUNTED:
        plain = plain.replace(f"{number}丁目", f"{figures}丁目")
    return plain.nullif("")


def _counted() -> list[tuple[str, str]]:
    """十九 → 19 … 一 → 1, the longer first."""
    tens = ("", "十", "二十", "三十")
    named = [
        (f"{ten}{one}", str(place * 10 + figure))
        for place, ten in enumerate(tens)
        for figure, one in enumerate(("", *_TENTHS))
        if ten or one
    ]
    return sorted(named, key=lambda pair: -len(pair[0]))


_COUNTED = _counted()
