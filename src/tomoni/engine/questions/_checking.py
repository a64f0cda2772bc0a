"""What keeps a question from being asked of the tables at hand."""

from collections.abc import Callable, Iterator, Mapping

from tomoni.engine.core import Column, ColumnType, TomoniError
from tomoni.engine.questions._backends import TableLike, columns_of
from tomoni.engine.questions._errors import QuestionsError
from tomoni.engine.questions._keys import can_be
from tomoni.engine.questions._laying import all_filters, measured_columns, used
from tomoni.engine.questions._question import Question
from tomoni.engine.questions._scope import Scope, is_of, scope

_NUMBERS = {ColumnType.INTEGER, ColumnType.NUMBER}
MOST_GROUPS = 3
"""Of one question, the one that is spread over columns included."""


def check(question: Question, *, tables: Mapping[str, TableLike]) -> tuple[TomoniError, ...]:
    """Everything that is wrong with the question, in the order of its parts; empty when nothing is.

    `QuestionsError`: `unknown-table`, `joined-twice`, `unknown-column`, `key-order`, `key-type`,
    `groups-many`, `group-twice`, `not-a-number`; `TablesError` of a filter or of the part of a day.
    """
    try:
        known = scope(question, columns={name: columns_of(one) for name, one in tables.items()})
    except TomoniError as error:
        return (error,)
    missing = [name for name in dict.fromkeys(used(question)) if name not in known.columns]
    if missing:
        return tuple(QuestionsError("unknown-column", column=name) for name in missing)
    return tuple(_found(question, known))


def refuse(question: Question, *, tables: Mapping[str, TableLike]) -> None:
    """Raises what `check` finds first."""
    for error in check(question, tables=tables):
        raise error


def _found(question: Question, known: Scope) -> Iterator[TomoniError]:
    yield from _joins(question, known)
    groups = question.all_groups
    if len(groups) > MOST_GROUPS:
        yield QuestionsError("groups-many", count=len(groups), limit=MOST_GROUPS)
    for place, group in enumerate(groups):
        if group in groups[:place]:
            yield QuestionsError("group-twice", column=group.column)
        yield from _raised(group.part.must_suit, known.column(group.column))
    for measure in question.measures:
        for name in measured_columns(measure):
            if known.column(name).type not in _NUMBERS:
                yield QuestionsError("not-a-number", column=name)
    for one in all_filters(question):
        yield from _raised(one.keys, known.column(one.column))


def _joins(question: Question, known: Scope) -> Iterator[QuestionsError]:
    for place, join in enumerate(question.joins):
        later = question.joins[place:]
        for pair in join.keys:
            if any(is_of(pair.left, other) for other in later):
                yield QuestionsError("key-order", column=pair.left)
            right = f"{join.table}.{pair.right}"
            for name in (pair.left, right):
                if not can_be(pair.form, known.column(name)):
                    yield QuestionsError("key-type", column=name, form=pair.form.value)


def _raised(look: Callable[[Column], object], column: Column) -> Iterator[TomoniError]:
    try:
        look(column)
    except TomoniError as error:
        yield error
