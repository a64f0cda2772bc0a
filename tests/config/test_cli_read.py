"""`tomoni read`: tidy tables on the terminal and in a folder, or one line that says why not."""

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from tomoni.config.cli import run

FILES = Path(__file__).parents[1] / "engine" / "tables" / "files"
TRAPS = FILES / "synthetic_traps.xlsx"


def test_the_table_and_what_was_noticed_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(TRAPS)]) == 0
    shown = capsys.readouterr().out
    assert "第１表 産業別事業所数" in shown
    assert "4行 × 6列" in shown
    assert "【確かめてください】「表１」F7" in shown
    assert "→ 正しい日付か確かめてください。" in shown


def test_a_machine_gets_columns_rows_and_worded_findings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["read", str(FILES / "08_c01.csv"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    table = answer["tables"][0]
    assert (table["rows"], len(table["columns"]), table["range"]) == (980, 9, "A1:I981")
    assert table["columns"][0] == {
        "name": "都道府県コード", "type": "text", "unit": "", "reasons": {}
    }  # fmt: skip
    assert table["preview"][0]["都道府県名"] == "全国"
    assert answer["findings"][0]["code"] == "text-decoded"
    assert "Shift_JIS" in answer["findings"][0]["sentence"]
    assert answer["written"] is None


def test_what_is_written_says_the_same_and_is_replaced_as_a_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "tables"
    assert run(["read", str(TRAPS), "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == str(out)
    metadata = json.loads((out / "metadata.json").read_text())
    frame = pl.read_parquet(out / "table-1.parquet")
    assert frame.height == metadata["tables"][0]["rows"] == 4
    assert "食料品" in (out / "table-1.csv").read_text("utf-8-sig")
    assert (out / "table-2.csv").exists()

    assert run(["read", str(FILES / "08_c01.csv"), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "metadata.json", "table-1.csv", "table-1.parquet"
    ]  # fmt: skip
    assert [path.name for path in out.parent.iterdir()] == ["tables"]


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
