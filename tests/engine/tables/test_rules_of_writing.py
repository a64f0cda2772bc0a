"""The 15 rules of the ministry, each with a sheet that breaks it: where, and how to mend it."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from engine.tables.workbooks import csv, saved, workbook
from tomoni.engine import tables
from tomoni.engine.core import Severity

Rows = list[list[Any]]

FILES = Path(__file__).parent / "files"
TIDY: Rows = [
    ["市区町村", "西暦年", "人口（人）", "面積（ha）"],
    ["東市", 2020, 1200, 10.5],
    ["西市", 2020, 3400, 20.25],
    ["南市", 2020, 560, 3.75],
]


def check(*sheets: Rows, file_name: str = "a.xlsx") -> tables.Check:
    return tables.check(workbook(*sheets), file_name=file_name)


def broken(check: tables.Check, code: str) -> list[tuple[str, str]]:
    """Cell and how it should read, of every finding of a rule."""
    return [
        (finding.place.cell, str(finding.params["mended"]))
        for finding in check.findings
        if finding.code == code
    ]


def with_body(*rows: list[Any]) -> Rows:
    return [TIDY[0], *rows, *TIDY[2:]]


def test_a_tidy_table_keeps_all_rules() -> None:
    found = check(TIDY)
    assert (found.score, found.findings, found.broken) == (100, (), {})


def test_the_ministry_keeps_its_own_rules() -> None:
    path = FILES / "05_population_2021.xlsx"
    assert tables.check(path.read_bytes(), file_name=path.name).score == 100


@pytest.mark.parametrize(
    ("code", "sheet", "places"),
    [
        ("several-data", with_body(["東市", 2020, "1200(600)", 1]), [("C2", "1200 | 600")]),
        ("several-data", with_body(["東市", 2020, "12、34", 1]), [("C2", "12 | 34")]),
        ("several-data", with_body(["東市", 2020, "12人\n34人", 1]), [("C2", "12 | 34")]),
        ("number-as-text", with_body(["東市", 2020, "１，２００", 1]), [("C2", "1200")]),
        ("number-as-text", with_body(["東市", 2020, "1200人", 1]), [("C2", "1200")]),
        ("number-as-text", with_body(["東市", 2020, "▲12", 1]), [("C2", "-12")]),
        ("number-as-text", with_body(["東市", 2020, 5, "'1"]), []),
        ("layout-by-blanks", with_body(["　東市", 2020, 5, 1]), [("A2", "東市")]),
        ("layout-by-blanks", with_body(["合　　計", 2020, 5, 1]), [("A2", "合計")]),
        ("layout-by-blanks", with_body(["東\n市", 2020, 5, 1]), [("A2", "東市")]),
        ("layout-by-blanks", with_body(["山田 太郎", 2020, 5, 1]), []),
        ("label-left-out", [*TIDY, ["〃", 2020, 5, 1]], [("A5", "南市")]),
        ("label-left-out", [["区", "数（人）", None], ["東", 1, 2], ["西", 3, 4]], [("C1", "")]),
        ("formula-used", with_body(["東市", 2020, "=1+1", 1]), [("C2", "")]),
        ("unit-missing", [["区", "件数"], ["東", 1], ["西", 2]], [("B1", "")]),
        ("unit-missing", [["（単位：件）"], ["区", "件数"], ["東", 1], ["西", 2]], []),
        ("unit-missing", [["区", "緯度", "年度"], ["東", 35.1, 2020], ["西", 36.1, 2021]], []),
        ("dependent-character", with_body(["①東市", 2020, 5, 1]), [("A2", "1東市")]),
        ("dependent-character", with_body(["㈱東", 2020, 5, 1]), [("A2", "(株)東")]),
        ("dependent-character", with_body(["\ue000市", 2020, 5, 1]), [("A2", "")]),
        ("dependent-character", with_body(["渡邊〜市", 2020, 5, 1]), []),
        ("time-axis-unclear", [["区", "令和3年（件）"], ["東", 1], ["西", 2]], [("B1", "")]),
        ("time-axis-unclear", [["区", "令和3年（2021年）（件）"], ["東", 1], ["西", 2]], []),
        (
            "time-axis-unclear",
            [["年", "件数（件）"], ["令和元年", 1], ["令和2年", 2]],
            [("A2", "")],
        ),
        (
            "time-axis-unclear",
            [["和暦", "西暦", "件数（件）"], ["令和元年", "2019年", 1], ["令和2年", "2020年", 2]],
            [],
        ),
        (
            "area-name-unclear",
            [["県", "数（件）"], ["東京", 1], ["大阪", 2], ["香川", 3]],
            [("A2", "東京都"), ("A3", "大阪府"), ("A4", "香川県")],
        ),
        (
            "area-name-unclear",
            [["団体コード", "数（件）"], ["11002", 1], ["372013", 2], ["131016", 3]],
            [("A2", "011002")],
        ),
        ("symbol-not-agreed", with_body(["東市", 2020, "…", 1]), [("C2", "***")]),
        ("symbol-not-agreed", with_body(["東市", 2020, "χ", 1]), [("C2", "X")]),
        ("symbol-not-agreed", with_body(["東市", 2020, "X", "***"]), []),
        ("table-split", [*TIDY[:3], [None] * 4, *TIDY[1:]], [("A4", "")]),
    ],
)  # fmt: skip
def test_a_breach_is_found_in_its_cell(
    code: str, sheet: Rows, places: list[tuple[str, str]]
) -> None:
    assert broken(check(sheet), code) == places


def test_merged_cells_are_found_with_their_size() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in TIDY:
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    found = tables.check(saved(book), file_name="a.xlsx")
    (merged,) = [finding for finding in found.findings if finding.code == "cells-merged"]
    assert (merged.place.cell, merged.params["count"], merged.params["rule"]) == ("A2", 3, "1-4")
    assert "label-left-out" not in found.broken


def test_charts_and_comments_are_objects() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in TIDY:
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=4))
    sheet.add_chart(chart, "F2")
    sheet["C3"].comment = Comment("推計", "統計課")
    found = tables.check(saved(book), file_name="a.xlsx")
    objects = {f.place.cell: f.seen for f in found.findings if f.code == "object-used"}
    assert objects == {"F2": "chart:1", "C3": "comment:1"}


def test_a_label_said_once_for_several_rows_is_left_out_in_the_others() -> None:
    rows: Rows = [
        ["部", "課", "数（件）"],
        ["市民部", "a", 1],
        [None, "b", 2],
        ["土木部", "c", 3],
        [None, "d", 4],
    ]
    assert broken(check(rows), "label-left-out") == [("A3", "市民部"), ("A5", "土木部")]


def test_a_column_that_may_be_blank_is_no_label_left_out() -> None:
    rows: Rows = [
        ["名称", "方書", "数（件）"],
        ["東館", None, 1],
        ["西館", "2階", 2],
        ["南館", None, 3],
    ]
    assert broken(check(rows), "label-left-out") == []


def test_two_tables_on_a_sheet_are_one_too_many() -> None:
    table: Rows = [["区", "件数（件）"], ["東", 1], ["西", 2]]
    rows: Rows = [["表1"], *table, [None], ["表2"], *table]
    (found,) = [one for one in check(rows).findings if one.code == "several-tables"]
    assert found.severity is Severity.ERROR
    assert found.place.row in {6, 7}


@pytest.mark.parametrize(
    ("data", "name", "score"),
    [
        (workbook(TIDY), "a.xls", 93),
        (workbook(TIDY), "a.xlsx", 100),
        (csv("区,件数（件）\n東,1\n西,2\n"), "a.csv", 100),
        (csv("区\t件数（件）\n東\t1\n西\t2\n"), "a.tsv", 93),
    ],
)
def test_a_name_that_does_not_say_what_the_file_is_breaks_the_first_rule(
    data: bytes, name: str, score: int
) -> None:
    found = tables.check(data, file_name=name)
    assert found.score == score
    assert ("file-format" in found.broken) is (score < 100)


def test_a_text_file_is_checked_by_how_its_numbers_are_spelled() -> None:
    found = tables.check(csv('区,件数（件）\n東,"1,200"\n西,△3\n南,4\n'), file_name="a.csv")
    assert broken(found, "number-as-text") == [("B2", "1200"), ("B3", "-3")]


def test_the_corpus_traps_are_found() -> None:
    path = FILES / "synthetic_traps.xlsx"
    found = tables.check(path.read_bytes(), file_name=path.name)
    assert broken(found, "number-as-text")[:2] == [("C4", "3456"), ("D4", "1234567")]
    assert ("A6", "繊維") in broken(found, "layout-by-blanks")
    assert set(found.broken) >= {"cells-merged", "symbol-not-agreed", "area-name-unclear"}


def test_every_finding_names_its_rule_and_the_score_is_their_share() -> None:
    path = FILES / "synthetic_traps.xlsx"
    found = tables.check(path.read_bytes(), file_name=path.name)
    assert {finding.params["rule"] for finding in found.findings} == {
        tables.RULES[code] for code in found.broken
    }
    assert len(tables.RULES) == 15
    assert found.score == round(100 * (15 - len(found.broken)) / 15)


def test_a_great_many_breaches_of_one_rule_end_in_a_count() -> None:
    rows: Rows = [["区", "件数（件）"], *([f"{n}区", f"{n},000"] for n in range(1, 901))]
    found = check(rows)
    texts = [finding for finding in found.findings if finding.code == "number-as-text"]
    assert len(texts) == 500
    assert texts[-1].params["count"] == 401
    assert found.broken["number-as-text"] == 900


def test_a_sheet_without_a_table_is_checked_all_the_same() -> None:
    assert tables.check(workbook([["合　計"], ["①"]]), file_name="a.xlsx").score < 100


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"%PDF-1.7"])
def test_what_is_refused_is_refused_here_too(data: bytes) -> None:
    with pytest.raises(tables.TablesError):
        tables.check(data, file_name="a.xlsx")
