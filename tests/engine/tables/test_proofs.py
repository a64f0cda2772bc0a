"""検算: which rows are sums, proven by arithmetic, and what is said about those that are not."""

import pytest

from engine.tables.workbooks import csv
from tomoni.engine import tables
from tomoni.engine.core import Finding, Table


def read(text: str) -> tuple[Table, dict[str, Finding]]:
    reading = tables.read(csv(text.replace(" ", "\n")), file_name="a.csv")
    (table,) = reading.tables
    return table, {finding.code: finding for finding in reading.findings}


def kinds(text: str) -> list[str]:
    table, _ = read(text)
    if "row_kind" not in table.frame.columns:
        return ["data"] * table.frame.height
    return table.frame["row_kind"].to_list()


D, T, S, P = "data", "total", "subtotal", "part"

SHEETS = {
    "a total below": ("区,件数,額 東,3,10 西,4,20 合計,7,30", [D, D, T]),
    "a total above": ("区,件数,額 総数,7,30 東,3,10 西,4,20", [T, D, D]),
    "spread letters": ("区,件数,額 東,3,10 西,4,20 合　　計,7,30", [D, D, T]),
    "subtotals below": (
        "区,件数,額 東,3,10 西,4,20 小計,7,30 南,1,5 北,2,6 小計,3,11 合計,10,41",
        [D, D, S, D, D, S, T],
    ),
    "districts above their towns": (
        "地域,人口,世帯 総数,600,300 甲市,100,50 乙郡,500,250 丙町,200,100 丁町,300,150",
        [T, D, S, D, D],
    ),
    "a district that sums nothing is data": (
        "地域,人口,世帯 甲市,100,50 乙郡,550,251 丙町,200,100 丁町,300,150",
        [D, D, D, D],
    ),
    "wards and islands": (
        "地域,人口,世帯 総数,360,180 区部,300,150 千代田区,100,50 中央区,200,100 "
        "島しょ,60,30 大島町,40,20 三宅村,20,10",
        [T, S, D, D, S, D, D],
    ),
    "of which": ("区分,件数,額 総数,10,100 甲,6,60 うち女,2,20 乙,4,40", [T, D, P, D]),
    "again": ("区分,件数,額 甲,6,60 乙,4,40 合計,10,100 丙（再掲）,3,30", [D, D, T, P]),
    "a sum by any other name": (
        "地域,人口,世帯 甲県,1000,500 乙市,600,300 丙市,300,150 丁町,100,50",
        [T, D, D, D],
    ),
    "small numbers that add up by chance": ("名,甲,乙 a,3,3 b,1,2 c,1,0 d,1,1", [D, D, D, D]),
    "a total in each year": (
        "年,地域,人口,世帯 2020年,全国,30,3 2020年,甲県,10,1 2020年,乙県,20,2 "
        "2021年,全国,50,5 2021年,甲県,20,2 2021年,乙県,30,3",
        [T, D, D, T, D, D],
    ),
    "a total of each sex": (
        "地域,性別,人口,世帯 合計,男,30,3 合計,女,50,5 甲,男,10,1 甲,女,20,2 乙,男,20,2 乙,女,30,3",
        [T, T, D, D, D, D],
    ),
    "a rate below": ("年,件数,額 甲,10,100 乙,20,200 増減率,2,3", [D, D, "rate"]),
    "names that only look like sums": (
        "名,件数,額 計測係,5,50 会計課,3,30 統計課,2,21",
        [D, D, D],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SHEETS.values(), ids=SHEETS.keys())
def test_the_kind_of_every_row(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_a_sum_that_agrees_is_said() -> None:
    table, found = read("区,件数,額 東,3,10 西,4,20 合計,7,30")
    assert [(p.column, p.kind, p.of_rows, p.expected, p.agrees) for p in table.proofs] == [
        ("件数", "total", 2, 7, True),
        ("額", "total", 2, 30, True),
    ]
    assert table.proofs[1].place.cell == "C4"
    assert found["sums-agree"].params["count"] == 2


def test_a_sum_that_differs_is_said_with_the_difference_and_left_alone() -> None:
    table, found = read("区,件数,額 東,3,10 西,4,20 合計,7,31")
    assert table.frame["額"].to_list() == [10, 20, 31]
    assert found["sum-differs"].place.cell == "C4"
    assert found["sum-differs"].params["difference"] == 1


def test_rounded_amounts_may_be_off_by_their_last_digit() -> None:
    table, found = read("区,件数,額（千円） 東,3,10 西,4,20 合計,7,31")
    assert all(proof.agrees for proof in table.proofs)
    assert "sum-differs" not in found


def test_what_is_kept_secret_cannot_be_checked() -> None:
    table, found = read("区,件数,額 東,3,10 西,4,X 合計,7,31")
    assert [proof.column for proof in table.proofs] == ["件数"]
    assert "sum-differs" not in found


def test_rates_are_not_added_up() -> None:
    table, _ = read("区,件数,割合（％） 東,3,10 西,4,20 合計,7,15")
    assert [proof.column for proof in table.proofs] == ["件数"]


def test_a_total_of_unknown_rows_is_said() -> None:
    _, found = read("区,件数,額 東,3,10 西,4,20 合計,99,999")
    assert "sums-unproven" in found


def test_a_naive_sum_is_warned_of_with_its_error() -> None:
    _, found = read("区,件数,額 東,3,10 西,4,20 合計,7,30")
    params = found["naive-sum-wrong"].params
    assert (params["column"], params["plain"], params["right"]) == ("件数", 14, 7)
    assert params["difference"] == 7
    assert params["count"] == 2


def test_a_table_without_sums_says_nothing() -> None:
    table, found = read("区,件数,額 東,3,10 西,4,20 南,5,7")
    assert table.proofs == ()
    assert table.frame.columns == ["区", "件数", "額"]
    assert not {"naive-sum-wrong", "total-rows", "sums-unproven"} & found.keys()


def test_levels_of_places_have_a_column() -> None:
    table, _ = read(
        "地域,人口,世帯 全国,900,90 香川県,500,50 高松市,300,30 三木町,200,20 徳島県,400,40"
    )
    assert table.frame["level"].to_list() == ["国", "都道府県", "市", "町村", "都道府県"]


def test_cities_and_towns_alone_are_one_level() -> None:
    table, _ = read("地域,人口,世帯 高松市,300,30 三木町,200,21 坂出市,100,15")
    assert "level" not in table.frame.columns


def test_a_table_that_tells_its_kinds_is_believed() -> None:
    table, _ = read("区,件数,row_kind 東,3,data 西,4,data 合計,7,total")
    again = tables.read(tables.write_csv(table), file_name="a.csv").tables[0]
    assert again.frame.equals(table.frame)
    assert again.frame.columns == ["区", "件数", "row_kind"]


def test_parquet_keeps_the_proofs() -> None:
    table, _ = read("区,件数,額 東,3,10 西,4,20 合計,7,30")
    assert tables.read_parquet(tables.write_parquet(table)).proofs == table.proofs
