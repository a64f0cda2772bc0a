"""Measurements of a verdict with its Simpson scan, beside the same by pandas.

Printed, never asserted: medians in seconds of one run, wall clock and processor time (of all
threads). pandas does the scan alone: the difference of shares within each column's values.
"""

import time
from collections.abc import Callable
from statistics import median

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import polars as pl

from tomoni.engine import evidence
from tomoni.engine.core import Column, ColumnType, Table

ROWS, COLUMNS = 1_000_000, 20
KINDS = (2, 3, 5, 8, 12, 28, 47)
TIMES = 5


def register() -> Table:
    """Two groups, an answer, and 18 other columns: texts of 2 to 47 kinds, and three of numbers."""
    numbers = np.random.default_rng(1)
    group = numbers.integers(0, 2, ROWS)
    cells: dict[str, pl.Series] = {
        "区": pl.Series(np.array(["甲", "乙"])[group]),
        "回答": pl.Series(np.array(["はい", "いいえ"])[(numbers.random(ROWS) < 0.5).astype(int)]),
    }
    for at in range(COLUMNS - 5):
        kinds = KINDS[at % len(KINDS)]
        names = np.array([f"区分{number}" for number in range(kinds)])
        cells[f"列{at}"] = pl.Series(names[numbers.integers(0, kinds, ROWS)])
    cells["年齢"] = pl.Series(numbers.integers(0, 100, ROWS))
    cells["所得"] = pl.Series(numbers.lognormal(5, 1, ROWS))
    cells["番号"] = pl.Series(np.arange(ROWS))
    answered = (numbers.random(ROWS) < 0.4 + 0.2 * (group == 0)).astype(int)
    cells["回答"] = pl.Series(np.array(["いいえ", "はい"])[answered])
    frame = pl.DataFrame(cells)
    types = {
        pl.String: ColumnType.TEXT,
        pl.Int64: ColumnType.INTEGER,
        pl.Float64: ColumnType.NUMBER,
    }
    columns = tuple(
        Column(name=name, type=types[kind.base_type()]) for name, kind in frame.schema.items()
    )
    return Table("回答", columns, frame)


def claim() -> evidence.Claim:
    return evidence.Claim(
        kind=evidence.ClaimKind.TWO_PROPORTIONS, column="回答", categories=("はい",),
        group_column="区", group_a="甲", group_b="乙", smallest_difference=0.05,
        locked_at="2026-09-01T10:00:00+09:00",
    )  # fmt: skip


def by_pandas(data: pd.DataFrame) -> dict[str, float]:
    """Mantel and Haenszel's difference within each column; numbers by fifths."""
    data = data.assign(_y=(data["回答"] == "はい").astype(int))
    found = {}
    for name in data.columns.difference(["区", "回答", "_y"]):
        column = data[name]
        if column.nunique() > 60:
            column = pd.qcut(column, 5, labels=False, duplicates="drop")
        sums = data["_y"].groupby([column, data["区"]]).agg(["sum", "count"]).unstack()
        a, m = sums["sum"]["甲"], sums["count"]["甲"]
        b, n = sums["sum"]["乙"], sums["count"]["乙"]
        weights = m * n / (m + n)
        found[name] = float((weights * (a / m - b / n)).sum() / weights.sum())
    return found


def measured(work: Callable[[], object]) -> tuple[float, float]:
    took, worked = [], []
    for _ in range(TIMES):
        start, busy = time.perf_counter(), time.process_time()
        work()
        took.append(time.perf_counter() - start)
        worked.append(time.process_time() - busy)
    return median(took), median(worked)


def test_a_verdict_with_its_scan_beside_pandas() -> None:
    table, asked = register(), claim()
    data = table.frame.to_pandas()
    evidence.run(asked, table=table)
    ours = measured(lambda: evidence.run(asked, table=table))
    theirs = measured(lambda: by_pandas(data))
    print(f"\n{COLUMNS} columns × {ROWS:,} rows, medians of {TIMES}: seconds (processor)")
    print(f"verdict with Simpson scan {ours[0]:.2f} ({ours[1]:.2f})")
    print(f"the scan alone by pandas  {theirs[0]:.2f} ({theirs[1]:.2f})")
    print(f"ours / pandas             {ours[0] / theirs[0]:.2f} ({ours[1] / theirs[1]:.2f})")
