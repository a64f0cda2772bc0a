"""The conditions of a count as they are typed, and as the engine knows them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from tomoni.academy.steps.analysis.claims import label
from tomoni.academy.steps.analysis.offers import OPS, PARTS
from tomoni.engine.core import Column, ColumnType, Table
from tomoni.engine.evidence import Filter, Op, Part

Row = Mapping[str, Any]
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_WEEKDAYS = "月火水木金土日"
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}


def part_choices() -> tuple[tuple[str, str], ...]:
    """Parts of a day, and the value itself first."""
    order = (Part.VALUE, *(part for part in PARTS if part is not Part.VALUE))
    return tuple((part.value, str(PARTS[part])) for part in order)


def op_choices() -> tuple[tuple[str, str], ...]:
    return tuple((op.value, str(words)) for op, words in OPS.items())


def filters_of(rows: Iterable[Row], *, table: Table) -> list[dict[str, Any]]:
    """The typed conditions as filters of the engine, in plain values."""
    return [_filter(row, table=table) for row in rows]


def _filter(row: Row, *, table: Table) -> dict[str, Any]:
    known_parts, known_ops = {each.value for each in Part}, {each.value for each in Op}
    part = row["part"] if row["part"] in known_parts else Part.VALUE.value
    op = row["op"] if row["op"] in known_ops else Op.IN.value
    texts = [text for each in re.split(r"[、\n]", row["values"] or "") if (text := each.strip())]
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
    if column is not None and column.type in _NUMBERS:
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
            "values": "、".join(label(_text(value), each.part) for value in each.values),
        }
        for each in found
    ]


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
