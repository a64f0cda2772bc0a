"""Whatever comes in: tables, or the room's own error."""

import csv
from datetime import date
from io import StringIO

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from polars.testing import assert_frame_equal

from engine.tables import around_tables, spellings
from engine.tables.workbooks import saved, workbook
from tomoni.engine import tables
from tomoni.engine.core import Table

WORKBOOK = workbook([["区", "件数", "日"], ["東", 3, "R03.07.21"], ["西", 4, "H26.8.6"]])
SPELLINGS = [
    *(text for text, _ in spellings.DATES),
    *spellings.IMPOSSIBLE_DATES,
    *(text for text, _ in spellings.WHOLE_NUMBERS),
    *(text for text, _ in spellings.NUMBERS),
    *(text for text, _ in spellings.REASONS),
    *(
        row[0]
        for rows in (spellings.PERIODS, spellings.QUALIFIED, spellings.BOUNDS)
        for row in rows
    ),
    *(row[0] for rows in (spellings.YEARLESS, spellings.WORDS, spellings.SUFFIXES) for row in rows),
    *(row[1] for row in (*spellings.ERALESS, *spellings.TEXTS)),
    *(cell for cells, _, _ in spellings.SCALES for cell in cells),
    *(row[0] for row in (*around_tables.TITLE_UNITS, *around_tables.BRACKET_NOTES)),
    *(label for labels in around_tables.LETTERS for label in labels),
    *around_tables.BESIDE_TITLES,
    "12(3)",
    "20211014",
    "（令和２年４月１日18時現在）",
    "（単位：千円）",
    "届出日",
    "団体コード",
    "法人番号",
    "郵便番号",
    "#property",
    "合計",
    "区",
    "人",
]
CELLS = st.sampled_from(SPELLINGS) | st.text(max_size=12)
GRIDS = st.lists(st.lists(CELLS, max_size=6), max_size=9)


def held(data: bytes) -> None:
    try:
        reading = tables.read(data, file_name="x")
    except tables.TablesError:
        return
    assert reading.tables
    for table in reading.tables:
        assert table.frame.columns == [column.name for column in table.columns]
        for column in table.columns:
            missing = table.frame[column.name].null_count()
            assert missing == sum(column.reasons.values())
            said = sum((*column.reasons.values(), *column.qualifiers.values()))
            assert said == (_said(table, column.name).count() if said else 0)
        again = tables.read_parquet(tables.write_parquet(table))
        assert again.columns == table.columns
        assert_frame_equal(again.frame, table.frame)
        assert (again.said is None) == (table.said is None)
        if again.said is not None and table.said is not None:
            assert_frame_equal(again.said, table.said)


def _said(table: Table, name: str) -> pl.Series:
    assert table.said is not None
    return table.said[name]


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b"\x1b$B\x1b(B,1\n2,3")
def test_bytes_of_any_kind(data: bytes) -> None:
    held(data)


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "cp932", "euc_jp"]))
def test_text_of_any_kind(text: str, codec: str) -> None:
    held(text.encode(codec, errors="ignore"))


@settings(deadline=None)
@given(GRIDS)
def test_text_files_of_any_cells(grid: list[list[str]]) -> None:
    buffer = StringIO()
    csv.writer(buffer).writerows(grid)
    held(buffer.getvalue().encode())


VALUES = st.one_of(
    st.sampled_from(SPELLINGS),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9).filter(
        lambda text: not text.startswith("=")
    ),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(min_value=date(1900, 3, 1)),
    st.none(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=5), max_size=7))
def test_workbooks_of_any_cells(grid: list[list[object]]) -> None:
    held(workbook(grid))


MERGES = st.tuples(*[st.integers(1, 9)] * 2, *[st.integers(0, 4)] * 2)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=9), max_size=9), st.lists(MERGES, max_size=24))
def test_workbooks_of_any_merged_cells(
    grid: list[list[object]], merges: list[tuple[int, int, int, int]]
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for cells in grid:
        sheet.append(cells)
    for row, column, down, across in merges:
        sheet.merge_cells(
            start_row=row, end_row=row + down, start_column=column, end_column=column + across
        )
    held(saved(book))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.integers(1, 255), st.booleans())
def test_workbooks_with_a_byte_turned_or_the_end_cut(place: int, turn: int, cut: bool) -> None:
    data = bytearray(WORKBOOK)
    data[place] ^= turn
    held(bytes(data[: place + 1] if cut else data))
