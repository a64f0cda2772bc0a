"""From rows about persons to a table that may be seen."""

import hashlib
import hmac
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tomoni.engine.core import Table, Value
from tomoni.engine.privacy._axes import Axis, axis_of, fixed_axis
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._exposing import attack, grouped
from tomoni.engine.privacy._needs import Flags, Populations
from tomoni.engine.privacy._problem import Pattern, Problem
from tomoni.engine.privacy._release import Release
from tomoni.engine.privacy._rounding import rounded
from tomoni.engine.privacy._rules import Rule, rule_of
from tomoni.engine.privacy._suppressing import suppress
from tomoni.engine.privacy._tabulating import Numbers
from tomoni.engine.privacy._truth import Truth, truth_of
from tomoni.engine.privacy._world import World, world_of


@dataclass(frozen=True)
class Earlier:
    """A release of the same register before it grew, with the rows it was made from."""

    release: Release
    table: Table


class Layout(Value):
    """How a table is laid out, beside what it is by."""

    title: str = ""
    hierarchies: dict[str, tuple[str, ...]] = {}
    """Column → coarser columns, e.g. `{"町": ("学校区",)}`: their sums are shown too."""
    joined: dict[str, tuple[tuple[str, ...], ...]] = {}
    """Column → labels that stand as one (合算)."""
    where: dict[str, str] = {}
    """Column → the one label that the table is about."""
    known: tuple[tuple[str, ...], ...] = ()
    """Columns whose common total everybody knows anyway; `()` for the grand total."""
    units: str = ""
    """The column that tells establishments apart; without it each row is one."""
    populations: dict[str, dict[str, int]] | None = None
    """Column → area → people; empty: the table has no areas."""


@dataclass(frozen=True)
class Asked:
    """What a release is made by."""

    rule: Rule
    by: tuple[str, ...]
    value: str
    layout: Layout
    rounding: int
    rules: tuple[Rule, ...]
    key: bytes


def publish(
    table: Table,
    *,
    by: Sequence[str],
    rule: str | Rule,
    value: str = "",
    layout: Layout | None = None,
    against: Sequence[Release] = (),
    earlier: Sequence[Earlier] = (),
    rounding: int = 0,
    key: bytes = b"",
    rules: Sequence[Rule] = (),
    seconds: float = 30.0,
) -> Release:
    """The table of `by` (with its totals) in which no hidden cell can be worked out.

    Rows are counted, or `value` is summed. `against`: everything that was published of the same
    data; `earlier`: of the data before they grew, the newest first. `rounding`: to multiples of it
    instead of hiding (needs a `key`). `key`: kept by the data desk; it also keeps the digest from
    being tried out. `rules`: own rules for sums that older releases were made with. `seconds`: for
    the search; then the best safe table so far. Every release is attacked before it is returned.

    Raises `PrivacyError`: `unknown-column`, `unknown-label`, `unknown-rule`, `too-many-dimensions`,
    `too-many-labels`, `table-too-large`, `hierarchy-broken`, `columns-nested`, `not-a-number`,
    `negative-value`, `populations-missing`, `other-data`, `published-before`, `not-only-grown`,
    `too-many-linked-tables`, `releases-contradict`, `rounding-key`, `rounding-too-fine`,
    `no-safe-table`.
    """
    asked = Asked(rule_of(rule), tuple(by), value, layout or Layout(), rounding, tuple(rules), key)
    draft = _draft(table.data_rows(), asked=asked)
    release = _made(draft, table, asked=asked, against=against, earlier=earlier, seconds=seconds)
    found = attack(release, against=against, earlier=[one.release for one in earlier])
    if not all(one.safe for one in found):
        raise PrivacyError("no-safe-table", cells=sum(not one.safe for one in found))
    return release.model_copy(update={"exposures": found})


def digest(table: Table, *, key: bytes = b"") -> str:
    """What data a release is of: HMAC-SHA-256 of the rows (plain SHA-256 without a key)."""
    content = table.frame.write_csv().encode()
    if key:
        return hmac.new(key, content, hashlib.sha256).hexdigest()
    return hashlib.sha256(content).hexdigest()


def _draft(table: Table, *, asked: Asked) -> Release:
    """The release with every cell hidden."""
    by, layout, most = asked.by, asked.layout, asked.rule.most_dimensions
    count = len(by) + len(layout.where)
    if not by or count > most or len({*by, *layout.where}) != count:
        raise PrivacyError("too-many-dimensions", count=count, most=most)
    for fine, coarser in layout.hierarchies.items():
        both = [column for column in (fine, *coarser) if column in {*by, *layout.where}]
        if len(both) > 1:
            raise PrivacyError("columns-nested", fine=both[0], coarse=both[1])
    axes = [_side(table, column=column, layout=layout) for column in by]
    axes += [fixed_axis(table, column=name, label=one) for name, one in layout.where.items()]
    ladders = [
        axis_of(table, column=fine, coarser=coarser)
        for fine, coarser in layout.hierarchies.items()
        if fine not in by or fine in layout.joined
    ]
    column = table.column(asked.value) if asked.value else None
    return Release(
        title=layout.title or table.name,
        digest=digest(table, key=asked.key),
        rule=asked.rule.public,
        axes=tuple(axes),
        ladders=tuple(ladders),
        value=asked.value,
        unit=column.unit if column else "",
        counts=not asked.value,
        known=tuple(tuple(sorted(columns)) for columns in layout.known),
        units=layout.units,
        populations=_told(layout.populations, axes),
        rounding=asked.rounding,
        values=(None,) * math.prod(len(axis.nodes) for axis in axes),
    )


def _made(
    draft: Release,
    table: Table,
    *,
    asked: Asked,
    against: Sequence[Release],
    earlier: Sequence[Earlier],
    seconds: float,
) -> Release:
    """The draft with what may be shown."""
    groups = grouped(draft, against=against, earlier=[one.release for one in earlier])
    older = [_table_of(group, earlier=earlier, key=asked.key) for group in groups[1:]]
    data = [table.data_rows(), *older]
    world = world_of(
        groups,
        guessed=[
            _guessed(group, rows, chains=asked.layout.hierarchies)
            for group, rows in zip(groups, data, strict=True)
        ],
    )
    truth = truth_of(world, groups, data=data, rules=[asked.rule, *asked.rules])
    if asked.rounding:
        return rounded(draft, world=world, truth=truth, key=asked.key)
    return _suppressed(draft, world=world, truth=truth, seconds=seconds)


def _side(table: Table, *, column: str, layout: Layout) -> Axis:
    """Categories joined across the districts of a hierarchy stand without them."""
    coarser, joined = _coarser(column, layout.hierarchies), layout.joined.get(column, ())
    try:
        return axis_of(table, column=column, coarser=coarser, joined=joined)
    except PrivacyError as error:
        if error.code != "hierarchy-broken" or not joined:
            raise
        return axis_of(table, column=column, joined=joined)


def _coarser(column: str, hierarchies: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if column in hierarchies:
        return hierarchies[column]
    for chain in hierarchies.values():
        if column in chain:
            return list(chain)[list(chain).index(column) + 1 :]
    return ()


def _told(
    populations: Populations | None, axes: Sequence[Axis]
) -> dict[str, dict[str, int]] | None:
    """Of the columns that stand in the table only."""
    if populations is None:
        return None
    columns = {node.column for axis in axes for node in axis.nodes}
    return {column: dict(of) for column, of in populations.items() if column in columns}


def _table_of(group: Sequence[Release], *, earlier: Sequence[Earlier], key: bytes) -> Table:
    one = next(one for one in earlier if one.release is group[0])
    rows = one.table.data_rows()
    if one.release.digest and one.release.digest != digest(rows, key=key):
        raise PrivacyError("other-data", count=1)
    return rows


def _guessed(
    group: Sequence[Release], table: Table, *, chains: Mapping[str, Sequence[str]]
) -> list[Axis]:
    """All categories of the columns of which a table shows one only: 女 is told, 男 is guessed.

    No release says them, since a category that nobody has published may itself be telling. And the
    hierarchies, also of releases that were made without them.
    """
    lone = dict.fromkeys(axis.column for one in group for axis in one.axes if not axis.sums)
    known = {column: _coarser(column, chains) for column in (*lone, *chains)}
    return [axis_of(table, column=column, coarser=levels) for column, levels in known.items()]


def _suppressed(draft: Release, *, world: World, truth: Truth, seconds: float) -> Release:
    at = world.places(0, table=0, shape=draft.shape)
    problem = _problem(world, truth, draft=draft)
    if problem.primary[at].any() or len(problem.protected):
        pattern = suppress(problem, seconds=seconds)
    else:
        pattern = Pattern(problem.primary, cost=0.0, bound=0.0, optimal=True, seconds=0.0)
    values = [
        None if hidden else value
        for hidden, value in zip(
            pattern.hidden[at].tolist(), truth.values[at].tolist(), strict=True
        )
    ]
    return draft.model_copy(
        update={
            "values": tuple(values),
            "optimal": pattern.optimal,
            "gap": int(np.ceil(100 * pattern.gap)),
        }
    )


def _problem(world: World, truth: Truth, *, draft: Release) -> Problem:
    """What must be hidden, what may be, and what everybody sees already."""
    at = world.places(0, table=0, shape=draft.shape)
    shown_here = np.zeros(world.size, dtype=np.bool_)
    shown_here[at] = True
    facts = truth.before
    protected = (truth.below > 0) | (truth.above > 0)
    primary = truth.primary | protected | ~(shown_here | facts.shown)
    seen = int((primary & facts.shown).sum())
    if seen:
        raise PrivacyError("published-before", count=seen)
    opened: Flags = facts.shown | (truth.free & ~primary)
    lower: Numbers = np.where(opened, np.minimum(facts.lower, truth.values), facts.lower)
    weights = np.zeros(world.size)
    weights[at] = _weights(draft, truth.values[at])
    problem = Problem(
        values=truth.values,
        equations=world.equations,
        totals=np.zeros(world.equations.shape[0]),
        weights=weights,
        lower=lower,
        upper=facts.upper,
        need_below=truth.below,
        need_above=truth.above,
        primary=primary,
        open=opened,
        counts=draft.counts,
    )
    return replace(problem, weights=np.where(problem.open, 0.0, weights))


def _weights(draft: Release, values: Numbers) -> Numbers:
    """Totals cost more than what they add up; large numbers a little more than small ones."""
    height = np.ones(draft.shape)
    for side, axis in enumerate(draft.axes):
        sums = np.ones(len(axis.nodes))
        sums[[one.total for one in axis.sums]] = 4.0
        turned = [1] * len(draft.shape)
        turned[side] = len(sums)
        height = height * sums.reshape(turned)
    weights: Numbers = height.ravel() * (1 + np.floor(np.log10(1 + values)))
    return weights
