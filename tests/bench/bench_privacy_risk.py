"""Measurements of risk and of the search for generalisations, beside pycanon in the same run.

Printed, never asserted: medians in seconds. pycanon 1.2.0 runs in an environment of its own, which
`python -m scripts.rivals` makes, and times itself without reading the file.
"""

import json
import subprocess
import time
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl
import pytest

from tomoni.engine import privacy
from tomoni.engine.core import Column, ColumnType, Table

RIVAL = Path(__file__).parents[2] / ".venv-bench/bin/python"
QUASI = ["年齢", "性別", "郵便番号", "世帯人員", "職業"]
FEW = ["年齢", "性別", "職業"]
FEWEST = ["性別", "職業"]
"""For t of a number: by more columns pycanon takes many minutes."""
PYCANON = r"""
import json, statistics, sys, time
import pandas as pd
from pycanon import anonymity
data = pd.read_csv(sys.argv[1])
found = {}
for name, times, quasi, sensitive in json.loads(sys.argv[2]):
    ask = {"k": anonymity.k_anonymity, "l": anonymity.l_diversity, "t": anonymity.t_closeness}[name]
    took, worked = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        answer = ask(data, quasi, *sensitive)
        took.append(time.perf_counter() - start)
        worked.append(time.process_time() - busy)
    both = [statistics.median(took), statistics.median(worked)]
    found[f"{name} {len(quasi)}"] = [float(answer), *both]
print(json.dumps(found))
"""
Question = tuple[str, int, list[str], list[list[str]]]
"""Name, times, quasi-identifiers, sensitive columns."""
_INTEGERS = {"年齢", "世帯人員", "所得"}


def people(rows: int) -> Table:
    """Made-up people: 300 postcodes of unequal size, 30 illnesses of which some are rare."""
    numbers = np.random.default_rng(1)
    weights = 1 / np.arange(1, 301)
    jobs = np.array(["会社員", "公務員", "自営業", "学生", "無職", "パート", "農業", "主婦・主夫"])
    towns = np.array([f"675-{number:04d}" for number in range(300)])
    frame = pl.DataFrame(
        {
            "年齢": numbers.integers(0, 100, rows),
            "性別": np.array(["男", "女"])[numbers.integers(0, 2, rows)],
            "郵便番号": towns[numbers.choice(300, rows, p=weights / weights.sum())],
            "世帯人員": numbers.integers(1, 8, rows),
            "職業": jobs[numbers.integers(0, 8, rows)],
            "病名": [f"病名{number}" for number in (numbers.random(rows) ** 2 * 30).astype(int)],
            "所得": numbers.integers(0, 1000, rows),
        }
    )
    columns = tuple(
        Column(name=name, type=ColumnType.INTEGER if name in _INTEGERS else ColumnType.TEXT)
        for name in frame.columns
    )
    return Table("住民", columns, frame)


def rival(table: Table, *, asked: list[Question], at: Path) -> dict[str, list[float]]:
    """Each question's answer and median seconds."""
    if not RIVAL.exists():
        pytest.skip("pycanon's environment is not there: python -m scripts.rivals")
    file = at / "people.csv"
    table.frame.write_csv(file)
    done = subprocess.run(
        [str(RIVAL), "-W", "ignore", "-c", PYCANON, str(file), json.dumps(asked)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def seconds(table: Table, quasi: list[str], *sensitive: str) -> tuple[float, float]:
    """Median of seven runs: wall clock, and processor time of all threads."""
    took, worked = [], []
    for _ in range(7):
        start, busy = time.perf_counter(), time.process_time()
        privacy.risk(table, quasi=quasi, sensitive=sensitive)
        took.append(time.perf_counter() - start)
        worked.append(time.process_time() - busy)
    return median(took), median(worked)


def test_k_of_a_million_rows(tmp_path: Path) -> None:
    table = people(1_000_000)
    (ours, busy), k = seconds(table, QUASI), privacy.risk(table, quasi=QUASI).k
    theirs, took, worked = rival(table, asked=[("k", 3, QUASI, [])], at=tmp_path)["k 5"]
    assert k == theirs
    print(
        f"\nk of 1,000,000 rows x 5 columns: {ours:.3f} s (target 0.6 s); "
        f"pycanon {took:.2f} s: {took / ours:.0f} times (target 20), "
        f"{worked / busy:.0f} times by processor time"
    )


def test_l_and_t_of_a_hundred_thousand_rows(tmp_path: Path) -> None:
    """86,407 groups by five columns, 1,600 by three, 16 by two."""
    table = people(100_000)
    asked: list[Question] = [
        ("l", 1, QUASI, [["病名"]]),
        ("l", 1, FEW, [["病名"]]),
        ("t", 1, FEWEST, [["所得"]]),
    ]
    theirs = rival(table, asked=asked, at=tmp_path)
    for name, quasi, column in (("l", QUASI, "病名"), ("l", FEW, "病名"), ("t", FEWEST, "所得")):
        ours, busy = seconds(table, quasi, column)
        found = privacy.risk(table, quasi=quasi, sensitive=[column]).diversity[0]
        answer, took, worked = theirs[f"{name} {len(quasi)}"]
        assert answer == pytest.approx(found.distinct if name == "l" else found.t)
        print(
            f"\nk, l and t of 100,000 rows by {len(quasi)} columns: {ours:.3f} s; pycanon's {name} "
            f"alone {took:.2f} s: {took / ours:.0f} times (target 100 for l), "
            f"{worked / busy:.0f} times by processor time"
        )


def test_the_search_for_generalisations() -> None:
    """Minimal ways over a lattice of 480 nodes."""
    for rows in (100_000, 1_000_000):
        table = people(rows)
        start = time.perf_counter()
        count = len(privacy.generalise(table, quasi=QUASI, k=5))
        took = time.perf_counter() - start
        print(f"\n{count} minimal generalisations of {rows:,} rows: {took:.2f} s")
