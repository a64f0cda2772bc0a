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


def claim(kind: str, **parts: Any) -> evidence.Claim:
    """A locked claim of any kind; 甲 against 乙 where it holds two groups."""
    given: dict[str, Any] = {
        "kind": kind,
        "column": "値",
        "smallest_difference": 1,
        "locked_at": "2026-09-01T10:00:00+09:00",
    }
    if kind in {"two_means", "rates", "stratified", "differences", "two_proportions"}:
        given |= {"group_column": "区", "group_a": "甲", "group_b": "乙"}
    return evidence.Claim.model_validate(given | parts)


def means(first: Sequence[float | None], second: Sequence[float | None]) -> Table:
    """Values of the groups 甲 and 乙."""
    names = ["甲"] * len(first) + ["乙"] * len(second)
    return table(区=(ColumnType.TEXT, names), 値=(ColumnType.NUMBER, [*first, *second]))


def codes(verdict: evidence.Verdict) -> set[str]:
    return {one.code for one in verdict.warnings}


# Bickel, Hammel and O'Connell (1975), Science 187:398-404; the six largest departments as in
# Freedman, Pisani and Purves: men admitted and not, women admitted and not.
BERKELEY = {
    "A": (512, 313, 89, 19),
    "B": (353, 207, 17, 8),
    "C": (120, 205, 202, 391),
    "D": (138, 279, 131, 244),
    "E": (53, 138, 94, 299),
    "F": (22, 351, 24, 317),
}


def berkeley() -> Table:
    """One row an applicant."""
    rows = [
        (name, sex, result)
        for name, counts in BERKELEY.items()
        for (sex, result), count in zip(
            (("男", "合格"), ("男", "不合格"), ("女", "合格"), ("女", "不合格")),
            counts,
            strict=True,
        )
        for _ in range(count)
    ]
    departments, sexes, results = zip(*rows, strict=True)
    return table(
        学部=(ColumnType.TEXT, departments),
        性別=(ColumnType.TEXT, sexes),
        結果=(ColumnType.TEXT, results),
    )


def admission_claim(kind: str = "two_proportions", **parts: Any) -> evidence.Claim:
    given = {"column": "結果", "categories": ("合格",), "group_column": "性別", "group_a": "男"}
    return claim(kind, **(given | {"group_b": "女", "smallest_difference": 0.05} | parts))
