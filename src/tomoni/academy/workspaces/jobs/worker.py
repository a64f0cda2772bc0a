"""The process that does the jobs, one after the other."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from tomoni.academy.workspaces.errors import WorkspacesError
from tomoni.academy.workspaces.jobs import daily, registry, services
from tomoni.academy.workspaces.jobs.models import Job
from tomoni.academy.workspaces.jobs.reports import LostError, Report
from tomoni.engine.core import TomoniError

_PAUSE = 0.5
"""Seconds between two looks for a job."""
_BEAT = 1.0
"""Seconds between two signs of life."""
_logger = logging.getLogger(__name__)


def run(
    *,
    leaving: Event,
    until_empty: bool = False,
    parent: int | None = None,
    tell: Callable[[Job], None] = lambda _job: None,
) -> None:
    """Do jobs until `leaving` is set, or the process `parent` is gone, or no job waits.

    `tell` is called with each job before it is begun. With the first look of each day the day's
    work is done.
    """
    day: date | None = None
    while not leaving.is_set() and parent in (None, os.getppid()):
        close_old_connections()
        if day != timezone.localdate():
            day = timezone.localdate()
            daily.run(day)
        job = _next()
        if job is not None:
            tell(job)
            report = Report(job, leaving=leaving)
            with _beating(report):
                perform(job, report=report)
        elif until_empty:
            return
        else:
            leaving.wait(_PAUSE)


def work_off() -> None:
    """Do all that waits, here and now, without a heart of its own."""
    while (job := services.claim()) is not None:
        perform(job, report=Report(job))


def perform(job: Job, *, report: Report) -> None:
    """Do one job; whatever happens, it does not stay as one that is being done."""
    try:
        registry.work_of(job.kind)(job, report)
        if not report.finished:
            report.finish()
    except LostError:
        _logger.warning("job %s went to another process", job.pk)
    except TomoniError as error:
        if report.cancelled():
            services.stop(job)
        else:
            services.fail(job, error=error)
    except Exception:
        _logger.exception("job %s broke", job.pk)
        services.fail(job, error=WorkspacesError("job-broke"))


def _next() -> Job | None:
    """The next job; none while the database cannot be reached."""
    try:
        services.reap()
        return services.claim()
    except DatabaseError:
        _logger.warning("the database cannot be reached")
        return None


@contextmanager
def _beating(report: Report) -> Iterator[None]:
    """Signs of life from a thread of its own: a step of the work may take long."""
    over = Event()

    def beat() -> None:
        while not over.wait(_BEAT):
            try:
                report.beat()
            except DatabaseError:
                _logger.warning("no sign of life could be given")
        connection.close()

    heart = Thread(target=beat, daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()
