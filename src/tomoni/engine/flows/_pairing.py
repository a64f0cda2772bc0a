"""Which step of one flow is which of another."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from tomoni.engine.flows._cells import folded
from tomoni.engine.flows._flow import Flow, Step

_SAME_ID, _OTHER_ID = 0.3, 0.6
"""How alike two names must be, from 0 to 1."""
_LANE = 0.05


def paired(as_is: Flow, to_be: Flow) -> tuple[tuple[int, int], ...]:
    """Places of steps that are the same piece of work, in the order of the first flow.

    First those of one name and one id, then one name (rather in the same lane), then one id and a
    name that is a little alike (ids are often only numbers of rows), then the most alike names.
    """
    left, right = dict(enumerate(as_is.steps)), dict(enumerate(to_be.steps))
    found: dict[int, int] = {}
    for _, one, other in sorted(_candidates(left, right), key=lambda each: (-each[0], each[1:])):
        if one in left and other in right:
            found[one] = other
            del left[one], right[other]
    return tuple(sorted(found.items()))


def _candidates(left: dict[int, Step], right: dict[int, Step]) -> Iterator[tuple[float, int, int]]:
    for one, before in left.items():
        for other, after in right.items():
            if rank := _rank(before, after):
                yield rank, one, other


def _rank(before: Step, after: Step) -> float:
    """How surely two steps are one, 0 when they are not."""
    names, same_id = alike(before, after), before.id == after.id
    lane = _LANE if before.lane == after.lane else 0.0
    if names == 1:
        return 3 + same_id + lane
    if same_id and names >= _SAME_ID:
        return 2 + names
    return names + lane if names >= _OTHER_ID else 0.0


def alike(before: Step, after: Step) -> float:
    """How alike two names are, from 0 to 1 (Ratcliff and Metzener 1988)."""
    one, other = folded(before.name), folded(after.name)
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME_ID else 0.0
