"""What the cells of real files come out as, with control sums worked out from the files."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tomoni.engine import tables
from tomoni.engine.core import ColumnType, Table

FILES = Path(__file__).parent / "files"
PERMITS = Path(__file__).parents[3] / "examples/food-permit-renewal/files/permits.xlsx"


def read(path: Path) -> tables.Reading:
    return tables.read(path.read_bytes(), file_name=path.name)


def types(table: Table) -> dict[ColumnType, int]:
    found = [column.type for column in table.columns if column.name not in ("row_kind", "level")]
    return {kind: found.count(kind) for kind in sorted(set(found))}


@pytest.fixture(scope="module")
def table() -> Table:
    return read(PERMITS).tables[0]


@pytest.fixture(scope="module")
def traps() -> tables.Reading:
    return read(FILES / "synthetic_traps.xlsx")


class TestTheFoodPermits:
    """46: 7,350 permits with three columns of days, telephone numbers with blanks."""

    def test_types(self, table: Table) -> None:
        assert table.frame.height == 7_350
        assert types(table) == {ColumnType.DATE: 3, ColumnType.TEXT: 12}

    def test_days(self, table: Table) -> None:
        days = table.frame.select(pl.col(pl.Date))
        assert sum(days.count().row(0)) == 22_050
        assert min(days.min().row(0)) == date(1984, 10, 20)
        assert max(days.max().row(0)) == date(2032, 11, 30)
        assert table.frame["初回許可年月日"][2] == date(2014, 8, 6)

    def test_blanks_are_counted_and_said_cell_by_cell(self, table: Table) -> None:
        column = table.column("施設電話番号")
        assert column is not None
        assert column.reasons == {"blank": 2_426}
        assert table.said is not None
        assert table.said["施設電話番号"].count() == 2_426


def test_municipality_codes_are_all_proven() -> None:
    """42: 1,741 codes, 475 of them without their first zero."""
    (table,) = read(FILES / "42_citycode.csv").tables
    codes = table.frame["団体コード"]
    assert codes.str.len_chars().unique().to_list() == [6]
    weights = (6, 5, 4, 3, 2)
    digits = [[int(digit) for digit in code] for code in codes]
    sums = [sum(map(int.__mul__, weights, code)) for code in digits]
    assert all((11 - s % 11) % 10 == code[5] for s, code in zip(sums, digits, strict=True))


def test_the_population_by_town() -> None:
    """54: 235 towns, 49 columns, days in American order, codes that stay text."""
    reading = read(FILES / "54_0066_201811.xlsx")
    (table,) = reading.tables
    assert table.frame.height == 235
    assert table.frame.columns[:4] == ["#property", "prefCode", "regionCode", "prefName"]
    assert len([c for c in table.columns if c.name not in ("row_kind", "level")]) == 49
    assert table.frame["surveyDate"].unique().to_list() == [date(2018, 11, 1)]
    assert table.frame["prefCode"].unique().to_list() == ["37201"]
    by_name = dict(table.frame.select("regionName", "totalPopulation").rows())
    assert by_name["塩屋町"] == 226
    assert table.frame["totalPopulation"].sum() == 428_276
    assert "date-order-assumed" in {finding.code for finding in reading.findings}


def test_the_census_since_1920() -> None:
    """08: codes with zeros, a marked absence, footnote marks in a column of their own."""
    (table,) = read(FILES / "08_c01.csv").tables
    first = table.frame.row(0, named=True)
    assert (first["都道府県名"], first["人口（総数）"]) == ("全国", 55_963_053)
    second = table.frame.row(1, named=True)
    assert (second["都道府県コード"], second["人口（総数）"]) == ("01", 2_359_183)
    column = table.column("人口（総数）")
    assert column is not None
    assert (column.type, column.reasons) == (ColumnType.INTEGER, {"absent": 1})
    assert column.marks == {"-": "absent"}


def test_days_without_a_year_of_two_tables_below_one_title() -> None:
    """40: （令和２年４月１日18時現在） stands above the first of two tables."""
    first, second = read(FILES / "40_hasseijoukyou0402.csv").tables
    assert first.frame["確定日"][0] == date(2020, 2, 25)
    assert second.frame["確定日"].to_list() == [date(2020, 2, 26)]
    assert first.frame["年代"][0] == "60代"
    assert first.frame["濃厚接触者の状況"][3] == "１名特定\n健康観察中"


class TestTheTraps:
    def test_marks(self, traps: tables.Reading) -> None:
        table = traps.tables[0]
        workers, shipments, change = (table.column(n) for n in ("従業者数", "出荷額", "前年比"))
        assert workers is not None
        assert shipments is not None
        assert change is not None
        assert workers.marks == {"χ": "secret", "…": "unknown"}
        assert shipments.reasons == {"absent": 1, "nodata": 1, "secret": 1}
        assert table.frame["前年比"].to_list() == [-3.2, -10.5, None, 0.0]
        assert table.frame["従業者数"][0] == 3_456

    def test_days_with_and_without_a_format(self, traps: tables.Reading) -> None:
        days = [date(2021, 10, 14), date(2019, 5, 1), date(1988, 1, 7), date(2021, 10, 14)]
        assert traps.tables[0].frame["届出日"].to_list() == days
        assert "date-serial" in {finding.code for finding in traps.findings}

    def test_codes_that_lost_their_zeros(self, traps: tables.Reading) -> None:
        frame = traps.tables[1].frame
        assert frame["郵便番号"].to_list() == ["0600001", "7608571"]
        assert frame["電話番号"].to_list() == ["0878391111", "087-839-2011"]
        assert frame["団体コード"].to_list() == ["011002", "372013"]
