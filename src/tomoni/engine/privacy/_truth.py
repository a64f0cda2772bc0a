"""The true values behind all releases, and what their rules ask of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tomoni.engine.core import Table
from tomoni.engine.privacy._anyway import least_anyway
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._needs import Flags, Needs, least_known, needs
from tomoni.engine.privacy._release import Release
from tomoni.engine.privacy._rules import Rule, whole_rule
from tomoni.engine.privacy._tabulating import Numbers, cell_values, tally
from tomoni.engine.privacy._world import Facts, World, facts_of

_CLOSE = 1e-6


@dataclass(frozen=True, eq=False)
class Truth:
    """(n,) Of every unknown of a world."""

    values: Numbers
    primary: Flags
    """Hidden by the rule of the new release, or protected in an older one."""
    below: Numbers
    above: Numbers
    free: Flags
    """Never to be hidden in the new release."""
    before: Facts
    """What is known before the new release, and of its hidden cells by its rule alone."""


def truth_of(
    world: World,
    groups: Sequence[Sequence[Release]],
    *,
    data: Sequence[Table],
    rules: Sequence[Rule] = (),
) -> Truth:
    """The truth of a world whose first release of the first group is new.

    `data`: the rows of each group; `rules`: those in use, whole. Raises `PrivacyError`:
    `releases-contradict` when an older release does not agree with the rows, `not-only-grown` when
    a number became smaller, and what counting and the rules raise.
    """
    n = world.size
    values = _values(world, groups, data=data)
    primary, free = np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.bool_)
    below, above = np.zeros(n), np.zeros(n)
    for system, group in enumerate(groups):
        for table, release in enumerate(group):
            at = world.places(system, table=table, shape=release.shape)
            asked = _needs(release, table=data[system], rules=rules)
            unsure = ~_known(release)
            below[at] = np.maximum(below[at], np.where(unsure, asked.below.ravel(), 0.0))
            above[at] = np.maximum(above[at], np.where(unsure, asked.above.ravel(), 0.0))
            if system == table == 0:
                primary[at] = asked.primary.ravel() & unsure
                free[at] = asked.free.ravel() | ~unsure
    before = _before(world, groups, free=free)
    size = _CLOSE * (1 + np.abs(values))
    wrong = (before.lower > values + size) | (before.upper < values - size)
    if wrong.any():
        raise PrivacyError("releases-contradict", count=int(wrong.sum()))
    if groups[0][0].counts:
        least = least_anyway(world.equations, before.lower)
        reachable = np.minimum(below, np.maximum(values - least, 0.0))
        stuck = (below > 0) & (reachable <= 0) & (above <= 0)
        below, above = reachable, np.where(stuck, 1.0, above)
    return Truth(values, primary, below, above, free, before)


def _values(world: World, groups: Sequence[Sequence[Release]], *, data: Sequence[Table]) -> Numbers:
    values = np.zeros(world.size)
    for system, (start, group) in enumerate(zip(world.starts, groups, strict=False)):
        linked = world.systems[system]
        for grid, places in zip(linked.grids, linked.places, strict=True):
            values[places + start] = cell_values(data[system], grid=grid, value=group[0].value)
    for at, (later, earlier) in enumerate(world.grown):
        values[world.starts[-1] + at] = values[later] - values[earlier]
    less = int((values[world.starts[-1] :] < -_CLOSE).sum())
    if less:
        raise PrivacyError("not-only-grown", count=less)
    return np.maximum(values, 0.0)


def _needs(release: Release, *, table: Table, rules: Sequence[Rule]) -> Needs:
    counted = tally(table, grid=release.axes, value=release.value, units=release.units)
    return needs(
        counted,
        grid=release.axes,
        rule=whole_rule(release.rule, known=rules),
        sums=not release.counts,
        populations=release.populations,
    )


def _known(release: Release) -> Flags:
    """(cells,) Totals that everybody knows anyway."""
    return np.array(
        [
            tuple(
                sorted(
                    axis.column
                    for axis, node in zip(release.axes, nodes, strict=True)
                    if not node.is_total
                )
            )
            in release.known
            for nodes in release.nodes()
        ],
        dtype=np.bool_,
    )


def _before(world: World, groups: Sequence[Sequence[Release]], *, free: Flags) -> Facts:
    """The facts without the new release, but for the least its hidden cells can hold."""
    new, *others = groups[0]
    silent = new.model_copy(
        update={"rule": new.rule.model_copy(update={"zeros_shown": False}), "rounding": 0}
    )
    facts = facts_of(world, [[silent, *others], *groups[1:]])
    if new.rounding:
        return facts
    at = world.places(0, table=0, shape=new.shape)
    least = least_known(
        new.axes, rule=new.rule, sums=not new.counts, populations=new.populations
    ).ravel()
    hideable = ~free[at] & ~facts.shown[at]
    facts.lower[at] = np.maximum(facts.lower[at], np.where(hideable, least, 0.0))
    return facts
