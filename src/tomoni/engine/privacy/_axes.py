"""The sides of a table: categories, what they add up to, and where each row of data belongs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import polars as pl
from pydantic import model_validator

from tomoni.engine.core import Table, Value
from tomoni.engine.privacy._errors import PrivacyError

EMPTY_LABEL = "（空らん）"
"""The category of the rows whose cell is empty."""
MOST_LABELS = 3_000
JOINT = "＋"


class Node(Value):
    """One category of a side: of which column, and its label; both empty for the total.

    `parts`: the labels that are joined in it; `rest`: everything of the column but the parts.
    """

    column: str = ""
    label: str = ""
    parts: tuple[str, ...] = ()
    rest: bool = False

    @property
    def is_total(self) -> bool:
        """Whether the node stands for everything."""
        return not self.column

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the column that the node holds (of a rest: those it does not hold)."""
        return self.parts or (self.label,)


class Sum(Value):
    """A node that is the sum of others, by position."""

    total: int
    parts: tuple[int, ...]


class Axis(Value):
    """One side of a table: its nodes (categories first, then what adds them up), and the sums.

    A side of one node without sums is fixed: the table is about that category only.
    """

    column: str
    nodes: tuple[Node, ...]
    sums: tuple[Sum, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if len(set(self.nodes)) != len(self.nodes) or not self.nodes:
            message = "nodes: each once"
            raise ValueError(message)
        known: set[int] = set(range(len(self.nodes))) - {one.total for one in self.sums}
        for one in self.sums:
            if not one.parts or not set(one.parts) <= known or one.total >= len(self.nodes):
                message = "sums: of nodes that stand before"
                raise ValueError(message)
            known.add(one.total)
        return self

    @property
    def leaves(self) -> tuple[int, ...]:
        """The positions of the nodes that are no sum."""
        totals = {one.total for one in self.sums}
        return tuple(at for at in range(len(self.nodes)) if at not in totals)

    def within(self) -> dict[int, tuple[int, ...]]:
        """Leaf → every node that holds it, the leaf itself included."""
        below: dict[int, set[int]] = {leaf: {leaf} for leaf in self.leaves}
        for one in self.sums:
            below[one.total] = set().union(*(below[part] for part in one.parts))
        return {
            leaf: tuple(node for node in sorted(below) if leaf in below[node])
            for leaf in self.leaves
        }


@dataclass(frozen=True)
class Nesting:
    """How the labels of a finer column lie in those of a coarser one; known to everybody."""

    fine: str
    coarse: str
    parents: Mapping[str, str]


def labels(table: Table, column: str) -> pl.Series:
    """The column's cells as labels. Raises `PrivacyError` `unknown-column`."""
    if table.column(column) is None:
        names = "、".join(one.name for one in table.columns[:12])
        raise PrivacyError("unknown-column", column=column, known=names)
    return table.frame[column].cast(pl.String).fill_null(EMPTY_LABEL)


def nesting(table: Table, *, fine: str, coarse: str) -> Nesting:
    """The nesting as the rows show it.

    Raises `PrivacyError` `hierarchy-broken` with how many labels lie in more than one.
    """
    pairs = pl.DataFrame({"fine": labels(table, fine), "coarse": labels(table, coarse)}).unique()
    twice = pairs.height - pairs["fine"].n_unique()
    if twice:
        raise PrivacyError("hierarchy-broken", fine=fine, coarse=coarse, count=twice)
    return Nesting(fine, coarse, dict(pairs.sort("fine").iter_rows()))


def axis_of(
    table: Table,
    *,
    column: str,
    coarser: Sequence[str] = (),
    joined: Sequence[Sequence[str]] = (),
) -> Axis:
    """The side of a table for a column: its labels, those of the coarser columns, the total.

    `joined` labels stand as one category. Raises `PrivacyError`: `unknown-column`,
    `hierarchy-broken`, `too-many-labels`, `unknown-label`.
    """
    cells = labels(table, column)
    nodes_of = _nodes(cells.unique().to_list(), joined=joined, column=column)
    nodes = sorted(set(nodes_of.values()), key=lambda node: _order(node.labels[0]))
    if len(nodes) > MOST_LABELS:
        raise PrivacyError("too-many-labels", column=column, count=len(nodes), most=MOST_LABELS)
    sums: list[Sum] = []
    level = {node.label: at for at, node in enumerate(nodes)}
    finer = column
    for coarse in coarser:
        parents = dict(nesting(table, fine=finer, coarse=coarse).parents)
        if finer == column:
            parents = _of_joints(parents, nodes_of=nodes_of, fine=column, coarse=coarse)
        level = _raise(nodes, sums, level=level, parents=parents, coarse=coarse)
        finer = coarse
    nodes.append(Node())
    sums.append(Sum(total=len(nodes) - 1, parts=tuple(level.values())))
    return Axis(column=column, nodes=tuple(nodes), sums=tuple(sums))


def fixed_axis(table: Table, *, column: str, label: str) -> Axis:
    """The side of a table that is about one category only.

    Raises `PrivacyError`: `unknown-column`, `unknown-label`.
    """
    if label not in set(labels(table, column).to_list()):
        raise PrivacyError("unknown-label", column=column, count=1)
    return Axis(column=column, nodes=(Node(column=column, label=label),))


def joint_node(column: str, parts: Sequence[str]) -> Node:
    """Labels of a column as one category."""
    return Node(column=column, label=JOINT.join(parts), parts=tuple(parts))


def _raise(
    nodes: list[Node],
    sums: list[Sum],
    *,
    level: Mapping[str, int],
    parents: Mapping[str, str],
    coarse: str,
) -> dict[str, int]:
    """Add the nodes of a coarser column; gives their positions."""
    higher: dict[str, int] = {}
    for label in sorted(set(parents.values()), key=_order):
        parts = tuple(at for one, at in level.items() if parents[one] == label)
        nodes.append(Node(column=coarse, label=label))
        higher[label] = len(nodes) - 1
        sums.append(Sum(total=higher[label], parts=parts))
    return higher


def _nodes(
    known: Sequence[str], *, joined: Sequence[Sequence[str]], column: str
) -> dict[str, Node]:
    """Label → the node that holds it."""
    nodes = {label: Node(column=column, label=label) for label in known}
    taken: set[str] = set()
    for group in joined:
        strange = len(set(group) - nodes.keys()) + len(set(group) & taken)
        if strange or len(set(group)) < 2:
            raise PrivacyError("unknown-label", column=column, count=max(strange, 1))
        nodes |= dict.fromkeys(group, joint_node(column, group))
        taken |= set(group)
    return nodes


def _of_joints(
    parents: Mapping[str, str], *, nodes_of: Mapping[str, Node], fine: str, coarse: str
) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, parent in parents.items():
        name = nodes_of[label].label
        if found.setdefault(name, parent) != parent:
            raise PrivacyError("hierarchy-broken", fine=fine, coarse=coarse, count=1)
    return found


def _order(label: str) -> tuple[bool, int, str]:
    """Numbers by size, an empty cell last."""
    digits = "".join(letter for letter in label if letter.isdecimal())
    starts = label[:1].isdecimal()
    return label == EMPTY_LABEL, int(digits[:9]) if starts and digits else -1, label
