"""`tomoni flow`: a table of steps drawn and counted."""

import json
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook

from tomoni.config.cli import run

STEPS = """番号,誰が,何をする,最短（分）,ふつう（分）,最長（分）,次
1,申請者,申請書を書く,10,15,30,
2,窓口,受け付ける,5,10,15,3 不備がある 20%／4 そろっている 80%
3,申請者,書類を直す,10,20,40,2
4,審査担当,審査して返す,20～30,,,終わり
"""


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    file = tmp_path / "更新.csv"
    file.write_text(STEPS, encoding="cp932")
    return file


def test_a_table_becomes_bpmn_and_comes_back_as_a_picture(
    steps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn, picture = tmp_path / "x.bpmn", tmp_path / "pictures" / "x.svg"
    assert run(["flow", "draw", str(steps), "-o", str(drawn)]) == 0
    assert "作業4、担当3" in capsys.readouterr().out
    assert etree.parse(drawn).getroot().tag.endswith("definitions")
    assert run(["flow", "draw", str(drawn), "-o", str(picture), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [lane["name"] for lane in answer["lanes"]] == ["申請者", "窓口", "審査担当"]
    assert "審査して返す" in picture.read_text()


def test_the_hours_are_counted_with_the_ways_back(
    steps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["flow", "cost", str(steps), "--cases", "1200", "--json"]) == 0
    cost = json.loads(capsys.readouterr().out)["cost"]
    assert [step["visit_ratio"] for step in cost["steps"]] == [1.0, 1.25, 0.25, 1.0]
    # 1,200 × (1.25 × 10 + 25) / 60 hours of staff, 1,200 × (15 + 0.25 × 20) / 60 of citizens
    assert cost["quantities"]["staff_hours"]["value"] == pytest.approx(750)
    assert cost["quantities"]["citizen_hours"]["value"] == pytest.approx(400)
    assert run(["flow", "cost", str(steps), "--cases", "1200"]) == 0
    shown = capsys.readouterr().out
    assert "750時間" in shown
    assert "件数を入れる" not in shown


def test_a_workbook_is_read_with_its_cells_as_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Workbook()
    book.active.append(["このブックについて"])  # type: ignore[union-attr]
    sheet = book.create_sheet("現状")
    for line in STEPS.splitlines():
        sheet.append(line.split(","))
    book.save(tmp_path / "steps.xlsx")
    assert run(["flow", "cost", str(tmp_path / "steps.xlsx"), "--cases", "60", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["title"] == "現状"
    assert answer["cost"]["steps"][3]["minutes"] == {"low": 20, "likely": 25, "high": 30}


def test_a_flow_that_never_ends_is_drawn_but_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, drawn = tmp_path / "endless.csv", tmp_path / "endless.svg"
    file.write_text("番号,誰が,何をする,次\n1,窓口,受け付ける,2\n2,窓口,確かめる,1\n")
    assert run(["flow", "draw", str(file), "-o", str(drawn)]) == 1
    assert drawn.exists()
    capsys.readouterr()
    assert run(["flow", "cost", str(file), "--cases", "10"]) == 1
    assert "回り続けて終わりません" in capsys.readouterr().out
    assert run(["flow", "cost", str(file), "--cases", "10", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["cost"] is None
    assert {"endless"} <= {finding["code"] for finding in answer["findings"]}


def test_a_step_that_nobody_reaches_is_shown_and_counts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "unreached.csv"
    file.write_text(
        "番号,誰が,何をする,ふつう（分）,次\n1,窓口,受け付ける,6,3\n"
        "2,窓口,測る,60,3\n3,窓口,返す,4,終わり\n"
    )
    assert run(["flow", "cost", str(file), "--cases", "60", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["cost"]["quantities"]["staff_hours"]["value"] == pytest.approx(10)
    [found] = [one for one in answer["findings"] if one["code"] == "unreachable"]
    assert (found["where"], "測る" in found["sentence"]) == ("2行目", True)


@pytest.mark.parametrize(
    ("name", "content", "more", "said"),
    [
        ("a.csv", STEPS, ["cost"], "--cases 1200"),
        (
            "a.csv",
            "課,件数\n市民課,3\n",
            ["cost", "--cases", "3"],
            "業務フローの表が",
        ),
        ("a.bpmn", "<definitions", ["cost", "--cases", "3"], "BPMN 2.0"),
        ("a.csv", STEPS, ["cost", "--cases", "-1"], "--cases"),
        ("a.csv", STEPS, ["cost", "--cases", "nan"], "--cases"),
        ("a.csv", STEPS, ["draw"], "--out がありません"),
        ("a.csv", STEPS, ["draw", "-o", "a.png"], ".bpmn か .svg"),
        ("a.csv", STEPS, ["draw", "-o", "a.svg/"], ".svg"),
        ("b", STEPS, ["cost"], "「a.csv」が見つかりません"),
        ("a.csv", "", ["cost"], "空です"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str,
    more: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(content)
    (tmp_path / "a.svg").mkdir()
    command, *options = more
    asked = "a.bpmn" if name == "a.bpmn" else "a.csv"
    assert run(["flow", command, asked, *options]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""
    assert not any((tmp_path / "a.svg").iterdir())


def test_a_flow_is_tried_out_with_a_seed(steps: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["flow", "simulate", str(steps), "--cases", "200", "--replications", "3"]
    command += ["--seed", "4", "--per-year", "3000", "--people", "窓口=2", "--start", "2026-04-01"]
    assert run([*command, "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["run"]["seed"], first["run"]["cases"]) == (4, 200)
    assert [lane["people"] for lane in first["run"]["lanes"]] == [None, 2, 1]
    assert first["run"]["quantities"]["throughput_minutes"]["low"] > 0
    assert first["overloaded"] == []
    assert run([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == first
    assert run(command) == 0
    shown = capsys.readouterr().out
    assert "200件を3回試しました" in shown
    assert "審査担当" in shown


def test_without_a_yearly_count_the_cases_are_taken_for_one_and_that_is_said(
    steps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["flow", "simulate", str(steps), "--cases", "400", "--replications", "2"]
    assert run([*command, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["assumed_per_year"] == 400
    assert run([*command, "--per-year", "400", "--json"]) == 0
    given = json.loads(capsys.readouterr().out)
    assert (given["run"], given["assumed_per_year"]) == (answer["run"], None)
    assert run(command) == 0
    assert "400件とみました" in capsys.readouterr().out


def test_a_lane_that_cannot_keep_up_is_named(
    steps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["flow", "simulate", str(steps), "--cases", "50", "--replications", "2"]
    assert run([*command, "--per-year", "90000", "--start", "2026-04-01"]) == 0
    assert "「審査担当」は仕事が人手を超えていて" in capsys.readouterr().out


def test_settings_come_from_a_file(
    steps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text(
        "gap: {kind: exponential, mean: 60}\n"
        "calendar: {start: 2026-04-01}\n"
        "lanes: {審査担当: {people: 2}}\n"
        "steps:\n  s4: {at: [900], priority: 1}\n"
        "  s3: {wait: {kind: lognormal, mean: 4000, deviation: 3000}}\n"
        "deadline: {length: 14, unit: days}\n"
    )
    command = ["flow", "simulate", str(steps), "--settings", str(file), "--cases", "100"]
    assert run([*command, "--replications", "2", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["run"]
    assert 0.5 < answer["quantities"]["within_deadline"]["value"] <= 1
    assert answer["settings"]["gap"]["mean"] == 60
    assert answer["lanes"][2]["people"] == 2


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("gap: 3\n", [], "「gap"),
        ("- 1\n", [], "「settings.yaml」"),
        ("a: [\n", [], "「settings.yaml」"),
        ("lanes: {だれか: {people: 1}}\n", ["--per-year", "10"], "だれか"),
        ("{}\n", ["--people", "窓口"], "--people"),
        ("{}\n", ["--people", "窓口=0"], "--people"),
    ],
)
def test_settings_that_cannot_be_used_are_said_in_one_line(
    steps: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str,
    more: list[str],
    said: str,
) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text(text)
    assert run(["flow", "simulate", str(steps), "--settings", str(file), *more]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1


def test_two_flows_are_compared(
    steps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "あるべき姿.csv"
    other.write_text(STEPS.replace("窓口,受け付ける,5,10,15", "窓口,受け付ける,2,4,6"))
    command = ["flow", "compare", str(steps), str(other), "--cases", "1200"]
    assert run([*command, "--json"]) == 0
    quantities = json.loads(capsys.readouterr().out)["comparison"]["quantities"]
    # 1,200 × 1.25 × 6 / 60 hours
    assert quantities["freed_hours"]["value"] == pytest.approx(150)
    assert quantities["staff_hours_saved"]["value"] == pytest.approx(150)
    assert run(command) == 0
    shown = capsys.readouterr().out
    assert "時間が変わる" in shown
    assert "空く時間" in shown


def test_what_blocks_is_said_before_anything_is_tried_or_compared(
    steps: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "endless.csv"
    file.write_text("番号,誰が,何をする,次\n1,窓口,受け付ける,2\n2,窓口,確かめる,1\n")
    assert run(["flow", "simulate", str(file), "--per-year", "10", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["run"] is None
    assert run(["flow", "compare", str(steps), str(file), "--cases", "10", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["comparison"] is None


def test_the_inputs_that_decide_the_hours_are_named(
    steps: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["flow", "cost", str(steps), "--cases", "1200", "--json"]) == 0
    decisive = json.loads(capsys.readouterr().out)["decisive"]
    assert [one["input"] for one in decisive] == ["1件あたりの分", "1件あたりの分", "年間件数"]
    assert run(["flow", "cost", str(steps), "--cases", "1200"]) == 0
    assert "決め手：「受け付ける」の1件あたりの分（推定）が5～15なら" in capsys.readouterr().out
