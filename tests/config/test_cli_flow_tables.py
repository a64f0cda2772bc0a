"""`tomoni flow table | check | template`, and pictures kept when a flow is drawn again."""

import json
from pathlib import Path

import pytest

from tomoni.config.cli import run

DRAWN = Path(__file__).parents[1] / "engine" / "flows" / "drawn" / "modeler.bpmn"


def test_a_picture_becomes_a_table_and_says_what_is_not_in_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["flow", "table", str(DRAWN), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [row["何をする"] for row in answer["rows"]][:2] == [
        "申請書を受け取り 確かめる",
        "審査する",
    ]
    assert answer["rows"][0].keys() == set(answer["columns"])
    codes = [found["code"] for found in answer["findings"]]
    assert {"bpmn-sub-process", "bpmn-messages", "minutes-missing"} <= set(codes)
    assert run(["flow", "table", str(DRAWN)]) == 0
    assert "書類を返す" in capsys.readouterr().out


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_template_is_written_checked_and_counted(
    ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"許可{ending}"
    assert run(["flow", "template", "licence", "-o", str(file)]) == 0
    assert run(["flow", "check", str(file), "--json"]) == 0
    out = capsys.readouterr().out
    answer = json.loads(out[out.index("{") :])
    assert answer["steps"] == 13
    assert [found["code"] for found in answer["findings"]] == ["volume-missing"]
    assert run(["flow", "cost", str(file), "--cases", "800", "--json"]) == 0
    cost = json.loads(capsys.readouterr().out)["cost"]
    assert {"転記", "押印", "待つ"} <= cost["wastes"].keys()


def test_the_templates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["flow", "template", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["templates"]
    assert len(found) >= 8
    assert run(["flow", "template"]) == 0
    assert "証明書の窓口交付" in capsys.readouterr().out


def test_a_flow_with_errors_is_checked_with_exit_code_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("番号,誰が,何をする,次\n1,窓口,見る,9\n2,窓口,書く,\n", encoding="utf-8")
    assert run(["flow", "check", str(file)]) == 1
    assert "見る" in capsys.readouterr().out


def test_a_flow_drawn_into_a_kept_file_leaves_the_rest_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "x.csv", tmp_path / "x.bpmn"
    assert run(["flow", "table", str(DRAWN), "-o", str(file)]) == 0
    assert run(["flow", "draw", str(file), "-o", str(out), "--kept", str(DRAWN)]) == 0
    capsys.readouterr()
    written = out.read_text()
    assert 'messageFlow id="Message_1"' in written
    assert 'x="320" y="270"' in written


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["flow", "template", "nothing"], "ひな形はありません"),
        (["flow", "template", "../licence"], "ひな形はありません"),
        (["flow", "template", "licence", "-o", "x.txt"], ".csv か .xlsx"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    assert code in capsys.readouterr().err
