"""Artifacts that take long to make: made as jobs."""

from functools import partial

from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models, services, store
from tomoni.academy.workspaces.jobs import services as jobs
from tomoni.academy.workspaces.jobs.models import Job
from tomoni.academy.workspaces.jobs.reports import Report
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.engine import cases

KIND = "make"
LONG = frozenset({"run", "comparison"})
"""Kinds of artifact that no page waits for."""


def start(row: models.Case, *, actor: User, artifact: cases.Artifact, page: str) -> Job:
    """Have the artifact made by its plan; the case gets it once it is made, not before."""
    return jobs.start(
        row,
        actor=actor,
        kind=KIND,
        subject=artifact.id,
        parameters=artifact.model_dump(mode="json"),
        page=page,
    )


def recompute(row: models.Case, *, actor: User, page: str) -> tuple[cases.Recomputed, int]:
    """Bring the case up to date; what takes long is begun: how many."""
    opened = open_case(row)
    quick = {key for key, each in opened.case.artifacts.items() if each.kind not in LONG}
    done = services.recompute(row, actor=actor, only=quick)
    artifacts = done.case.artifacts
    later = [artifacts[key] for key in cases.stale(done.case) if artifacts[key].kind in LONG]
    for artifact in later:
        start(row, actor=actor, artifact=artifact, page=page)
    return done, len(later)


def work(job: Job, report: Report) -> None:
    """What the worker does. Somebody else's version of the same is taken in once."""
    try:
        _work(job, report)
    except store.ConflictError:
        _work(job, report)


def _work(job: Job, report: Report) -> None:
    services.change(
        job.case,
        actor=job.actor,
        action="made",
        subject=job.subject,
        grow=partial(_grown, job=job, report=report),
        then=report.finish,
    )


def _grown(opened: Opened, *, job: Job, report: Report) -> cases.Case:
    artifact = cases.Artifact.model_validate(job.parameters)
    done = services.recomputed(
        opened,
        cases.place(opened.case, artifact),
        actor=job.actor,
        only={artifact.id},
        within=report.progress,
        cancelled=report.cancelled,
    )
    for error in done.failed.values():
        raise error
    return done.case
