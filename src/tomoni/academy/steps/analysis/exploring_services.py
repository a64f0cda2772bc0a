"""Asking tables a question: looked at, kept as an answer, taken away."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.analysis import exploring, exploring_reading
from tomoni.academy.steps.data import reading as data
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.desk.custody import Leave
from tomoni.academy.workspaces.downloads import sheet
from tomoni.academy.workspaces.reading import Opened
from tomoni.academy.workspaces.store import ConflictError as ConflictError
from tomoni.engine import cases, questions
from tomoni.engine.core import Table
from tomoni.engine.core import TomoniError as TomoniError
from tomoni.engine.questions import Question as Question

STEM = "answer"


def question_of(values: exploring.Values, offers: Sequence[exploring.Offer]) -> Question:
    """What is typed as a question. Raises `TomoniError` where a condition cannot be read."""
    return exploring.question_of(values, offers)


def tables_of(question: Question) -> tuple[str, ...]:
    """The keys of the tables that a question asks."""
    return (question.table, *(join.table for join in question.joins))


def look(opened: Opened, question: Question) -> exploring_reading.AnswerView:
    """The answer, of which nothing is kept. Raises `TomoniError`, worded for its reader."""
    titles = {key: opened.title(key) for key in tables_of(question)}
    found: dict[str, questions.TableLike] = {
        key: table for key in titles if (table := data.table_of(opened, key)) is not None
    }
    try:
        answer = questions.ask(
            question, tables=found, titles=titles, backend=settings.TABLES_BACKEND
        )
        return exploring_reading.view(answer, titles=titles)
    except questions.QuestionsError as error:
        raise _named(error, opened=opened) from error


def _named(error: questions.QuestionsError, *, opened: Opened) -> TomoniError:
    """The error with the tables' titles and the columns' own names."""
    told = dict(error.params)
    table, _dot, column = str(told.get("column", "")).partition(".")
    if column and table in opened.case.artifacts:
        told["column"] = column
    if told.get("table") in opened.case.artifacts:
        told["table"] = opened.title(str(told["table"]))
    return questions.QuestionsError(error.code, **told)


def keep(row: models.Case, question: Question, *, actor: User, key: str, title: str) -> str:
    """Keep a question with its answer; its key. `key` is empty for a new one.

    Raises `TomoniError` when it cannot be asked, `ConflictError`: then nothing is kept.
    """
    made: list[str] = []

    def grow(opened: Opened) -> cases.Case:
        found = key or data.next_key(opened.case.artifacts, STEM)
        made.append(found)
        plan = cases.Plan(
            function="questions.ask",
            inputs={name: name for name in tables_of(question)},
            parameters={"question": question.model_dump(mode="json")},
        )
        artifact = cases.Artifact(id=found, kind="answer", title=title, plan=plan)
        done = services.recomputed(
            opened, cases.place(opened.case, artifact), actor=actor, only={found}
        )
        for error in done.failed.values():
            if isinstance(error, questions.QuestionsError):
                raise _named(error, opened=opened)
            raise error
        return done.case

    services.change(row, actor=actor, action="question-asked", subject=key or STEM, grow=grow)
    return made[-1]


def download(opened: Opened, key: str, *, form: str, user: User, leave: Leave) -> bytes | None:
    """The answer as `xlsx` (with a cover that says what it is), `csv` or `cp932.csv`; None when
    there is none. Raises `TomoniError`."""
    answer = exploring_reading.kept(opened, key)
    if answer is None:
        return None
    shown: Table = questions.spread(answer)
    cover = [
        (_("探索"), _("この表は探索の結果です。主張に封をして確かめるまで、証拠ではありません。")),
        (_("事実"), answer.content.fact),
        *leave.lines(user),
    ]
    return sheet(shown, form=form, cover=cover)
