"""Where a group stands: always read off the case, never kept beside it."""

from dataclasses import dataclass

from tomoni.academy.workspaces import queries
from tomoni.academy.workspaces.reading import Opened, Step

ARTIFACTS = {
    "data": ("table",),
    "analysis": ("evidence",),
    "flow": ("cost",),
    "effect": ("effect",),
    "proposal": ("document",),
}
"""The kinds of artifact that a page of the method brings forth."""


@dataclass(frozen=True)
class Standing:
    """A step and where it stands: todo, doing, done; review: something is to be looked at again."""

    step: Step
    state: str
    comments: int = 0


@dataclass(frozen=True)
class WorksheetView:
    """One worksheet of a step as it is listed."""

    key: str
    title: str
    state: str
    missing: int = 0


def standings(opened: Opened) -> list[Standing]:
    """Every step of the curriculum with its state."""
    stale = opened.stale.keys()
    comments = queries.open_comments(opened.row)
    found = []
    for step in opened.curriculum.steps:
        keys = [*step.worksheets, *_results(opened, step)]
        states = [_worksheet_state(opened, key) for key in step.worksheets]
        if step.page in ARTIFACTS:
            states.append("done" if _results(opened, step) else "todo")
        open_comments = sum(comments.get(key, 0) for key in keys)
        state = _together(states, again=bool(open_comments or stale & set(keys)))
        found.append(Standing(step=step, state=state, comments=open_comments))
    return found


def worksheets(opened: Opened, step: Step) -> list[WorksheetView]:
    """The worksheets of a step with their state."""
    return [
        WorksheetView(
            key=key,
            title=opened.curriculum.worksheet(key).title,
            state=_worksheet_state(opened, key),
            missing=opened.missing(key),
        )
        for key in step.worksheets
    ]


def _results(opened: Opened, step: Step) -> list[str]:
    kinds = ARTIFACTS.get(step.page, ())
    artifacts = opened.case.artifacts.values()
    return [each.id for each in artifacts if each.kind in kinds and opened.case.head(each.id)]


def _worksheet_state(opened: Opened, key: str) -> str:
    if opened.case.head(key) is None:
        return "doing" if key in opened.drafts else "todo"
    return "doing" if key in opened.drafts or opened.missing(key) else "done"


def _together(states: list[str], *, again: bool) -> str:
    if not states or set(states) == {"todo"}:
        return "todo"
    if again:
        return "review"
    return "done" if set(states) == {"done"} else "doing"
