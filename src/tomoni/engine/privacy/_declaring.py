"""Figures that were published without us: they are part of every attack."""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from tomoni.engine.core import Table
from tomoni.engine.privacy._axes import Axis, Node, labels
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._release import Release
from tomoni.engine.privacy._rules import Rule

_TOTALS = frozenset({"計", "合計", "総計", "総数", "全体"})
_TOLD = Rule(name="ほかで公表した数", smallest=1)
_CLOSE = 1e-9


def declare(
    table: Table,
    *,
    by: Sequence[str],
    column: str,
    rounding: int = 0,
    n: str = "",
    digits: int = 0,
    title: str = "",
) -> tuple[Release, ...]:
    """Counts that stand in another publication, one row a figure, as releases to hold against.

    `by`: the columns with the labels (計 for a total; rows with other totals become a release of
    their own, the grand total alone is left out). `column`: the figures; empty ones say nothing.
    `rounding`: each is a multiple of it, rounded to the nearest. `n`: the column with the 100 % of
    each figure, which is then a percentage with so many `digits`. Each release says between what
    its counts must lie. Raises `PrivacyError`: `unknown-column`, `not-a-number`, `figures-twice`.
    """
    sides = {name: labels(table, name) for name in by}
    low, high = _bounds(table, column=column, rounding=rounding, n=n, digits=digits)
    frame = pl.DataFrame(
        {**{f"_{at}": sides[name] for at, name in enumerate(by)}, "low": low, "high": high}
    ).drop_nulls()
    return tuple(_releases(frame, by=by, title=title or table.name))


def _releases(frame: pl.DataFrame, *, by: Sequence[str], title: str) -> Iterator[Release]:
    found: dict[tuple[int, ...], list[tuple[tuple[str, ...], float, float]]] = {}
    for *cells, low, high in frame.iter_rows():
        kept = tuple(at for at, label in enumerate(cells) if label not in _TOTALS)
        found.setdefault(kept, []).append((tuple(cells[at] for at in kept), low, high))
    for kept, figures in found.items():
        if kept:
            yield _release([by[at] for at in kept], figures, title=title)


def _release(
    by: Sequence[str], figures: Sequence[tuple[tuple[str, ...], float, float]], *, title: str
) -> Release:
    told = {place: (low, high) for place, low, high in figures}
    if len(told) < len(figures):
        raise PrivacyError("figures-twice", count=len(figures) - len(told))
    axes = tuple(
        Axis(
            column=name,
            nodes=tuple(
                Node(column=name, label=label) for label in sorted({place[side] for place in told})
            ),
        )
        for side, name in enumerate(by)
    )
    bounds = [
        told.get(tuple(axis.nodes[at].label for axis, at in zip(axes, place, strict=True)))
        for place in np.ndindex(*(len(axis.nodes) for axis in axes))
    ]
    return Release(
        title=title,
        rule=_TOLD,
        axes=axes,
        values=tuple(one[0] if one and one[0] == one[1] else None for one in bounds),
        lows=tuple(one[0] if one else 0.0 for one in bounds),
        highs=tuple(one[1] if one else None for one in bounds),
    )


def _bounds(
    table: Table, *, column: str, rounding: int, n: str, digits: int
) -> tuple[pl.Series, pl.Series]:
    """Between what each count must lie: whole numbers."""
    figures = _numbers(table, column)
    if n:
        whole = _numbers(table, n)
        half = 0.5 * 10.0**-digits
        low, high = (figures - half) / 100 * whole, (figures + half) / 100 * whole
    else:
        half = rounding / 2
        low, high = figures - half, figures + half
    return (low - _CLOSE).ceil().clip(lower_bound=0.0), (high + _CLOSE).floor()


def _numbers(table: Table, column: str) -> pl.Series:
    labels(table, column)  # the column is there
    if not table.frame[column].dtype.is_numeric():
        raise PrivacyError("not-a-number", column=column)
    return table.frame[column].cast(pl.Float64)
