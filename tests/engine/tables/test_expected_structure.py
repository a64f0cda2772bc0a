"""The worked-out results for real files: tables, headers, rows, named cells and control sums."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tomoni.engine import tables
from tomoni.engine.core import Table

FILES = Path(__file__).parent / "files"
CARDS = "14_settlement_cards.xlsx"


@cache
def read(name: str) -> tables.Reading:
    return tables.read((FILES / name).read_bytes(), file_name=name)


def codes(name: str) -> set[str]:
    return {finding.code for finding in read(name).findings}


def only(name: str) -> Table:
    (table,) = read(name).tables
    return table


def data(table: Table) -> pl.DataFrame:
    if "row_kind" not in table.frame.columns:
        return table.frame
    return table.frame.filter(pl.col("row_kind") == "data")


def total(table: Table) -> dict[str, object]:
    (row,) = table.frame.filter(pl.col("row_kind") == "total").rows(named=True)
    return row


class TestPopulationsOfThePrefectures:
    OLD = "01_population_2000.xls"
    NEW = "05_population_2021.xlsx"

    def test_of_2000_have_three_header_rows_and_a_year_over_them(self) -> None:
        table = only(self.OLD)
        names = [column.name for column in table.columns if column.name != "row_kind"]
        assert len(names) == 20
        assert names[:7] == [
            "団体コード",
            "都道府県名",
            "平成12年_人口_男",
            "平成12年_人口_女",
            "平成12年_人口_計",
            "平成12年_世帯数",
            "平成11年度_住民票記載数_転入者数",
        ]
        assert names[-1] == "平成11年度_社会増加率"
        assert table.row_kinds == {"data": 47, "total": 1}

    def test_of_2000_have_the_named_cells_and_prove_their_sums(self) -> None:
        table = only(self.OLD)
        rows = {row["都道府県名"]: row for row in table.frame.rows(named=True)}
        assert rows["北海道"]["平成12年_人口_計"] == 5_682_827
        assert rows["沖縄県"]["平成12年_世帯数"] == 460_932
        increase = next(name for name in table.frame.columns if name.endswith("社会増加数"))
        assert rows["北海道"][increase] == -11_774
        assert data(table)["平成12年_人口_計"].sum() == 126_071_305
        assert total(table)["平成12年_人口_計"] == 126_071_305
        assert len(table.proofs) == 15
        assert all(proof.agrees and proof.of_rows == 47 for proof in table.proofs)

    def test_of_2021_follow_the_layout_of_the_rules(self) -> None:
        table = only(self.NEW)
        columns = [column for column in table.columns if column.name != "row_kind"]
        assert len(columns) == 24
        named = {column.name: column.unit for column in columns}
        assert named["令和3年(2021)_人口_男"] == "人"
        assert named["令和3年(2021)_世帯数"] == "世帯"
        assert named["令和2年(2020)_住民票記載数_転入者数（国内）"] == "人"
        assert named["令和2年(2020)_社会増減率"] == "％"
        assert table.row_kinds == {"data": 47, "total": 1}
        assert table.notes[-1].startswith("注：増減率")

    def test_of_2021_have_the_named_cells_and_prove_their_sums(self) -> None:
        table = only(self.NEW)
        rows = {row["都道府県名"]: row for row in table.frame.rows(named=True)}
        assert rows["北海道"]["令和3年(2021)_人口_計"] == 5_228_732
        assert rows["沖縄県"]["令和3年(2021)_世帯数"] == 676_643
        assert rows["北海道"]["令和2年(2020)_増減数(Ａ)-(Ｂ)"] == -39_030
        assert rows["合計"]["団体コード"] is None
        assert data(table)["令和3年(2021)_人口_計"].sum() == 126_654_244
        assert all(proof.agrees for proof in table.proofs)
        (wrong,) = [f for f in read(self.NEW).findings if f.code == "naive-sum-wrong"]
        assert wrong.params["difference"] == 61_797_907


class TestTheCensusOfEveryYear:
    NAME = "08_c01.csv"

    def test_has_a_total_each_year_and_places_counted_twice(self) -> None:
        table = only(self.NAME)
        assert table.frame.columns[9:] == ["row_kind", "level"]
        assert table.row_kinds == {"total": 20, "data": 940, "part": 20}
        assert len(table.notes) == 2
        assert set(table.frame["level"]) == {"国", "都道府県", "その他"}

    def test_has_the_named_cells(self) -> None:
        frame = only(self.NAME).frame
        rows = {(row["都道府県名"], row["西暦（年）"]): row for row in frame.rows(named=True)}
        assert rows["全国", 1920]["人口（総数）"] == 55_963_053
        assert rows["北海道", 1920]["人口（総数）"] == 2_359_183
        assert rows["北海道", 1920]["都道府県コード"] == "01"
        assert rows["沖縄県", 1945]["人口（総数）"] is None
        assert rows["沖縄県", 1945]["注"] == "1)"

    def test_counts_a_year_once_when_only_its_data_are_added(self) -> None:
        table = only(self.NAME)
        of_2015 = pl.col("西暦（年）") == 2015
        without = table.frame.filter(of_2015, pl.col("都道府県名") != "全国")
        assert without["人口（総数）"].sum() == 254_189_490 == 2 * 127_094_745
        assert data(table).filter(of_2015)["人口（総数）"].sum() == 127_094_745

    def test_finds_the_very_difference_that_the_publisher_explains(self) -> None:
        """長野県山口村と岐阜県中津川市の境界紛争地域人口（男39人，女34人）は全国に含まれる。"""
        wrong = [proof for proof in only(self.NAME).proofs if not proof.agrees]
        found = {proof.column: proof.expected - proof.found for proof in wrong}
        assert found == {"人口（総数）": 73, "人口（男）": 39, "人口（女）": 34}
        assert {proof.place.row for proof in wrong} == {386}
        differs = [f for f in read(self.NAME).findings if f.code == "sum-differs"]
        assert [finding.place.cell for finding in differs] == ["G386", "H386", "I386"]


class TestTheSettlementCards:
    SHEET = "2北海道"

    def table(self, title: str) -> Table:
        found = [t for t in read(CARDS).tables if t.sheet == self.SHEET and t.name == title]
        assert len(found) == 1, title
        return found[0]

    def test_every_sheet_gives_its_ten_tables(self) -> None:
        counts: dict[str, int] = {}
        for table in read(CARDS).tables:
            counts[table.sheet] = counts.get(table.sheet, 0) + 1
        assert len(counts) == 48
        assert {count for sheet, count in counts.items() if sheet != "目次"} == {10}

    def test_the_revenue_has_two_levels_of_names(self) -> None:
        table = self.table("歳入の状況")
        assert table.range == "B9:AO43"
        columns = [(column.name, column.unit) for column in table.columns]
        assert columns == [
            ("大区分", ""),
            ("小区分", ""),
            ("決算額", "千円"),
            ("構成比", "％"),
            ("経常一般財源等", "千円"),
            ("構成比_2", "％"),
            ("row_kind", ""),
        ]
        assert table.frame.height == 33
        assert table.row_kinds["total"] == 1

    def test_the_revenue_has_the_named_cells(self) -> None:
        table = self.table("歳入の状況")
        rows = {(row["大区分"], row["小区分"]): row for row in table.frame.rows(named=True)}
        assert rows["地方税", None]["決算額"] == 752_046_629
        assert rows["地方交付税", "普通交付税"]["決算額"] == 650_309_690
        assert rows["地方交付税", "特別交付税"]["経常一般財源等"] is None
        assert total(table)["大区分"] == "歳入合計"
        assert total(table)["決算額"] == 2_856_219_142
        column = table.column("経常一般財源等")
        assert column is not None
        assert column.reasons == {"absent": 13}

    def test_the_revenue_is_proven_level_by_level(self) -> None:
        table = self.table("歳入の状況")
        assert data(table)["決算額"].sum() == 2_856_219_142
        proven = {
            (proof.label, proof.kind)
            for proof in table.proofs
            if proof.column == "決算額" and proof.agrees
        }
        assert {("歳入合計", "total"), ("（一般財源計）", "subtotal")} <= proven
        assert {label for label, _ in proven} >= {"地方譲与税", "地方交付税"}

    @pytest.mark.parametrize(
        ("title", "rows", "column", "stated"),
        [
            ("道府県税の状況", 28, "収入済額", 752_046_629),
            ("性質別歳出の状況", 25, "決算額", 2_819_962_872),
            ("目的別歳出の状況", 28, "決算額(Ａ)", 2_819_962_872),
            ("一般職員等", 7, "職員数(人)", 61_242),
        ],
    )
    def test_further_tables_stand_by_themselves(
        self, title: str, rows: int, column: str, stated: int
    ) -> None:
        table = self.table(title)
        assert table.frame.height == rows
        assert total(table)[column] == stated == data(table)[column].sum()

    def test_tables_without_a_total_are_there_too(self) -> None:
        balance = self.table("収支状況").frame
        assert balance.rows()[0] == ("歳入総額", 2_856_219_142, 3_094_654_845)
        assert self.table("特別職等").frame["区分"].to_list()[0] == "知事"

    def test_what_stands_in_no_table_is_kept_as_a_note_beside_it(self) -> None:
        assert "経常収支比率 97.8 ％" in self.table("性質別歳出の状況").notes
        assert "ラスパイレス指数 98.9" in self.table("一般職員等").notes
        assert {"tables-drawn-apart", "texts-kept-apart"} <= codes(CARDS)

    def test_every_card_adds_up(self) -> None:
        """Each of the 47 cards: the total of the revenue is the sum of its data rows."""
        cards = [table for table in read(CARDS).tables if table.name == "歳入の状況"]
        assert len(cards) == 47
        assert all(data(card)["決算額"].sum() == total(card)["決算額"] for card in cards)


class TestTwoTablesInOneFile:
    def test_are_cut_where_the_second_title_stands(self) -> None:
        first, second = read("40_hasseijoukyou0402.csv").tables
        assert (first.frame.height, second.frame.height) == (8, 1)
        assert (first.frame.width, second.frame.width) == (8, 8)
        assert (first.frame.columns[5], second.frame.columns[5]) == ("患者の状況", "保有者の状況")
        assert first.frame["年代"][0] == "60代"
        assert first.frame["濃厚接触者の状況"][3] == "１名特定\n健康観察中"
        assert second.frame["居住地"].to_list() == ["松本保健所管内"]
        assert first.notes[0] == "（令和２年４月１日18時現在）"


class TestLinkData:
    def test_of_months_keeps_its_metadata(self) -> None:
        table = only("52_0092_2024.xlsx")
        assert table.frame.shape == (12, 14)
        assert table.frame["withinThePrefOfTransferMan"][0] == 114
        assert table.frame.to_series(2).sum() == 1668
        source = read("52_0092_2024.xlsx").source
        assert source.attribution == "高松市"
        assert "creativecommons.org/licenses/by/3.0" in source.licence

    def test_of_districts_has_a_header_alone(self) -> None:
        table = only("54_0066_201811.xlsx")
        assert table.frame.shape == (235, 49)
        rows = {row["regionName"]: row for row in table.frame.rows(named=True)}
        assert rows["塩屋町"]["totalPopulation"] == 226
        assert rows["塩屋町"]["prefCode"] == "37201"
        assert table.frame["totalPopulation"].sum() == 428_276


class TestTheTraps:
    NAME = "synthetic_traps.xlsx"

    def test_hidden_rows_columns_and_sheets_are_said(self) -> None:
        found = {f.code: f for f in read(self.NAME).findings}
        assert found["rows-hidden"].params["rows"] == "6"
        assert found["columns-hidden"].params["columns"] == "D"
        assert found["sheet-hidden"].place.sheet == "隠し"

    def test_what_is_counted_again_is_no_data(self) -> None:
        table = read(self.NAME).tables[0]
        assert table.row_kinds == {"total": 1, "data": 2, "part": 1}
        assert {"naive-sum-wrong", "sums-unproven"} <= codes(self.NAME)
