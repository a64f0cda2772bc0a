"""The environment of the measurements' rivals: parts that cannot live beside the product's own."""

import sys
from pathlib import Path

from scripts import registries
from scripts.steps import BIN, ROOT, SetupError, output, run, say, step

VENV = ROOT / ".venv-bench"
LOCK = ROOT / "tests" / "bench" / "rivals.lock"


def main() -> int:
    """Make it from its lock unless it stands; 1 when it cannot be made: then they are left out."""
    try:
        step(
            "rivals",
            title="Rivals of the measurements (tests/bench/rivals.lock)",
            inputs=[LOCK],
            outputs=[VENV / "bin" / "python"],
            also=output([str(BIN / "python"), "--version"]),
            action=_make,
        )
    except SetupError as error:
        say(f"The rivals are left out: {error}")
        return 1
    return 0


def _make() -> None:
    uv, python = str(BIN / "uv"), VENV / "bin" / "python"
    hint = "Are the packages of tests/bench/rivals.lock within reach, and made for this Python?"
    run([uv, "venv", "--quiet", "--clear", "--python", str(BIN / "python"), str(VENV)], hint=hint)
    sync = [uv, "pip", "sync", "--quiet", "--python", str(python), "--require-hashes", str(LOCK)]
    run(sync, hint=hint, extra=registries.for_uv(Path(BIN / "python")))


if __name__ == "__main__":
    sys.exit(main())
