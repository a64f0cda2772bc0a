"""`tomoni evidence run`: a locked claim and a file, a verdict with its weaknesses."""

import json
from pathlib import Path

import pytest
import yaml

from engine.evidence import samples
from engine.evidence.test_evidence_kinds import KINDS
from tomoni.config.cli import run
from tomoni.engine import evidence, tables
from tomoni.engine.core import Table

CLAIM = """
claim:
  kind: two_proportions
  subject: 志願者
  column: 結果
  categories: [合格]
  group_column: 性別
  group_a: 男
  group_b: 女
  smallest_difference: 0.05
  locked_at: 2026-09-01T10:00:00+09:00
data: applicants.csv
source: 志願者台帳
"""


@pytest.fixture
def claim(tmp_path: Path) -> Path:
    """A claim beside its file."""
    content = tables.write_csv(samples.berkeley(), encoding="utf-8-sig")
    (tmp_path / "applicants.csv").write_bytes(content)
    place = tmp_path / "claim.yaml"
    place.write_text(CLAIM, encoding="utf-8")
    return place


def test_a_machine_gets_the_verdict_that_the_case_holds(
    claim: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evidence", "run", str(claim), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer.pop("format") == "tomoni-evidence/1"
    verdict = evidence.Verdict.model_validate(answer)
    assert verdict.verdict == "判断できない"
    assert verdict == evidence.run(
        verdict.claim, table=samples.berkeley(), source_name="志願者台帳"
    )


def test_a_person_reads_what_waits_for_an_answer(
    claim: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evidence", "run", str(claim)]) == 1
    shown = "".join(capsys.readouterr().out.split())
    assert "判定：判断できない" in shown
    assert "「志願者台帳」" in shown
    assert "答えてください：「学部」ごとに分けて比べると、向きが逆になります" in shown
    assert "44.5％" in shown


def test_an_answer_and_a_picture(
    claim: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with claim.open("a", encoding="utf-8") as file:
        file.write("answers: {simpson: 学部を分けない全体の割合を問うている。}\n")
    picture = tmp_path / "out" / "figure.svg"
    assert run(["evidence", "run", str(claim), "--chart", str(picture)]) == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    shown = capsys.readouterr().out
    assert "判定：支持" in shown
    assert "答え：学部を分けない" in shown


def test_the_content_of_a_claim_in_a_case_is_a_claim_file_too(
    claim: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = samples.admission_claim().model_dump(mode="json")
    claim.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    parquet = claim.parent / "applicants.parquet"
    parquet.write_bytes(tables.write_parquet(samples.berkeley()))
    assert run(["evidence", "run", str(claim), "--data", str(parquet), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["n"] == 4526


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CLAIM.replace("two_proportions", "many_opinions"), "bad-claim-file"),
        ("a: [", "bad-claim-file"),
        (CLAIM.replace("data: applicants.csv", ""), "data-missing"),
        (CLAIM.replace("applicants.csv", "nowhere.csv"), "file-system"),
        (CLAIM.replace("  locked_at: 2026-09-01T10:00:00+09:00\n", ""), "unlocked-claim"),
        (CLAIM.replace("  group_a: 男\n", ""), "groups-missing"),
    ],
)
def test_what_cannot_be_run_is_refused_in_one_line(
    claim: Path, capsys: pytest.CaptureFixture[str], text: str, code: str
) -> None:
    claim.write_text(text, encoding="utf-8")
    assert run(["evidence", "run", str(claim), "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == code
    assert error["message"].endswith("。")


def test_a_picture_has_a_known_ending(claim: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evidence", "run", str(claim), "--chart", "figure.gif"]) == 2
    assert ".svg か .png" in capsys.readouterr().err


@pytest.mark.parametrize(("asked", "table", "_sentence"), KINDS)
def test_every_kind_of_claim_is_run_from_a_file(
    asked: evidence.Claim,
    table: Table,
    _sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "data.parquet").write_bytes(tables.write_parquet(table))
    given = {"claim": asked.model_dump(mode="json"), "data": "data.parquet", "source": "台帳"}
    place = tmp_path / "claim.yaml"
    place.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
    waits = run(["evidence", "run", str(place), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer.pop("format") == "tomoni-evidence/1"
    verdict = evidence.Verdict.model_validate(answer)
    assert verdict == evidence.run(asked, table=table, source_name="台帳")
    assert waits == any(one.blocks for one in verdict.warnings)


def test_screening_lists_what_goes_with_a_column_and_says_that_it_is_no_evidence(
    claim: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["evidence", "screen", str(claim.parent / "applicants.csv"), "--column", "結果"]
    assert run([*asked, "--category", "合格", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer.pop("format") == "tomoni-screening/1"
    assert [one["column"] for one in answer["columns"]] == ["学部", "性別"]
    assert run([*asked, "--category", "合格"]) == 0
    assert "探索です" in capsys.readouterr().out
