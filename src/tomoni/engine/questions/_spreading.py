"""An answer as people look at it: one group spread over columns."""

import polars as pl

from tomoni.engine.core import Table
from tomoni.engine.questions._answer import Answer, AnswerColumn, Role
from tomoni.engine.questions._errors import QuestionsError
from tomoni.engine.questions._naming import distinct
from tomoni.engine.questions._question import Rows

MOST_COLUMNS = 60
"""Side by side; more than that no page shows."""
_EMPTY = "（空らん）"


def spread(answer: Answer) -> Table:
    """The answer's table with the values of its `pivot` side by side; without one as it is.

    Raises `QuestionsError("pivot-too-wide")` where that would be more than 60 columns.
    """
    groups = [one for one in answer.content.columns if one.role is Role.GROUP]
    if answer.content.question.pivot is None:
        return answer.table
    values = [one for one in answer.content.columns if one.role is not Role.GROUP]
    pivot, kept = groups[-1], [one.column for one in groups[:-1]]
    frame, said = answer.table.frame, answer.table.said
    across = frame[pivot.column.name].unique(maintain_order=True)
    pairs = [(value, one) for value in across for one in values]
    if len(pairs) > MOST_COLUMNS:
        raise QuestionsError(
            "pivot-too-wide", column=pivot.column.name, count=len(pairs), limit=MOST_COLUMNS
        )
    keys = [column.name for column in kept]
    wide = frame.select(keys).unique(maintain_order=True) if keys else pl.DataFrame({"": [0]})
    named = (_name(value, pivot=pivot, one=one, alone=len(values) == 1) for value, one in pairs)
    names = distinct([*wide.columns, *named])[wide.width :]
    marks, columns = {}, list(kept)
    for (value, one), name in zip(pairs, names, strict=True):
        here = frame[pivot.column.name].eq_missing(value)
        cells = _placed(frame, frame[one.column.name], here, wide, keys, name)
        wide = wide.hstack([cells.fill_null(0) if _counts(answer, one) else cells])
        columns.append(one.column.model_copy(update={"name": name, "qualifiers": {}}))
        if said is not None and one.column.name in said.columns:
            marks[name] = _placed(frame, said[one.column.name], here, wide, keys, name)
    return Table(
        name=answer.table.name,
        columns=tuple(columns),
        frame=wide.select(column.name for column in columns),
        said=pl.DataFrame(marks) if marks else None,
    )


def _counts(answer: Answer, one: AnswerColumn) -> bool:
    """Whether the column counts rows: where there are none it is 0."""
    measures = answer.content.question.measures
    return one.measure is not None and isinstance(measures[one.measure], Rows)


def _name(value: object, *, pivot: AnswerColumn, one: AnswerColumn, alone: bool) -> str:
    named = _EMPTY if value is None else pivot.part.label(value)
    return named if alone else f"{named} {one.column.name}"


def _placed(
    frame: pl.DataFrame,
    cells: pl.Series,
    here: pl.Series,
    wide: pl.DataFrame,
    keys: list[str],
    name: str,
) -> pl.Series:
    """The cells of one value of the pivot, at the rows of the wide table."""
    if not keys:
        return cells.filter(here).alias(name)
    part = frame.select(keys).with_columns(cells.alias("cell")).filter(here)
    return wide.join(part, on=keys, how="left", nulls_equal=True, maintain_order="left")[
        "cell"
    ].alias(name)
