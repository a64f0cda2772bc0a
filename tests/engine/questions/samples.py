"""Small tables for questions: permits, towns with their people, municipalities."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from tomoni.engine import questions
from tomoni.engine.core import Column, ColumnType, Table

_TYPES: Mapping[ColumnType, Any] = {
    ColumnType.TEXT: pl.String,
    ColumnType.INTEGER: pl.Int64,
    ColumnType.NUMBER: pl.Float64,
    ColumnType.DATE: pl.Date,
}


def table(**columns: tuple[str, Sequence[object]]) -> Table:
    kinds = {name: ColumnType(kind) for name, (kind, _values) in columns.items()}
    return Table(
        name="表",
        columns=tuple(Column(name=name, type=kind) for name, kind in kinds.items()),
        frame=pl.DataFrame(
            {
                name: pl.Series(name, values, dtype=_TYPES[kinds[name]])
                for name, (_kind, values) in columns.items()
            }
        ),
    )


PERMITS = table(
    業種=("text", ["飲食店", "飲食店", "喫茶店", "菓子", "飲食店", None, "喫茶店", "飲食店"]),
    町名=("text", ["北町一丁目", "北町1丁目", "南町", "南 町", "東町", "南町", None, "西町"]),
    許可日=(
        "date",
        [
            date(2023, 3, 31),
            date(2023, 4, 1),
            date(2023, 5, 1),
            date(2024, 3, 31),
            date(2024, 4, 1),
            date(2024, 4, 8),
            date(2022, 12, 31),
            None,
        ],
    ),
    面積=("number", [10.5, 20.0, 30.25, None, 5.0, 7.5, 12.0, 100.0]),
    席=("integer", [10, 20, 30, 40, 50, 60, None, 80]),
)
TOWNS = table(
    町=("text", ["北町１丁目", "大字南町", "東町", "中町"]),
    校区=("text", ["北", "南", "南", "南"]),
    人口=("integer", [1000, 500, 250, 250]),
)
CITIES = table(
    コード=("text", ["282103", "011002", "131016", "99"]),
    市=("text", ["加古川市", "札幌市", "千代田区", "不明"]),
)
VISITS = table(
    団体コード=("integer", [28210, 282103, 11002, 1100, 13101, None]),
    人=("integer", [1, 2, 4, 8, 16, 32]),
)
TABLES = {"permits": PERMITS, "towns": TOWNS, "cities": CITIES, "visits": VISITS}
TITLES = {"permits": "食品営業許可", "towns": "町の人口"}
BY_TOWN = {"table": "towns", "keys": [{"left": "町名", "right": "町", "form": "town"}]}
RATE = {"kind": "rate", "population": "towns.人口"}
YEAR = {"column": "許可日", "part": "fiscal_year"}


def answer(backend: str = "duckdb", **parts: Any) -> questions.Answer:
    question = questions.Question.model_validate({"table": "permits"} | parts)
    return questions.ask(question, tables=TABLES, titles=TITLES, backend=backend)


def shown(answer: questions.Answer) -> dict[str, list[Any]]:
    return answer.table.frame.to_dict(as_series=False)
