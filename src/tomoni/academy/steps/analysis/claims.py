"""A claim as it is typed, and as the engine knows it.

Typed values: `title` `kind` `table` `column` `part` `categories` (texts) `direction` `expected`
(％) `expected_reason` `group_column` `group_part` `group_a` `group_b` `smallest` (ポイント)
`subject` `coverage` `reason` `refuted_if` `sketch` `chart`; `filters` travel along as they are.
"""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import polars as pl

from tomoni.engine import evidence
from tomoni.engine.core import Column, ColumnType, Table
from tomoni.engine.evidence import ChartKind, Claim, ClaimKind, Coverage, Direction, Part

Values = Mapping[str, Any]
REST = "__rest__"
"""In the place of the second group: all other rows."""
MOST_CHOICES = 60
"""More different values than this are typed, not chosen."""
_DAYS = {ColumnType.DATE, ColumnType.DATETIME}
_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
_RANGES = {Part.MONTH: 12, Part.DAY: 31, Part.DAY_OF_WEEK: 7}
_WEEKDAYS = "月火水木金土日"
_PARTS_OF_DAYS = (
    Part.MONTH, Part.DAY_OF_WEEK, Part.FISCAL_YEAR, Part.YEAR, Part.DAY, Part.VALUE,
)  # fmt: skip
_WORDS: Mapping[str, Sequence[StrEnum]] = {
    "kind": tuple(ClaimKind),
    "direction": tuple(Direction),
    "coverage": tuple(Coverage),
}
_PLAIN = ("column", "direction", "expected_reason", "subject", "reason", "refuted_if", "sketch")


def empty(*, table: str) -> dict[str, Any]:
    """What a claim begins with."""
    return {
        "title": "", "kind": ClaimKind.SHARE_AGAINST_EXPECTED.value, "table": table, "column": "",
        "part": "", "categories": [], "direction": Direction.HIGHER.value, "expected": None,
        "expected_reason": "", "group_column": "", "group_part": "", "group_a": "",
        "group_b": REST, "smallest": None, "subject": "", "coverage": Coverage.WHOLE.value,
        "reason": "", "refuted_if": "", "sketch": "", "chart": "", "filters": [],
    }  # fmt: skip


def values_of(claim: Claim, *, table: str, title: str) -> dict[str, Any]:
    """A claim as it would be typed."""
    return empty(table=table) | {
        **{name: getattr(claim, name) for name in _PLAIN},
        "title": title,
        "kind": claim.kind.value,
        "part": claim.part.value,
        "categories": [_text(each) for each in claim.categories],
        "direction": claim.direction.value,
        "expected": None if claim.expected is None else _tidy(claim.expected * 100),
        "group_column": claim.group_column,
        "group_part": claim.group_part.value,
        "group_a": "" if claim.group_a is None else _text(claim.group_a),
        "group_b": REST if claim.group_b is None else _text(claim.group_b),
        "smallest": _tidy(claim.smallest_difference * 100),
        "coverage": claim.coverage.value,
        "chart": claim.chart.value if claim.chart else "",
        "filters": [each.model_dump(mode="json") for each in claim.filters],
    }


def claim_of(values: Values, *, table: Table | None) -> Claim:
    """The claim, not locked. The values must hold numbers where they hold any."""
    two = values["kind"] == ClaimKind.TWO_PROPORTIONS.value
    group: dict[str, Any] = {}
    if two:
        column = table.column(values["group_column"]) if table else None
        part = Part(values["group_part"] or Part.VALUE)
        first, second = values["group_a"], values["group_b"]
        group = {
            "group_column": values["group_column"],
            "group_part": part,
            "group_a": _category(first, column, part) if first else None,
            "group_b": _category(second, column, part) if second not in ("", REST) else None,
        }
    column = table.column(values["column"]) if table else None
    part = Part(values["part"] or Part.VALUE)
    share = {} if two else {"expected": _share(values["expected"])}
    return Claim.model_validate(
        {name: values[name] for name in _PLAIN}
        | {
            "kind": values["kind"],
            "part": part,
            "categories": [_category(each, column, part) for each in values["categories"]],
            "smallest_difference": _share(values["smallest"]),
            "coverage": values["coverage"] or Coverage.WHOLE,
            "chart": ChartKind(values["chart"]) if values["chart"] else None,
            "filters": values["filters"],
            "expected_reason": "" if two else values["expected_reason"],
        }
        | group
        | share
    )


def sentence(values: Values, *, table: Table | None) -> str:
    """The sentence that the claim makes; empty while it lacks one of its parts."""
    number = values["smallest"]
    given = isinstance(number, int | float) and 0 < number <= 100
    if not (values["kind"] and values["column"] and values["categories"] and given):
        return ""
    if isinstance(values["expected"], str) or not 0 <= (values["expected"] or 0) <= 100:
        return ""
    claim = claim_of(values, table=table)
    try:
        evidence.check(claim)
    except evidence.EvidenceError:
        return ""
    return claim.sentence


def settled(values: Values, *, table: Table | None) -> dict[str, Any]:
    """The values with what the table or the kind of claim no longer offers taken out."""
    found: dict[str, Any] = {**empty(table=""), **values}
    for name, words in _WORDS.items():
        if found[name] not in [each.value for each in words]:
            found[name] = next(iter(words)).value
    for column, part, chosen in (
        ("column", "part", ("categories",)),
        ("group_column", "group_part", ("group_a", "group_b")),
    ):
        if table is None or table.column(found[column]) is None:
            found |= {column: "", part: ""}
        found[part] = _part(found[part], column=column_of(found[column], table=table))
        offered = choices(table, column=found[column], part=found[part])
        for name in chosen:
            found[name] = _still(found[name], offered)
    if found["chart"] not in charts(found["kind"]):
        found["chart"] = ""
    return found


def _still(chosen: Any, offered: list[tuple[str, str]] | None) -> Any:
    if offered is None:
        return chosen
    known = {value for value, _label in offered}
    if isinstance(chosen, list):
        return [each for each in chosen if each in known]
    return chosen if chosen in known or chosen == REST else ""


def column_of(name: str, *, table: Table | None) -> Column | None:
    return table.column(name) if table and name else None


def parts(column: Column | None) -> tuple[Part, ...]:
    """The parts of a column that can be looked at; one for all but days."""
    if column is None:
        return ()
    return _PARTS_OF_DAYS if column.type in _DAYS else (Part.VALUE,)


def _part(part: str, *, column: Column | None) -> str:
    offered = [each.value for each in parts(column)]
    if part in offered or not offered:
        return part if offered else ""
    return offered[0]


def charts(kind: str) -> tuple[str, ...]:
    """The pictures that the kind of claim can be drawn as."""
    other = ChartKind.DOT if kind == ClaimKind.TWO_PROPORTIONS.value else ChartKind.PIE
    return (ChartKind.BAR.value, other.value)


def choices(table: Table | None, *, column: str, part: str) -> list[tuple[str, str]] | None:
    """The column's values, never how often each occurs; None: too many, they are typed."""
    found = column_of(column, table=table)
    if table is None or found is None or not part:
        return []
    chosen = Part(part)
    if chosen in _RANGES:
        keys: Sequence[Any] = range(1, _RANGES[chosen] + 1)
    else:
        cells = table.frame[column]
        if chosen in (Part.YEAR, Part.FISCAL_YEAR):
            cells = cells.dt.year() - _before_april(cells) * (chosen is Part.FISCAL_YEAR)
        keys = cells.drop_nulls().unique().sort().head(MOST_CHOICES + 1).to_list()
    if len(keys) > MOST_CHOICES:
        return None
    return [(_text(key), label(_text(key), chosen)) for key in keys]


def _before_april(cells: pl.Series) -> pl.Series:
    return (cells.dt.month() < 4).cast(pl.Int32)


def label(text: str, part: Part) -> str:
    """One value in words, e.g. 8月, 月曜."""
    if part is Part.DAY_OF_WEEK and text in set("1234567"):
        return f"{_WEEKDAYS[int(text) - 1]}曜"
    units = {Part.MONTH: "月", Part.DAY: "日", Part.YEAR: "年", Part.FISCAL_YEAR: "年度"}
    return f"{text}{units.get(part, '')}"


def _category(text: str, column: Column | None, part: Part) -> int | float | str:
    if part is Part.VALUE and (column is None or column.type not in _NUMBERS):
        return text
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() else number


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _share(percent: float | None) -> float | None:
    return None if percent is None else round(percent / 100, 6)


def _tidy(number: float) -> float:
    rounded = round(number, 4)
    return int(rounded) if rounded == int(rounded) else rounded
