"""Files from outside, and files that stand whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tomoni.config.errors import ConfigError


def read_at_most(place: Path, *, limit: int) -> bytes:
    """The bytes, one more than the limit at most: enough for a reader to refuse the rest."""
    with place.open("rb") as file:
        return file.read(limit + 1)


def name_of(place: Path) -> str:
    """The name of the file as text, also where its bytes are no UTF-8."""
    return os.fsencode(place.name).decode("utf-8", errors="replace")


def write_file(data: bytes, *, target: Path) -> None:
    """Write the file whole or leave what was there."""
    if target.is_dir():
        raise ConfigError("target-taken", path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tomoni-") as folder:
        draft = Path(folder) / "draft"
        draft.write_bytes(data)
        os.replace(draft, target)


def refuse_taken(target: Path, *, mark: str) -> None:
    """Raises `ConfigError("target-taken")` where something stands that has no file `mark`."""
    if not os.path.lexists(target):
        return
    ours = target.is_dir() and ((target / mark).is_file() or not any(target.iterdir()))
    if target.is_symlink() or not ours:
        raise ConfigError("target-taken", path=str(target))


def write_folder(fill: Callable[[Path], None], *, target: Path, mark: str) -> None:
    """Write a folder whole, in the place of one that was written before (it holds `mark`).

    `fill` is given an empty folder to put everything in.
    """
    refuse_taken(target, mark=mark)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tomoni-") as folder:
        draft, before = Path(folder) / "draft", Path(folder) / "before"
        draft.mkdir()
        fill(draft)
        if target.exists():
            target.rename(before)
        try:
            draft.rename(target)
        except OSError:
            if before.exists():
                before.rename(target)
            raise
