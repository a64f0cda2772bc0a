"""The browser of the tests: the machine's own, else the system's package, else Playwright's."""

import os
import shutil
import sys
from pathlib import Path

from scripts.steps import ROOT, SetupError, output, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
)
FOUND = ROOT / "var" / "chromium"
FONTS = ROOT / "var" / "fonts.conf"
ASK = """The browser tests need Chromium. Install it, then repeat `make test`:
  Debian:           sudo apt install chromium
  Ubuntu:           sudo .venv/bin/playwright install --with-deps chromium
  macOS:            brew install --cask chromium
  another place:    make test TOMONI_CHROMIUM=/path/to/chromium"""


def prepare(python: Path) -> None:
    """Write the browser's path to var/chromium, where the tests read it; get one when needed."""
    write_font_configuration()
    browser = known() or of_the_machine() or of_the_system() or of_playwright(python)
    if not browser:
        raise SetupError(ASK)
    FOUND.write_text(browser)


def known() -> str:
    """The browser named by the person, or found last time and still there."""
    named = os.environ.get("TOMONI_CHROMIUM", "")
    if named:
        return named if works(named) else ""
    last = FOUND.read_text() if FOUND.exists() else ""
    return last if last and Path(last).exists() else ""


def of_the_machine() -> str:
    """A browser that is installed and starts (in a container Ubuntu's package does not)."""
    candidates = [shutil.which(name) or "" for name in NAMES] + [str(path) for path in PLACES]
    return next((path for path in candidates if path and works(path)), "")


def of_the_system() -> str:
    """Debian's package, when this is root on Debian."""
    if not may_install() or "ID=debian" not in os_release():
        return ""
    install(["chromium"], hint=ASK)
    return of_the_machine()


def of_playwright(python: Path) -> str:
    """Playwright's own download, into the person's cache."""
    say("· Chromium, from Playwright (no browser was found on this machine) …")
    command = [str(python), "-m", "playwright", "install"]
    run([*command, *(["--with-deps"] if may_install() else []), "chromium"], hint=ASK)
    where = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as tools: print(tools.chromium.executable_path)"
    )
    path = output([str(python), "-c", where])
    return path if path and works(path) else ""


def works(path: str) -> bool:
    """Whether the browser tells its version."""
    return bool(output([path, "--version"]))


def may_install() -> bool:
    """Whether system packages may be installed: root, with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str], *, hint: str) -> None:
    """Install Debian packages without asking."""
    say(f"· System parts: {', '.join(packages)} …")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], hint=hint, extra=quiet)
    get = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    run([*get, *packages], hint=hint, extra=quiet)


def os_release() -> str:
    """What the machine says it is; nothing where the file does not exist."""
    place = Path("/etc/os-release")
    return place.read_text() if sys.platform == "linux" and place.exists() else ""


def write_font_configuration() -> None:
    """Let the browser see the built-in Japanese font: pages look the same on every machine."""
    folder = ROOT / "src" / "tomoni" / "engine" / "core" / "fonts"
    FONTS.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        '<fontconfig>\n  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"  <dir>{folder}</dir>\n</fontconfig>\n"
    )
