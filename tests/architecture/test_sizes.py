"""A file has at most 300 lines, a function at most 40; an exception is written down."""

from pathlib import Path

import pytest

from architecture import rules, tree
from architecture.exceptions import LONG_FILES, LONG_FUNCTIONS

FOLDERS = [tree.ROOT / name for name in ("src", "tests", "scripts")]
MODULES = [path for folder in FOLDERS for path in tree.files(".py", under=folder)]
OTHERS = [
    path
    for folder in (*FOLDERS, tree.ROOT / "frontend")
    for path in tree.files(".css", ".html", ".mjs", ".ts", ".typ", under=folder)
]


@pytest.mark.parametrize("path", [*MODULES, *OTHERS], ids=tree.name)
def test_a_file_is_short(path: Path) -> None:
    lines = rules.too_long(path.read_text())
    assert lines is None or tree.name(path) in LONG_FILES, f"{tree.name(path)}: {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=tree.name)
def test_its_functions_are_short(path: Path) -> None:
    long = [
        f"{tree.name(path)}:{function} has {lines} lines"
        for function, lines in rules.long_functions(path.read_text())
        if f"{tree.name(path)}:{function}" not in LONG_FUNCTIONS
    ]
    assert long == []


def test_no_exception_outlives_its_reason() -> None:
    still_long = {
        tree.name(path) for path in (*MODULES, *OTHERS) if rules.too_long(path.read_text())
    }
    still_long |= {
        f"{tree.name(path)}:{function}"
        for path in MODULES
        for function, _ in rules.long_functions(path.read_text())
    }
    assert set(LONG_FILES) | set(LONG_FUNCTIONS) <= still_long
