"""The logic model: from what is put in to what becomes of the town, and how one will know."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from tomoni.engine.core import Value

RowId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-zぁ-んァ-ヶ一-龠_.-]{1,20}$")]


class Stage(StrEnum):
    """The columns of a logic model, from left to right (W. K. Kellogg Foundation, Logic Model
    Development Guide, 2004; outcomes by when they come)."""

    INPUT = "インプット"
    ACTIVITY = "アクティビティ"
    OUTPUT = "アウトプット"
    SHORT = "アウトカム（短期）"
    MIDDLE = "アウトカム（中期）"
    LONG = "アウトカム（長期）"
    IMPACT = "インパクト"

    @property
    def is_outcome(self) -> bool:
        """Whether it is a change, not something done."""
        return self in {Stage.SHORT, Stage.MIDDLE, Stage.LONG}


class Indicator(Value):
    """How one will know: what is counted now, what it should be, by when, from what, by whom.

    `present` and `target` are words or live references such as `{{ as_is_cost.staff_hours }}`;
    `source` is a live reference to what the present value came from, or words.
    """

    name: str
    present: str = ""
    target: str = ""
    due: str = ""
    source: str = ""
    owner: str = ""


class LogicRow(Value):
    """One box: its id, its column, what it says, the ids of the boxes it leads to."""

    id: RowId
    stage: Stage
    text: str
    leads_to: tuple[str, ...] = ()
    indicator: Indicator | None = None


class LogicModel(Value):
    """Boxes in the order in which they were written; `goal` is what all of it is for.

    What is weak in it (a link that leads nowhere, an outcome without indicator) is no error of this
    value but a finding of `check_logic_model`: a group works on an unfinished one for weeks.
    """

    title: str = ""
    goal: str = ""
    rows: tuple[LogicRow, ...] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [row.id for row in self.rows]
        if len(set(ids)) != len(ids):
            raise ValueError("an id stands twice")
        return self
