"""What differs between two contents."""

from collections.abc import Iterator
from typing import Any

from tomoni.engine.core import Value


class Change(Value):
    """One place where two contents differ; None stands for "not there"."""

    path: tuple[str, ...]
    before: Any
    after: Any


def compare(before: Any, after: Any) -> tuple[Change, ...]:
    """Every difference between two plain JSON contents, by path, in the order of the paths.

    Lists are compared place by place. Equal contents give no change.
    """
    return tuple(_changes((), before, after))


def _changes(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from _changes((*path, key), before.get(key), after.get(key))
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            ends = [side[place] if place < len(side) else None for side in (before, after)]
            yield from _changes((*path, str(place)), *ends)
    elif before != after or isinstance(before, bool) != isinstance(after, bool):
        yield Change(path=path, before=before, after=after)
