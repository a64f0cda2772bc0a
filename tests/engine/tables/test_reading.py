from datetime import date
from pathlib import Path

import polars as pl
import pytest

from engine.tables.workbooks import csv, workbook
from tomoni.engine import tables
from tomoni.engine.core import ColumnType, Table

FILES = Path(__file__).parent / "files"
ROOT = Path(__file__).parents[3]
PERMITS = ROOT / "examples/food-permit-renewal/files/permits.xlsx"


def read(path: Path) -> tables.Reading:
    return tables.read(path.read_bytes(), file_name=path.name)


def only(data: bytes, *, file_name: str = "a.csv") -> tuple[Table, set[str]]:
    reading = tables.read(data, file_name=file_name)
    (table,) = reading.tables
    return table, {finding.code for finding in reading.findings}


@pytest.fixture(scope="module")
def permits() -> tables.Reading:
    return read(PERMITS)


class TestThePermitFile:
    def test_has_every_row_and_column(self, permits: tables.Reading) -> None:
        (table,) = permits.tables
        assert table.frame.shape == (7350, 15)
        assert table.range == "A1:O7351"
        assert permits.source.size == PERMITS.stat().st_size

    def test_has_three_columns_of_days_without_a_failure(self, permits: tables.Reading) -> None:
        (table,) = permits.tables
        days = [column for column in table.columns if column.type is ColumnType.DATE]
        assert [column.name for column in days] == ["初回許可年月日", "許可開始日", "許可終了日"]
        assert all(column.reasons == {} for column in days)
        values = pl.concat([table.frame[column.name].rename("day") for column in days])
        assert len(values.drop_nulls()) == 22_050
        assert (values.min(), values.max()) == (date(1984, 10, 20), date(2032, 11, 30))

    def test_has_the_named_cells(self, permits: tables.Reading) -> None:
        (table,) = permits.tables
        first = table.frame.row(0, named=True)
        assert first["初回許可年月日"] == first["許可開始日"] == date(2020, 7, 21)
        assert first["許可終了日"] == date(2026, 8, 31)
        assert first["施設電話番号"] == "087-888-1126"
        assert first["施設所在地１"] == "高松市多肥上町１５１５"
        assert table.frame.row(2, named=True)["初回許可年月日"] == date(2014, 8, 6)

    def test_has_few_findings(self, permits: tables.Reading) -> None:
        codes = [finding.code for finding in permits.findings]
        kinds = ["characters-private", "header-found", "text-trimmed"]
        assert sorted(set(codes)) == kinds


class TestPublishedFiles:
    def test_municipality_codes_are_restored_with_proof(self) -> None:
        reading = read(FILES / "42_citycode.csv")
        frame = reading.tables[0].frame
        assert frame.shape == (1741, 4)
        by_name = dict(frame.select("市区町村名", "団体コード").rows())
        assert (by_name["札幌市"], by_name["与那国町"]) == ("011002", "473821")
        found = next(f for f in reading.findings if f.code == "code-zeros-restored")
        assert found.params["count"] == 475

    def test_the_census_in_cp932(self) -> None:
        reading = read(FILES / "08_c01.csv")
        (table,) = reading.tables
        assert table.frame.shape == (980, 11)
        assert len(table.notes) == 2
        rows = table.frame.filter(pl.col("都道府県名") == "沖縄県", pl.col("西暦（年）") == 1945)
        assert rows.select("人口（総数）", "注").row(0) == (None, "1)")
        assert table.frame["都道府県コード"][1] == "01"
        total = table.frame.filter(pl.col("西暦（年）") == 2015, pl.col("都道府県名") != "全国")[
            "人口（総数）"
        ].sum()
        assert total == 254_189_490
        assert reading.findings[0].params["encoding"] == "cp932"

    def test_two_tables_of_one_file(self) -> None:
        first, second = read(FILES / "40_hasseijoukyou0402.csv").tables
        assert (first.frame.height, second.frame.height) == (8, 1)
        assert (first.frame.columns[5], second.frame.columns[5]) == ("患者の状況", "保有者の状況")
        assert first.frame["濃厚接触者の状況"][3] == "１名特定\n健康観察中"
        assert second.frame["居住地"][0] == "松本保健所管内"

    def test_a_linkdata_sheet_with_its_metadata(self) -> None:
        reading = read(FILES / "52_0092_2024.xlsx")
        (table,) = reading.tables
        assert table.frame.shape == (12, 14)
        assert table.frame["withinThePrefOfTransferMan"][0] == 114
        assert table.frame.to_series(2).sum() == 1668
        assert reading.source.attribution == "高松市"
        assert "creativecommons.org/licenses/by/3.0" in reading.source.licence

    @pytest.mark.parametrize(
        ("name", "people", "total", "cells"),
        [
            ("01_population_2000.xls", "平成12年_人口_計", 126_071_305, {"北海道": 5_682_827}),
            (
                "05_population_2021.xlsx",
                "令和3年(2021)_人口_計",
                126_654_244,
                {"北海道": 5_228_732},
            ),
        ],
    )
    def test_headers_of_several_rows_are_joined_and_that_is_said(
        self, name: str, people: str, total: int, cells: dict[str, int]
    ) -> None:
        reading = read(FILES / name)
        (table,) = reading.tables
        assert table.row_kinds == {"data": 47, "total": 1}
        by_name = dict(table.frame.select("都道府県名", people).rows())
        assert by_name.pop("合計") == total == sum(by_name.values())
        assert cells.items() <= by_name.items()
        assert {"header-rows-joined", "total-rows"} <= {f.code for f in reading.findings}

    def test_units_of_a_unit_row(self) -> None:
        (table,) = read(FILES / "05_population_2021.xlsx").tables
        assert [column.unit for column in table.columns[:6]] == ["", "", "人", "人", "人", "世帯"]

    def test_the_traps(self) -> None:
        reading = read(FILES / "synthetic_traps.xlsx")
        table = reading.tables[0]
        assert table.frame["従業者数"].to_list() == [3456, 1000, None, None]
        assert table.columns[2].reasons == {"secret": 1, "unknown": 1}
        assert table.frame["前年比"].to_list() == [-3.2, -10.5, None, 0.0]
        assert table.frame["届出日"][3] == date(2021, 10, 14)
        assert "sheet-hidden" in {finding.code for finding in reading.findings}


class TestLayouts:
    def test_titles_notes_and_blank_rows_are_kept_apart_and_said(self) -> None:
        rows = [["許可の件数"], ["令和8年9月30日現在"], [], ["区", "業種", "件数"]]
        body = [["東", "飲食店", 3], [], ["西", "菓子", 4]]
        table, codes = only(workbook([*rows, *body, [], ["注：速報値"]]), file_name="a.xlsx")
        assert table.frame.rows() == [("東", "飲食店", 3), ("西", "菓子", 4)]
        assert table.notes == ("許可の件数", "令和8年9月30日現在", "注：速報値")
        assert {"header-found", "blank-rows-dropped", "note-rows-kept-apart"} <= codes

    def test_a_header_without_proof_is_said_to_be_assumed(self) -> None:
        table, codes = only(csv("区,業種\n東,飲食店\n西,菓子\n"))
        assert table.frame.columns == ["区", "業種"]
        assert "header-assumed" in codes

    def test_a_sheet_without_a_header_gets_names_and_says_so(self) -> None:
        table, codes = only(csv("東,3,2021-01-04\n西,4,2021-01-05\n"))
        assert table.frame.columns == ["列1", "列2", "列3"]
        assert table.frame.height == 2
        assert {"header-missing", "column-unnamed"} <= codes

    def test_a_header_of_years_is_a_header(self) -> None:
        table, codes = only(csv("区,2020,2021\n東,3,4\n西,5,6\n"))
        assert table.frame.columns == ["区", "2020", "2021"]
        assert "header-missing" not in codes

    def test_a_header_that_a_page_break_repeats_is_dropped_and_said(self) -> None:
        table, codes = only(csv("区,件数\n東,3\n区,件数\n西,4\n"))
        assert table.frame["件数"].to_list() == [3, 4]
        assert "header-rows-repeated" in codes

    def test_names_that_come_twice_are_numbered_and_said(self) -> None:
        table, codes = only(csv("区,件数,件数\n東,3,4\n"))
        assert table.frame.columns == ["区", "件数", "件数_2"]
        assert "column-name-twice" in codes

    def test_names_that_differ_in_their_case_only_are_one_name(self) -> None:
        table, codes = only(csv("区,Rank,rank\n東,3,4\n"))
        assert table.frame.columns == ["区", "Rank", "rank_2"]
        assert "column-name-twice" in codes

    def test_blank_columns_between_are_left_out(self) -> None:
        table, _ = only(csv("区,,件数\n東,,3\n"))
        assert table.frame.columns == ["区", "件数"]

    def test_units_in_brackets_become_units(self) -> None:
        table, _ = only(csv("区,面積（㎡）,人口（総数）\n東,3.5,4\n"))
        assert [column.unit for column in table.columns] == ["", "㎡", ""]

    def test_ragged_rows_and_quoted_line_breaks(self) -> None:
        table, _ = only(csv('区,件数,備考\n東,3\n西,4,"一行目\n二行目"\n'))
        assert table.frame["備考"].to_list() == [None, "一行目\n二行目"]

    def test_tables_side_by_side_are_not_taken_for_one_in_silence(self) -> None:
        rows = [
            ["区", None, None, None, "件数"],
            ["東", "a", "b", "c", 3],
            ["西", "a", "b", "c", 4],
        ]
        reading = tables.read(workbook(rows), file_name="a.xlsx")
        found = next(f for f in reading.findings if f.code == "layout-uncertain")
        assert found.severity == "error"

    def test_every_visible_sheet_is_read_and_hidden_ones_are_said(self) -> None:
        rows = [["区", "件数"], ["東", 3]]
        reading = tables.read(workbook(rows, [], rows, rows, hidden=4), file_name="a.xlsx")
        assert [table.sheet for table in reading.tables] == ["表1", "表3"]
        codes = [finding.code for finding in reading.findings]
        assert {"sheet-hidden", "sheet-without-table"} <= set(codes)


class TestEncodings:
    TEXT = "区,名前\n東,髙﨑①㈱～\n西,鷗外\n"

    @pytest.mark.parametrize(
        ("codec", "named"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("cp932", "cp932"),
            ("utf-16", "utf-16-le"),
            ("utf-16-le", "utf-16-le"),
            ("utf-16-be", "utf-16-be"),
        ],
    )
    def test_are_found_by_evidence_and_said(self, codec: str, named: str) -> None:
        text = self.TEXT if codec != "cp932" else self.TEXT.replace("鷗", "鴎")
        reading = tables.read(text.encode(codec), file_name="a.csv")
        assert reading.tables[0].frame["名前"][0] == "髙﨑①㈱～"
        assert reading.findings[0].params["encoding"] == named

    @pytest.mark.parametrize("codec", ["euc_jp", "iso2022_jp"])
    def test_of_older_systems(self, codec: str) -> None:
        text = "都市,人口の合計\n高松市,三百\n丸亀市,二百\n"
        reading = tables.read(text.encode(codec), file_name="a.csv")
        assert reading.tables[0].frame.row(0) == ("高松市", "三百")

    def test_every_cp932_character_comes_through_exactly(self) -> None:
        pairs = [bytes([lead, trail]) for lead in _LEADS for trail in range(0x40, 0xFD)]
        texts = [text for text in map(_decoded, pairs) if text]
        lines = "".join(f"{row},あ{text}い\r\n" for row, text in enumerate(texts))
        reading = tables.read(f"行,字\r\n{lines}".encode("cp932"), file_name="a.csv")
        assert reading.tables[0].frame["字"].to_list() == [f"あ{text}い" for text in texts]
        assert len(texts) > 9_000

    @pytest.mark.parametrize("delimiter", [",", "\t", ";"])
    def test_delimiters(self, delimiter: str) -> None:
        data = csv("区,名,件数\n東,a,3\n西,b,4\n".replace(",", delimiter))
        assert only(data)[0].frame.columns == ["区", "名", "件数"]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends(self, end: str) -> None:
        assert only(csv("区,件数\n東,3\n西,4\n".replace("\n", end)))[0].frame.height == 2


_LEADS = [*range(0x81, 0xA0), *range(0xE0, 0xFD)]


def _decoded(pair: bytes) -> str:
    try:
        text = pair.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""
