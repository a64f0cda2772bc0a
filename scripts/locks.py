"""The lock files, compared with what they were made from. Needs no network.

A lock is made in one go, so its inner parts agree with each other; what can drift is what it was
made from. Every requirement of pyproject.toml has to be named by the lock and satisfied by the
version there, and the lock may name no requirement that is gone. No lock holds an address.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.steps import ROOT, say

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)", flags=re.MULTILINE)
_OWN = re.compile(r"^\s+#\s+(?:via\s+)?tomoni \(pyproject\.toml(?::\w+)?\)$")


def main() -> int:
    """Say what does not agree; 1 when anything does not."""
    wanted = requirements((ROOT / "pyproject.toml").read_text())
    complaints = [
        *python_complaints(wanted, lock=(ROOT / "requirements.lock").read_text()),
        *frontend_complaints(ROOT / "frontend"),
    ]
    for complaint in complaints:
        say(f"lock: {complaint}")
    return 1 if complaints else 0


def requirements(project: str) -> list[Requirement]:
    """What pyproject.toml asks for: to run and to work on it."""
    table = tomllib.loads(project)
    texts = [*table["project"]["dependencies"], *table["dependency-groups"]["dev"]]
    return [Requirement(text) for text in texts]


def python_complaints(wanted: list[Requirement], *, lock: str) -> Iterator[str]:
    """Where requirements.lock and pyproject.toml disagree."""
    pins = {canonicalize_name(match["name"]): match["version"] for match in _PIN.finditer(lock)}
    for requirement in wanted:
        version = pins.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"{requirement.name} is asked for but not locked: make lock"
        elif not requirement.specifier.contains(version, prereleases=True):
            asked = f"{requirement.name}{requirement.specifier}"
            yield f"{asked} is asked for, {version} is locked: make lock"
    names = {canonicalize_name(requirement.name) for requirement in wanted}
    for name in sorted(own(lock) - names):
        yield f"{name} is locked but no longer asked for: make lock"
    if "://" in lock:
        yield "requirements.lock holds an address: compile it without index URLs"


def own(lock: str) -> set[str]:
    """The names that the lock says pyproject.toml itself asked for."""
    found: set[str] = set()
    current = ""
    for line in lock.splitlines():
        if match := _PIN.match(line):
            current = str(canonicalize_name(match["name"]))
        elif _OWN.match(line):
            found.add(current)
    return found


def frontend_complaints(folder: Path) -> Iterator[str]:
    """Where package-lock.json and package.json disagree."""
    asked = json.loads((folder / "package.json").read_text())
    locked = json.loads((folder / "package-lock.json").read_text())
    for group in ("dependencies", "devDependencies"):
        if asked.get(group, {}) != locked["packages"][""].get(group, {}):
            yield f"package-lock.json has other {group} than package.json: make lock"
    if any("resolved" in entry for entry in locked["packages"].values()):
        yield "package-lock.json holds addresses: make lock"


if __name__ == "__main__":
    sys.exit(main())
