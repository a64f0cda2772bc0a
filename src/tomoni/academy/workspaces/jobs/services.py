"""The life of a job. Each change is one statement that holds only while the state is as expected:
any number of processes can do it at the same time."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.errors import WorkspacesError
from tomoni.academy.workspaces.jobs.models import OPEN, Job, State
from tomoni.engine.core import TomoniError

STALE = timedelta(seconds=30)
"""A process that says nothing for so long is gone."""
MOST_TRIES = 3


def start(
    row: models.Case,
    *,
    actor: User,
    kind: str,
    subject: str,
    parameters: Mapping[str, Any],
    page: str,
) -> Job:
    """Have it done as soon as a process is free; the job that is open already, where there is."""
    try:
        with transaction.atomic():
            job = Job.objects.create(
                case=row,
                actor=actor,
                kind=kind,
                subject=subject,
                parameters=dict(parameters),
                page=page,
            )
            models.AuditEntry.objects.create(
                case=row, actor=actor, action="job-started", subject=subject
            )
    except IntegrityError:
        return Job.objects.get(case=row, subject=subject, state__in=OPEN)
    return job


@transaction.atomic
def cancel(job: Job, *, actor: User) -> None:
    """One that waits is over at once; one that runs is told, and stops at its next step."""
    _end(Job.objects.filter(pk=job.pk, state=State.WAITING), State.CANCELLED)
    Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)
    models.AuditEntry.objects.create(
        case=job.case, actor=actor, action="job-cancelled", subject=job.subject
    )


def claim() -> Job | None:
    """The job that has waited longest, for the caller alone; None where none waits."""
    while waiting := Job.objects.filter(state=State.WAITING).order_by("pk").first():
        token = uuid4().hex
        taken = Job.objects.filter(pk=waiting.pk, state=State.WAITING).update(
            state=State.RUNNING, claim=token, tries=F("tries") + 1, beat_at=timezone.now()
        )
        if taken:
            return Job.objects.select_related("case__group__division", "actor").get(pk=waiting.pk)
    return None


def beat(job: Job, *, done: int, total: int) -> bool:
    """Say that somebody is at it and how far; whether to go on."""
    held = _held(job).update(beat_at=timezone.now(), done=done, total=total)
    return bool(held) and not Job.objects.filter(pk=job.pk, cancel_asked=True).exists()


def finish(job: Job) -> bool:
    """Done; False where the job is no longer the caller's: what was made must not be kept."""
    return bool(_end(_held(job), State.DONE, done=F("total")))


def fail(job: Job, *, error: TomoniError) -> None:
    _end(_held(job), State.FAILED, error=_said(error))


def stop(job: Job) -> None:
    """Cancelled where somebody asked for that; else it waits for another process."""
    _end(_held(job).filter(cancel_asked=True), State.CANCELLED)
    _held(job).update(state=State.WAITING, claim="", tries=F("tries") - 1)


def reap() -> int:
    """Jobs whose process is gone, by `kill -9` or by a power cut: tried again, at most so often."""
    lost = Job.objects.filter(state=State.RUNNING, beat_at__lt=timezone.now() - STALE)
    if not lost.exists():
        return 0
    return (
        _end(lost.filter(cancel_asked=True), State.CANCELLED)
        + lost.filter(tries__lt=MOST_TRIES).update(state=State.WAITING, claim="")
        + _end(lost, State.FAILED, error=_said(WorkspacesError("worker-lost")))
    )


def _said(error: TomoniError) -> dict[str, Any]:
    """Room, code and parameters."""
    room = type(error).__module__.split(".")[2]
    return {"room": room, "code": error.code, "params": error.params}


def _held(job: Job) -> Any:
    """The job's row while the caller's claim holds."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, claim=job.claim)


def _end(jobs: Any, state: State, **more: Any) -> int:
    count: int = jobs.update(state=state, ended_at=timezone.now(), **more)
    return count
