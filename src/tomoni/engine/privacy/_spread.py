"""l-diversity and t-closeness of groups of rows.

l: Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam, "l-Diversity: Privacy Beyond k-Anonymity",
ACM TKDD 1(1), 2007. t: Li, Li, Venkatasubramanian, "t-Closeness", ICDE 2007, section 5.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tomoni.engine.privacy._combinations import Numbers
from tomoni.engine.privacy._tally import Floats, Tally, shares_of_all, tally

_MOST_RECURSIVE = 10
"""The largest l for which a c is said."""


@dataclass(frozen=True)
class Spread:
    """The worst of all groups; `recursive`: c by l."""

    distinct: int
    entropy: float
    recursive: dict[int, float] = field(default_factory=dict)
    t: float = 0.0

    def worse(self, other: "Spread") -> "Spread":
        """The worst of both."""
        both = self.recursive.keys() & other.recursive.keys()
        return Spread(
            distinct=min(self.distinct, other.distinct),
            entropy=min(self.entropy, other.entropy),
            recursive={
                level: max(self.recursive[level], other.recursive[level]) for level in sorted(both)
            },
            t=max(self.t, other.t),
        )


def diversity(found: Tally) -> Spread:
    """How diverse the least diverse group is."""
    distinct = np.bincount(found.groups)
    parts = np.bincount(found.groups, weights=found.rows * np.log(found.rows))
    entropies = np.exp(np.log(found.sizes) - parts / found.sizes)
    least = int(distinct.min())
    return Spread(least, float(entropies.min()), _recursive(found, least=least))


def _recursive(found: Tally, *, least: int) -> dict[int, float]:
    """For each l the c above which every group is (c,l)-diverse: the largest r1 / (rl + … + rm)."""
    if least < 2:
        return {}
    order = np.lexsort((-found.rows, found.groups))
    groups, rows = found.groups[order], found.rows[order]
    starts = found.starts
    rank = np.arange(len(rows)) - starts[groups]
    most, sizes = rows[starts], len(found.sizes)
    by_level = {}
    for level in range(2, min(least, _MOST_RECURSIVE) + 1):
        tail = rank >= level - 1
        rest = np.bincount(groups[tail], weights=rows[tail], minlength=sizes)
        by_level[level] = float((most / rest).max())
    return by_level


def equal_distances(found: Tally, *, overall: Floats) -> Floats:
    """Of each group to all rows: half the sum of the differences, every value as far as another."""
    above = np.maximum(found.shares - overall[found.values], 0.0)
    added: Floats = np.bincount(found.groups, weights=above).astype(np.float64)
    return added


def hierarchical_distances(
    found: Tally, *, levels: Sequence[Numbers], everything: tuple[Numbers, Numbers]
) -> Floats:
    """Two values are as far as the height at which they meet, divided by the height of the tree.

    That earth mover's distance is the mean over the levels under the root of the distance that
    counts the values of one level as equally far. `levels`: each value's code on each level, the
    values themselves first; `everything`: values and rows of the whole table.
    """
    values, rows = everything
    of_levels = [
        equal_distances(
            tally(found.groups, codes[found.values], found.rows),
            overall=shares_of_all(codes[values], rows),
        )
        for codes in levels
    ]
    mean: Floats = np.mean(of_levels, axis=0)
    return mean


def ordered_distances(found: Tally, *, overall: Floats) -> Floats:
    """Values have an order; neighbours are 1 / (m - 1) apart. Codes from 1 to m, no 0 among them.

    The sum of |P_i - Q_i| over the cumulated shares: P only changes at a group's own values, and
    between them the sum follows from prefix sums of the sorted Q.
    """
    kinds = len(overall) - 1
    if kinds < 2:
        return np.zeros(len(found.sizes))
    whole = np.cumsum(overall[1:])
    sums = np.concatenate(([0.0], np.cumsum(whole)))
    starts, place = found.starts, found.values - 1
    running = np.cumsum(found.rows)
    before = (running - found.rows)[starts]
    height = (running - before[found.groups]) / found.sizes[found.groups]
    end = np.append(place[1:], kinds)
    end[np.append(starts[1:], len(place)) - 1] = kinds
    cross = np.clip(np.searchsorted(whole, height), place, end)
    gaps = height * (cross - place) - (sums[cross] - sums[place])
    gaps += (sums[end] - sums[cross]) - height * (end - cross)
    added = np.bincount(found.groups, weights=gaps) + sums[place[starts]]
    return np.maximum(added, 0.0) / (kinds - 1)
