"""What else belongs to a division and passes to its successor; each app registers its own once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tomoni.academy.accounts.models import Division


@dataclass(frozen=True)
class Belongings:
    """`count`: how many things of a division there are; `pass_on`: they become another's."""

    count: "Callable[[Division], int]"
    pass_on: "Callable[[Division, Division], None]"


_registered: dict[str, Belongings] = {}


def register(name: str, belongings: Belongings) -> None:
    """Let an app hand over what it keeps; a second call replaces the first."""
    _registered[name] = belongings


def has_belongings(division: "Division") -> bool:
    """Whether any app keeps something of the division."""
    return any(each.count(division) for each in _registered.values())


def pass_on(division: "Division", *, successor: "Division") -> None:
    """Everything that any app keeps becomes the successor's."""
    for each in _registered.values():
        each.pass_on(division, successor)
