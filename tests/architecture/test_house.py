"""The Makefile's own programs: what they complain about, and what they leave alone."""

import os
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from scripts import locks, registries, steps

LOCK = """\
django==5.2.19 \\
    --hash=sha256:aa
    # via
    #   tomoni (pyproject.toml)
    #   django-csp
sqlparse==0.5.3 \\
    --hash=sha256:bb
    # via django
ruff==0.17.6 \\
    --hash=sha256:cc
    # via tomoni (pyproject.toml:dev)
"""


def lock_complaints(*wanted: str, lock: str = LOCK) -> list[str]:
    return list(locks.python_complaints([Requirement(text) for text in wanted], lock=lock))


def test_a_lock_that_agrees_is_left_alone() -> None:
    assert lock_complaints("django>=5.2,<5.3", "Ruff>=0.17") == []


def test_a_lock_that_drifted_is_named() -> None:
    assert "not locked" in lock_complaints("django", "ruff", "click")[0]
    assert "5.2.19 is locked" in lock_complaints("django>=6", "ruff")[0]
    assert "no longer asked for" in lock_complaints("django")[0]
    assert "address" in lock_complaints("django", "ruff", lock=LOCK + "# http://example.com")[0]


def test_uv_is_told_what_pip_was_told() -> None:
    listing = (
        "global.index-url='https://mirror.example/simple'\n"
        "global.extra-index-url='\\nhttps://a.example/\\nhttps://b.example/'\n"
        ":env:.index-url='https://nearer.example/simple'\n"
        "global.timeout='60'\n"
    )
    assert registries.settings(listing) == {
        "index-url": "https://nearer.example/simple",
        "extra-index-url": " https://a.example/ https://b.example/",
    }


def test_a_step_is_done_again_only_when_its_inputs_or_outputs_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    source, made = tmp_path / "in.txt", tmp_path / "out.txt"
    done: list[str] = []

    def act() -> None:
        done.append(source.read_text())
        made.write_text("made")

    def repeat() -> None:
        steps.step("a", title="a", inputs=[source], outputs=[made], action=act)

    source.write_text("1")
    repeat()
    os.utime(source)
    repeat()
    assert done == ["1"]
    source.write_text("2")
    repeat()
    made.unlink()
    repeat()
    assert done == ["1", "2", "2"]


def test_a_step_that_failed_is_not_taken_for_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "STAMPS", tmp_path)

    def fail() -> None:
        raise steps.SetupError("no")

    for _ in range(2):
        with pytest.raises(steps.SetupError):
            steps.step("a", title="a", inputs=[], outputs=[], action=fail)
