"""Where a group stands: always read off the case, or off the facts that were read off it."""

from collections.abc import Collection, Mapping, Sequence
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


@dataclass(frozen=True)
class Facts:
    """What of a case's graph its standings follow from."""

    missing: Mapping[str, int | None]
    """By worksheet: how many required fields are empty; None while nothing is saved."""
    results: Mapping[str, Sequence[str]]
    """By page of the method: the artifacts that it has brought forth."""
    stale: Sequence[str]


def facts_of(opened: Opened) -> Facts:
    """The facts as the case is now."""
    sheets = [key for step in opened.curriculum.steps for key in step.worksheets]
    return Facts(
        missing={
            key: None if opened.case.head(key) is None else opened.missing(key) for key in sheets
        },
        results={page: _results(opened, kinds) for page, kinds in ARTIFACTS.items()},
        stale=tuple(opened.stale),
    )


def standings(opened: Opened) -> list[Standing]:
    """Every step of the curriculum with its state."""
    comments = queries.open_comments(opened.row)
    facts = facts_of(opened)
    steps = opened.curriculum.steps
    return [stand(step, facts, drafts=opened.drafts, comments=comments) for step in steps]


def stand(
    step: Step, facts: Facts, *, drafts: Collection[str], comments: Mapping[str, int]
) -> Standing:
    """Where a step stands. `drafts`: keys of worksheets; `comments`: open ones by artifact."""
    results = facts.results.get(step.page, ())
    keys = {*step.worksheets, *results}
    states = [_worksheet_state(facts.missing[key], key in drafts) for key in step.worksheets]
    if step.page in ARTIFACTS:
        states.append("done" if results else "todo")
    open_comments = sum(comments.get(key, 0) for key in keys)
    state = _together(states, again=bool(open_comments or keys.intersection(facts.stale)))
    return Standing(step=step, state=state, comments=open_comments)


def worksheets(opened: Opened, step: Step) -> list[WorksheetView]:
    """The worksheets of a step with their state."""
    found = []
    for key in step.worksheets:
        missing = opened.missing(key)
        saved = None if opened.case.head(key) is None else missing
        state = _worksheet_state(saved, key in opened.drafts)
        title = opened.curriculum.worksheet(key).title
        found.append(WorksheetView(key=key, title=title, state=state, missing=missing))
    return found


def _results(opened: Opened, kinds: Collection[str]) -> tuple[str, ...]:
    artifacts = opened.case.artifacts.values()
    return tuple(each.id for each in artifacts if each.kind in kinds and opened.case.head(each.id))


def _worksheet_state(missing: int | None, drafted: bool) -> str:
    if drafted or missing:
        return "doing"
    return "todo" if missing is None else "done"


def _together(states: list[str], *, again: bool) -> str:
    if not states or set(states) == {"todo"}:
        return "todo"
    if again:
        return "review"
    return "done" if set(states) == {"done"} else "doing"
