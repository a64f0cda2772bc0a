"""What is written on the pages of this step as a table: drafts, versions, two people's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tomoni.academy.accounts.models import User
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.workspaces import merging, queries, services, store
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases
from tomoni.engine.core import TomoniError

Values = Mapping[str, Any]
Problems = Mapping[tuple[int, str], tuple[str, ...]]
"""What cannot be understood in a list of rows, by place from 0 and column."""


@dataclass(frozen=True)
class Form:
    """How an artifact stands on its page: `rows` names the field that holds its list of rows."""

    key: str
    kind: str
    title: str
    made: str
    """What follows from it by itself."""
    rows: str
    fields: Callable[[Opened, Values], tuple[FieldView, ...]]
    values: Callable[[Any], dict[str, Any]]
    content: Callable[[Values], Any]
    problems: Callable[[Values], Problems]
    references: Callable[[Any], dict[str, cases.Reference]] = lambda _content: {}


@dataclass(frozen=True)
class Sheet:
    """What one person has on the page: the newest version, or what the person has typed."""

    values: Values
    base: int
    """Number of the version it was begun from; 0 for none."""
    newest: int
    newest_by: str
    drafted: bool = False

    @property
    def outdated(self) -> bool:
        return self.drafted and self.base != self.newest


@dataclass(frozen=True)
class Outcome:
    """What became of what was to be saved: one of the words, or why the case cannot take it."""

    word: str
    error: TomoniError | None = None


SAVED, UNCHANGED, OUTDATED, UNREADABLE, REFUSED = (
    "saved", "unchanged", "outdated", "unreadable", "refused",
)  # fmt: skip


def sheet(opened: Opened, *, user: User, form: Form) -> Sheet:
    """The person's draft, else the newest version, else an empty page."""
    head = opened.case.head(form.key)
    newest, newest_by = (head.number, head.made_by) if head else (0, "")
    draft = queries.draft_of(opened.row, author=user, key=form.key)
    if draft is None:
        return Sheet(_values_at(opened, form, newest), newest, newest, newest_by)
    return Sheet(draft.values, draft.base, newest, newest_by, drafted=True)


def _values_at(opened: Opened, form: Form, number: int) -> dict[str, Any]:
    return form.values(opened.content_at(form.key, number)) if number else {}


def keep_draft(opened: Opened, *, actor: User, form: Form, values: Values, base: int) -> Sheet:
    services.save_draft(opened.row, actor=actor, key=form.key, values=values, base=base)
    return sheet(opened, user=actor, form=form)


def drop_draft(opened: Opened, *, actor: User, form: Form) -> None:
    services.drop_draft(opened.row, actor=actor, key=form.key)


def save(opened: Opened, *, actor: User, form: Form, values: Values, base: int) -> Outcome:
    """Make a version of what is typed, and of what follows; keep the draft where it cannot."""
    keep_draft(opened, actor=actor, form=form, values=values, base=base)
    head = opened.case.head(form.key)
    if (head.number if head else 0) != base:
        return Outcome(OUTDATED)
    if form.problems(values):
        return Outcome(UNREADABLE)
    content = form.content(values)
    if head is not None and cases.KINDS[form.kind].clean(content) == opened.content(form.key):
        drop_draft(opened, actor=actor, form=form)
        return Outcome(UNCHANGED)
    results: list[cases.Recomputed] = []

    def grow(now: Opened) -> cases.Case:
        results.append(_grown(now, form, content, actor=actor))
        return results[-1].case

    try:
        services.change(
            opened.row, actor=actor, action="effect-written", subject=form.key, grow=grow
        )
    except store.ConflictError:
        return Outcome(OUTDATED)
    except TomoniError as error:
        return Outcome(REFUSED, error=error)
    drop_draft(opened, actor=actor, form=form)
    return Outcome(SAVED, error=results[-1].failed.get(form.made))


def _grown(opened: Opened, form: Form, content: Any, *, actor: User) -> cases.Recomputed:
    artifact = cases.Artifact(id=form.key, kind=form.kind, title=form.title)
    written = services.write(
        opened,
        opened.case,
        artifact,
        content=content,
        actor=actor,
        references=form.references(content),
    )
    followed = services.followed(written, curriculum=opened.curriculum, group=opened.row.group)
    return services.recomputed(opened, followed, actor=actor, only={form.made})


def merged(opened: Opened, *, actor: User, form: Form) -> merging.Merge | None:
    """The draft together with what others saved since it was begun; None when there is nothing."""
    mine = sheet(opened, user=actor, form=form)
    if not mine.outdated:
        return None
    return merging.merge(
        base=flat(_values_at(opened, form, mine.base), form),
        mine=flat(mine.values, form),
        theirs=flat(_values_at(opened, form, mine.newest), form),
    )


def keep_merged(
    opened: Opened, *, actor: User, form: Form, merge: merging.Merge, theirs: frozenset[str]
) -> None:
    """The merge as the draft, on top of the newest version."""
    chosen = {clash.name: clash.theirs for clash in merge.clashes if clash.name in theirs}
    newest = sheet(opened, user=actor, form=form).newest
    values = deep({**merge.values, **chosen}, form)
    keep_draft(opened, actor=actor, form=form, values=values, base=newest)


def flat(values: Values, form: Form) -> dict[str, Any]:
    """The values with every row by itself: `rows/3` is the third, empty cells are None."""
    found = {name: value or None for name, value in values.items() if name != form.rows}
    for place, row in enumerate(values.get(form.rows) or (), start=1):
        found[f"{form.rows}/{place:03}"] = {name: cell or None for name, cell in row.items()}
    return found


def deep(values: Values, form: Form) -> dict[str, Any]:
    """The opposite: the list of rows again, without those that are gone."""
    start = f"{form.rows}/"
    rows = [value for name, value in sorted(values.items()) if name.startswith(start) and value]
    found = {name: value for name, value in values.items() if not name.startswith(start)}
    return {**found, form.rows: rows}
