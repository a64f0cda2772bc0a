"""A question put to tables of the case."""

from functools import partial

from tomoni.engine import questions, tables
from tomoni.engine.cases._kinds import TABLE_FILE
from tomoni.engine.cases._recompute import Inputs, Made, Recipe
from tomoni.engine.core import Grade, Quantity, Table, Value


class _AskParameters(Value):
    question: questions.Question
    """Its tables are called as the plan's inputs are."""


def asking(backend: str) -> Recipe:
    """The recipe that has questions answered by that database."""
    return Recipe(partial(_ask, backend=backend))


def _ask(inputs: Inputs, *, backend: str) -> Made:
    """The answer as a table beside its content; a number to quote where it is one number.

    What is quoted of it is graded 探索: it was found by looking around, and no claim stands behind.
    """
    question = _AskParameters.model_validate(inputs.parameters).question
    names = [question.table, *(join.table for join in question.joins)]
    found = questions.ask(
        question,
        tables={name: tables.read_parquet(inputs.file(name, TABLE_FILE)) for name in names},
        titles={name: inputs.case.artifacts[inputs.version(name).artifact].title for name in names},
        backend=backend,
    )
    return Made(
        content=found.content.model_dump(mode="json"),
        files={TABLE_FILE: tables.write_parquet(found.table)},
        quantities=_quantities(found.table),
    )


def _quantities(table: Table) -> dict[str, Quantity]:
    if table.frame.shape != (1, 1) or (value := table.frame.item()) is None:
        return {}
    column = table.columns[0]
    return {
        "value": Quantity(value=value, unit=column.unit, label=column.name, grade=Grade.EXPLORED)
    }
