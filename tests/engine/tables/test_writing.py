from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars._typing import PolarsDataType
from polars.testing import assert_frame_equal

from tomoni.engine import tables
from tomoni.engine.core import Column, ColumnType, Table

TYPES: dict[ColumnType, tuple[PolarsDataType, st.SearchStrategy[object]]] = {
    ColumnType.TEXT: (pl.String, st.text()),
    ColumnType.INTEGER: (pl.Int64, st.integers(-(2**63), 2**63 - 1)),
    ColumnType.NUMBER: (pl.Float64, st.floats()),
    ColumnType.DATE: (pl.Date, st.dates()),
    ColumnType.DATETIME: (pl.Datetime("us"), st.datetimes()),
}


@st.composite
def any_table(draw: st.DrawFn) -> Table:
    names = draw(st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True))
    height = draw(st.integers(0, 8))
    columns, series = [], []
    for name in names:
        kind = draw(st.sampled_from(list(TYPES)))
        dtype, values = TYPES[kind]
        cells = draw(st.lists(values | st.none(), min_size=height, max_size=height))
        reasons = draw(st.dictionaries(st.text(), st.integers(1, 99), max_size=2))
        columns.append(Column(name=name, type=kind, unit=draw(st.text()), reasons=reasons))
        series.append(pl.Series(name, cells, dtype=dtype))
    return Table(
        name=draw(st.text()),
        columns=tuple(columns),
        frame=pl.DataFrame(series),
        sheet=draw(st.text()),
        range="A1:B2",
        row_kinds={"data": height},
        notes=tuple(draw(st.lists(st.text(), max_size=2))),
    )


def table(**cells: Sequence[object]) -> Table:
    frame = pl.DataFrame(cells)
    kinds = {pl.String: ColumnType.TEXT, pl.Date: ColumnType.DATE, pl.Int64: ColumnType.INTEGER}
    columns = tuple(
        Column(name=name, type=kinds.get(type(dtype), ColumnType.DATETIME))
        for name, dtype in frame.schema.items()
    )
    return Table(name="表", columns=columns, frame=frame)


@given(any_table())
def test_parquet_keeps_everything_and_equal_tables_give_equal_bytes(made: Table) -> None:
    data = tables.write_parquet(made)
    again = tables.read_parquet(data)
    assert_frame_equal(again.frame, made.frame)
    assert (again.columns, again.name, again.sheet) == (made.columns, made.name, made.sheet)
    assert (again.range, again.notes) == (made.range, made.notes)
    assert again.row_kinds == made.row_kinds
    assert tables.write_parquet(again) == data


@given(any_table())
def test_parquet_bytes_do_not_depend_on_how_the_frame_was_put_together(made: Table) -> None:
    halves = pl.concat([made.frame[:3], made.frame[3:]], rechunk=False)
    other = Table(
        name=made.name,
        columns=made.columns,
        frame=halves,
        sheet=made.sheet,
        range=made.range,
        row_kinds=made.row_kinds,
        notes=made.notes,
    )
    assert tables.write_parquet(other) == tables.write_parquet(made)


@pytest.mark.parametrize("cut", [0, 4, 50, -1])
def test_damaged_parquet_is_refused(cut: int) -> None:
    with pytest.raises(tables.TablesError, match="damaged-table"):
        tables.read_parquet(tables.write_parquet(table(a=["甲"]))[:cut])


def test_parquet_of_another_maker_is_refused() -> None:
    buffer = BytesIO()
    pl.DataFrame({"a": [1]}).write_parquet(buffer)
    with pytest.raises(tables.TablesError, match="damaged-table"):
        tables.read_parquet(buffer.getvalue())


ACTIVE = ["=1+1", "+1", "-1+1", "@SUM(A1)", "＝1", "\t=1", "\r=1"]
ACTIVE_COLUMNS: dict[str, Sequence[object]] = {"=名": ACTIVE, "数": [-1] * len(ACTIVE)}


def test_csv_cells_cannot_act_as_formulas() -> None:
    data = tables.write_csv(table(**ACTIVE_COLUMNS))
    frame = pl.read_csv(data, infer_schema=False)
    assert frame.columns == ["'=名", "数"]
    assert frame["'=名"].to_list() == [f"'{text}" for text in ACTIVE]
    assert frame["数"].to_list() == ["-1"] * len(ACTIVE)


def test_csv_leaves_lone_marks_alone() -> None:
    assert tables.write_csv(table(a=["-", "－"])).decode("utf-8-sig") == "a\r\n-\r\n－\r\n"


def test_csv_writes_days_and_moments_plainly_in_both_encodings() -> None:
    made = table(日=[date(2026, 8, 31), None], 時=[datetime(2026, 8, 31, 9), None], 名=["髙", "〜"])  # noqa: DTZ001
    expected = "日,時,名\r\n2026-08-31,2026-08-31 09:00:00,髙\r\n,,〜\r\n"
    assert tables.write_csv(made) == expected.encode("utf-8-sig")
    assert tables.write_csv(made, encoding="cp932") == expected.replace("〜", "～").encode("cp932")


def test_csv_in_cp932_refuses_what_it_cannot_hold_and_says_in_which_line() -> None:
    with pytest.raises(tables.TablesError) as raised:
        tables.write_csv(table(名=["吉", "𠮷"]), encoding="cp932")
    assert raised.value.code == "not-in-encoding"
    assert raised.value.params == {"encoding": "cp932", "line": 3}


def test_xlsx_cells_cannot_act_as_formulas() -> None:
    columns: dict[str, Sequence[object]] = {"=名": ACTIVE[:5]}
    made = table(**columns)
    book = openpyxl.load_workbook(BytesIO(tables.write_xlsx(made)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert [cell.value for cell in cells] == ["=名", *ACTIVE[:5]]
    assert {cell.data_type for cell in cells} == {"s"}


def test_xlsx_read_again_is_the_same() -> None:
    made = table(
        名=["甲", "乙", None], 日=[date(2026, 8, 31), None, date(1984, 10, 20)], 数=[1, 2, 3]
    )
    (again,) = tables.read(tables.write_xlsx(made), file_name="a.xlsx").tables
    assert_frame_equal(again.frame, made.frame)
    assert [column.type for column in again.columns] == [column.type for column in made.columns]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_csv_read_again_is_the_same(encoding: str) -> None:
    made = table(
        名=["甲", "乙", None], 日=[date(2026, 8, 31), None, date(1984, 10, 20)], 数=[1, 2, 3]
    )
    data = tables.write_csv(made, encoding="cp932" if encoding == "cp932" else "utf-8-sig")
    (again,) = tables.read(data, file_name="a.csv").tables
    assert_frame_equal(again.frame, made.frame)


def test_xlsx_refuses_a_text_that_a_cell_cannot_hold() -> None:
    with pytest.raises(tables.TablesError, match="too-large-for-xlsx"):
        tables.write_xlsx(table(名=["x" * 32_768]))


def test_xlsx_sheet_names_are_ones_a_spreadsheet_takes() -> None:
    made = Table(
        name="第１表[a]:*?/\\" + "長" * 40,
        columns=(Column(name="a", type=ColumnType.TEXT),),
        frame=pl.DataFrame({"a": ["control \x01\uffff"]}),
    )
    book = openpyxl.load_workbook(BytesIO(tables.write_xlsx(made)))
    assert book.sheetnames[0].startswith("第１表")
    assert book.worksheets[0]["A2"].value == "control \ufffd\ufffd"
