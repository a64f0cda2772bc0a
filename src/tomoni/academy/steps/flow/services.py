"""What changes a flow: drafts, sheets read in, a copy of the other flow, a new version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.flow import beginnings, drawing, merging, reading, sheets
from tomoni.academy.steps.flow.forms import MOST_STEPS
from tomoni.academy.steps.flow.reading import AS_IS, Sheet
from tomoni.academy.ui.wording import FindingView
from tomoni.academy.workspaces import downloads, services, store
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases, flows
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


def take_in(opened: Opened, *, actor: User, key: str, values: Values) -> None:
    """Put others in the place of the values on the page; one step back brings them again.

    A name that the flow on the page has stays.
    """
    known = reading.sheet(opened, user=actor, key=key)
    kept = {"title": known.values["title"]} if known.values.get("title") else {}
    taken = {**known.values, **values, **kept}
    _write_draft(opened, replace(known, values=taken, before=known.values), actor=actor)


def take_in_file(opened: Opened, *, actor: User, key: str, data: bytes, file_name: str) -> int:
    """Steps from a sheet; how many rows, 0 when it holds no step table.

    Raises `TablesError`, `FlowsError` (`too-many-steps`).
    """
    steps = sheets.read_sheet(data, file_name=file_name)
    if not steps:
        return 0
    if len(steps) > MOST_STEPS:
        raise flows.FlowsError("too-many-steps", steps=len(steps), limit=MOST_STEPS)
    take_in(opened, actor=actor, key=key, values={"steps": steps, "bpmn": ""})
    return len(steps)


def take_in_bpmn(opened: Opened, *, actor: User, key: str, data: bytes) -> list[FindingView]:
    """The flow of a BPMN file with its picture; what of it the table cannot show whole.

    Raises `FlowsError`, `UnicodeDecodeError`.
    """
    values, findings = beginnings.read_bpmn(data)
    take_in(opened, actor=actor, key=key, values=values)
    return findings


def beginnings_for(opened: Opened, *, user: User) -> list[beginnings.Beginning]:
    return beginnings.beginnings(opened, user=user)


def begin(opened: Opened, *, actor: User, key: str, choice: str) -> bool:
    """Begin from what was chosen; whether there is such a thing for this person."""
    values = beginnings.values_of(choice, user=actor)
    if values is not None:
        take_in(opened, actor=actor, key=key, values=values)
    return values is not None


def copy_as_is(opened: Opened, *, actor: User, key: str) -> None:
    """Start from the newest version of how the work runs now."""
    head = opened.case.head(AS_IS)
    if head is not None:
        values = reading.values_at(opened, AS_IS, head.number)
        take_in(opened, actor=actor, key=key, values=values)


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
    try:
        files = drawing.files_of(values)
    except TomoniError as error:
        return Outcome(State.REFUSED, error=error)
    if content == opened.content(key) and files == services.kept_files(opened, key):
        services.drop_draft(opened.row, actor=actor, key=key)
        return Outcome(State.UNCHANGED)
    results: list[cases.Recomputed] = []

    def grow(now: Opened) -> cases.Case:
        results.append(_grown(now, key, content, files, actor=actor))
        return results[-1].case

    try:
        services.change(opened.row, actor=actor, action="flow-saved", subject=key, grow=grow)
    except store.ConflictError:
        return Outcome(State.OUTDATED)
    except TomoniError as error:
        return Outcome(State.REFUSED, error=error)
    services.drop_draft(opened.row, actor=actor, key=key)
    return Outcome(State.SAVED, error=results[-1].failed.get(reading.cost_key(key)))


def _grown(
    opened: Opened, key: str, content: Any, files: Mapping[str, bytes], *, actor: User
) -> cases.Recomputed:
    artifact = cases.Artifact(id=key, kind="flow", title=cases.FLOWS[key])
    written = services.write(
        opened, opened.case, artifact, content=content, files=files, actor=actor
    )
    followed = services.followed(written, curriculum=opened.curriculum, group=opened.row.group)
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
            return drawing.bpmn_of(sheet.values).encode()
        case "svg":
            return drawing.svg_of(sheet.values)
    wanted = "cp932.csv" if form == "cp932" else form
    return downloads.sheet(sheets.table_of(sheet.values), form=wanted)
