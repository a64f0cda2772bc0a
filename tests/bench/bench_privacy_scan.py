"""Measurements of the scan for personal information, beside the same patterns cell by cell.

Printed, never asserted: medians in seconds of one run, wall clock and processor time (of all
threads). The rivals look for less: the whole-cell patterns and the check digit, no words, no names.
"""

import re
import time
from collections.abc import Callable
from statistics import median

import pandas as pd  # type: ignore[import-untyped]
import polars as pl

from engine.privacy.residents import residents
from tomoni.engine import privacy
from tomoni.engine.core import Column, ColumnType, Table

ROWS = 100_000
_DIGITS = re.compile(r"(?<!\d)\d{4}[- ]?\d{4}[- ]?\d{4}(?!\d)")
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_PATTERNS = {
    kind.id: kind.value.replace(r"\p{Han}", "一-龥")
    .replace(r"\p{Hiragana}", "ぁ-ん")
    .replace(r"\p{Katakana}", "ァ-ヶ")
    for kind in privacy.KINDS.values()
    if kind.value and kind.id not in {"name", "kana"}
}


def twenty_columns() -> Table:
    """The register of residents, and three columns more: 20 columns × 100,000 rows."""
    register = residents(ROWS, seed=1)
    more = {
        "計器番号": [f"{number * 7_919 % 10**12:012d}" for number in range(ROWS)],
        "窓口": [("本庁", "支所", "郵送")[number % 3] for number in range(ROWS)],
        "対応": [
            f"{number % 977}番の窓口で案内し、翌日に書類を受け取った" for number in range(ROWS)
        ],
    }
    columns = tuple(Column(name=name, type=ColumnType.TEXT) for name in more)
    frame = register.frame.with_columns(**{name: pl.Series(cells) for name, cells in more.items()})
    return Table(name="住民記録", columns=(*register.columns, *columns), frame=frame)


def is_my_number(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    rest = sum(int(d) * weight for d, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def cell_by_cell(frame: pl.DataFrame) -> dict[str, int]:
    """`re` on every cell: whole-cell patterns, and 個人番号 anywhere."""
    patterns = {name: re.compile(text) for name, text in _PATTERNS.items()}
    found: dict[str, int] = {}
    for column in frame.iter_columns():
        for value in column.cast(pl.String).to_list():
            if value is None:
                continue
            for name, pattern in patterns.items():
                if pattern.fullmatch(value):
                    found[name] = found.get(name, 0) + 1
            if any(is_my_number(text) for text in _DIGITS.findall(value)):
                found["my_number"] = found.get("my_number", 0) + 1
    return found


def with_pandas(frame: pd.DataFrame) -> dict[str, int]:
    """`str.fullmatch` column by column, and the check digit cell by cell."""
    found: dict[str, int] = {}
    for name in frame.columns:
        cells = frame[name].dropna().astype(str)
        for kind, pattern in _PATTERNS.items():
            found[kind] = found.get(kind, 0) + int(cells.str.fullmatch(pattern).sum())
        numbers = cells[cells.str.contains(_DIGITS)].str.extract(f"({_DIGITS.pattern})")[0]
        found["my_number"] = found.get("my_number", 0) + sum(map(is_my_number, numbers))
    return found


def timed(run: Callable[[], object], *, times: int = 5) -> tuple[float, float]:
    """Median wall clock and processor seconds of one run."""
    walls, processors = [], []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return median(walls), median(processors)


def test_twenty_columns_of_a_hundred_thousand_rows() -> None:
    table = twenty_columns()
    first = timed(lambda: privacy.scan(table), times=1)
    wall, processor = timed(lambda: privacy.scan(table))
    strip = timed(lambda: privacy.strip_my_numbers(table))
    plain = timed(lambda: cell_by_cell(table.frame), times=1)
    frame = table.frame.to_pandas()
    pandas = timed(lambda: with_pandas(frame), times=1)
    print(
        f"\nscan of {table.frame.width} x {ROWS:,}, the 個人番号 scan of all cells included: "
        f"{wall:.2f} s, {processor:.2f} s of processor (target 1 s and that scan; a first run "
        f"with the dictionary to open: {first[0]:.2f} s); 個人番号 alone, found and taken out: "
        f"{strip[0]:.2f} s; re cell by cell {plain[0]:.1f} s: {plain[0] / wall:.0f} times "
        f"({plain[1] / processor:.0f} by processor); pandas str.fullmatch {pandas[0]:.1f} s: "
        f"{pandas[0] / wall:.0f} times ({pandas[1] / processor:.0f} by processor)"
    )


def test_a_million_rows_are_freed_of_numbers() -> None:
    register = residents(ROWS, seed=2)
    frame = pl.concat([register.frame] * 10)
    table = Table(name=register.name, columns=register.columns, frame=frame)
    wall, processor = timed(lambda: privacy.strip_my_numbers(table), times=3)
    print(
        f"\n個人番号 found in {frame.width} x {frame.height:,} cells and taken out: {wall:.2f} s, "
        f"{processor:.2f} s of processor"
    )
