"""合算: which categories to join so that no cell has to be hidden, for the one who has the rows."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tomoni.engine.core import Table, Value
from tomoni.engine.privacy._axes import Axis, Sum, joint_node
from tomoni.engine.privacy._needs import needs
from tomoni.engine.privacy._release import Release
from tomoni.engine.privacy._rules import whole_rule
from tomoni.engine.privacy._tabulating import tally

_MOST_JOINED = 4
_MOST_STEPS = 40

Groups = tuple[tuple[str, ...], ...]


class Joined(Value):
    """One category made of others and its total."""

    labels: tuple[str, ...]
    value: float


class Offer(Value):
    """Labels of a column that could stand together, and what would then have to be hidden.

    For the owner of the data only: the totals and `still_hidden` say more than the release does.
    `publish(…, joined={offer.column: [one.labels for one in offer.joined]})` takes it up.
    """

    column: str
    joined: tuple[Joined, ...]
    still_hidden: int
    """Cells that the rule hides even so."""


def offers(
    table: Table, *, release: Release, neighbours: Mapping[str, Sequence[str]] | None = None
) -> tuple[Offer, ...]:
    """For each side of the release: the fewest labels found to join, the best offer first.

    `neighbours`: label → labels it may be joined with; without it any under the same parent.
    Joins step by step, each time the label whose numbers then need the least hiding.
    """
    rows = table.data_rows()
    found = [
        offer
        for side, axis in enumerate(release.axes)
        if len(axis.leaves) > 1
        and (offer := _offer(rows, release, side=side, neighbours=neighbours)) is not None
    ]
    size = [sum(len(one.labels) for one in offer.joined) for offer in found]
    order = sorted(range(len(found)), key=lambda at: (found[at].still_hidden, size[at], at))
    return tuple(found[at] for at in order)


def _offer(
    table: Table,
    release: Release,
    *,
    side: int,
    neighbours: Mapping[str, Sequence[str]] | None,
) -> Offer | None:
    groups: Groups = ()
    stuck: set[str] = set()
    for _ in range(_MOST_STEPS):
        axis = _with(release.axes[side], groups)
        primary, counts, totals = _looked_at(table, release, side=side, axis=axis)
        lines = [leaf for leaf in axis.leaves if primary[leaf].any()]
        open_lines = [leaf for leaf in lines if axis.nodes[leaf].label not in stuck]
        if not open_lines:
            break
        leaf = open_lines[0]
        partner = _partner(
            leaf, axis=axis, counts=counts, smallest=release.rule.smallest,
            groups=groups, neighbours=neighbours,
        )  # fmt: skip
        if partner is None:
            stuck.add(axis.nodes[leaf].label)
            continue
        groups = _merged(groups, axis.nodes[leaf].label, axis.nodes[partner].label)
    axis = _with(release.axes[side], groups)
    if not groups or len(axis.leaves) < 2:
        return None
    primary, _counts, totals = _looked_at(table, release, side=side, axis=axis)
    named = {node.label: at for at, node in enumerate(axis.nodes)}
    joined = [
        Joined(labels=group, value=float(totals[named["＋".join(group)]])) for group in groups
    ]
    column = release.axes[side].column
    return Offer(column=column, joined=tuple(joined), still_hidden=int(primary.sum()))


def _with(axis: Axis, groups: Groups) -> Axis:
    """The side with joined categories."""
    if not groups:
        return axis
    group_of = {label: group for group in groups for label in group}
    leaves = set(axis.leaves)
    new_of: dict[int, int] = {}
    nodes = []
    for at, node in enumerate(axis.nodes):
        group = group_of.get(node.label, ()) if at in leaves else ()
        renamed = joint_node(node.column, group) if group else node
        if renamed not in nodes:
            nodes.append(renamed)
        new_of[at] = nodes.index(renamed)
    sums = [
        Sum(
            total=new_of[one.total],
            parts=tuple(dict.fromkeys(new_of[part] for part in one.parts)),
        )
        for one in axis.sums
    ]
    return Axis(column=axis.column, nodes=tuple(nodes), sums=tuple(sums))


def _looked_at(
    table: Table, release: Release, *, side: int, axis: Axis
) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.float64]]:
    """By node of the side: which cells of its line the rule hides, its rows, its total."""
    grid = tuple(axis if at == side else one for at, one in enumerate(release.axes))
    counted = tally(table, grid=grid, value=release.value, units=release.units)
    asked = needs(
        counted,
        grid=grid,
        rule=whole_rule(release.rule, known=()),
        sums=not release.counts,
        populations=release.populations,
    )
    lines = np.moveaxis(asked.primary, side, 0).reshape(len(axis.nodes), -1)
    rows = np.moveaxis(counted.rows, side, 0).reshape(len(axis.nodes), -1)
    values = np.moveaxis(counted.values, side, 0).reshape(len(axis.nodes), -1)
    return lines, rows, values.max(axis=1, initial=0.0)


def _partner(
    leaf: int,
    *,
    axis: Axis,
    counts: NDArray[np.float64],
    smallest: int,
    groups: Groups,
    neighbours: Mapping[str, Sequence[str]] | None,
) -> int | None:
    """The sibling that leaves the fewest small numbers, then the nearest in the list."""
    parent = next(one for one in axis.sums if leaf in one.parts)
    size = {"＋".join(group): len(group) for group in groups}
    parts_of = {"＋".join(group): group for group in groups}
    label = axis.nodes[leaf].label
    allowed = None
    if neighbours is not None:
        own = parts_of.get(label, (label,))
        allowed = {other for one in own for other in neighbours.get(one, ())}
    best: tuple[int, int, int] | None = None
    for other in parent.parts:
        name = axis.nodes[other].label
        near = allowed is None or allowed & set(parts_of.get(name, (name,)))
        if other == leaf or not near or size.get(label, 1) + size.get(name, 1) > _MOST_JOINED:
            continue
        line = counts[leaf] + counts[other]
        small = int(((line > 0) & (line < smallest)).sum())
        best = min(best or (small, abs(other - leaf), other), (small, abs(other - leaf), other))
    return best[2] if best else None


def _merged(groups: Groups, one: str, other: str) -> Groups:
    parts = {"＋".join(group): group for group in groups}
    first, second = parts.pop(one, (one,)), parts.pop(other, (other,))
    return (*parts.values(), tuple(sorted((*first, *second))))
