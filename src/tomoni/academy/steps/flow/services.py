"""What changes a flow: drafts, sheets read in, a copy of the other flow, a new version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.flow import merging, reading, sheets
from tomoni.academy.steps.flow.reading import AS_IS, Sheet
from tomoni.academy.workspaces import downloads, services, store
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases
from tomoni.engine.core import TomoniError as TomoniError

Values = Mapping[str, Any]


class State(StrEnum):
    """What became of what was to be saved."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    OUTDATED = "outdated"
    """Somebody saved a newer version: the draft waits to be merged."""
    UNREADABLE = "unreadable"
    """Something typed cannot be understood and would be lost: the draft waits to be corrected."""
    REFUSED = "refused"
    """The case cannot take it, e.g. a volume that is made from the flow itself."""


@dataclass(frozen=True)
class Outcome:
    state: State
    error: TomoniError | None = None
    """Why it was refused, or why the hours of the new version could not be counted."""


def keep_draft(opened: Opened, *, actor: User, key: str, values: Values, base: int) -> Sheet:
    """Keep what is typed; what can be taken back stays."""
    known = reading.sheet(opened, user=actor, key=key)
    return _write_draft(opened, replace(known, values=values, base=base), actor=actor)


def take_in(opened: Opened, *, actor: User, key: str, steps: list[dict[str, Any]]) -> None:
    """Put other steps in the place of those on the page; one step back brings them again."""
    known = reading.sheet(opened, user=actor, key=key)
    values = {**known.values, "steps": steps}
    _write_draft(opened, replace(known, values=values, before=known.values), actor=actor)


def take_in_file(opened: Opened, *, actor: User, key: str, data: bytes, file_name: str) -> int:
    """Steps from a sheet; how many rows, 0 when it holds no step table. Raises `TablesError`."""
    steps = sheets.read_sheet(data, file_name=file_name)
    if not steps:
        return 0
    take_in(opened, actor=actor, key=key, steps=steps)
    return len(steps)


def copy_as_is(opened: Opened, *, actor: User, key: str) -> None:
    """Start from the newest version of how the work runs now."""
    content = opened.content(AS_IS)
    known = reading.sheet(opened, user=actor, key=key)
    values = reading.values_of_content(content) if content else {}
    if known.values.get("title"):
        values["title"] = known.values["title"]
    _write_draft(opened, replace(known, values=values, before=known.values), actor=actor)


def drop_draft(opened: Opened, *, actor: User, key: str) -> None:
    services.drop_draft(opened.row, actor=actor, key=key)


def take_back(opened: Opened, *, actor: User, key: str) -> None:
    """Change places: what was on the page before, and what is there now."""
    known = reading.sheet(opened, user=actor, key=key)
    if known.before is not None:
        back = replace(known, values=known.before, before=known.values)
        _write_draft(opened, back, actor=actor)


def save(opened: Opened, *, actor: User, key: str, values: Values, base: int) -> Outcome:
    """Make a version of what is typed and count its hours anew; keep the draft where it cannot."""
    keep_draft(opened, actor=actor, key=key, values=values, base=base)
    flow, findings = sheets.flow_of(values)
    head = opened.case.head(key)
    if (head.number if head else 0) != base:
        return Outcome(State.OUTDATED)
    if reading.unreadable(values, findings):
        return Outcome(State.UNREADABLE)
    content = flow.model_dump(mode="json")
    if content == opened.content(key):
        services.drop_draft(opened.row, actor=actor, key=key)
        return Outcome(State.UNCHANGED)
    results: list[cases.Recomputed] = []

    def grow(now: Opened) -> cases.Case:
        results.append(_grown(now, key, content, actor=actor))
        return results[-1].case

    try:
        services.change(opened.row, actor=actor, action="flow-saved", subject=key, grow=grow)
    except store.ConflictError:
        return Outcome(State.OUTDATED)
    except TomoniError as error:
        return Outcome(State.REFUSED, error=error)
    services.drop_draft(opened.row, actor=actor, key=key)
    return Outcome(State.SAVED, error=results[-1].failed.get(reading.cost_key(key)))


def _grown(opened: Opened, key: str, content: Any, *, actor: User) -> cases.Recomputed:
    artifact = cases.Artifact(id=key, kind="flow", title=cases.FLOWS[key])
    written = services.write(opened, opened.case, artifact, content=content, actor=actor)
    row = opened.row
    followed = cases.follow(
        written,
        curriculum=opened.curriculum,
        division=row.group.division.name,
        authors=tuple(member.display_name for member in row.group.participants()),
    )
    return services.recomputed(opened, followed, actor=actor, only={reading.cost_key(key)})


def merged(opened: Opened, *, actor: User, key: str) -> merging.FlowMerge | None:
    """The draft together with what others saved since it was begun; None when there is nothing."""
    mine = reading.sheet(opened, user=actor, key=key)
    if not mine.outdated:
        return None
    return merging.merge(
        base=reading.values_at(opened, key, mine.base),
        mine=mine.values,
        theirs=reading.values_at(opened, key, mine.newest),
    )


def keep_merged(
    opened: Opened, *, actor: User, key: str, merge: merging.FlowMerge, theirs: frozenset[str]
) -> None:
    """The merge as the draft, on top of the newest version."""
    newest = reading.sheet(opened, user=actor, key=key).newest
    values = merge.values(chosen_theirs=theirs)
    keep_draft(opened, actor=actor, key=key, values=values, base=newest)


def _write_draft(opened: Opened, sheet: Sheet, *, actor: User) -> Sheet:
    services.save_draft(
        opened.row,
        actor=actor,
        key=sheet.key,
        values={"flow": dict(sheet.values), "before": sheet.before},
        base=sheet.base,
    )
    return replace(sheet, drafted=True)


def download(sheet: Sheet, *, form: str) -> bytes:
    """The flow on the page as a file. Raises `FlowsError`, `TablesError`."""
    match form:
        case "bpmn":
            return reading.bpmn_of(sheet.values)
        case "svg":
            return reading.svg_of(sheet.values)
    wanted = "cp932.csv" if form == "cp932" else form
    return downloads.sheet(sheets.table_of(sheet.values), form=wanted)
