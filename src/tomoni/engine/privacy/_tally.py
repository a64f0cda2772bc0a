"""How the values of a sensitive column are spread over groups of rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tomoni.engine.privacy._combinations import Numbers, keys, summed

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """`groups`, `values`, `rows`: one entry for each value in each group, in that order; groups
    count from 0 without gaps. `sizes`: the rows of each group."""

    groups: Numbers
    values: Numbers
    rows: Numbers
    sizes: Numbers

    @property
    def shares(self) -> Floats:
        """Each entry's share of its group."""
        return self.rows / self.sizes[self.groups]

    @property
    def starts(self) -> Numbers:
        """Where each group's entries begin."""
        return np.flatnonzero(np.diff(self.groups, prepend=-1))


def tally(groups: Numbers, values: Numbers, rows: Numbers) -> Tally:
    """The rows of each value in each group, added up."""
    key, _ = keys([groups, values])
    order = np.argsort(key)
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    added = np.add.reduceat(rows[order], starts)
    first = order[starts]
    kept = groups[first]
    ids: Numbers = np.cumsum(np.diff(kept, prepend=kept[0]) > 0, dtype=np.int64)
    return Tally(ids, values[first], added, summed(ids, added, size=int(ids[-1]) + 1))


def shares_of_all(values: Numbers, rows: Numbers) -> Floats:
    """The share of each value, by its code, of all rows."""
    counts = np.bincount(values, weights=rows)
    shares: Floats = counts / counts.sum()
    return shares
