"""Exploring tables without code.

Comes in: a question made of parts (which rows, joined with what, grouped by what, which numbers)
and tidy tables. Goes out: the answer as a tidy table, how well each join went, the fact in one
sentence. Why: people look around before they claim; what they find that way is exploring, and no
evidence yet.
"""

from tomoni.engine.questions._answer import (
    FEW,
    Answer,
    AnswerColumn,
    AnswerContent,
    JoinMatch,
    Role,
    Unmatched,
)
from tomoni.engine.questions._asking import MOST_ROWS, ask
from tomoni.engine.questions._backends import TableLike
from tomoni.engine.questions._checking import MOST_GROUPS, check
from tomoni.engine.questions._errors import QuestionsError
from tomoni.engine.questions._question import (
    Compare,
    Figure,
    Group,
    Join,
    KeyForm,
    KeyPair,
    Measure,
    Question,
    Rate,
    Rows,
    Share,
)
from tomoni.engine.questions._spreading import MOST_COLUMNS, spread

__all__ = [
    "FEW",
    "MOST_COLUMNS",
    "MOST_GROUPS",
    "MOST_ROWS",
    "Answer",
    "AnswerColumn",
    "AnswerContent",
    "Compare",
    "Figure",
    "Group",
    "Join",
    "JoinMatch",
    "KeyForm",
    "KeyPair",
    "Measure",
    "Question",
    "QuestionsError",
    "Rate",
    "Role",
    "Rows",
    "Share",
    "TableLike",
    "Unmatched",
    "ask",
    "check",
    "spread",
]
