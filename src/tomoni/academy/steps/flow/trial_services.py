"""Flows tried out: begun as a job, kept as an artifact with its plan."""

from tomoni.academy.accounts.models import User
from tomoni.academy.steps.flow import trials
from tomoni.academy.workspaces.desk import custody
from tomoni.academy.workspaces.jobs import making
from tomoni.academy.workspaces.jobs.models import Job
from tomoni.academy.workspaces.reading import Opened
from tomoni.engine import cases

COMPARISON = "comparison"


def try_out(opened: Opened, *, actor: User, key: str, values: trials.Values, page: str) -> Job:
    """Try out one flow as the form says. Raises `PermissionDenied` with why rows are closed."""
    artifact = cases.Artifact(
        id=trials.run_key(key),
        kind="run",
        title=f"{cases.FLOWS[key]}を試した結果",
        plan=trials.plan(values, key=key),
    )
    return _start(opened, actor=actor, artifact=artifact, page=page)


def compare(opened: Opened, *, actor: User, page: str) -> Job:
    """Try out both flows with the same luck. Raises `PermissionDenied` likewise."""
    artifact = cases.Artifact(
        id=COMPARISON,
        kind="comparison",
        title="2つの流れの比較",
        plan=trials.comparison_plan(opened),
    )
    return _start(opened, actor=actor, artifact=artifact, page=page)


def _start(opened: Opened, *, actor: User, artifact: cases.Artifact, page: str) -> Job:
    assert artifact.plan is not None  # noqa: S101 - both are made just above
    for table in sorted(trials.tables_of(artifact.plan)):
        custody.enter(actor, opened=opened, key=table)
    return making.start(opened.row, actor=actor, artifact=artifact, page=page)
