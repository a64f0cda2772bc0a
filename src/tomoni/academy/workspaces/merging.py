"""Two people wrote in the same worksheet: field by field, nothing lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Clash:
    """A field that both changed in different ways."""

    name: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merge:
    """The values after the merge; a clash holds mine until a person decides."""

    values: dict[str, Any]
    clashes: tuple[Clash, ...]
    theirs: tuple[str, ...]
    """Fields taken over from the other person."""


def merge(*, base: Values, mine: Values, theirs: Values) -> Merge:
    """Take each field from whoever changed it; where both did, differently, it is a clash."""
    names = list(dict.fromkeys((*mine, *theirs, *base)))
    taken = tuple(name for name in names if mine.get(name) == base.get(name) != theirs.get(name))
    clashes = tuple(
        Clash(name, base.get(name), mine.get(name), theirs.get(name))
        for name in names
        if mine.get(name) != base.get(name) != theirs.get(name) != mine.get(name)
    )
    values = {name: (theirs if name in taken else mine).get(name) for name in names}
    return Merge(values=values, clashes=clashes, theirs=taken)
