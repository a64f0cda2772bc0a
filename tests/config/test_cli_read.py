"""`tomoni read`: tidy tables on the terminal and in a folder, or one line that says why not."""

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from tomoni.config.cli import run
from tomoni.engine import tables

FILES = Path(__file__).parents[1] / "engine" / "tables" / "files"
TRAPS = FILES / "synthetic_traps.xlsx"


def test_the_table_and_what_was_noticed_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(TRAPS)]) == 0
    shown = capsys.readouterr().out
    assert "第１表 産業別事業所数" in shown
    assert "4行 × 7列" in shown
    assert "【確かめてください】「表１」F7" in shown
    assert "→ 正しい日付か確かめてください。" in shown


def test_a_machine_gets_columns_rows_and_worded_findings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["read", str(FILES / "08_c01.csv"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (table,) = answer["tables"]
    assert list(table) == [
        "name", "sheet", "range", "rows", "columns", "row_kinds", "proofs", "notes"
    ]  # fmt: skip
    assert (table["rows"], table["range"]) == (980, "A1:I981")
    column = table["columns"][0]
    assert list(column)[:4] == ["name", "type", "unit", "reasons"]
    assert (column["name"], column["type"], column["unit"]) == ("都道府県コード", "text", "")
    finding = answer["findings"][0]
    assert list(finding) == ["code", "severity", "sheet", "cell", "seen", "did", "advice"]
    assert finding["code"] == "text-decoded"
    assert "Shift_JIS" in finding["did"]


def test_a_finding_names_its_cell_row_or_column(capsys: pytest.CaptureFixture[str]) -> None:
    run(["read", str(TRAPS), "--json"])
    cells = {f["code"]: f["cell"] for f in json.loads(capsys.readouterr().out)["findings"]}
    assert cells["date-serial"] == "F7"
    assert cells["rows-hidden"] == "6:6"
    assert cells["columns-hidden"] == "D:D"


def test_what_is_written_says_the_same_and_is_replaced_as_a_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "tables"
    assert run(["read", str(TRAPS), "--out", str(out), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    metadata = json.loads((out / "metadata.json").read_text())
    assert metadata == answer
    frame = pl.read_parquet(out / "table-1.parquet")
    assert frame.height == metadata["tables"][0]["rows"] == 4
    assert "食料品" in (out / "table-1.csv").read_text("utf-8-sig")
    assert (out / "table-2.csv").exists()

    assert run(["read", str(FILES / "08_c01.csv"), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "metadata.json", "table-1.csv", "table-1.parquet"
    ]  # fmt: skip
    assert [path.name for path in out.parent.iterdir()] == ["tables"]


@pytest.mark.parametrize("ending", ["parquet", "csv", "xlsx", "CSV"])
def test_the_ending_says_what_is_written(tmp_path: Path, ending: str) -> None:
    out = tmp_path / "new" / f"codes.{ending}"
    assert run(["read", str(FILES / "42_citycode.csv"), "--out", str(out)]) == 0
    written = out.read_bytes()
    if ending == "parquet":
        assert tables.read_parquet(written).frame.height == 1741
        about = pl.read_parquet_metadata(out)["tomoni.table"]
        assert json.loads(about)["source"]["sha256"]
    elif ending == "xlsx":
        assert tables.read(written, file_name=out.name).tables[0].frame.height == 1741
    else:
        assert written.startswith(b"\xef\xbb\xbf")
        assert "011002" in written.decode("utf-8-sig")
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_csv_may_be_written_in_the_offices_encoding(tmp_path: Path) -> None:
    out = tmp_path / "codes.csv"
    file = str(FILES / "42_citycode.csv")
    assert run(["read", file, "--out", str(out), "--encoding", "cp932"]) == 0
    assert "札幌市" in out.read_bytes().decode("cp932")


def test_one_of_several_tables_is_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "one.csv"
    assert run(["read", str(TRAPS), "--out", str(out)]) == 2
    assert "--table 1" in capsys.readouterr().err
    assert run(["read", str(TRAPS), "--out", str(out), "--table", "9"]) == 2
    assert "9番の表はありません" in capsys.readouterr().err
    assert not out.exists()
    assert run(["read", str(TRAPS), "--out", str(out), "--table", "2"]) == 0
    assert out.exists()


def test_an_ending_that_says_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(TRAPS), "--out", str(tmp_path / "a.docx")]) == 2
    assert ".parquet、.csv、.xlsx" in capsys.readouterr().err


def test_next_months_file_is_held_against_what_was_learned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, recipe = (tmp_path / name for name in ("4.csv", "5.csv", "recipe.yaml"))
    first.write_text("区,件数\n東,1\n西,2\n")
    second.write_text("区,班\n東,1班\n西,2班\n")
    assert run(["read", str(first), "--learn", str(recipe)]) == 0
    assert "件数" in recipe.read_text()
    assert run(["read", str(first), "--recipe", str(recipe)]) == 0
    capsys.readouterr()
    assert run(["read", str(second), "--recipe", str(recipe), "--json"]) == 1
    codes = {finding["code"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert codes >= {"column-vanished", "column-appeared"}


def test_a_recipe_that_is_none_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = tmp_path / "recipe.yaml"
    recipe.write_text("colums: 1\n")
    assert run(["read", str(TRAPS), "--recipe", str(recipe)]) == 2
    assert "読み方の指定が正しくありません（colums）" in capsys.readouterr().err


def test_a_table_that_was_not_understood_blocks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "side-by-side.csv"
    file.write_text("課,件数,,,\n市民課,1,2,3,4\n税務課,4,5,6,7\n")
    assert run(["read", str(file)]) == 1
    assert "直してください" in capsys.readouterr().out


def test_a_folder_with_other_things_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    assert run(["read", str(TRAPS), "--out", str(tmp_path)]) == 2
    assert "ほかのものが入っています" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_cells_that_would_steer_a_terminal_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "steering.csv"
    file.write_text("名前,数\n\x1b[2J[red]あ[/red] :key:,1\nい,2\n")
    run(["read", str(file)])
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "[2J[red]あ[/red] :k" in shown


def _zip(name: str, content: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty-file", "空です"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "not-a-sheet", "ウェブページ"),
        (b"%PDF-1.7 ...", "not-a-sheet", "PDF"),
        (TRAPS.read_bytes()[:3000], "damaged-workbook", "途中で切れています"),
        (_zip("a.csv", b"1"), "not-a-sheet", "Excelのブックではありません"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "password-protected", "パスワード"),
        ("名前,数\nあ,1\n".encode() + b"\xff\xfe\x81", "undecodable-bytes", "文字コード"),
        ("だけ\n".encode(), "no-table", "表が見つかりません"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, code: str, said: str
) -> None:
    file, out = tmp_path / "data.xlsx", tmp_path / "out"
    file.write_bytes(content)
    assert run(["read", str(file), "--out", str(out)]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""
    assert run(["read", str(file), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code
    assert not out.exists()


def test_a_name_in_another_encoding_is_no_hindrance(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode("表".encode("cp932") + b".csv")
    file.write_text("名前,数\nあ,1\n")
    assert run(["read", str(file), "--out", str(tmp_path / "out")]) == 0
    assert json.loads((tmp_path / "out" / "metadata.json").read_text())["source"]["file_name"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.xlsx"], "「nowhere.xlsx」が見つかりません"),
        ([str(FILES)], "はフォルダです"),
        ([], "FILE がありません"),
        (["a.csv", "--outt"], "--outt という指定はありません"),
    ],
)
def test_what_is_not_a_file_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["read", *arguments]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
