"""What a rule asks of each cell: hidden or not, and how unsure an outsider must stay."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tomoni.engine.privacy._axes import Axis
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._rules import Rule
from tomoni.engine.privacy._tabulating import Grid, Numbers, Tally

Flags = NDArray[np.bool_]
Populations = Mapping[str, Mapping[str, int]]
"""Column → label → how many people live there."""


@dataclass(frozen=True, eq=False)
class Needs:
    """Arrays in the shape of the grid."""

    primary: Flags
    below: Numbers
    above: Numbers
    free: Flags
    """Never hidden: a zero that the rule lets everybody see."""


def needs(
    tally: Tally, *, grid: Grid, rule: Rule, sums: bool, populations: Populations | None = None
) -> Needs:
    """What the rule asks of the cells of the grid.

    `sums`: the values are amounts, not counts. Raises `PrivacyError` `populations-missing` when the
    rule depends on the population of areas and none is told (an empty mapping says that the table
    has no areas), or not that of every area.
    """
    smallest = _smallest(grid, rule=rule, populations=populations, shape=tally.rows.shape)
    nothing = np.isnan(smallest)
    empty = (tally.rows == 0) & ~nothing
    free = empty & rule.zeros_shown
    few_rows = ~free & (nothing | (tally.rows < smallest))
    few_units = ~empty & (tally.units < rule.units_smallest)
    if sums:
        below, above = _of_sums(tally, rule=rule, few=few_rows | few_units)
    else:
        width = np.where(nothing, _widest(rule), smallest) - 1
        least = np.where(nothing, 0.0, float(rule.zeros_shown))
        below, above = _of_counts(tally.rows, width=width, least=least, few=few_rows, of=few_units)
    primary = few_rows | few_units | (below > 0) | (above > 0)
    return Needs(primary, below, above, free)


def least_known(grid: Grid, *, rule: Rule, sums: bool, populations: Populations | None) -> Numbers:
    """What everybody knows a hidden cell to hold at least: 1 where every zero is shown."""
    shape = tuple(len(axis.nodes) for axis in grid)
    if sums or not rule.zeros_shown:
        return np.zeros(shape)
    smallest = _smallest(grid, rule=rule, populations=populations, shape=shape)
    return np.where(np.isnan(smallest), 0.0, 1.0)


def widest_hidden(grid: Grid, *, rule: Rule, populations: Populations | None) -> Numbers:
    """The largest count that the rule hides for its size alone, by cell."""
    shape = tuple(len(axis.nodes) for axis in grid)
    smallest = _smallest(grid, rule=rule, populations=populations, shape=shape)
    return np.where(np.isnan(smallest), float(_widest(rule)), smallest) - 1


def _of_counts(
    rows: Numbers, *, width: Numbers, least: Numbers, few: Flags, of: Flags
) -> tuple[Numbers, Numbers]:
    """A small number: everything from `least` to `width` stays possible; a larger one that is
    hidden for another reason: as far to both sides."""
    width = np.maximum(width, 1.0)
    small = few & (rows <= width)
    below = np.where(small, rows - least, np.minimum(width, rows - least))
    above = np.where(small, width - rows, width)
    stuck = (below <= 0) & (above <= 0)
    hidden = few | of
    return (
        np.where(hidden, np.maximum(below, 0.0), 0.0),
        np.where(hidden, np.where(stuck, 1.0, np.maximum(above, 0.0)), 0.0),
    )


def _of_sums(tally: Tally, *, rule: Rule, few: Flags) -> tuple[Numbers, Numbers]:
    """Protection levels after Hundepool et al. (2012), ch. 4.3: what the rule lacks to be met."""
    largest, total = tally.largest, tally.values
    need = np.where(few, np.maximum(rule.least_width * total, 1.0), 0.0)
    if rule.p_percent:
        rest = total - largest[..., 0] - largest[..., 1]
        need = np.maximum(need, rule.p_percent / 100 * largest[..., 0] - rest)
    if rule.dominance_n:
        leading = largest[..., : rule.dominance_n].sum(axis=-1)
        need = np.maximum(need, 100 / rule.dominance_k * leading - total)
    need = np.where(need > 1e-9, need, 0.0)
    return np.minimum(need, total), need


def _widest(rule: Rule) -> int:
    asked = [area.smallest for area in rule.by_population if area.smallest is not None]
    return max([rule.smallest, *asked])


def _smallest(
    grid: Grid, *, rule: Rule, populations: Populations | None, shape: tuple[int, ...]
) -> Numbers:
    """The smallest number that may be shown in each cell; NaN: none at all."""
    found = np.full(shape, float(rule.smallest))
    if not rule.by_population:
        return found
    if populations is None:
        raise PrivacyError("populations-missing", column="", count=0)
    for side, axis in enumerate(grid):
        told = _populations(axis, populations=populations)
        if told is None:
            continue
        limits = [rule.smallest_for(people) for people in told]
        line = np.array([np.nan if one is None else float(one) for one in limits])
        turned = [1] * len(shape)
        turned[side] = len(line)
        found = np.maximum(found, line.reshape(turned))
    return found


def _populations(axis: Axis, *, populations: Populations) -> list[int | None] | None:
    """By node: told, or the sum of its parts; None when the side is no area."""
    if not any(node.column in populations for node in axis.nodes):
        return None
    people: list[int | None] = []
    for node in axis.nodes:
        of = populations.get(node.column, {})
        told = [of[label] for label in node.labels if label in of]
        people.append(sum(told) if len(told) == len(node.labels) else None)
    for one in axis.sums:
        below = [people[part] for part in one.parts]
        if people[one.total] is None and None not in below:
            people[one.total] = sum(part or 0 for part in below)
    missing = sum(people[leaf] is None for leaf in axis.leaves)
    if missing:
        raise PrivacyError("populations-missing", column=axis.column, count=missing)
    return people
