"""Makes a machine ready: environment, front end, catalogues and, for the tests, a browser.

Runs on the standard library of Python 3.11 alone. Each step is skipped when nothing it depends on
has changed since it last succeeded, so that repeating it takes a fraction of a second.
"""

import fcntl
import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts import browser, databases, registries
from scripts.steps import BIN, ROOT, VENV, SetupError, output, run, say, step

PYTHON = BIN / "python"
LOCK = ROOT / "requirements.lock"
FRONTEND = ROOT / "frontend"
UI = ROOT / "src" / "tomoni" / "academy" / "ui"
FONTS = ROOT / "src" / "tomoni" / "engine" / "core" / "fonts"
HOME_MARK = VENV / "made-for"


def main() -> int:
    """Do every step; 0 when the machine is ready, 1 with a clear message when it is not."""
    try:
        with alone():
            environment()
            python_parts()
            frontend_parts()
            frontend_build()
            catalogues()
            if "--with-browser" in sys.argv[1:]:
                browser.prepare(PYTHON)
                databases.prepare(PYTHON)
    except SetupError as error:
        say(f"\nSetting up stopped: {error}")
        return 1
    return 0


@contextmanager
def alone() -> Iterator[None]:
    """Let one set-up at a time work on this folder."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def environment() -> None:
    """The virtual environment; made anew when its Python is gone or the folder was moved."""
    moved = HOME_MARK.exists() and HOME_MARK.read_text() != str(VENV)
    if not moved and output([str(PYTHON), "-c", "import sys; print(sys.version_info >= (3, 11))"]):
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_part()
    say("· Python environment …")
    run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        hint="Python could not make a virtual environment in .venv (see above).",
    )
    HOME_MARK.write_text(str(VENV))


def install_venv_part() -> None:
    """Debian keeps Python's venv module in a package of its own."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    ask = f"Python's venv part is missing. Install it, then repeat:\n  sudo apt install {package}"
    if not browser.may_install():
        raise SetupError(ask)
    browser.install([package], hint=ask)


def python_parts() -> None:
    """Exactly the parts of requirements.lock, each compared with its hash; then Tomoni itself."""

    def act() -> None:
        hint = (
            "The Python parts could not be fetched. Is the package registry (or the mirror of "
            "your organisation: pip's own configuration) within reach?"
        )
        if not (BIN / "uv").exists():
            install_uv(hint)
        uv, extra = str(BIN / "uv"), registries.for_uv(PYTHON)
        sync = [uv, "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes"]
        run([*sync, "--compile-bytecode", str(LOCK)], hint=hint, extra=extra)
        own = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--no-deps"]
        run(
            [*own, "--no-build-isolation", "--offline", "--editable", "."],
            hint="Tomoni itself could not be put into the environment (see above).",
        )

    step(
        "python",
        title="Python parts (requirements.lock)",
        inputs=[LOCK, ROOT / "pyproject.toml"],
        outputs=[BIN / "tomoni", BIN / "ruff"],
        also=f"{VENV} {output([str(PYTHON), '--version'])}",
        action=act,
    )


def install_uv(hint: str) -> None:
    """The installer itself, by pip, at the locked version with its hashes."""
    found = re.search(r"^uv==(?:.*\\\n)+.*$", LOCK.read_text(), flags=re.MULTILINE)
    if found is None:
        raise SetupError("requirements.lock does not name uv. Is the file complete?")
    wanted = ROOT / "var" / "uv.lock.txt"
    wanted.write_text(re.sub(r"\n\s*#.*", "", found[0]) + "\n")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    run([*install, "-r", str(wanted)], hint=hint)
    wanted.unlink()


def frontend_parts() -> None:
    """Exactly the parts of package-lock.json; no part's own scripts are run."""
    step(
        "frontend-parts",
        title="Front-end parts (package-lock.json)",
        inputs=[FRONTEND / name for name in ("package-lock.json", "package.json", ".npmrc")],
        outputs=[FRONTEND / "node_modules" / ".package-lock.json"],
        action=lambda: npm(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"],
            hint="The front-end parts could not be fetched. Is npm's registry within reach?",
        ),
    )


def frontend_build() -> None:
    """Style sheet, islands and fonts, built into the package."""
    sources = [path for name in ("src", "style") for path in (FRONTEND / name).rglob("*.*")]
    templates = (ROOT / "src" / "tomoni" / "academy").glob("**/templates/**/*.html")
    settings = [FRONTEND / name for name in ("build.mjs", "tsconfig.json", "package-lock.json")]
    step(
        "frontend-build",
        title="Front end",
        inputs=[*sources, *templates, *settings],
        outputs=[UI / "static" / "built" / "tomoni.css", FONTS / "NotoSansJP-Regular.ttf"],
        action=lambda: npm(
            ["run", "--silent", "build"], hint="The front end could not be built (see above)."
        ),
    )


def npm(command: list[str], *, hint: str) -> None:
    """Run npm with the machine's Node.js when it is new enough, else with the locked one."""
    path = os.environ.get("PATH", "")
    version = re.match(r"v(\d+)", output(["node", "--version"]))
    if version is None or int(version[1]) < 20 or shutil.which("npm") is None:
        path = f"{BIN}{os.pathsep}{path}"
    program = shutil.which("npm", path=path)
    if program is None:
        raise SetupError("npm was not found. Remove the folder .venv and repeat.")
    run([program, *command], hint=hint, folder=FRONTEND, extra={"PATH": path})


def catalogues() -> None:
    """The catalogues of screen texts, from .po to .mo."""
    sources: list[Path] = sorted((ROOT / "src").rglob("*.po"))
    step(
        "catalogues",
        title="Catalogues of screen texts",
        inputs=sources,
        outputs=[path.with_suffix(".mo") for path in sources],
        action=lambda: run(
            [str(BIN / "tomoni"), "manage", "messages", "--compile"],
            hint="A catalogue of screen texts (*.po) cannot be read (see above).",
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
