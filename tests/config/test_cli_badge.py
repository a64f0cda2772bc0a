"""`tomoni badge`: whether a badge is right, on the terminal and without a network."""

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from engine.documents.issuers import CERTIFICATE, key
from tomoni.config.cli import run
from tomoni.engine import documents

UID = UUID(int=7)
ISSUED = CERTIFICATE.model_copy(update={"issued_date": date(2026, 3, 17)})


@pytest.fixture
def badge(tmp_path: Path) -> Path:
    file = tmp_path / "修了証.jwt"
    file.write_bytes(documents.sign_badge(ISSUED, uid=UID, key=key("ours")))
    return file


def _issuer(tmp_path: Path, *, whose: str) -> str:
    file = tmp_path / f"{whose}.jwk.json"
    file.write_text(json.dumps(documents.issuer_jwk(key(whose))))
    return str(file)


def test_a_right_badge_of_the_named_issuer_is_good(
    badge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issuer = _issuer(tmp_path, whose="ours")
    assert run(["badge", str(badge), "--issuer", issuer, "--name", "青木　翔太"]) == 0
    assert "正しい修了証です" in capsys.readouterr().out


def test_without_the_issuers_key_the_answer_says_what_is_not_known(
    badge: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["badge", str(badge), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["right"], answer["issuer_fits"], answer["name_fits"]) == (True, None, None)
    assert "鍵の指紋を見くらべる" in answer["sentence"]


def test_another_key_blocks(
    badge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issuer = _issuer(tmp_path, whose="theirs")
    assert run(["badge", str(badge), "--issuer", issuer, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["issuer_fits"] is False


def test_another_name_blocks(badge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["badge", str(badge), "--name", "別の 人", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["name_fits"] is False


def test_a_changed_badge_blocks(badge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = badge.read_bytes()
    middle = data.index(b".") + 100
    badge.write_bytes(data[:middle] + (b"A" if data[middle] != 65 else b"B") + data[middle + 1 :])
    assert run(["badge", str(badge), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] in {"badge-altered", "not-a-badge"}


def test_what_is_no_key_is_refused(
    badge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text("[]")
    assert run(["badge", str(badge), "--issuer", str(other)]) == 2
    assert "公開鍵のファイル" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["badge", "nowhere.jwt"]) == 2
    assert "見つかりません" in capsys.readouterr().err
