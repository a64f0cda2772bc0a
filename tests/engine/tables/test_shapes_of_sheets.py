"""How tables lie on a sheet: beside each other, folded, one on a sheet per month, with examples."""

from io import BytesIO

import polars as pl
import pytest
from openpyxl import Workbook

from engine.tables import around_tables
from engine.tables.workbooks import saved, workbook
from tomoni.engine import tables
from tomoni.engine.core import Table


def read(data: bytes) -> tuple[tuple[Table, ...], set[str]]:
    reading = tables.read(data, file_name="a.xlsx")
    return reading.tables, {finding.code for finding in reading.findings}


def named(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


class TestBesideEachOther:
    def test_tables_with_titles_of_their_own_are_two(self) -> None:
        rows = [
            ["許可の件数", None, None, "検査の回数", None],
            ["区", "件数", None, "月", "回数"],
            ["東", 3, None, "4月", 10],
            ["西", 4, None, "5月", 20],
        ]
        found, codes = read(workbook(rows))
        assert [table.name for table in found] == ["許可の件数", "検査の回数"]
        assert [table.range for table in found] == ["A2:B4", "D2:E4"]
        assert found[1].frame["回数"].to_list() == [10, 20]
        assert "tables-side-by-side" in codes

    def test_tables_of_different_length_are_two(self) -> None:
        rows: list[list[object]] = [["区", "件数", None, "種類", "数"], ["東", 1, None, "甲", 9]]
        rows += [["西", 2, None, "乙", 8], *([f"町{n}", n] for n in range(9))]
        found, _ = read(workbook(rows))
        assert [table.frame.height for table in found] == [11, 2]

    def test_remarks_beside_some_of_the_rows_are_part_of_the_table(self) -> None:
        rows: list[list[object]] = [["区", "件数", None, "備考", "担当"]]
        rows += [[f"{n}区", n, None, *(["注", "甲"] if n % 4 == 1 else [])] for n in range(12)]
        (table,), codes = read(workbook(rows))
        assert table.frame.columns == ["区", "件数", "備考", "担当"]
        assert "tables-side-by-side" not in codes

    def test_a_column_left_blank_for_looks_cuts_nothing(self) -> None:
        rows = [
            ["区", "名", None, "件数", "率"],
            ["東", "a", None, 3, 0.5],
            ["西", "b", None, 4, 1],
        ]
        (table,), _ = read(workbook(rows))
        assert table.frame.columns == ["区", "名", "件数", "率"]


class TestBelowEachOther:
    def test_tables_with_headers_of_their_own_are_two(self) -> None:
        rows: list[list[object]] = [["許可の件数"], ["区", "件数"], ["東", 3], ["西", 4], []]
        rows += [
            ["検査の回数"],
            ["月", "回数", "率"],
            ["4月", 10, 0.5],
            ["5月", 20, 1],
            ["注：速報"],
        ]
        found, codes = read(workbook(rows))
        assert [table.name for table in found] == ["許可の件数", "検査の回数"]
        assert [table.range for table in found] == ["A2:B4", "A7:C9"]
        assert found[1].notes == ("検査の回数", "注：速報")
        assert "tables-stacked" in codes

    def test_blank_rows_between_groups_of_rows_cut_nothing(self) -> None:
        rows: list[list[object]] = [["区", "件数", "額"], ["東", 3, 1], ["西", 4, 2], []]
        rows += [["北部"], ["南", 5, 3], ["北", 6, 4], [], ["合計", 18, 10]]
        (table,), codes = read(workbook(rows))
        assert table.frame.height == 6
        assert "tables-stacked" not in codes

    def test_the_same_header_after_a_page_break_cuts_nothing(self) -> None:
        rows: list[list[object]] = [["区", "件数"], ["東", 3], [], ["区", "件数"], ["西", 4]]
        (table,), codes = read(workbook(rows))
        assert table.frame["件数"].to_list() == [3, 4]
        assert "header-rows-repeated" in codes


class TestFolded:
    @pytest.mark.parametrize("between", [[], [None]])
    def test_parts_of_one_table_are_put_below_each_other(self, between: list[None]) -> None:
        rows = [
            ["町", "人口", *between, "町", "人口"],
            ["甲町", 100, *between, "丙町", 300],
            ["乙町", 200, *between, "丁町", 400],
        ]
        (table,), codes = read(workbook(rows))
        assert table.frame.rows() == [("甲町", 100), ("乙町", 200), ("丙町", 300), ("丁町", 400)]
        assert "tables-folded" in codes

    def test_a_header_of_two_rows_is_folded_as_a_whole(self) -> None:
        rows: list[list[object]] = [["町", "人口", None] * 2, [None, "男", "女"] * 2]
        rows += [["甲町", 1, 2, "丙町", 5, 6], ["乙町", 3, 4, "丁町", 7, 8]]
        (table,), codes = read(workbook(rows))
        assert table.frame.columns == ["町", "人口_男", "人口_女"]
        assert table.frame["人口_女"].to_list() == [2, 4, 6, 8]
        assert "tables-folded" in codes

    def test_labels_that_come_again_below_others_are_no_fold(self) -> None:
        rows: list[list[object]] = [["令和3年", None, "令和4年", None], ["男", "女", "男", "女"]]
        rows = [["区", *rows[0]], [None, *rows[1]], ["東", 1, 2, 3, 4], ["西", 5, 6, 7, 8]]
        (table,), codes = read(workbook(rows))
        assert table.frame.columns[1:3] == ["令和3年_男", "令和3年_女"]
        assert "tables-folded" not in codes

    def test_a_total_of_all_parts_is_proven_with_its_own_cell(self) -> None:
        rows: list[list[object]] = [["町　名", "世帯", "人口", None, "町　名", "世帯", "人口"]]
        rows += [["甲町", 10, 30, None, "丙町", 15, 40], ["乙町", 20, 50, None, "総数", 45, 120]]
        (table,), codes = read(workbook(rows))
        assert table.frame.columns == ["町名", "世帯", "人口", "row_kind"]
        assert [(proof.place.cell, proof.agrees) for proof in table.proofs] == [
            ("F3", True),
            ("G3", True),
        ]
        assert "sums-unproven" not in codes

    def test_a_last_part_with_fewer_rows_fits_too(self) -> None:
        rows = [["町", "人口", None] * 2, ["甲町", 1, None, "丁町", 4], ["乙町", 2], ["丙町", 3]]
        rows.insert(2, ["戊町", 5, None, "己町", 6])
        (table,), _ = read(workbook(rows))
        assert table.frame["人口"].sum() == 21


class TestASheetPerMonth:
    def test_is_one_table_that_says_which_sheet(self) -> None:
        april: list[list[object]] = [["区", "件数"], ["東", 3], ["西", 4]]
        may: list[list[object]] = [["区", "件数"], ["東", 5], ["西", 6.5]]
        (table,), codes = read(named(**{"4月": april, "５月": may}))
        assert table.frame.columns == ["シート", "区", "件数"]
        assert table.frame["シート"].to_list() == ["4月", "4月", "５月", "５月"]
        assert table.frame["件数"].to_list() == [3, 4, 5, 6.5]
        assert "sheets-joined" in codes

    def test_with_another_column_stays_apart(self) -> None:
        april: list[list[object]] = [["区", "件数"], ["東", 3], ["西", 4]]
        may: list[list[object]] = [["区", "件数", "備考"], ["東", 5, "a"], ["西", 6, "b"]]
        found, _ = read(named(**{"4月": april, "5月": may}))
        assert [table.sheet for table in found] == ["4月", "5月"]

    def test_with_totals_keeps_their_kinds(self) -> None:
        april: list[list[object]] = [["区", "件数"], ["東", 3], ["西", 4], ["合計", 7]]
        may: list[list[object]] = [["区", "件数"], ["東", 5], ["西", 6]]
        (table,), _ = read(named(**{"R5.4": april, "R5.5": may}))
        assert table.row_kinds == {"data": 4, "total": 1}
        assert table.frame.filter(pl.col("row_kind") == "data")["件数"].sum() == 18


class TestExamples:
    def test_rows_that_show_how_to_fill_in_are_dropped_and_said(self) -> None:
        rows: list[list[object]] = [
            ["No", "施設名", "席数"],
            ["例", "○○食堂", 20],
            [1, "甲食堂", 10],
            [2, "乙食堂", 30],
            [3, None, None],
            [4, None, None],
        ]
        (table,), codes = read(workbook(rows))
        assert table.frame["席数"].to_list() == [10, 30]
        assert {"example-rows-dropped", "template-rows-dropped"} <= codes

    def test_a_sheet_of_examples_is_left_out_and_said(self) -> None:
        rows: list[list[object]] = [["区", "件数"], ["東", 3], ["西", 4]]
        found, codes = read(named(記入例=rows, 回答=rows))
        assert [table.sheet for table in found] == ["回答"]
        assert "example-sheet-left-out" in codes

    def test_a_sheet_of_examples_alone_is_read(self) -> None:
        rows: list[list[object]] = [["区", "件数"], ["東", 3], ["西", 4]]
        found, codes = read(named(サンプル=rows))
        assert len(found) == 1
        assert "example-sheet-left-out" not in codes


class TestGraphPaper:
    def drawn(self) -> bytes:
        """Two small tables in cells merged three by three, as 方眼紙 has them."""
        book = Workbook()
        sheet = book.worksheets[0]
        rows: list[list[str | int]] = [
            ["区分", "件数", "", "区分", "回数"],
            ["市税", 60, "", "検査", 8],
            [" うち個人", 20, "", "指導", 9],
            ["手数料", 40, "", "指示", 2],
            ["合計", 100, "", "", ""],
        ]
        for y, row in enumerate(rows, start=2):
            for x, value in enumerate(row):
                if value != "":
                    sheet.cell(y, 1 + x * 3, value)
                    sheet.merge_cells(
                        start_row=y, end_row=y, start_column=1 + x * 3, end_column=3 + x * 3
                    )
        sheet.cell(1, 1, "歳入（単位：千円）")
        buffer = BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def test_gives_each_table_with_its_own_cells(self) -> None:
        first, second = read(self.drawn())[0]
        assert (first.range, second.range) == ("A2:F6", "J2:O5")
        assert first.frame["件数"].to_list() == [60, 20, 40, 100]
        assert second.frame.rows() == [("検査", 8), ("指導", 9), ("指示", 2)]
        assert first.name == "歳入（単位：千円）"


class TestHeaders:
    def table(self, rows: list[list[object]], *merges: str) -> tuple[Table, set[str]]:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
        (table,), codes = read(saved(book))
        return table, codes

    def test_a_merged_label_stands_over_its_columns_and_no_further(self) -> None:
        rows: list[list[object]] = [["区", "人口", None, None], [None, "男", "女", "世帯数"]]
        rows += [["東", 1, 2, 3], ["西", 4, 5, 6]]
        table, _ = self.table(rows, "B1:C1", "A1:A2")
        assert table.frame.columns == ["区", "人口_男", "人口_女", "世帯数"]

    def test_a_label_cut_over_two_cells_is_one(self) -> None:
        rows: list[list[object]] = [
            ["区", "世帯", "住民票（", "人口"],
            ["名", "数", "国内）", "総数"],
        ]
        rows += [["東", 1, 2, 3], ["西", 4, 5, 6]]
        table, codes = self.table(rows)
        assert table.frame.columns == ["区名", "世帯数", "住民票（国内）", "人口_総数"]
        assert "header-labels-mended" in codes

    @pytest.mark.parametrize("letters", around_tables.LETTERS)
    def test_every_row_of_letters_names_nothing(self, letters: list[str]) -> None:
        rows: list[list[object]] = [["区", "収入", "支出", "差引"], [None, *letters]]
        rows += [[None, "千円", "千円", "千円"], ["東", 9, 2, 7], ["西", 8, 5, 3]]
        table, codes = self.table(rows)
        assert table.frame.columns == ["区", "収入", "支出", "差引"]
        assert [column.unit for column in table.columns] == ["", "千円", "千円", "千円"]
        assert "header-letters-apart" in codes

    @pytest.mark.parametrize("beside", around_tables.BESIDE_TITLES)
    @pytest.mark.parametrize("wide", [2, 4])
    def test_what_stands_beside_a_title_is_no_label(self, beside: str, wide: int) -> None:
        rows: list[list[object]] = [
            ["施設の一覧", None, None, beside],
            ["区", "種類", "備考", "人数"],
            ["東", "甲", "x", 3],
            ["西", "乙", "y", 4],
        ]
        if wide == 2:
            rows = [[row[0], row[3]] for row in rows]
        table, _ = self.table(rows)
        assert table.frame.columns == rows[1]
        assert table.name == "施設の一覧"
        assert table.frame["人数"].to_list() == [3, 4]

    def test_a_row_of_letters_names_nothing(self) -> None:
        rows: list[list[object]] = [["区", "収入", "支出", "差引"], [None, "(Ａ)", "(Ｂ)", "(A)"]]
        rows += [["東", 9, 2, 7], ["西", 8, 5, 3]]
        table, codes = self.table(rows)
        assert table.frame.columns == ["区", "収入", "支出", "差引"]
        assert "header-letters-apart" in codes

    def test_a_row_that_numbers_the_columns_is_no_data(self) -> None:
        rows: list[list[object]] = [["区", "収入", "支出", "差引"], [1, 2, 3, 4]]
        rows += [["東", 9, 2, 7], ["西", 8, 5, 3]]
        table, codes = self.table(rows)
        assert table.frame["区"].to_list() == ["東", "西"]
        assert "header-numbers-dropped" in codes

    def test_twelve_header_rows_join(self) -> None:
        rows: list[list[object]] = [["区", f"段{n}", f"層{n}"] for n in range(12)]
        rows += [[f"{n}区", 9, 2] for n in range(15)]
        table, _ = self.table(rows)
        assert table.frame.height == 15
        assert table.frame.columns[1] == "_".join(f"段{n}" for n in range(12))
