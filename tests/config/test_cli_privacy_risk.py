"""`tomoni privacy risk`: how easily somebody is recognised, on the terminal and for a machine."""

import json
from pathlib import Path

import pytest

from engine.privacy.residents import as_csv, residents
from tomoni.config.cli import run


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "住民.csv"
    file.write_bytes(as_csv(residents(80, seed=5)))
    return file


def test_the_risk_is_said_in_words(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--quasi", "性別,小学校区", "--sensitive", "世帯人員"]
    assert run(["privacy", "risk", str(register), *asked]) == 0
    shown = capsys.readouterr().out
    assert "同じに見える行" in shown
    assert "「世帯人員」" in shown


def test_a_machine_gets_the_same_numbers(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--quasi", "性別", "--sensitive", "小学校区", "--json"]
    assert run(["privacy", "risk", str(register), *asked]) == 0
    found = json.loads(capsys.readouterr().out)["risk"]
    counts = residents(80, seed=5).frame["性別"].value_counts()["count"]
    assert (found["rows"], found["k"]) == (80, counts.min())
    assert found["diversity"][0]["column"] == "小学校区"


def test_too_few_that_look_alike_end_with_1_and_ways_to_put_it_right(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--quasi", "年齢,性別,小学校区", "--k", "5", "--drop", "0.05"]
    assert run(["privacy", "risk", str(register), *asked]) == 1
    assert "まとめ方" in capsys.readouterr().out
    assert run(["privacy", "risk", str(register), *asked, "--json"]) == 1
    ways = json.loads(capsys.readouterr().out)["generalisations"]
    assert ways
    assert all(way["k"] >= 5 and way["dropped"] <= 4 for way in ways)


def test_without_columns_those_that_were_found_are_used(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["privacy", "risk", str(register), "--json"]) == 0
    assert "生年月日" in json.loads(capsys.readouterr().out)["risk"]["quasi"]


def test_a_column_that_is_not_there_is_refused(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["privacy", "risk", str(register), "--quasi", "身長"]) == 2
    assert "身長" in capsys.readouterr().err
