"""Small tables and claims made for the tests."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from tomoni.engine import evidence
from tomoni.engine.core import Column, ColumnType, Table

_TYPES: Mapping[ColumnType, Any] = {
    ColumnType.TEXT: pl.String,
    ColumnType.INTEGER: pl.Int64,
    ColumnType.NUMBER: pl.Float64,
    ColumnType.DATE: pl.Date,
}


def table(**columns: tuple[ColumnType, Sequence[object]]) -> Table:
    return Table(
        name="表",
        columns=tuple(Column(name=name, type=kind) for name, (kind, _) in columns.items()),
        frame=pl.DataFrame(
            {
                name: pl.Series(name, values, dtype=_TYPES[kind])
                for name, (kind, values) in columns.items()
            }
        ),
    )


def by_month(counts: Mapping[int, int], *, missing: int = 0) -> Table:
    days: list[date | None] = [
        date(2026, month, 1 + place % 28)
        for month, count in counts.items()
        for place in range(count)
    ]
    return table(終了日=(ColumnType.DATE, days + [None] * missing))


def answers(yes: int, no: int, *, missing: int = 0) -> Table:
    values = ["はい"] * yes + ["いいえ"] * no + [None] * missing
    return table(回答=(ColumnType.TEXT, values))


def groups(
    first: tuple[int, int], second: tuple[int, int], *, empty: tuple[int, int] = (0, 0)
) -> Table:
    """Two groups 甲 and 乙 as (rows that fit, rows); `empty` more rows have no answer."""
    group: list[str | None] = []
    answer: list[str | None] = []
    for name, (count, rows), lacking in zip("甲乙", (first, second), empty, strict=True):
        group += [name] * (rows + lacking)
        answer += ["はい"] * count + ["いいえ"] * (rows - count) + [None] * lacking
    return table(区=(ColumnType.TEXT, group), 回答=(ColumnType.TEXT, answer))


def month_claim(*, months: Sequence[int] = (2, 5, 8, 11), **parts: Any) -> evidence.Claim:
    given = {
        "kind": "share_against_expected",
        "column": "終了日",
        "part": "month",
        "categories": tuple(months),
        "smallest_difference": 0.1,
        "locked_at": "2026-09-01T10:00:00+09:00",
    }
    return evidence.Claim.model_validate(given | parts)


def answer_claim(**parts: Any) -> evidence.Claim:
    given = {
        "kind": "share_against_expected",
        "column": "回答",
        "categories": ("はい",),
        "expected": 0.5,
        "expected_reason": "前年の調査",
        "smallest_difference": 0.1,
        "locked_at": "2026-09-01T10:00:00+09:00",
    }
    return evidence.Claim.model_validate(given | parts)


def group_claim(**parts: Any) -> evidence.Claim:
    given = {
        "kind": "two_proportions",
        "column": "回答",
        "categories": ("はい",),
        "group_column": "区",
        "group_a": "甲",
        "group_b": "乙",
        "smallest_difference": 0.05,
        "locked_at": "2026-09-01T10:00:00+09:00",
    }
    return evidence.Claim.model_validate(given | parts)
