"""The columns a question can name, and what they are called while it is answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ibis.expr.types as ir

from tomoni.engine.core import Column
from tomoni.engine.questions._errors import QuestionsError
from tomoni.engine.questions._question import Group, Join, Question
from tomoni.engine.tables import Filter

Columns = Mapping[str, tuple[Column, ...]]
"""By table: the columns that it has."""


@dataclass(frozen=True)
class Scope:
    """Columns by the name a question has for them (`column`, or `table.column` of a joined one).

    In the database each has a short name of its own: names of columns are long, and databases cut
    them.
    """

    columns: Mapping[str, Column]
    names: Mapping[str, str]

    def column(self, name: str) -> Column:
        """The column; `QuestionsError("unknown-column")` when there is none of that name."""
        if name not in self.columns:
            raise QuestionsError("unknown-column", column=name)
        return self.columns[name]

    def cell(self, name: str, rows: ir.Table) -> ir.Value:
        """The column of the relation."""
        return rows[self.names[name]]

    def fits(self, one: Filter, rows: ir.Table) -> ir.BooleanValue:
        """The filter as a condition on the relation. Raises what `Filter.keys` does."""
        return one.fits(self.cell(one.column, rows), column=self.column(one.column))

    def group(self, one: Group, rows: ir.Table) -> ir.Value:
        """What the group parts the relation by."""
        return one.part.of(self.cell(one.column, rows))


def scope(question: Question, *, columns: Columns) -> Scope:
    """The columns of the question's table and of those it joins.

    Raises `QuestionsError`: `unknown-table`, `joined-twice`.
    """
    names = [question.table, *(join.table for join in question.joins)]
    for place, name in enumerate(names):
        if name not in columns:
            raise QuestionsError("unknown-table", table=name)
        if name in names[:place]:
            raise QuestionsError("joined-twice", table=name)
    found = dict(_named(question.table, columns=columns))
    for join in question.joins:
        found |= {
            f"{join.table}.{name}": each for name, each in _named(join.table, columns=columns)
        }
    return Scope(found, {name: f"c{place}" for place, name in enumerate(found)})


def _named(table: str, *, columns: Columns) -> Iterator[tuple[str, Column]]:
    return ((column.name, column) for column in columns[table])


def is_of(name: str, join: Join) -> bool:
    """Whether the column comes from the joined table."""
    return name.startswith(f"{join.table}.")


def short(name: str, question: Question) -> str:
    """The column without the name of its joined table."""
    for join in question.joins:
        if is_of(name, join):
            return name.removeprefix(f"{join.table}.")
    return name
