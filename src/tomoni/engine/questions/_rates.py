"""Populations of a joined table, each area's once, beside what happened there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from tomoni.engine.core import Column, ColumnType
from tomoni.engine.questions._errors import QuestionsError
from tomoni.engine.questions._laying import Laid, both, join_of
from tomoni.engine.questions._measuring import ROWS, sides
from tomoni.engine.questions._question import Join, KeyForm, KeyPair, Rate, Rows
from tomoni.engine.questions._scope import is_of
from tomoni.engine.tables import Filter, Part

_DAYS = {ColumnType.DATE, ColumnType.DATETIME}


@dataclass(frozen=True)
class _Known:
    """A group, by its place, as an expression of the joined table."""

    place: int
    there: Any


def with_populations(found: ir.Table, laid: Laid) -> ir.Table:
    """The aggregation with its events divided by the populations of joined tables.

    Raises `QuestionsError("rate-inside")` when a group or filter is decided by the area and yet no
    column of its table.
    """
    wanted: dict[str, list[int]] = {}
    for at, measure in enumerate(laid.question.measures):
        if isinstance(measure, Rate) and (join := join_of(measure.population, laid.question)):
            wanted.setdefault(join.table, []).append(at)
    for join in laid.question.joins:
        if join.table in wanted:
            _must_be_free(laid, join)
            alone = len(wanted) == 1
            found = _divided(found, laid, join=join, places=wanted[join.table], alone=alone)
    return found


def _divided(
    found: ir.Table, laid: Laid, *, join: Join, places: Sequence[int], alone: bool
) -> ir.Table:
    known = list(_known(laid, join))
    there = _populations(laid, join=join, places=places, known=known)
    whole = alone and len(known) == len(laid.question.all_groups) and not laid.question.compare
    if known:
        same = [found[f"g{one.place}"] == there[f"p{one.place}"] for one in known]
        found = found.outer_join(there, same) if whole else found.left_join(there, same)
    else:
        found = found.cross_join(there)
    if known and whole:
        found = _filled(found, laid)
    rates = {
        f"m{at}{side}": found[f"m{at}{side}"] * _per(laid, at) / found[f"d{at}{side}"].nullif(0)
        for at in places
        for side in sides(laid.question)
    }
    return found.mutate(**rates)


def _per(laid: Laid, at: int) -> int:
    measure = laid.question.measures[at]
    assert isinstance(measure, Rate)  # noqa: S101
    return measure.per


def _filled(found: ir.Table, laid: Laid) -> ir.Table:
    """Areas in which nothing happened: their names, and 0."""
    known = {
        f"g{at}": ibis.coalesce(found[f"g{at}"], found[f"p{at}"])
        for at in range(len(laid.question.all_groups))
    }
    counts = [ROWS]
    for at, measure in enumerate(laid.question.measures):
        counts += [f"m{at}", f"b{at}"] if isinstance(measure, Rows | Rate) else []
    return found.mutate(**known, **{name: found[name].fill_null(0) for name in counts})


def _populations(
    laid: Laid, *, join: Join, places: Sequence[int], known: Sequence[_Known]
) -> ir.Table:
    """One row for each set of the known groups: `p…`, and the people of each rate: `d…`."""
    other = laid.others[join.table]
    conditions = list(_conditions(laid, join, laid.question.filters))
    rows = other.filter(conditions) if conditions else other
    rows = rows.mutate(**{f"p{one.place}": one.there for one in known})
    values: dict[str, Any] = {}
    compare = laid.question.compare
    for side in sides(laid.question):
        period = [getattr(compare, side)] if compare is not None else []
        within = list(_conditions(laid, join, period))
        for at in places:
            measure = laid.question.measures[at]
            assert isinstance(measure, Rate)  # noqa: S101
            people: Any = laid.scope.cell(measure.population, rows)
            where = both(within) if within else None
            values[f"d{at}{side}"] = people.sum(where=where).cast("float64")
    keys = [f"p{one.place}" for one in known]
    return rows.group_by(keys).aggregate(**values) if keys else rows.aggregate(**values)


def _known(laid: Laid, join: Join) -> Iterator[_Known]:
    other = laid.others[join.table]
    for place, group in enumerate(laid.question.all_groups):
        if is_of(group.column, join):
            yield _Known(place, laid.scope.group(group, other))
        elif pair := _pair(group.column, join):
            yield _Known(place, _by_key(laid, join, pair=pair, part=group.part))


def _conditions(laid: Laid, join: Join, filters: Sequence[Filter]) -> Iterator[Any]:
    """What the filters ask of the joined table, as far as they are about its rows."""
    for one in filters:
        if is_of(one.column, join):
            yield laid.scope.fits(one, laid.others[join.table])
        elif pair := _pair(one.column, join):
            cell = _by_key(laid, join, pair=pair, part=one.part)
            column = laid.scope.column(one.column)
            if one.part is not Part.VALUE and pair.form is KeyForm.FISCAL_YEAR:
                column = Column(name=column.name, type=ColumnType.INTEGER)
                one = one.model_copy(update={"part": Part.VALUE})
            yield one.fits(cell, column=column)


def _pair(name: str, join: Join) -> KeyPair | None:
    return next((pair for pair in join.keys if pair.left == name), None)


def _by_key(laid: Laid, join: Join, *, pair: KeyPair, part: Part) -> Any:
    """What a group or filter on a key of the question's own table is in the joined table.

    Raises `QuestionsError("rate-inside")` where one key may be written in several ways.
    """
    right = f"{join.table}.{pair.right}"
    cell = laid.scope.cell(right, laid.others[join.table])
    alike = laid.scope.column(right).type is laid.scope.column(pair.left).type
    if pair.form is KeyForm.AS_IS and alike:
        return part.of(cell)
    if pair.form is KeyForm.FISCAL_YEAR and part is Part.FISCAL_YEAR:
        return laid.right_keys(join)[join.keys.index(pair)].cast("int64")
    raise QuestionsError("rate-inside", column=pair.left, table=join.table)


def _must_be_free(laid: Laid, join: Join) -> None:
    """What parts or narrows the events must not be decided by the area: its people would then be
    counted for every part. A column that has one value only in every area is such a one."""
    compare = laid.question.compare
    periods = () if compare is None else (compare.before, compare.after)
    asked = {
        one.column
        for one in (*laid.question.all_groups, *laid.question.filters, *periods)
        if one.part is Part.VALUE
        and laid.scope.column(one.column).type not in _DAYS
        and not is_of(one.column, join)
        and one.column not in {pair.left for pair in join.keys}
    }
    for name in sorted(asked):
        keys = {f"k{at}": key for at, key in enumerate(laid.left_keys(join, laid.rows))}
        rows = laid.rows.select(cell=laid.scope.cell(name, laid.rows), **keys).drop_null()
        each = rows.group_by(list(keys)).aggregate(kinds=ibis._.cell.nunique())
        found = laid.asked.fetch(each.aggregate(most=ibis._.kinds.max(), areas=ibis._.count()))
        most, areas = found["most"][0], found["areas"][0]
        if most == 1 and areas > 1:
            raise QuestionsError("rate-inside", column=name, table=join.table)
