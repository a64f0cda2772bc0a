"""The lattice of levels: which of its nodes are enough, asked of as few as possible."""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
import numpy.typing as npt

Node = tuple[int, ...]
"""One level for each column."""
Marks = npt.NDArray[np.bool_]
"""Shape: the number of levels of each column."""

_UNKNOWN, _NO, _YES = 0, 1, 2


def enough(shape: Node, *, is_enough: Callable[[Node], bool]) -> Marks:
    """The nodes that are enough, where a node above one that is enough is enough as well.

    Chains of unknown nodes are searched by halves, and each answer is carried to all that lie
    above or below (predictive tagging). Sources: LeFevre, DeWitt, Ramakrishnan, "Incognito",
    SIGMOD 2005; El Emam et al., "A Globally Optimal k-Anonymity Method" (OLA), JAMIA 16(5), 2009;
    Kohlmayer et al., "Flash", PASSAT 2012.
    """
    state = np.zeros(shape, dtype=np.int8)
    for node in sorted(product(*map(range, shape)), key=sum):
        while state[node] == _UNKNOWN:
            chain = [node, *_upwards(node, state)]
            low, high = 0, len(chain)
            while low < high:
                middle = (low + high) // 2
                if is_enough(chain[middle]):
                    state[tuple(slice(level, None) for level in chain[middle])] = _YES
                    high = middle
                else:
                    state[tuple(slice(None, level + 1) for level in chain[middle])] = _NO
                    low = middle + 1
    found: Marks = state == _YES
    return found


def _upwards(node: Node, state: npt.NDArray[np.int8]) -> Iterator[Node]:
    """A chain of unknown nodes above one, each one level higher in one column."""
    while True:
        above = (
            (*node[:place], level + 1, *node[place + 1 :])
            for place, level in enumerate(node)
            if level + 1 < state.shape[place]
        )
        unknown = next((one for one in above if state[one] == _UNKNOWN), None)
        if unknown is None:
            return
        node = unknown
        yield node


def minimal(marks: Marks) -> tuple[Node, ...]:
    """The marked nodes that have no marked node below them."""
    covered = marks.copy()
    for axis in range(marks.ndim):
        covered = np.logical_or.accumulate(covered, axis=axis)
    lowest = marks.copy()
    for axis in range(marks.ndim):
        above = [slice(None)] * marks.ndim
        under = [slice(None)] * marks.ndim
        above[axis], under[axis] = slice(1, None), slice(None, -1)
        lowest[tuple(above)] &= ~covered[tuple(under)]
    return tuple(tuple(int(level) for level in node) for node in np.argwhere(lowest))
