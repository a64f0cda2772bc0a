"""A table as its risk sees it: what people can be recognised by, and what is then learnt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import polars as pl

from tomoni.engine.core import ColumnType, Table
from tomoni.engine.privacy._combinations import Combinations, Numbers, classes, combinations, summed
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._ladders import Ladder, levels
from tomoni.engine.privacy._spread import (
    Spread,
    diversity,
    equal_distances,
    hierarchical_distances,
    ordered_distances,
)
from tomoni.engine.privacy._tally import Floats, Tally, shares_of_all, tally

Missing = Literal["value", "wildcard"]
Distance = Literal["ordered", "equal", "hierarchical"]


@dataclass(frozen=True)
class Look:
    """The distinct combinations of a table (see `Combinations`), of which the first `count`
    columns are the quasi-identifiers, the others sensitive."""

    found: Combinations
    count: int

    @property
    def rows(self) -> Numbers:
        """The rows of each combination."""
        return self.found.rows

    @property
    def codes(self) -> Numbers:
        """Of the quasi-identifiers; shape (combinations, quasi-identifiers)."""
        return self.found.codes[:, : self.count]

    @property
    def values(self) -> tuple[pl.Series, ...]:
        """The values of each quasi-identifier."""
        return self.found.values[: self.count]

    @property
    def has_missing(self) -> bool:
        """Whether some row lacks the value of a quasi-identifier."""
        return any(self.found.has_missing[: self.count])

    @cached_property
    def classes(self) -> Numbers:
        """The number of each combination's class, from 0 and without gaps."""
        if self.count == len(self.found.has_missing):
            return np.arange(len(self.rows))
        return classes(list(self.codes.T))[0]

    @property
    def sizes(self) -> Numbers:
        """For each combination the rows of its class."""
        if self.count == len(self.found.has_missing):
            return self.rows
        count = int(self.classes.max()) + 1
        return summed(self.classes, self.rows, size=count)[self.classes]

    @property
    def first(self) -> Numbers:
        """One combination of each class."""
        return np.unique(self.classes, return_index=True)[1]


def look(table: Table, *, quasi: Sequence[str], sensitive: Sequence[str] = ()) -> Look:
    """Raises `PrivacyError`: `no-quasi-identifier`, `column-twice`, `unknown-column`, `no-rows`."""
    if not quasi:
        raise PrivacyError("no-quasi-identifier")
    columns = [*quasi, *sensitive]
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise PrivacyError("column-twice", column=twice)
    return Look(combinations(table, columns=columns), len(quasi))


@dataclass(frozen=True)
class Aspect:
    """One sensitive column: the value and the rows of each combination, and how its values lie to
    each other. `tree`: each value's code on each level under the root."""

    column: str
    distance: Distance
    values: Numbers
    rows: Numbers
    tree: tuple[Numbers, ...] = ()
    missing: Missing = "value"

    def only(self, chosen: Numbers) -> "Aspect":
        """The same of some combinations."""
        return replace(self, values=self.values[chosen], rows=self.rows[chosen])

    def spread(self, groups: Numbers, members: Numbers) -> Spread:
        """The worst l and t of the groups; `members`: the combinations, side by side with them.

        All 0 when no row has a value.
        """
        found = self._tally(groups, members, known=self.missing == "wildcard")
        if found is None:
            return Spread(0, 0.0)
        return replace(diversity(found), t=self._t(found, groups, members))

    def _tally(self, groups: Numbers, members: Numbers, *, known: bool) -> Tally | None:
        values, rows = self.values[members], self.rows[members]
        if known and not values.all():
            groups, values, rows = (each[values > 0] for each in (groups, values, rows))
        return tally(groups, values, rows) if len(values) else None

    def _t(self, found: Tally, groups: Numbers, members: Numbers) -> float:
        known = self.missing == "wildcard" or self.distance == "ordered"
        some = self.values > 0 if known else np.ones(len(self.values), dtype=bool)
        values, rows = self.values[some], self.rows[some]
        overall: Floats = shares_of_all(values, rows)
        if self.distance == "equal":
            return float(equal_distances(found, overall=overall).max())
        if self.distance == "hierarchical":
            everything = values, rows
            return float(
                hierarchical_distances(found, levels=self.tree, everything=everything).max()
            )
        ordered = found if some.all() else self._tally(groups, members, known=True)
        if ordered is None:
            return 0.0
        return float(ordered_distances(ordered, overall=overall).max())


def aspects(
    table: Table,
    *,
    found: Look,
    sensitive: Sequence[str],
    ladders: Mapping[str, Ladder],
    missing: Missing = "value",
) -> tuple[Aspect, ...]:
    """The sensitive columns. Raises what `levels` raises."""
    made = []
    for place, name in enumerate(sensitive):
        column = table.column(name)
        assert column is not None  # noqa: S101 - `look` has found it
        tree: tuple[Numbers, ...] = ()
        distance: Distance = "equal" if column.type is ColumnType.TEXT else "ordered"
        if distance == "equal" and name in ladders:
            values = found.found.values[found.count + place]
            steps = levels(ladders[name], column=column, values=values)
            tree, distance = tuple(step.codes for step in steps[:-1]), "hierarchical"
        codes = found.found.codes[:, found.count + place]
        made.append(Aspect(name, distance, codes, found.rows, tree, missing))
    return tuple(made)
