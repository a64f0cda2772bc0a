"""The conditions on rows as they are typed, and as the engine knows them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.steps.analysis import choices
from tomoni.academy.steps.analysis.kinds import NUMBERS
from tomoni.academy.ui.fields import FieldView
from tomoni.engine.core import Column, ColumnType, Table
from tomoni.engine.tables import Filter, Op, Part

OPS = {
    Op.IN: gettext_lazy("どれかと同じ"),
    Op.NOT_IN: gettext_lazy("どれとも違う"),
    Op.AT_LEAST: gettext_lazy("以上"),
    Op.AT_MOST: gettext_lazy("以下"),
    Op.BETWEEN: gettext_lazy("から・まで（2つ書く）"),
    Op.EMPTY: gettext_lazy("空らん"),
    Op.FILLED: gettext_lazy("空らんでない"),
}
Pairs = tuple[tuple[str, str], ...]
Row = Mapping[str, Any]
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_WEEKDAYS = "月火水木金土日"
_VALUES = re.compile(r"「[^」]*」|[^、\n]+")
_MOST = 10


def field(*, columns: Pairs, label: str, help: str, value: Any = ()) -> FieldView:  # noqa: A002
    """The question for conditions: one row each."""
    order = (Part.VALUE, *(part for part in choices.PARTS if part is not Part.VALUE))
    parts = tuple((part.value, str(choices.PARTS[part])) for part in order)
    ops = tuple((op.value, str(words)) for op, words in OPS.items())
    return FieldView(
        name="conditions",
        label=label,
        type="rows",
        columns=(
            FieldView(name="column", label=_("列"), type="choice", choices=columns),
            FieldView(name="part", label=_("見るところ"), type="choice", choices=parts),
            FieldView(name="op", label=_("くらべ方"), type="choice", choices=ops),
            FieldView(name="values", label=_("値")),
        ),
        rows_most=_MOST,
        help=help,
        value=value,
    )


def checked(field: FieldView) -> FieldView:
    """The question with an error in each row that names no column."""
    lacking = {
        (place, "column"): (_("列を選んでください。"),)
        for place, row in enumerate(field.value or ())
        if not row["column"]
    }
    return replace(field, cell_errors={**(field.cell_errors or {}), **lacking})


def filters_of(rows: Iterable[Row], *, table: Table) -> list[dict[str, Any]]:
    """The typed conditions as filters of the engine, in plain values."""
    return [_filter(row, table=table) for row in rows]


def _filter(row: Row, *, table: Table) -> dict[str, Any]:
    known_parts, known_ops = {each.value for each in Part}, {each.value for each in Op}
    part = row["part"] if row["part"] in known_parts else Part.VALUE.value
    op = row["op"] if row["op"] in known_ops else Op.IN.value
    texts = [
        text for each in _VALUES.findall(row["values"] or "") if (text := each.strip(" 　「」"))
    ]
    column = table.column(row["column"] or "")
    typed = Filter(
        column=row["column"] or "",
        part=Part(part),
        op=Op(op),
        values=tuple(_value(text, column=column, part=Part(part)) for text in texts),
    )
    return typed.model_dump(mode="json")


def _value(text: str, *, column: Column | None, part: Part) -> int | float | str:
    plain = unicodedata.normalize("NFKC", text)
    if part is Part.DAY_OF_WEEK and plain[0] in _WEEKDAYS:
        return _WEEKDAYS.index(plain[0]) + 1
    if part is not Part.VALUE:
        digits = re.match(r"\d{1,4}", plain)
        return int(digits[0]) if digits else text
    if column is not None and column.type in NUMBERS:
        number = re.fullmatch(r"-?\d{1,15}(\.\d+)?", plain.replace(",", ""))
        return float(number[0]) if number else text
    day = _DAY.fullmatch(plain)
    if day and column is not None and column.type is not ColumnType.TEXT:
        return "-".join((day[1], day[2].zfill(2), day[3].zfill(2)))
    return text


def rows_of(filters: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Filters as they would be typed."""
    found = (Filter.model_validate(given) for given in filters)
    return [
        {
            "column": each.column,
            "part": each.part.value,
            "op": each.op.value,
            "values": "、".join(_quoted(each.part.label(value)) for value in each.values),
        }
        for each in found
    ]


def _quoted(text: str) -> str:
    """A value that holds a comma stands in brackets."""
    return f"「{text}」" if "、" in text else text
