"""Bytes to cells: every character as it was, whatever program wrote the file."""

import unicodedata

import polars as pl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tomoni.engine import tables
from tomoni.engine.tables._delimited import read_delimited  # noqa: PLC2701 -- its two ways

HEAD = "都市,人口の合計\n"


def read(data: bytes, *, file_name: str = "a.csv") -> tables.Reading:
    return tables.read(data, file_name=file_name)


def codes(reading: tables.Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


def cp932_characters() -> list[str]:
    """Every byte or pair of bytes that is a character of CP932, controls and delimiters apart."""
    singles = [bytes([first]) for first in range(0x20, 0x100)]
    pairs = [bytes([lead, trail]) for lead in range(0x81, 0xFD) for trail in range(0x40, 0xFD)]
    found = []
    for code in [*singles, *pairs]:
        try:
            text = code.decode("cp932")
        except UnicodeDecodeError:
            continue
        if len(text) == 1 and text not in '",; \u3000\xa0\x7f':
            found.append(text)
    return found


def test_all_characters_of_cp932_come_through_exactly() -> None:
    texts = cp932_characters()
    lines = "".join(f"{row},あ{text}い\r\n" for row, text in enumerate(texts))
    (table,) = read(f"行,字\r\n{lines}".encode("cp932")).tables
    assert table.frame["字"].to_list() == [f"あ{text}い" for text in texts]
    assert len(texts) > 9_400


def test_private_characters_are_flagged_by_cell() -> None:
    reading = read("氏名,市\n田\ue000,高松市\n中,丸亀市\n".encode("cp932"))
    found = next(f for f in reading.findings if f.code == "characters-private")
    assert found.place.cell == "A2"
    assert reading.tables[0].frame["氏名"][0] == "田\ue000"


@pytest.mark.parametrize("codec", ["euc_jp", "iso2022_jp", "cp932", "utf-8", "utf-8-sig"])
def test_the_ladder_finds_the_encoding_of_a_long_file(codec: str) -> None:
    lines = "".join(f"高松市第{row}区,{row}\n" for row in range(40_000))
    (table,) = read((HEAD + lines).encode(codec)).tables
    assert table.frame.height == 40_000
    assert table.frame["都市"][39_999] == "高松市第39999区"


@pytest.mark.parametrize("offset", [10, 500_000])
def test_a_byte_that_no_encoding_has_is_refused_with_its_place(offset: int) -> None:
    data = bytearray((HEAD + "高松市,三\n" * 100_000).encode("cp932"))
    at = data.index(b"\n", offset) + 1
    data[at : at + 2] = b"\x81\xff"
    with pytest.raises(tables.TablesError) as raised:
        read(bytes(data))
    assert (raised.value.code, raised.value.params["offset"]) == ("undecodable-bytes", at)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("rows", [3, 120_000])
def test_lines_end_as_they_like(end: str, rows: int) -> None:
    text = "".join(f"高松市{row},{row}{end}" for row in range(rows))
    reading = read(f"都市,人口{end}{text}".encode("cp932"))
    assert reading.tables[0].frame.height == rows
    assert "line-ends-mixed" not in codes(reading)


def test_lines_that_end_in_several_ways_are_read_and_that_is_said() -> None:
    reading = read("都市,人口\r\n高松市,3\n丸亀市,4\r坂出市,5\r\n".encode())
    assert reading.tables[0].frame["人口"].to_list() == [3, 4, 5]
    assert "line-ends-mixed" in codes(reading)
    quoted = read('都市,備考\r\n高松市,"一\n二"\r\n丸亀市,三\r\n'.encode())
    assert "line-ends-mixed" not in codes(quoted)


@pytest.mark.parametrize("cell", ['="1-42"', '"=""1-42"""'])
def test_guards_against_spreadsheets_are_taken_off_and_that_is_said(cell: str) -> None:
    reading = read(f"区,地番\n東,{cell}\n西,2-1\n".encode("cp932"))
    assert reading.tables[0].frame["地番"].to_list() == ["1-42", "2-1"]
    found = next(f for f in reading.findings if f.code == "guards-removed")
    assert found.params["count"] == 1


def test_rows_that_are_longer_than_the_others_are_said() -> None:
    reading = read("区,件数\n東,3\n西,4\n南,1,234\n北,5\n".encode())
    found = next(f for f in reading.findings if f.code == "rows-longer")
    assert (found.params["rows"], found.params["columns"]) == ("4", 2)


@pytest.mark.parametrize("times", [1, 30_000])
def test_rows_that_are_shorter_than_the_others_are_said_and_filled(times: int) -> None:
    more = "中,4,青\n" * times
    reading = read(f"区,件数,色\n東,3,赤\n西,4\n{more}南,5\n北,6,\n端,7,白\n".encode())
    found = next(f for f in reading.findings if f.code == "rows-shorter")
    assert found.params == {"count": 2, "rows": f"3 {times + 4}", "columns": 3}
    frame = reading.tables[0].frame
    assert frame["色"].to_list() == ["赤", None, *["青"] * times, None, None, "白"]


def test_a_title_a_remark_and_a_form_are_not_taken_for_short_rows() -> None:
    titled = read("東区の件数\n\n区,件数,色\n東,3,赤\n西,4,青\n\n注,速報\n".encode())
    assert "rows-shorter" not in codes(titled)
    form = read("名前,太郎\n所属,課,係\n電話,087\n期間,4月,5月\n備考,無\n".encode())
    assert "rows-shorter" not in codes(form)


@pytest.mark.parametrize("rows", [3, 40_000])
def test_a_delimiter_inside_of_quotes_makes_no_row_longer_or_shorter(rows: int) -> None:
    lines = "".join(f'"高松市,{row}",{row},\n' for row in range(rows))
    reading = read(f"都市,人口,備考\n{lines}".encode("cp932"))
    assert not {"rows-longer", "rows-shorter"} & codes(reading)
    assert reading.tables[0].frame["都市"][rows - 1] == f"高松市,{rows - 1}"


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "utf-8-sig"])
def test_every_block_of_a_large_file_comes_through(codec: str) -> None:
    rows = 400_000
    lines = "".join(f"{row},丸亀市{row}番\r\n" for row in range(rows))
    data = f"行,所\r\n{lines}".encode(codec)
    assert len(data) > 8_000_000
    frame = read(data).tables[0].frame
    assert frame["所"].to_list() == [f"丸亀市{row}番" for row in range(rows)]


def test_text_that_macos_took_apart_is_put_together_and_that_is_said() -> None:
    apart = unicodedata.normalize("NFD", "区,名\n東,バス\n西,ガス\n")
    reading = read(apart.encode(), file_name=unicodedata.normalize("NFD", "データ.csv"))
    assert reading.tables[0].frame["名"].to_list() == ["バス", "ガス"]
    assert reading.tables[0].name == reading.source.file_name.removesuffix(".csv") == "データ"
    assert "text-composed" in codes(reading)


LETTERS = st.sampled_from([",", ";", "\t", '"', "\n", "\r", "\r\n", "a", "1", " ", "東", "=", ""])


@given(st.lists(LETTERS, max_size=40).map("".join))
@example('a,b"c,d\n1,2,3\n')
@example('"a",b\n"",\n , \n')
@example("a\n\n1,2,3\n")
def test_the_fast_parser_reads_as_the_careful_one_does(text: str) -> None:
    assume(text.strip())
    data = text.encode()
    try:
        slow, said = read_delimited(data, file_name="", limits=tables.Limits(), large=10**9)
    except tables.TablesError as error:
        with pytest.raises(tables.TablesError, match=error.code):
            read_delimited(data, file_name="", limits=tables.Limits(), large=0)
        return
    fast, also = read_delimited(data, file_name="", limits=tables.Limits(), large=0)
    assert said == also
    assert_frame_equal(trimmed(fast.cells), trimmed(slow.cells))


def trimmed(cells: pl.DataFrame) -> pl.DataFrame:
    """Without blank rows at the end: a last line without a cell is none."""
    if not cells.width:
        return pl.DataFrame()
    filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    return cells.head(int(filled[-1]) + 1) if len(filled) else cells.clear()
