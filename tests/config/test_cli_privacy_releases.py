"""`tomoni privacy publish` and `attack`: from rows to a table on the board, and its attack."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tomoni.config.cli import run

CELLS = {
    ("東町", "一中", "若い"): 4,
    ("東町", "一中", "高い"): 20,
    ("西町", "一中", "若い"): 30,
    ("西町", "一中", "高い"): 25,
    ("南町", "二中", "若い"): 15,
    ("南町", "二中", "高い"): 12,
    ("北町", "二中", "高い"): 11,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "申請.csv", [key for key, n in CELLS.items() for _ in range(n)])


def written(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["町", "学校区", "年代"])
        writer.writerows(rows)
    return path


def test_a_table_is_published_with_marks_words_and_files(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = [file.with_name(f"表{ending}") for ending in (".json", ".csv", ".xlsx")]
    out = [part for path in made for part in ("--out", str(path))]
    by = ["--by", "町", "--by", "年代", "--hierarchy", "町>学校区"]
    assert run(["privacy", "publish", str(file), *by, *out]) == 0
    shown = capsys.readouterr().out
    assert "4個のますを ■ で伏せました" in shown
    assert "東町・若い：この■は1〜23のどれか、とまでしか分かりません。" in shown
    assert "「町」で 東町＋西町（79） をまとめると、何も伏せずに出せます。" in shown
    assert "東町,若い,,data" in made[1].read_text("utf-8-sig")
    sheet = load_workbook(made[2]).active
    assert sheet is not None
    assert ("東町", "若い", None, "data") in set(sheet.iter_rows(values_only=True))
    assert run(["privacy", "attack", str(made[0]), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["safe"]
    assert len(answer["exposures"]) == 4


def test_a_machine_gets_the_release_and_nothing_else(
    file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["privacy", "publish", str(file), "--by", "町", "--by", "年代", "--json"]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert answer["format"] == "tomoni-release/1"
    assert answer["values"].count(None) == 4


def test_what_was_published_before_is_held_against_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = file.with_name("1.json"), file.with_name("2.json")
    publish = ["privacy", "publish", str(file)]
    assert run([*publish, "--by", "町", "--by", "年代", "--out", str(first)]) == 0
    joined = [
        *publish,
        "--by",
        "町",
        "--by",
        "年代",
        "--join",
        "町=東町,西町",
        "--out",
        str(second),
    ]
    assert run(joined) == 0
    capsys.readouterr()
    assert run(["privacy", "attack", str(first), "--against", str(second)]) == 1
    assert "分かってしまいます" in capsys.readouterr().out
    assert run([*joined, "--against", str(first)]) == 0
    assert run(["privacy", "attack", str(first), "--against", str(second)]) == 0


def test_last_month_is_told_with_its_rows(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [key for key, n in CELLS.items() for _ in range(n)]
    later = written(file.with_name("翌月.csv"), [*rows, ("東町", "一中", "若い")])
    first = file.with_name("1.json")
    by = ["--by", "町", "--by", "年代"]
    assert run(["privacy", "publish", str(file), *by, "--out", str(first)]) == 0
    grown = ["privacy", "publish", str(later), *by, "--earlier", str(first), str(file)]
    assert run(grown) == 0
    assert run(["privacy", "publish", str(later), *by, "--against", str(first)]) == 2
    assert "違うデータから作った表" in capsys.readouterr().err


def test_the_rule_for_care_data_reads_the_populations_from_a_table(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = file.with_name("人口.csv")
    people.write_text("町,人口\n東町,1500\n西町,30000\n南町,3000\n北町,40000\n", "utf-8")
    asked = ["privacy", "publish", str(file), "--by", "町", "--rule", "介護DB準拠"]
    assert run([*asked, "--population", str(people), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    hidden = {
        node["label"]
        for node, value in zip(answer["axes"][0]["nodes"], answer["values"], strict=True)
        if value is None
    }
    assert "東町" in hidden
    assert run(asked) == 2
    assert "人口" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--by", "村"], "列「村」が、この表にはありません。"),
        (["--by", "町", "--rule", "なし"], "「なし」というきまりはありません。"),
        (["--by", "町", "--by", "町"], "違う列を1～3個まで"),
        (["--by", "町", "--sum", "年代"], "数の列ではない"),
        (["--by", "町", "--round", "10"], "鍵"),
        (["--by", "町", "--hierarchy", "町"], "町>学校区"),
        (["--by", "町", "--join", "東町,西町"], "列=区分"),
        (["--by", "町", "--out", "表.pdf"], ".json、.csv、.xlsx"),
        (["--by", "町", "--hierarchy", "年代>町"], "またがっています"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    file: Path, asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["privacy", "publish", str(file), *asked]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_rule_of_ones_own_comes_from_a_file(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = file.with_name("rule.yaml")
    rule.write_text("name: うちのきまり\nsmallest: 4\n", "utf-8")
    asked = [
        "privacy",
        "publish",
        str(file),
        "--by",
        "町",
        "--by",
        "年代",
        "--rule-file",
        str(rule),
    ]
    assert run(asked) == 0
    assert "伏せるますはありません。" in capsys.readouterr().out


def test_a_file_that_is_no_release_is_refused(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["privacy", "attack", str(file)]) == 2
    assert "公表した表のファイルとして読めません" in capsys.readouterr().err
