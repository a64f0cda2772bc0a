"""Small tables for the further kinds of claim."""

from datetime import date

from engine.evidence import samples
from tomoni.engine.core import ColumnType, Table

TEXT, INTEGER, NUMBER, DATE = (
    ColumnType.TEXT,
    ColumnType.INTEGER,
    ColumnType.NUMBER,
    ColumnType.DATE,
)
SERIES = {"time_column": "月", "changed_at": "2025-07-01"}
UNITS = {"time_column": "年", "unit_column": "町", "changed_at": 2023}
STRATA = {"column": "回答", "categories": ("はい",), "strata_column": "年代"}


def towns(*, lift: float = 3, slope: float = 0) -> Table:
    """20 towns × 6 years; those of 甲 rise by `lift` from 2023, and by `slope` a year all along."""
    rows = [
        (f"町{town}", 2020 + year, "甲" if town < 10 else "乙", town, year)
        for town in range(20)
        for year in range(6)
    ]
    values = [
        (town * 7 + year * 5) % 4
        + year
        + (slope * year + (lift if year >= 3 else 0) if group == "甲" else 0)
        for _, _, group, town, year in rows
    ]
    return samples.table(
        町=(TEXT, [row[0] for row in rows]),
        年=(INTEGER, [row[1] for row in rows]),
        区=(TEXT, [row[2] for row in rows]),
        値=(NUMBER, [float(value) for value in values]),
    )


def months(count: int = 30) -> Table:
    days = [date(2024 + at // 12, at % 12 + 1, 1) for at in range(count)]
    values = [50.0 + at + (20 if at >= 18 else 0) + at * 7 % 5 for at in range(count)]
    return samples.table(月=(DATE, days), 値=(NUMBER, values), 人口=(INTEGER, [1000] * count))


def ages() -> Table:
    """甲 is older; within each age its rate is the same as that of 乙."""
    return samples.table(
        区=(TEXT, ["甲", "甲", "乙", "乙"]),
        年代=(TEXT, ["若", "老", "若", "老"]),
        値=(INTEGER, [10, 400, 90, 100]),
        人口=(INTEGER, [1000, 4000, 9000, 1000]),
    )


def answers() -> Table:
    return samples.table(
        区=(TEXT, (["甲"] * 20 + ["乙"] * 20) * 2),
        年代=(TEXT, ["若"] * 40 + ["老"] * 40),
        回答=(TEXT, (["はい"] * 15 + ["いいえ"] * 5 + ["はい"] * 8 + ["いいえ"] * 12) * 2),
    )


VALUES = samples.means([1, 2, 3, 4, 5] * 4, [3, 4, 5, 6, 7] * 4)
PAIRS = samples.table(
    前=(NUMBER, [3.0, 4, 5, 6, 4, 3, 5, 6, 7, 4, 5, 4]),
    後=(NUMBER, [5.0, 5, 7, 8, 5, 5, 6, 9, 8, 6, 8, 5]),
)
