"""Asking: from a question and its tables to an answer."""

from collections.abc import Mapping

import polars as pl

from tomoni.engine.questions._answer import Answer
from tomoni.engine.questions._backends import TableLike, columns_of, opened
from tomoni.engine.questions._checking import refuse
from tomoni.engine.questions._errors import QuestionsError
from tomoni.engine.questions._laying import Laid, laid
from tomoni.engine.questions._matching import match
from tomoni.engine.questions._measuring import ROWS, aggregated
from tomoni.engine.questions._question import Question
from tomoni.engine.questions._rates import with_populations
from tomoni.engine.questions._scope import scope
from tomoni.engine.questions._tidying import answer

MOST_ROWS = 10_000
"""Of an answer; more groups than that are no answer that a person can read."""


def ask(
    question: Question,
    *,
    tables: Mapping[str, TableLike],
    titles: Mapping[str, str] = {},
    backend: str = "duckdb",
) -> Answer:
    """The answer of the tables, by the names that the question has for them.

    `backend`: `duckdb` (in process), `spark`, or the address of a PostgreSQL. `titles`: what the
    tables are called in the fact sentence. Raises what `check` finds first, and `QuestionsError`:
    `no-rows` when no row fits, `groups-too-many` above 10,000 groups, `join-repeats`,
    `rate-inside`, `rate-filter`, `unknown-backend`, `backend-unreachable`.
    """
    refuse(question, tables=tables)
    known = scope(question, columns={name: columns_of(one) for name, one in tables.items()})
    with opened(backend) as asked:
        over = laid(question, scope=known, asked=asked, tables=tables)
        matches = tuple(match(over, join) for join in question.joins)
        found = _fetched(over)
    return answer(over, found, matches=matches, titles=titles)


def _fetched(over: Laid) -> pl.DataFrame:
    question = with_populations(aggregated(over), over)
    found = over.asked.fetch(question.limit(MOST_ROWS + 1))
    if found.height > MOST_ROWS:
        raise QuestionsError("groups-too-many", limit=MOST_ROWS)
    if not found.height or not found[ROWS].sum():
        raise QuestionsError("no-rows")
    return found
