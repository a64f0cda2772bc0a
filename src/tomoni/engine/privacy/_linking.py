"""Several tables of the same data seen as one: shared cells, common margins, a finer cross.

Tables with common margins hold together exactly when their sides form an acyclic hypergraph
(Graham 1979; Beeri, Fagin, Maier, Yannakakis 1983): then whatever agrees on the margins comes from
some data. For a cycle (by A and B, by B and C, by A and C) the cross of all is added, unseen.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tomoni.engine.privacy._axes import Axis, Node, Sum, joint_node
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._tabulating import MOST_CELLS, Grid

Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class System:
    """The cells of all tables, each once, and what adds up to what."""

    grids: tuple[Grid, ...]
    """Those of the tables with every node that is known of them, then the unseen ones."""
    places: tuple[Places, ...]
    """Of each grid, in its shape: the number of each cell."""
    keys: tuple[tuple[Node, ...], ...]
    """(n,) what each cell is about; the total is about nothing."""
    equations: sparse.csr_array
    """(m, n) `equations @ values == 0`"""


def unseen(
    groups: Sequence[Sequence[Grid]], *, ladders: Sequence[Sequence[Axis]]
) -> tuple[Grid, ...]:
    """The tables of every group without their sums, over all labels that any group tells of.

    Of data that grow, each cell of a table of one month is at least what it was the month before,
    even where that month's table was another. The first group is the latest: it has all labels.
    """
    pool = [axis for grids in groups for grid in grids for axis in grid]
    pool += [axis for several in ladders for axis in several]
    now = [*(axis for grid in groups[0] for axis in grid), *ladders[0]]
    latest = {axis.column for axis in now if axis.sums}
    sides: dict[str, Axis] = {}
    for column in dict.fromkeys(axis.column for axis in pool):
        atoms = _atoms(_told(pool, column=column), column=column, whole=column in latest)
        total = Sum(total=len(atoms), parts=tuple(range(len(atoms))))
        sides[column] = Axis(column=column, nodes=(*atoms, Node()), sums=(total,))
    tables = dict.fromkeys(
        tuple(sorted(axis.column for axis in grid)) for grids in groups for grid in grids
    )
    return tuple(tuple(sides[column] for column in table) for table in tables)


def linked(
    grids: Sequence[Grid], *, ladders: Iterable[Axis] = (), behind: Sequence[Grid] = ()
) -> System:
    """The system of tables of the same data, with the unseen ones `behind` them.

    Raises `PrivacyError` `too-many-linked-tables` when their cross has more cells than can be
    looked at.
    """
    tables = [*grids, *behind]
    pool = [*(axis for grid in tables for axis in grid), *ladders]
    extended = [tuple(_extended(axis, pool=pool) for axis in grid) for grid in tables]
    cross = _cross(extended, pool=pool)
    whole = [*extended, cross] if cross else extended
    places, keys = _numbered(whole)
    rows = [row for grid, at in zip(whole, places, strict=True) for row in _rows(grid, at)]
    return System(tuple(whole), places, keys, _matrix(rows, n=len(keys)))


def shown_places(system: System, *, grid: int, shape: tuple[int, ...]) -> Places:
    """(cells,) The numbers of the cells that the table itself has: its own nodes come first."""
    return system.places[grid][tuple(slice(0, size) for size in shape)].ravel()


def _extended(axis: Axis, *, pool: Sequence[Axis]) -> Axis:
    """The side with everything that others tell of it: finer categories, and what is coarser."""
    nodes, sums = _refined(axis, pool=[one for one in pool if one.column == axis.column])
    grown = True
    while grown:
        grown = False
        for other in pool:
            for one in other.sums:
                total, parts = other.nodes[one.total], [other.nodes[part] for part in one.parts]
                if total not in nodes and set(parts) <= set(nodes):
                    nodes.append(total)
                    sums.append(Sum(total=len(nodes) - 1, parts=tuple(map(nodes.index, parts))))
                    grown = True
    return Axis(column=axis.column, nodes=tuple(nodes), sums=tuple(sums))


def _refined(axis: Axis, *, pool: Sequence[Axis]) -> tuple[list[Node], list[Sum]]:
    """The nodes (the side's own first) and sums over the finest categories that all tell of.

    One table joins 東町 and 西町, another 西町 and 南町, a third is about 西町 only: what they say
    together is said of 東町, 西町 and 南町.
    """
    nodes, sums = list(axis.nodes), list(axis.sums)
    told = _told(pool, column=axis.column)
    if len({frozenset(one.nodes[at] for at in one.leaves) for one in pool}) == 1 and axis.sums:
        return nodes, sums
    whole = any(one.sums and not any(node.rest for node in one.nodes) for one in pool)
    atoms = _atoms(told, column=axis.column, whole=whole)
    nodes += [node for node in atoms if node not in nodes]
    divided = [node for node in told if node not in atoms]
    nodes += [node for node in divided if node not in nodes]
    split = [
        Sum(
            total=nodes.index(node),
            parts=tuple(
                nodes.index(atom) for atom, held in atoms.items() if held & set(node.labels)
            ),
        )
        for node in divided
    ]
    for at, node in enumerate(axis.nodes):
        outside = [atom for atom in atoms if not set(atom.labels) & set(node.parts)]
        if node.rest and node not in atoms and outside:
            split.append(Sum(total=at, parts=tuple(map(nodes.index, outside))))
    if not axis.sums:
        nodes.append(Node())
        sums = [Sum(total=len(nodes) - 1, parts=tuple(map(nodes.index, atoms)))]
    return nodes, [*split, *sums]


def _told(pool: Iterable[Axis], *, column: str) -> list[Node]:
    """The categories of a column that stand in some table."""
    leaves = (one.nodes[at] for one in pool if one.column == column for at in one.leaves)
    return list(dict.fromkeys(node for node in leaves if not node.rest))


def _atoms(told: Sequence[Node], *, column: str, whole: bool) -> dict[Node, frozenset[str]]:
    """Categories that none of those told divides, and the labels of each.

    Unless some table shows the `whole`, there is also the rest, of which no label is known.
    """
    named = {frozenset(node.labels): node for node in told}
    alike: dict[tuple[bool, ...], list[str]] = {}
    for label in sorted({label for node in told for label in node.labels}):
        alike.setdefault(tuple(label in node.labels for node in told), []).append(label)
    atoms = {
        named.get(frozenset(group)) or _node(column, group): frozenset(group)
        for group in alike.values()
    }
    if not whole:
        known = tuple(sorted(label for group in alike.values() for label in group))
        rest = Node(column=column, label="≠" + "・".join(known), parts=known, rest=True)
        atoms[rest] = frozenset()
    return atoms


def _node(column: str, labels: Sequence[str]) -> Node:
    return joint_node(column, labels) if len(labels) > 1 else Node(column=column, label=labels[0])


def _families(pool: Iterable[Axis]) -> dict[str, str]:
    """Column → the name of the columns that are levels of one thing."""
    family: dict[str, str] = {}
    for axis in pool:
        columns = {node.column for node in axis.nodes if node.column} | {axis.column}
        names = {family.get(column, column) for column in columns}
        name = min(names)
        family = {one: name if of in names else of for one, of in family.items()}
        family |= dict.fromkeys(columns, name)
    return family


def _cross(grids: Sequence[Grid], *, pool: Sequence[Axis]) -> Grid | None:
    family = _families(pool)
    edges = [frozenset(family[axis.column] for axis in grid) for grid in grids]
    columns = sorted(set().union(*_cycle(edges)))
    if not columns:
        return None
    sides: list[Axis] = []
    for name in columns:
        axes = [axis for grid in grids for axis in grid if family[axis.column] == name]
        sides.append(max(axes, key=lambda axis: (len(axis.leaves), len(axis.nodes))))
    size = math.prod(len(axis.nodes) for axis in sides)
    if size > MOST_CELLS:
        raise PrivacyError("too-many-linked-tables", count=size, most=MOST_CELLS)
    return tuple(sides)


def _cycle(edges: Collection[frozenset[str]]) -> list[frozenset[str]]:
    """What Graham's reduction leaves of the hypergraph: nothing when it is acyclic."""
    left = list(dict.fromkeys(edges))
    while True:
        lone = {name for edge in left for name in edge if sum(name in one for one in left) == 1}
        cut = [edge - lone for edge in left]
        kept = [
            edge
            for at, edge in enumerate(cut)
            if edge
            and not any(edge < other or (edge == other and at > no) for no, other in enumerate(cut))
        ]
        if kept == left:
            return left
        left = kept


def _numbered(grids: Sequence[Grid]) -> tuple[tuple[Places, ...], tuple[tuple[Node, ...], ...]]:
    """Number the cells: what is about the same nodes is the same cell."""
    numbers: dict[Node, int] = {Node(): 0}
    for grid in grids:
        for axis in grid:
            for node in axis.nodes:
                numbers.setdefault(node, len(numbers))
    width = max(len(grid) for grid in grids)
    stacked = []
    for grid in grids:
        ids = [[numbers[node] for node in axis.nodes] for axis in grid]
        mesh = np.stack([one.ravel() for one in np.meshgrid(*ids, indexing="ij")], axis=1)
        padded = np.zeros((len(mesh), width), dtype=np.int64)
        padded[:, : len(grid)] = mesh
        stacked.append(np.sort(padded, axis=1))
    unique, inverse = np.unique(np.concatenate(stacked), axis=0, return_inverse=True)
    flat = np.asarray(inverse, dtype=np.intp).ravel()
    ends = np.cumsum([len(one) for one in stacked])[:-1]
    places = tuple(
        part.reshape(tuple(len(axis.nodes) for axis in grid))
        for part, grid in zip(np.split(flat, ends), grids, strict=True)
    )
    names = list(numbers)
    keys = (sorted((names[at] for at in row if at), key=_by_name) for row in unique)
    return places, tuple(map(tuple, keys))


def _by_name(node: Node) -> tuple[str, str, tuple[str, ...]]:
    """One order in every system, so that the same cell has the same key."""
    return node.column, node.label, node.parts


def _rows(grid: Grid, places: Places) -> Iterator[tuple[int, ...]]:
    """The equations of a grid: the total's number first, then those of its parts."""
    for side, axis in enumerate(grid):
        turned = np.moveaxis(places, side, 0).reshape(len(axis.nodes), -1)
        for one in axis.sums:
            chosen = turned[[one.total, *one.parts]]
            yield from map(tuple, chosen.T.tolist())


def _matrix(rows: Sequence[tuple[int, ...]], *, n: int) -> sparse.csr_array:
    unique = list(dict.fromkeys((row[0], *sorted(row[1:])) for row in rows))
    lengths = [len(row) for row in unique]
    at = np.repeat(np.arange(len(unique)), lengths)
    columns = np.concatenate(unique) if unique else np.zeros(0, dtype=np.int64)
    data = -np.ones(len(columns))
    data[np.cumsum([0, *lengths[:-1]]) if lengths else []] = 1.0
    return sparse.csr_array((data, (at, columns)), shape=(len(unique), n))
