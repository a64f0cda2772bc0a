"""Which division a staff list means by what it writes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tomoni.academy.accounts.changes import Path
from tomoni.academy.accounts.divisions import Unit

_BETWEEN = re.compile(r"[\s/／>＞→]+")


@dataclass
class Places:
    """The divisions of a municipality by what people write for them, and those still to be made."""

    units: Iterable[Unit]
    grow: bool
    """Whether a division that is not known is to be made."""
    new: list[Path] = field(default_factory=list)
    _paths: dict[str, list[Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.units:
            self._know(unit.names)

    def find(self, written: str, *, now: Path = ()) -> list[Path]:
        """The divisions that could be meant: one when it is clear. `now`: where the person is."""
        found = self._paths.get(_plain(written), [])
        if len(found) > 1 and now in found:
            return [now]
        whole = [path for path in found if _plain("".join(path)) == _plain(written)]
        if found or not self.grow:
            return whole if len(whole) == 1 else found
        return self._make(tuple(part for part in _BETWEEN.split(written) if part))

    def _make(self, parts: Path) -> list[Path]:
        """The new division; the ones that could be above it, where that is not clear."""
        above: list[Path] = [()]
        if len(parts) > 1:
            above = self._paths.get(_plain("".join(parts[:-1])), []) or self._make(parts[:-1])
        if len(above) != 1:
            return above
        path = (*above[0], parts[-1])
        self.new.append(path)
        self._know(path)
        return [path]

    def _know(self, path: Path) -> None:
        for first in range(len(path)):
            self._paths.setdefault(_plain("".join(path[first:])), []).append(path)


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text)
