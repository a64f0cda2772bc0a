import os
import stat
from pathlib import Path

import pytest

from tomoni.config import _environment as environment
from tomoni.config.errors import ConfigError


@pytest.mark.parametrize(
    ("value", "meant"), [("", False), ("0", False), ("off", False), ("1", True), ("Yes", True)]
)
def test_a_flag_says_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("TOMONI_TRIAL", value)
    assert environment.flag("TOMONI_TRIAL") is meant


def test_a_flag_that_says_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOMONI_TRIAL", "maybe")
    with pytest.raises(ConfigError, match="not-a-flag"):
        environment.flag("TOMONI_TRIAL")


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "１００", "many"])
def test_a_number_is_whole_and_above_zero(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TOMONI_TRIAL", value)
    with pytest.raises(ConfigError, match="not-a-number"):
        environment.number("TOMONI_TRIAL", default=100)


def test_a_number_that_is_not_given_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOMONI_TRIAL", "")
    assert environment.number("TOMONI_TRIAL", default=100) == 100


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("", "/kept/tomoni.sqlite3"),
        ("sqlite:////data/academy.sqlite3", "/data/academy.sqlite3"),
        ("sqlite:////data/%E5%B8%82.sqlite3", "/data/市.sqlite3"),
    ],
)
def test_the_database_is_a_file(monkeypatch: pytest.MonkeyPatch, address: str, name: str) -> None:
    monkeypatch.setenv("TRIAL_URL", address)
    assert environment.database("TRIAL_URL", home=Path("/kept"))["NAME"] == Path(name)


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///", "oracle://x/y", "academy.sqlite3"])
def test_another_database_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("TRIAL_URL", address)
    with pytest.raises(ConfigError, match="unknown-database"):
        environment.database("TRIAL_URL", home=Path("/home"))


@pytest.mark.parametrize("given", ["", "duckdb", "spark", "postgresql://city@db.local/tables"])
def test_questions_are_answered_by_a_database_that_is_known(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("TRIAL_BACKEND", given)
    assert environment.tables_backend("TRIAL_BACKEND") == (given or "duckdb")


@pytest.mark.parametrize("given", ["trino", "sqlite:///x", "postgres"])
def test_questions_are_put_to_no_other_database(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("TRIAL_BACKEND", given)
    with pytest.raises(ConfigError, match="unknown-tables-backend"):
        environment.tables_backend("TRIAL_BACKEND")


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TRIAL_KEY", raising=False)
    home = tmp_path / "data"
    made = environment.secret_key.__wrapped__("TRIAL_KEY", home=home)
    assert len(made) >= 50
    assert environment.secret_key.__wrapped__("TRIAL_KEY", home=home) == made
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
    assert os.listdir(home) == ["secret_key"]


def test_the_first_of_two_processes_makes_the_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret_key").write_text("first")
    environment._keep("second", place=tmp_path / "secret_key")
    assert (tmp_path / "secret_key").read_text() == "first"
    assert os.listdir(tmp_path) == ["secret_key"]


def test_a_given_key_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRIAL_KEY", "given")
    assert environment.secret_key.__wrapped__("TRIAL_KEY", home=tmp_path) == "given"
    assert os.listdir(tmp_path) == []
