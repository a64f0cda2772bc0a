"""A question laid over the relations of its tables: joined, with its keys and its conditions."""

import functools
import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from tomoni.engine.questions._backends import Asked, TableLike
from tomoni.engine.questions._keys import Form, form_of
from tomoni.engine.questions._question import Figure, Join, Measure, Question, Rate, Share
from tomoni.engine.questions._scope import Scope, is_of
from tomoni.engine.tables import Filter


@dataclass(frozen=True)
class Laid:
    """`alone` are the rows of the question's own table, `rows` all joined, before any filter.

    `others` holds the joined tables by name.
    """

    question: Question
    scope: Scope
    asked: Asked
    alone: ir.Table
    others: Mapping[str, ir.Table]
    rows: ir.Table

    def forms(self, join: Join) -> list[Form]:
        """How the keys of each pair are written."""
        return [
            form_of(
                pair, self.scope.column(pair.left), self.scope.column(f"{join.table}.{pair.right}")
            )
            for pair in join.keys
        ]

    def left_keys(self, join: Join, rows: ir.Table) -> list[ir.Value]:
        """The keys of the rows, one for each pair."""
        return [
            form.of(self.scope.cell(pair.left, rows), self.scope.column(pair.left))
            for form, pair in zip(self.forms(join), join.keys, strict=True)
        ]

    def right_keys(self, join: Join) -> list[ir.Value]:
        """The keys of the joined table."""
        other = self.others[join.table]
        return [
            form.of(
                self.scope.cell(f"{join.table}.{pair.right}", other),
                self.scope.column(f"{join.table}.{pair.right}"),
            )
            for form, pair in zip(self.forms(join), join.keys, strict=True)
        ]

    def filtered(self, rows: ir.Table, filters: Sequence[Filter]) -> ir.Table:
        """The rows that fit all of the filters."""
        conditions = [self.scope.fits(one, rows) for one in filters]
        return rows.filter(conditions) if conditions else rows


def laid(
    question: Question, *, scope: Scope, asked: Asked, tables: Mapping[str, TableLike]
) -> Laid:
    """The question over the tables, of which only the columns that it names are read."""
    needed = set(used(question))
    alone = _relation(question.table, "", scope=scope, asked=asked, tables=tables, needed=needed)
    others = {
        join.table: _relation(
            join.table, f"{join.table}.", scope=scope, asked=asked, tables=tables, needed=needed
        )
        for join in question.joins
    }
    bare = Laid(question, scope, asked, alone, others, alone)
    rows = alone
    for join in question.joins:
        rows = _joined(bare, join, rows)
    return Laid(question, scope, asked, alone, others, rows)


def _relation(
    table: str,
    prefix: str,
    *,
    scope: Scope,
    asked: Asked,
    tables: Mapping[str, TableLike],
    needed: set[str],
) -> ir.Table:
    """The table with the short names of its columns; at least one column is read."""
    own = [name for name, column in scope.columns.items() if name == prefix + column.name]
    read = [name for name in own if name in needed] or own[:1]
    columns = {scope.names[name]: scope.columns[name] for name in read}
    return asked.relation(tables[table], columns=columns)


def _joined(bare: Laid, join: Join, rows: ir.Table) -> ir.Table:
    left = bare.left_keys(join, rows)
    keyed = {f"k{place}": key for place, key in enumerate(bare.right_keys(join))}
    other = bare.others[join.table].mutate(**keyed)
    found: ir.Table = rows.left_join(
        other, [key == other[name] for key, name in zip(left, keyed, strict=True)]
    ).drop(*keyed)
    return found


def both(conditions: Sequence[ir.BooleanValue]) -> ir.BooleanValue:
    """All of the conditions together; there is at least one."""
    return functools.reduce(operator.and_, conditions)


def used(question: Question) -> Iterator[str]:
    """Every column that the question names, some more than once."""
    for join in question.joins:
        for pair in join.keys:
            yield pair.left
            yield f"{join.table}.{pair.right}"
    yield from (one.column for one in all_filters(question))
    yield from (group.column for group in question.all_groups)
    for measure in question.measures:
        yield from measured_columns(measure)


def measured_columns(measure: Measure) -> Iterator[str]:
    """The columns a measure reads, those of its filters left out."""
    if isinstance(measure, Figure | Rate) and measure.column:
        yield measure.column
    if isinstance(measure, Rate):
        yield measure.population


def all_filters(question: Question) -> Iterator[Filter]:
    """Every filter in the question, wherever it stands."""
    yield from question.filters
    for measure in question.measures:
        yield from measure.filters if isinstance(measure, Share) else ()
    if question.compare is not None:
        yield from (question.compare.before, question.compare.after)


def join_of(name: str, question: Question) -> Join | None:
    """The join that brings the column; None for a column of the question's own table."""
    return next((join for join in question.joins if is_of(name, join)), None)
