"""The answer: a tidy table, and what is to be known about it."""

from dataclasses import dataclass
from enum import StrEnum

from tomoni.engine.core import Column, Table, Value
from tomoni.engine.questions._question import Question
from tomoni.engine.tables import Part

FEW = "few"
"""What `Table.said` says of a cell that is about few."""


class Role(StrEnum):
    """What a column of an answer is: a group, a measure, or how two periods differ."""

    GROUP = "group"
    MEASURE = "measure"
    DIFFERENCE = "difference"
    RATIO = "ratio"


class AnswerColumn(Value):
    """One column of an answer. `part` is that of the day a group is; `measure` counts from 0."""

    column: Column
    role: Role
    part: Part = Part.VALUE
    measure: int | None = None


class Unmatched(Value):
    """A key that the other table does not have, as it stands in the cells, and its rows."""

    values: tuple[str, ...]
    rows: int


class JoinMatch(Value):
    """How well a join went. The lists name the keys with the most rows, not more than 200."""

    table: str
    rows: int
    """Rows that were to find a partner."""
    matched: int
    unmatched: tuple[Unmatched, ...] = ()
    unmatched_keys: int = 0
    other_rows: int
    """Rows of the joined table."""
    other_matched: int
    other_unmatched: tuple[Unmatched, ...] = ()
    other_unmatched_keys: int = 0

    @property
    def share(self) -> float:
        """The share of rows that found a partner, 0 to 1; 0 when there are no rows."""
        return self.matched / self.rows if self.rows else 0.0


class AnswerContent(Value):
    """What is to be known about an answer: the question, the rows that were looked at, its columns,
    how the joins went, the fact in one sentence. It is exploring, and no evidence."""

    question: Question
    fact: str
    rows: int
    """Rows that fit."""
    groups: int
    """Rows of the answer."""
    columns: tuple[AnswerColumn, ...]
    matches: tuple[JoinMatch, ...] = ()
    few: int = 0
    """Cells that are about few: 1 to 9."""


@dataclass(frozen=True)
class Answer:
    """`table`: one row a group, in the order of the groups, empty ones last.

    `table.said` marks with `few` the cells that are about few: counts (also those of which a
    share, mean or rate is made, and sums of whole numbers) from 1 to 9.
    """

    table: Table
    content: AnswerContent
