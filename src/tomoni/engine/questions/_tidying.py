"""What a database answered, as a tidy table with its marks."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from tomoni.engine.core import Column, ColumnType, Table
from tomoni.engine.questions._answer import (
    FEW,
    Answer,
    AnswerColumn,
    AnswerContent,
    JoinMatch,
)
from tomoni.engine.questions._laying import Laid
from tomoni.engine.questions._measuring import ENOUGH, ROWS
from tomoni.engine.questions._naming import columns
from tomoni.engine.questions._telling import fact

_DIGITS = 12
"""Significant digits of a number: sums of parts in any order agree in so many."""
_TYPES = {
    ColumnType.TEXT: pl.String(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.NUMBER: pl.Float64(),
    ColumnType.DATE: pl.Date(),
    ColumnType.DATETIME: pl.Datetime("us"),
}


def answer(
    over: Laid, found: pl.DataFrame, *, matches: Sequence[JoinMatch], titles: Mapping[str, str]
) -> Answer:
    """The answer, its rows in the order of the groups, empty ones last."""
    question = over.question
    groups = [f"g{at}" for at in range(len(question.all_groups))]
    if groups:
        found = found.sort(groups, nulls_last=True)
    named = columns(question, scope=over.scope)
    told = [*((found[name], ()) for name in groups), *_measured(found, len(question.measures))]
    made, said = [], {}
    for (cell, bases), one in zip(told, named, strict=True):
        made.append(_tidy(cell, one.column))
        mark = _few(found, bases, name=one.column.name)
        if mark is not None:
            said[one.column.name] = mark
    named = tuple(_counted(one, said.get(one.column.name)) for one in named)
    rows = int(found[ROWS].sum())
    table = Table(
        name=titles.get(question.table, question.table),
        columns=tuple(one.column for one in named),
        frame=pl.DataFrame(made),
        said=pl.DataFrame(said) if said else None,
    )
    sentence = fact(question, rows=rows, table=table, columns=named, matches=matches, titles=titles)
    return Answer(
        table=table,
        content=AnswerContent(
            question=question,
            fact=sentence,
            rows=rows,
            groups=found.height,
            columns=named,
            matches=tuple(matches),
            few=sum(mark.count() for mark in said.values()),
        ),
    )


def _measured(found: pl.DataFrame, count: int) -> Iterator[tuple[pl.Series, tuple[str, ...]]]:
    """The values in the order of the answer's columns, each with the names of its bases."""
    for at in range(count):
        if f"m{at}" in found.columns:
            yield found[f"m{at}"], (f"b{at}",)
            continue
        before, after = (found[f"m{at}{side}"].cast(pl.Float64) for side in ("before", "after"))
        bases = (f"b{at}before", f"b{at}after")
        yield found[f"m{at}before"], bases[:1]
        yield found[f"m{at}after"], bases[1:]
        yield after - before, bases
        yield pl.select(pl.when(before != 0).then(after / before)).to_series(), bases


def _few(found: pl.DataFrame, bases: Sequence[str], *, name: str) -> pl.Series | None:
    """Where a column is about few; None where it nowhere is."""
    if not bases:
        return None
    few = pl.any_horizontal(pl.col(base).is_between(1, ENOUGH - 1) for base in bases)
    mark = found.select(pl.when(few).then(pl.lit(FEW)).alias(name)).to_series()
    return mark if mark.count() else None


def _tidy(cell: pl.Series, column: Column) -> pl.Series:
    made = cell.cast(_TYPES[column.type]).alias(column.name)
    return made.round_sig_figs(_DIGITS) if column.type is ColumnType.NUMBER else made


def _counted(one: AnswerColumn, mark: pl.Series | None) -> AnswerColumn:
    if mark is None:
        return one
    column = one.column.model_copy(update={"qualifiers": {FEW: mark.count()}})
    return one.model_copy(update={"column": column})
