"""`tomoni check`: the 15 rules on the terminal, and a marked copy to hand back."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tomoni.config.cli import run

FILES = Path(__file__).parents[1] / "engine" / "tables" / "files"
TRAPS = FILES / "synthetic_traps.xlsx"
MODEL = FILES / "05_population_2021.xlsx"


def test_the_rules_are_listed_with_what_breaks_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(TRAPS)]) == 1
    shown = capsys.readouterr().out
    assert "60点" in shown
    assert "ますを結合しない" in shown
    assert "「表１」C4" in shown
    assert "3456" in shown


def test_a_file_that_keeps_the_rules_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(MODEL), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["score"], answer["findings"]) == (100, [])
    assert [rule["rule"] for rule in answer["rules"]][::14] == ["1-1", "1-15"]


def test_a_machine_gets_cell_and_cure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(TRAPS), "--json"]) == 1
    finding = json.loads(capsys.readouterr().out)["findings"][0]
    assert finding["where"] == "「表１」C4"
    assert finding["params"] == {"rule": "1-3", "mended": "3456", "count": 1}
    assert "3456" in finding["action"]


def test_the_marked_copy_is_written_and_the_file_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "表.xlsx", tmp_path / "new" / "点検.xlsx"
    file.write_bytes(TRAPS.read_bytes())
    assert run(["check", str(file), "--out", str(out), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["written"] == str(out)
    assert file.read_bytes() == TRAPS.read_bytes()
    book = load_workbook(out)
    listed = book["点検結果"]
    assert listed["A1"].value == "場所"
    assert listed["D2"].value == "1-3 数値は数値として入れ、文字を含めない"
    assert listed["H2"].value == "3456"
    assert book["表１"]["C4"].fill.fgColor.rgb == "FFFFC7CE"


def test_a_table_of_a_standard_data_set_is_told_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "aed.csv"
    file.write_text(
        "団体コード,名称,住所,緯度,経度,設置位置,小児対応設備の有無\n"
        "372013,市役所,高松市番町1,34.34,134.04,1階,有\n"
        "372013,体育館,高松市福岡町4,34.35,134.07,玄関,無\n"
    )
    assert run(["check", str(file), "--json"]) == 0
    (match,) = json.loads(capsys.readouterr().out)["datasets"]
    assert (match["dataset"], match["score"]) == ("aed", 67)
    assert {one["code"] for one in match["findings"]} == {
        "dataset-field-missing", "dataset-name-differs"
    }  # fmt: skip
    run(["check", str(file)])
    shown = capsys.readouterr().out
    assert "AED設置箇所一覧" in shown
    assert "「ID」の列がありません" in shown


@pytest.mark.parametrize(
    ("content", "out", "said"),
    [
        (b"", "a.xlsx", "空です"),
        (b"%PDF-1.7", "a.xlsx", "PDF"),
        ("区,数\n東,1\n".encode(), "a.csv", ".xlsx にしてください"),
    ],
)
def test_a_refusal_is_one_line_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, out: str, said: str
) -> None:
    file, target = tmp_path / "data.xlsx", tmp_path / "out" / out
    file.write_bytes(content)
    assert run(["check", str(file), "--out", str(target)]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert not target.parent.exists()
