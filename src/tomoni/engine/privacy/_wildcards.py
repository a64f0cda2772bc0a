"""Rows that agree where a missing value may stand for any other."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tomoni.engine.privacy._combinations import Numbers, keys, summed


class Matches(NamedTuple):
    """Groups of combinations that match one of them; `members` and `groups` run side by side."""

    groups: Numbers
    members: Numbers


def matched_rows(codes: Numbers, rows: Numbers) -> Numbers:
    """For each combination how many rows match it, its own among them.

    Two rows match when in every column their values are equal or at least one of them is missing
    (code 0); counted for each pair of patterns of what is missing.
    """
    total = np.zeros(len(rows), dtype=np.int64)
    patterns = _patterns(codes)
    for here in patterns:
        for there in patterns:
            mine, theirs = _keys(codes, here, there)
            kinds, places = np.unique(theirs, return_inverse=True)
            found = np.minimum(np.searchsorted(kinds, mine), len(kinds) - 1)
            added = summed(places, rows[there], size=len(kinds))[found]
            total[here] += np.where(kinds[found] == mine, added, 0)
    return total


def matches(codes: Numbers, *, of: Numbers) -> Iterator[Matches]:
    """Who matches each of the combinations at the places `of`; one pattern of missing values at a
    time, so that memory stays small."""
    patterns = _patterns(codes)
    for here in (np.intersect1d(pattern, of) for pattern in patterns):
        groups, members = [], []
        for there in patterns:
            mine, theirs = _keys(codes, here, there)
            order = np.argsort(theirs, kind="stable")
            first = np.searchsorted(theirs, mine, side="left", sorter=order)
            counts = np.searchsorted(theirs, mine, side="right", sorter=order) - first
            before = np.cumsum(counts) - counts
            within = np.arange(int(counts.sum())) - np.repeat(before, counts)
            groups.append(np.repeat(np.arange(len(here)), counts))
            members.append(there[order[np.repeat(first, counts) + within]])
        yield Matches(np.concatenate(groups), np.concatenate(members))


def _patterns(codes: Numbers) -> list[Numbers]:
    """The places of the combinations that lack the same values."""
    lacking = (codes == 0) @ (2 ** np.arange(codes.shape[1]))
    return [np.flatnonzero(lacking == pattern) for pattern in np.unique(lacking)]


def _keys(codes: Numbers, here: Numbers, there: Numbers) -> tuple[Numbers, Numbers]:
    """One number for each combination by the columns in which neither side lacks a value."""
    known = (codes[here[0]] > 0) & (codes[there[0]] > 0)
    both = codes[np.concatenate([here, there])][:, known]
    key = keys(list(both.T))[0] if known.any() else np.zeros(len(both), dtype=np.int64)
    return key[: len(here)], key[len(here) :]
