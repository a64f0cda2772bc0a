"""Measurements of a question over many rows, beside the same in SQL by hand and in pandas.

Printed, never asserted: medians of three runs in seconds.
"""

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest

from bench.large_cases import median_ms
from tomoni.engine import questions, tables
from tomoni.engine.core import Column, ColumnType, Table

ROWS = 10_000_000
COLUMNS = (
    Column(name="町", type=ColumnType.TEXT),
    Column(name="受付日", type=ColumnType.DATE),
    Column(name="分", type=ColumnType.INTEGER),
    Column(name="金額", type=ColumnType.NUMBER),
)
QUESTION = questions.Question.model_validate(
    {
        "table": "t",
        "groups": [{"column": "町"}, {"column": "受付日", "part": "fiscal_year"}],
        "filters": [{"column": "分", "op": "at_least", "values": [5]}],
        "measures": [
            {"kind": "rows"},
            {"kind": "sum", "column": "金額"},
            {"kind": "mean", "column": "分"},
        ],
    }
)
SQL = """
SELECT 町, year(受付日) - CASE WHEN month(受付日) < 4 THEN 1 ELSE 0 END AS 年度,
    count(*), sum(金額), avg(分)
FROM read_parquet('{path}') WHERE 分 >= 5 GROUP BY 1, 2 ORDER BY 1, 2
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    numbers = pl.int_range(ROWS, eager=True)
    frame = pl.DataFrame(
        {
            "町": ("町" + pl.Series(range(175)).cast(pl.String)).gather((numbers * 7919) % 175),
            "受付日": (date(2019, 4, 1).toordinal() - date(1970, 1, 1).toordinal())
            + ((numbers * 31) % 1826).cast(pl.Int32),
            "分": (numbers * 13) % 61,
            "金額": ((numbers * 17) % 10_007).cast(pl.Float64) / 8,
        }
    ).with_columns(pl.col("受付日").cast(pl.Int32).cast(pl.Date))
    place = tmp_path_factory.mktemp("questions") / "table.parquet"
    place.write_bytes(tables.write_parquet(Table("t", COLUMNS, frame)))
    return place


def with_pandas(path: Path) -> pd.DataFrame:
    frame = pd.read_parquet(path, columns=[column.name for column in COLUMNS])
    frame = frame[frame["分"] >= 5]
    days = pd.to_datetime(frame["受付日"])
    year = (days.dt.year - (days.dt.month < 4)).rename("年度")
    return frame.groupby(["町", year]).agg({"金額": ["size", "sum"], "分": "mean"})


def test_a_grouped_question_over_ten_million_rows(path: Path) -> None:
    def by_hand() -> object:
        with duckdb.connect() as connection:
            return connection.sql(SQL.format(path=path)).fetchall()

    def ours() -> questions.Answer:
        return questions.ask(QUESTION, tables={"t": path})

    groups = ours().content.groups
    hand = median_ms(by_hand, times=3) / 1000
    asked = median_ms(ours, times=3) / 1000
    pandas = median_ms(lambda: with_pandas(path), times=1) / 1000
    print(
        f"\n10,000,000 rows to {groups} groups: {asked:.2f} s (target 1 s); SQL by hand "
        f"{hand:.2f} s: {asked / hand:.2f} times (target 1.2); pandas {pandas:.1f} s: "
        f"{pandas / asked:.1f} times"
    )
