"""`tomoni privacy scan`: what a file says of persons, on the terminal and for a machine."""

import json
from pathlib import Path

import pytest

from engine.privacy.residents import as_csv, as_xlsx, residents
from tomoni.config.cli import run


@pytest.fixture
def register(tmp_path: Path) -> Path:
    file = tmp_path / "住民.xlsx"
    file.write_bytes(as_xlsx(residents(60, seed=3)))
    return file


def test_a_register_is_told_with_what_to_do_and_masked(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["privacy", "scan", str(register)]) == 1
    shown = capsys.readouterr().out
    assert "マイナンバー（個人番号）" in shown
    assert "番地までの住所" in shown
    assert "受け取れません" in shown
    people = residents(60, seed=3).frame
    assert not any(value in shown for value in people["個人番号"].to_list())
    assert not any(value.replace("　", "") in shown for value in people["氏名"].to_list())


def test_a_machine_gets_kind_count_and_words(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["privacy", "scan", str(register), "--json"]) == 1
    table = json.loads(capsys.readouterr().out)["tables"][0]
    by_kind = {one["kind"]: one for one in table["findings"]}
    assert by_kind["name"]["count"] == table["rows"] == 60
    assert by_kind["address"]["title"] == "番地までの住所"
    assert by_kind["my_number"]["example"] == "*" * 12


def test_a_file_about_nobody_is_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "件数.csv"
    file.write_text("月,件数\n4月,120\n5月,98\n", encoding="utf-8")
    assert run(["privacy", "scan", str(file)]) == 0
    assert "見つかりませんでした" in capsys.readouterr().out


def test_the_same_register_as_csv_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "住民.csv"
    file.write_bytes(as_csv(residents(60, seed=3)))
    assert run(["privacy", "scan", str(file), "--json"]) == 1
