"""What changes claims, results and counts: drafts, the lock, answers, counting."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.analysis import claims, ledger, reading
from tomoni.academy.steps.analysis.reading import Desk
from tomoni.academy.steps.data import reading as data
from tomoni.academy.workspaces import models, services
from tomoni.academy.workspaces.downloads import sheet
from tomoni.academy.workspaces.reading import Opened
from tomoni.academy.workspaces.store import ConflictError as ConflictError
from tomoni.engine import cases, evidence
from tomoni.engine.core import Table
from tomoni.engine.core import TomoniError as TomoniError


class OutdatedError(Exception):
    """Somebody else has locked a newer version of the claim in the meantime."""


def start(opened: Opened, *, actor: User, given: Mapping[str, Any] | None = None) -> str:
    """Begin a claim as a draft of this person, with what is known of it; its key."""
    taken = {*opened.case.artifacts, *(draft.key for draft in reading.drafts(opened.row))}
    key = data.next_key(taken, reading.STEM)
    desk = reading.blank(opened, user=actor, key=key)
    keep(opened, desk.typed(given or {}, opened=opened), actor=actor)
    return key


def keep(opened: Opened, desk: Desk, *, actor: User) -> None:
    """Keep what is typed as the person's draft."""
    draft = {"claim": dict(desk.values), "sentence": desk.sentence}
    services.save_draft(opened.row, actor=actor, key=desk.key, values=draft, base=desk.base)


def drop(opened: Opened, *, actor: User, key: str) -> None:
    services.drop_draft(opened.row, actor=actor, key=key)


def lock(row: models.Case, desk: Desk, *, actor: User) -> str:
    """Lock the claim, hold it against its table, and throw the draft away; the claim's key.

    Raises `OutdatedError`, and `TomoniError` when the claim is not whole or cannot be held against
    the table: then it is not locked and nothing is kept.
    """
    claim = evidence.lock(
        claims.claim_of(desk.values, table=desk.table),
        at=timezone.localtime().isoformat(timespec="milliseconds"),
    )
    locked: list[str] = []

    def grow(opened: Opened) -> cases.Case:
        case, key = _locked(opened, desk, claim, actor=actor)
        locked.append(key)
        return case

    try:
        services.change(row, actor=actor, action="claim-locked", subject=desk.key, grow=grow)
    except ConflictError as error:
        raise OutdatedError from error
    services.drop_draft(row, actor=actor, key=desk.key)
    return locked[-1]


def _locked(
    opened: Opened, desk: Desk, claim: evidence.Claim, *, actor: User
) -> tuple[cases.Case, str]:
    key, head = desk.key, opened.case.head(desk.key)
    if head is not None and desk.base == 0:  # two people began a claim under the same key
        key = data.next_key(opened.case.artifacts, reading.STEM)
    elif head is not None and head.number != desk.base:
        raise OutdatedError
    title = desk.values["title"].strip() or _("主張%(number)s") % {"number": key.split("_")[-1]}
    found = reading.evidence_of(opened.case, key)
    result = found or data.next_key(opened.case.artifacts, "evidence")
    case = services.write(
        opened,
        opened.case,
        cases.Artifact(id=key, kind="claim", title=title),
        content=claim.model_dump(mode="json"),
        actor=actor,
    )
    table = desk.values["table"]
    plan = cases.Plan(
        function="evidence.run",
        inputs={"claim": key, "table": table},
        parameters=_looks(opened, claim=claim, table=table),
    )
    named = case.artifacts[found].title if found else _("%(title)sの結果") % {"title": title}
    artifact = cases.Artifact(id=result, kind="evidence", title=named, plan=plan)
    return _made(opened, cases.place(case, artifact), result, actor=actor), key


def _looks(opened: Opened, *, claim: evidence.Claim, table: str) -> dict[str, Any]:
    """The earlier comparisons as a parameter of the run; nothing when this is the first."""
    found = ledger.looks(opened, claim=claim, table=table)
    return {"ledger": [each.model_dump(mode="json") for each in found]} if found else {}


def _made(opened: Opened, case: cases.Case, key: str, *, actor: User) -> cases.Case:
    done = services.recomputed(opened, case, actor=actor, only={key})
    for error in done.failed.values():
        raise error
    return done.case


def answer(row: models.Case, *, actor: User, key: str, answers: Mapping[str, str]) -> None:
    """Say something to the weaknesses that stop the verdict of a result, and judge it anew.

    Raises `ConflictError`.
    """

    def grow(opened: Opened) -> cases.Case:
        artifact = opened.case.artifact(key)
        assert artifact.plan is not None  # noqa: S101 - a result is always made
        said = {**artifact.plan.parameters.get("answers", {}), **answers}
        given = {code: text for code, text in said.items() if text}
        claim = evidence.Claim.model_validate(opened.content(artifact.plan.inputs["claim"]))
        looks = _looks(opened, claim=claim, table=artifact.plan.inputs["table"])
        plan = artifact.plan.model_copy(update={"parameters": {**looks, "answers": given}})
        case = cases.place(opened.case, artifact.model_copy(update={"plan": plan}))
        return _made(opened, case, key, actor=actor)

    services.change(row, actor=actor, action="weakness-answered", subject=key, grow=grow)


def count(
    row: models.Case,
    *,
    actor: User,
    key: str,
    label: str,
    table: str,
    filters: list[Mapping[str, Any]],
) -> str:
    """Count rows and keep the number; its key. `key` is empty for a new one.

    Raises `TomoniError` when the conditions do not fit the table, `ConflictError`: then nothing is
    kept.
    """
    counted: list[str] = []

    def grow(opened: Opened) -> cases.Case:
        found = key or data.next_key(opened.case.artifacts, "count")
        counted.append(found)
        plan = cases.Plan(
            function="evidence.count",
            inputs={"table": table},
            parameters={"filters": [dict(each) for each in filters], "label": label},
        )
        artifact = cases.Artifact(id=found, kind="count", title=label, plan=plan)
        return _made(opened, cases.place(opened.case, artifact), found, actor=actor)

    services.change(row, actor=actor, action="counted", subject=key or "count", grow=grow)
    return counted[-1]


def download(opened: Opened, key: str, *, form: str) -> bytes:
    """The table behind a result as `xlsx`, `csv` or `cp932.csv`. Raises `TablesError`."""
    found = evidence.Verdict.model_validate(opened.content(key)).table
    table = Table(
        name=opened.title(key),
        columns=found.columns,
        frame=pl.DataFrame(
            found.rows, schema=[column.name for column in found.columns], orient="row"
        ),
    )
    return sheet(table, form=form)
