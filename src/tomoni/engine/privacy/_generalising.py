"""The least that has to be taken from a table so that its rows look alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from tomoni.engine.core import Table, Value
from tomoni.engine.privacy._combinations import Numbers, classes, summed
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._ladders import Ladder, Level, levels, usual_ladders
from tomoni.engine.privacy._lattice import Marks, Node, enough, minimal
from tomoni.engine.privacy._look import Aspect, Look, aspects, look
from tomoni.engine.privacy._risk import Diversity, said
from tomoni.engine.privacy._tally import tally

_MOST_NODES = 50_000
_CLOSE = 1e-12


class Wish(Value):
    """What is asked of a generalised table.

    `k`: rows that look alike, at least. `l`: different values of each sensitive column in each
    group, at least. `t`: how far a group's values may be from all rows'. `most_dropped`: the share
    of rows, 0 to less than 1, that may be dropped because their group is too small or not diverse.
    """

    k: int
    l: int | None = None  # noqa: E741 - the letter of the paper
    t: float | None = None
    most_dropped: float = 0.0


class Height(Value):
    """How far one column is generalised: `level` of `top`, by the first rungs of its ladder.

    Level 0 leaves it as it is; at `top` nothing is left. `before`, `after`: different values.
    """

    column: str
    level: int
    top: int
    ladder: Ladder
    before: int
    after: int


class Generalisation(Value):
    """One way to generalise: heights, what is reached, and what it costs in detail.

    Reached, on the rows that stay: `k`, `mean_risk` (0 to 1) and `diversity`. Costs: `dropped`
    rows; `precision` (Prec), 1 for an unchanged table to 0 for an empty one: 1 less the mean of
    level / top over all cells, a dropped row's cells as nothing (Sweeney, IJUFKS 10(5), 2002);
    `discernibility`: the sum over rows of how many look alike, a dropped row as like all (Bayardo,
    Agrawal, ICDE 2005); `categories_lost`: the mean over the columns of the share of their
    different values that are gone, 0 to 1 (1: one value is left).
    """

    heights: tuple[Height, ...]
    wish: Wish
    sensitive: tuple[str, ...]
    rows: int
    dropped: int
    k: int
    mean_risk: float
    diversity: tuple[Diversity, ...]
    precision: float
    discernibility: int
    categories_lost: float


def generalise(
    table: Table,
    *,
    quasi: Sequence[str],
    k: int,
    sensitive: Sequence[str] = (),
    l: int | None = None,  # noqa: E741 - the letter of the paper
    t: float | None = None,
    ladders: Mapping[str, Ladder] | None = None,
    most_dropped: float = 0.0,
) -> tuple[Generalisation, ...]:
    """Every minimal way to generalise the columns `quasi`: none keeps all columns as fine or finer.

    Each column is generalised as a whole (full domain). Ladders that are not given are the usual
    ones for what stands in a column. A missing value is a value of its own. Sorted by `precision`,
    the most precise first; empty when not even leaving every column out is enough. l here is
    distinct l. Classes too small or not diverse are dropped, up to `most_dropped` of the rows; t
    is asked of the rows that stay. Searched over the distinct combinations, counted once.
    Raises `PrivacyError`: `bad-wish`, `lattice-too-large`, and what `risk` raises.
    """
    wish = Wish(k=k, l=l, t=t, most_dropped=most_dropped)
    _check(wish, sensitive=sensitive)
    ground = _ground(table, quasi=quasi, sensitive=sensitive, ladders=ladders or {})
    shape = tuple(len(steps) for steps in ground.levels)
    if prod(shape) > _MOST_NODES:
        raise PrivacyError("lattice-too-large", nodes=prod(shape), limit=_MOST_NODES)
    made = [_made(ground, node, wish) for node in minimal(_marks(ground, shape, wish))]
    return tuple(sorted(made, key=lambda one: (-one.precision, one.discernibility)))


@dataclass(frozen=True)
class _Ground:
    """What the search stands on: the combinations of the table and each column's levels."""

    found: Look
    columns: tuple[str, ...]
    ladders: Mapping[str, Ladder]
    levels: tuple[tuple[Level, ...], ...]
    aspects: tuple[Aspect, ...]
    sensitive: tuple[str, ...]

    @property
    def rows(self) -> int:
        return int(self.found.rows.sum())

    def codes(self, node: Node) -> list[Numbers]:
        """Each column's codes on the levels of the node."""
        return [
            steps[level].codes[codes]
            for steps, level, codes in zip(self.levels, node, self.found.codes.T, strict=True)
        ]


@dataclass(frozen=True)
class _Groups:
    """The classes of a node: of each combination its class, of each class its rows and whether it
    has to be dropped."""

    ids: Numbers
    sizes: Numbers
    bad: Marks

    @property
    def dropped(self) -> int:
        return int(self.sizes[self.bad].sum())


def _check(wish: Wish, *, sensitive: Sequence[str]) -> None:
    is_right = (
        wish.k >= 1
        and (wish.l is None or wish.l >= 1)
        and (wish.t is None or 0 <= wish.t <= 1)
        and 0 <= wish.most_dropped < 1
    )
    if not is_right or (not sensitive and (wish.l or wish.t is not None)):
        raise PrivacyError("bad-wish")


def _ground(
    table: Table,
    *,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    ladders: Mapping[str, Ladder],
) -> _Ground:
    found = look(table, quasi=quasi, sensitive=sensitive)
    used = usual_ladders(table, columns=quasi, given=ladders)
    steps = tuple(
        levels(used[name], column=column, values=values)
        for name, values in zip(quasi, found.values, strict=True)
        if (column := table.column(name)) is not None
    )
    seen = aspects(table, found=found, sensitive=sensitive, ladders=ladders)
    return _Ground(found, tuple(quasi), used, steps, seen, tuple(sensitive))


def _marks(ground: _Ground, shape: Node, wish: Wish) -> Marks:
    """Dropping rows keeps k and l monotone, but not t: then t is asked of every node that is left.

    Where nothing may be dropped, t is monotone too (Li et al., 2007, theorem 1).
    """
    allowed = int(wish.most_dropped * ground.rows + _CLOSE)

    def is_small(node: Node) -> bool:
        return _groups(ground, node, wish).dropped <= allowed

    def is_close(node: Node) -> bool:
        return _is_close(ground, _groups(ground, node, wish), wish)

    if wish.t is None:
        return enough(shape, is_enough=is_small)
    if not allowed:
        return enough(shape, is_enough=lambda node: is_small(node) and is_close(node))
    marks = enough(shape, is_enough=is_small)
    for place in np.argwhere(marks):
        node = tuple(int(level) for level in place)
        marks[node] = is_close(node)
    return marks


def _groups(ground: _Ground, node: Node, wish: Wish) -> _Groups:
    rows = ground.found.rows
    ids, count = classes(ground.codes(node))
    sizes = summed(ids, rows, size=count)
    bad = sizes < wish.k
    if wish.l is not None and wish.l > 1:
        for aspect in ground.aspects:
            bad |= np.bincount(tally(ids, aspect.values, rows).groups) < wish.l
    return _Groups(ids, sizes, bad)


def _kept(groups: _Groups) -> tuple[Numbers, Numbers]:
    """The combinations that stay, and their classes."""
    stay = np.flatnonzero(~groups.bad[groups.ids])
    return stay, groups.ids[stay]


def _is_close(ground: _Ground, groups: _Groups, wish: Wish) -> bool:
    stay, ids = _kept(groups)
    every = np.arange(len(stay))
    spreads = (aspect.only(stay).spread(ids, every) for aspect in ground.aspects)
    return all(one.t <= (wish.t or 0.0) + _CLOSE for one in spreads)


def _made(ground: _Ground, node: Node, wish: Wish) -> Generalisation:
    groups = _groups(ground, node, wish)
    stay, ids = _kept(groups)
    sizes = groups.sizes[~groups.bad]
    kept, rows = int(sizes.sum()), ground.rows
    every = np.arange(len(stay))
    heights = tuple(_height(ground, place, level, stay) for place, level in enumerate(node))
    high = sum(one.level / one.top for one in heights)
    lost = [(one.before - one.after) / max(one.before - 1, 1) for one in heights]
    return Generalisation(
        heights=heights,
        wish=wish,
        sensitive=ground.sensitive,
        rows=rows,
        dropped=groups.dropped,
        k=int(sizes.min()),
        mean_risk=len(sizes) / kept,
        diversity=tuple(said(one, one.only(stay).spread(ids, every)) for one in ground.aspects),
        precision=(kept / rows) * (1 - high / len(heights)),
        discernibility=int((sizes**2).sum()) + groups.dropped * rows,
        categories_lost=sum(lost) / len(lost),
    )


def _height(ground: _Ground, place: int, level: int, stay: Numbers) -> Height:
    name, steps = ground.columns[place], ground.levels[place]
    codes = ground.found.codes[:, place]
    return Height(
        column=name,
        level=level,
        top=len(steps) - 1,
        ladder=ground.ladders[name],
        before=_kinds(codes),
        after=_kinds(steps[level].codes[codes[stay]]),
    )


def _kinds(codes: Numbers) -> int:
    return int(np.count_nonzero(np.bincount(codes)))
