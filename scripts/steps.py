"""Words shared by the set-up: say, run, refuse, and do a step only when its inputs changed."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = ROOT / "var" / "stamps"


class SetupError(Exception):
    """The set-up cannot go on; the text says what happened and what to do."""


def say(text: str) -> None:
    """Write one line for the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def run(
    command: list[str], *, hint: str, folder: Path = ROOT, extra: Mapping[str, str] | None = None
) -> None:
    """Run a command, showing only its complaints; raise `SetupError` with the hint if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - commands of this file's callers, never of a user
            command,
            cwd=folder,
            env={**os.environ, **(extra or {})},
            stdout=subprocess.DEVNULL,
            check=False,
        )
    except OSError as error:
        raise SetupError(
            f"{command[0]} could not be started ({error.strerror}).\n{hint}"
        ) from error
    if done.returncode:
        raise SetupError(f"{Path(command[0]).name} ended with {done.returncode}.\n{hint}")


def output(command: list[str]) -> str:
    """What a command prints, or nothing when it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def digest(files: Iterable[Path], *, also: str = "") -> str:
    """SHA-256 over the names and bytes of the files, and over what else decides the step."""
    summed = hashlib.sha256(also.encode())
    for path in sorted(files):
        summed.update(f"\0{path.relative_to(ROOT)}\0".encode())
        summed.update(path.read_bytes())
    return summed.hexdigest()


def step(
    name: str,
    *,
    title: str,
    inputs: Iterable[Path],
    outputs: Iterable[Path],
    action: Callable[[], None],
    also: str = "",
) -> None:
    """Do the action unless it was done for these inputs and its outputs are still there."""
    stamp = STAMPS / name
    wanted = digest(inputs, also=also)
    done = stamp.read_text() if stamp.exists() else ""
    if done == wanted and all(path.exists() for path in outputs):
        return
    say(f"· {title} …")
    start = time.monotonic()
    stamp.unlink(missing_ok=True)
    action()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    say(f"  {title}: {time.monotonic() - start:.0f} s")
