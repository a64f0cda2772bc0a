"""Measurements of reading large files, each beside a plainer way to the same cells.

Printed, never asserted: medians of three runs in seconds, and the memory that one run takes in a
process of its own, above what the process and the file's bytes take.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
import python_calamine as calamine

from bench.large_cases import median_ms
from bench.large_tables import large_workbook, permits, with_pandas
from engine.tables.workbooks import workbook
from tomoni.engine import tables
from tomoni.engine.tables._encoding import Text  # noqa: PLC2701 -- its way of cutting into pieces

LIMITS = tables.Limits(max_bytes=200_000_000)
CARD = Path(__file__).parents[1] / "engine/tables/files/14_settlement_cards.xlsx"
MEMORY = r"""
import re, sys
from tomoni.engine import tables
data = open(sys.argv[1], "rb").read()
limits = tables.Limits(max_bytes=200_000_000)
def peak():
    return int(re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())[1]) // 1024
before = peak()
tables.read(data, file_name="a.csv", limits=limits)
print(peak() - before)
"""


def seconds(data: bytes, *, times: int = 3) -> float:
    def run() -> tables.Reading:
        return tables.read(data, file_name="a", limits=LIMITS)

    return median_ms(run, times=times) / 1000


def decode(data: bytes) -> None:
    """CP932 to UTF-8 in pieces, nothing kept: no reader can do less."""
    for piece in Text(data, "cp932", "cp932").pieces():
        piece.decode("cp932").encode()


@pytest.fixture(scope="module")
def csv() -> bytes:
    return permits(1_000_000)


def test_a_csv_of_a_million_rows(csv: bytes, tmp_path: Path) -> None:
    """Beside: polars reading the same text, already UTF-8, as text; pandas cell by cell.

    The least possible is the floor and, before it, the decoding of CP932, which uses one core.
    """
    path = tmp_path / "a.csv"
    path.write_bytes(csv)
    plain = csv.decode("cp932").encode()
    floor = median_ms(lambda: pl.read_csv(plain, infer_schema=False), times=3) / 1000
    decoding = median_ms(lambda: decode(csv), times=3) / 1000
    ours = seconds(csv)
    pandas = median_ms(lambda: with_pandas(str(path)), times=1) / 1000
    memory = subprocess.run(
        [sys.executable, "-c", MEMORY, str(path)], capture_output=True, text=True, check=True
    )
    print(
        f"\n1,000,000 x 12 CP932 ({len(csv) / 1e6:.0f} MB) read and typed: {ours:.2f} s "
        f"(target 3 s); floor (polars, UTF-8 as text) {floor:.2f} s: {ours / floor:.1f} times "
        f"(target 3; decoding CP932 alone {decoding:.2f} s, with it the floor is "
        f"{(decoding + floor) / floor:.1f} times); pandas dtype=str and apply {pandas:.1f} s: "
        f"{pandas / ours:.1f} times (target 5); memory {memory.stdout.strip()} MB (target 500)"
    )


def test_an_xlsx_of_a_hundred_thousand_rows() -> None:
    """Beside: calamine alone, to lists of Python values."""
    data = large_workbook(100_000, 20)

    def bare() -> object:
        return calamine.load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python()

    floor = median_ms(bare, times=3) / 1000
    ours = seconds(data)
    print(
        f"\n100,000 x 20 xlsx ({len(data) / 1e6:.0f} MB): {ours:.2f} s (target 2 s); "
        f"bare calamine {floor:.2f} s: {ours / floor:.1f} times (target 1.5)"
    )


def test_the_settlement_cards_of_all_prefectures() -> None:
    if not CARD.exists():
        pytest.skip("the settlement card is not among the files")
    data = CARD.read_bytes()
    found = len(tables.read(data, file_name=CARD.name).tables)
    print(f"\n48 settlement cards, {found} tables: {seconds(data):.2f} s (target 2 s)")


def test_a_workbook_of_thirteen_tables() -> None:
    """Every table of a file made from one reading; beside: the file read anew for each."""
    data = workbook(*[_sheet(number) for number in range(13)])

    def made(reader: tables.Reader | None) -> None:
        for place in range(13):
            reading = (reader or tables.Reader()).read(data, file_name="a.xlsx")
            tables.write_parquet(reading.tables[place])

    once = median_ms(lambda: made(tables.Reader()), times=3) / 1000
    anew = median_ms(lambda: made(None), times=1) / 1000
    print(f"\n13 tables of one workbook: {once:.2f} s; read anew for each {anew:.2f} s")


def _sheet(number: int) -> list[list[object]]:
    rows: list[list[object]] = [
        ["団体コード", f"町{number}", "人口", "世帯", "面積（㎡）", "届出日"]
    ]
    rows += [[f"{n:05}", f"町{n}", n * 7, n * 3, n * 1.5, f"R3.{n % 12 + 1}.1"] for n in range(400)]
    return rows
