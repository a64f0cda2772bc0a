"""What stands in the repository: the files that people write, and where."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tomoni"
ENGINE = SOURCE / "engine"
ACADEMY = SOURCE / "academy"

_MADE = {
    "__pycache__", "node_modules", "built", "var", "out", "dist", "htmlcov", "migrations", "fonts",
}  # fmt: skip
_PROSE_AND_CODE = {
    ".bpmn", ".cfg", ".css", ".html", ".jinja", ".json", ".lock", ".md", ".mjs", ".po", ".py",
    ".svg", ".toml", ".ts", ".txt", ".typ", ".yaml", ".yml", "",
}  # fmt: skip


def files(*suffixes: str, under: Path = ROOT) -> Iterator[Path]:
    """The files with one of the endings that people write, sorted; nothing that a tool made."""
    for path in sorted(under.iterdir()):
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name != ".ci"
            if path.name not in _MADE and not hidden and not path.name.endswith(".egg-info"):
                yield from files(*suffixes, under=path)
        elif path.suffix in suffixes:
            yield path


def texts() -> Iterator[Path]:
    """Every text file of the repository."""
    yield from files(*_PROSE_AND_CODE)


def name(path: Path) -> str:
    """The path as one writes it in a message."""
    return path.relative_to(ROOT).as_posix()


def rooms() -> list[Path]:
    """The engine's rooms."""
    return [path.parent for path in sorted(ENGINE.glob("*/__init__.py"))]


def apps() -> list[Path]:
    """The academy's apps and the packages of its steps."""
    return [path.parent for path in sorted(ACADEMY.rglob("apps.py"))]
