"""All that an outsider holds in hand: tables of the same data, and earlier ones that only grew."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tomoni.engine.privacy._axes import Axis
from tomoni.engine.privacy._linking import Places, System, linked, shown_places, unseen
from tomoni.engine.privacy._needs import Flags, least_known
from tomoni.engine.privacy._release import Release
from tomoni.engine.privacy._tabulating import Numbers


@dataclass(frozen=True, eq=False)
class World:
    """n unknowns: the cells of every system one after the other, then by how much they grew."""

    systems: tuple[System, ...]
    starts: tuple[int, ...]
    """Where the cells of each system begin; last, where the growth begins."""
    grown: tuple[tuple[int, int], ...]
    """Pairs of the same cell (later, earlier)."""
    equations: sparse.csr_array
    """(m, n) `equations @ values == 0`"""

    @property
    def size(self) -> int:
        """n"""
        return self.starts[-1] + len(self.grown)

    def places(self, system: int, *, table: int, shape: tuple[int, ...]) -> Places:
        """(cells,) The unknowns that are the cells of a table of a system."""
        within = shown_places(self.systems[system], grid=table, shape=shape)
        return within + self.starts[system]


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of each unknown."""

    shown: Flags
    """Known exactly."""
    values: Numbers
    """Of what is shown; else 0."""
    lower: Numbers
    upper: Numbers


def world_of(
    groups: Sequence[Sequence[Release]], *, guessed: Sequence[Sequence[Axis]] = ()
) -> World:
    """The world of releases: each group is of the same data, the latest data first.

    Of what two groups have in common, the later is at least as much as the earlier. `guessed`: by
    group, what an outsider may know of other categories though no release says it.
    """
    grids = [[release.axes for release in group] for group in groups]
    more = guessed or [()] * len(groups)
    ladders = [
        [*(axis for release in group for axis in release.ladders), *known]
        for group, known in zip(groups, more, strict=True)
    ]
    behind = unseen(grids, ladders=ladders) if len(groups) > 1 else ()
    systems = tuple(
        linked(tables, ladders=known, behind=behind)
        for tables, known in zip(grids, ladders, strict=True)
    )
    starts = tuple(np.cumsum([0, *(len(one.keys) for one in systems)]).tolist())
    grown = tuple(_grown(systems, starts=starts))
    return World(systems, starts, grown, _equations(systems, grown=grown, n=starts[-1]))


def facts_of(world: World, groups: Sequence[Sequence[Release]]) -> Facts:
    """Everything that the releases say, and that nobody can be fewer than none."""
    n = world.size
    shown = np.zeros(n, dtype=np.bool_)
    values, lower, upper = np.zeros(n), np.zeros(n), np.full(n, np.inf)
    for system, group in enumerate(groups):
        for table, release in enumerate(group):
            at = world.places(system, table=table, shape=release.shape)
            hidden = release.hidden
            low, high = bounds_of(release)
            lower[at] = np.maximum(lower[at], low)
            upper[at] = np.minimum(upper[at], high)
            if not release.rounding:
                seen = at[~hidden]
                shown[seen] = True
                values[seen] = [value for value in release.values if value is not None]
    lower[shown] = upper[shown] = values[shown]
    return Facts(shown, values, lower, upper)


def bounds_of(release: Release) -> tuple[Numbers, Numbers]:
    """(cells,) Between what a reader of this table alone must take each cell to lie."""
    if release.lows:
        highs = [np.inf if high is None else high for high in release.highs]
        return np.array(release.lows), np.array(highs)
    hidden = release.hidden
    values = np.array([value or 0.0 for value in release.values])
    least = least_known(
        release.axes,
        rule=release.rule,
        sums=not release.counts,
        populations=release.populations,
    ).ravel()
    step = release.rounding - 1 if release.counts else release.rounding
    reach = max(step, 0)
    low = np.where(hidden, least, np.maximum(values - reach, 0.0))
    return low, np.where(hidden, np.inf, values + reach)


def _grown(systems: Sequence[System], *, starts: Sequence[int]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    numbered = [{key: at for at, key in enumerate(system.keys)} for system in systems]
    for later in range(len(systems)):
        for earlier in range(later + 1, len(systems)):
            for key, at in numbered[earlier].items():
                if key in numbered[later]:
                    pairs.append((starts[later] + numbered[later][key], starts[earlier] + at))
    return pairs


def _equations(
    systems: Sequence[System], *, grown: Sequence[tuple[int, int]], n: int
) -> sparse.csr_array:
    blocks = sparse.block_diag([system.equations for system in systems], format="csr")
    whole = n + len(grown)
    found = sparse.csr_array(blocks)
    found.resize((found.shape[0], whole))
    if not grown:
        return found
    rows = np.repeat(np.arange(len(grown)), 3)
    columns = np.array([[one, other, n + at] for at, (one, other) in enumerate(grown)]).ravel()
    data = np.tile([1.0, -1.0, -1.0], len(grown))
    growth = sparse.csr_array((data, (rows, columns)), shape=(len(grown), whole))
    return sparse.csr_array(sparse.vstack([found, growth], format="csr"))
