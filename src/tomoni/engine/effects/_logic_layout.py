"""Where the boxes of a logic model stand: columns from left to right, few lines that cross."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tomoni.engine.effects._logic import LogicModel, Stage

_SWEEPS = 12


@dataclass(frozen=True)
class Link:
    """A line from box to box by way of the columns between; `passes` are places in them."""

    start: str
    end: str
    passes: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """Columns with the ids of their boxes from the top; ids of passing lines begin with a blank."""

    stages: tuple[Stage, ...]
    columns: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]
    beside: tuple[tuple[str, str], ...]
    """Links within one column."""
    backwards: tuple[tuple[str, str], ...]
    """Links that lead to an earlier column."""


def order(model: LogicModel) -> Order:
    """The order of the boxes in which the fewest lines were found to cross.

    A line over several columns has a place in each of them; columns are sorted by the mean place
    of their neighbours, forwards and backwards in turn (Sugiyama, Tagawa and Toda, Methods for
    Visual Understanding of Hierarchical System Structures, IEEE SMC 11, 1981). Links
    that lead nowhere are left out.
    """
    stages = tuple(stage for stage in Stage if any(row.stage is stage for row in model.rows))
    column = {row.id: stages.index(row.stage) for row in model.rows}
    pairs = [
        (row.id, to)
        for row in model.rows
        for to in dict.fromkeys(row.leads_to)
        if to in column and to != row.id
    ]
    forwards = [(one, to) for one, to in pairs if column[to] > column[one]]
    columns = [[row.id for row in model.rows if row.stage is stage] for stage in stages]
    links = []
    for one, to in forwards:
        passes = tuple(f" {one} {to} {n}" for n in range(column[one] + 1, column[to]))
        for place, name in enumerate(passes, start=column[one] + 1):
            columns[place].append(name)
        links.append(Link(start=one, end=to, passes=passes))
    return Order(
        stages=stages,
        columns=_best(columns, links),
        links=tuple(links),
        beside=tuple((one, to) for one, to in pairs if column[to] == column[one]),
        backwards=tuple((one, to) for one, to in pairs if column[to] < column[one]),
    )


def crossings(columns: Sequence[Sequence[str]], links: Iterable[Link]) -> int:
    """How many pairs of lines cross between neighbouring columns."""
    place = _places(columns)
    total = 0
    for segments in _segments(columns, links):
        ends = [(place[one], place[to]) for one, to in segments]
        total += sum(
            (a[0] - b[0]) * (a[1] - b[1]) < 0
            for index, a in enumerate(ends)
            for b in ends[index + 1 :]
        )
    return total


def _best(columns: Sequence[Sequence[str]], links: Sequence[Link]) -> tuple[tuple[str, ...], ...]:
    tried = [list(column) for column in columns]
    best = tuple(map(tuple, tried))
    fewest = crossings(best, links)
    segments = _segments(columns, links)
    for sweep in range(_SWEEPS):
        if fewest == 0:
            break
        forwards = sweep % 2 == 0
        places = range(1, len(tried)) if forwards else range(len(tried) - 2, -1, -1)
        for place in places:
            near = segments[place - 1 if forwards else place]
            pairs = [(to, one) if forwards else (one, to) for one, to in near]
            tried[place] = _sorted(tried[place], pairs, _places(tried))
        found = crossings(tried, links)
        if found < fewest:
            best, fewest = tuple(map(tuple, tried)), found
    return best


def _sorted(
    column: list[str], pairs: Sequence[tuple[str, str]], place: Mapping[str, int]
) -> list[str]:
    """The column by the mean place of the neighbours; a box without any keeps its own place."""

    def mean(name: str) -> float:
        near = [place[other] for own, other in pairs if own == name]
        return sum(near) / len(near) if near else place[name]

    return sorted(column, key=mean)


def _segments(
    columns: Sequence[Sequence[str]], links: Iterable[Link]
) -> list[list[tuple[str, str]]]:
    """The pieces of the lines between each column and the next."""
    column = {name: number for number, names in enumerate(columns) for name in names}
    found: list[list[tuple[str, str]]] = [[] for _ in columns]
    for link in links:
        points = (link.start, *link.passes, link.end)
        for one, to in pairwise(points):
            found[column[one]].append((one, to))
    return found


def _places(columns: Sequence[Sequence[str]]) -> dict[str, int]:
    return {name: place for names in columns for place, name in enumerate(names)}
