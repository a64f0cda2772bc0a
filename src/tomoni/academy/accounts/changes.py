"""What a staff list changes, person by person."""

from dataclasses import dataclass, field
from enum import StrEnum

from tomoni.academy.accounts.roster import Line
from tomoni.engine.core import sha256


class Kind(StrEnum):
    """What becomes of a person."""

    ADDED = "added"
    RETURNED = "returned"
    MOVED = "moved"
    RENAMED = "renamed"
    CORRECTED = "corrected"
    LEFT = "left"
    UNCHANGED = "unchanged"
    UNCLEAR = "unclear"


Path = tuple[str, ...]
"""The names of a division and of all above it, from the top."""


@dataclass(frozen=True)
class Change:
    """One person, before and after. `reason`, `about`: why a line was not understood."""

    kinds: tuple[Kind, ...]
    name: str
    staff_number: str
    line: Line | None = None
    user_id: int | None = None
    path: Path = ()
    """Where the person works from now on."""
    before: str = ""
    after: str = ""
    account_name: str = ""
    reason: str = ""
    about: str = ""


@dataclass(frozen=True)
class Transfer:
    """All that a list changes, in the order of its lines; then those who are not in it."""

    changes: tuple[Change, ...]
    new_places: tuple[Path, ...] = ()
    staff: int = 0
    """How many people there were before."""
    counts: dict[Kind, int] = field(default_factory=dict)

    def of(self, kind: Kind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if kind in change.kinds)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be different afterwards."""
        return all(kind in (Kind.UNCHANGED, Kind.UNCLEAR) for kind in self.counts)

    @property
    def is_drastic(self) -> bool:
        """Whether so many would leave that the list may be of a part of the staff only."""
        left = self.counts.get(Kind.LEFT, 0)
        return left > max(_FEW, self.staff * _SHARE)

    @property
    def fingerprint(self) -> str:
        """The same only while nothing else would happen: what was seen is what is done."""
        return sha256(repr((self.changes, self.new_places)).encode())


_FEW, _SHARE = 10, 0.2


def transfer(changes: tuple[Change, ...], *, new_places: tuple[Path, ...], staff: int) -> Transfer:
    """The changes with how many there are of each kind."""
    counts: dict[Kind, int] = {}
    for change in changes:
        for kind in change.kinds:
            counts[kind] = counts.get(kind, 0) + 1
    return Transfer(changes, new_places, staff, counts)
