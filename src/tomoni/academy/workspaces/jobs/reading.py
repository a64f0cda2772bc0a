"""A job ready to be shown."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tomoni.academy.ui.wording import coded_sentence
from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.jobs import queries
from tomoni.academy.workspaces.jobs.models import Job, State

_LONG = timedelta(seconds=20)


@dataclass(frozen=True)
class JobView:
    """How far it is, who began it, and where to go."""

    job: Job
    url: str
    cancel_url: str

    @property
    def label(self) -> str:
        return str(State(self.job.state).label)

    @property
    def by(self) -> str:
        return self.job.actor.display_name

    @property
    def is_stopping(self) -> bool:
        return self.job.is_open and self.job.cancel_asked

    @property
    def has_waited_long(self) -> bool:
        """Nobody takes it up: the process that does jobs may not be there."""
        waiting = self.job.state == State.WAITING
        return waiting and timezone.now() - self.job.made_at > _LONG

    @property
    def is_cancelled(self) -> bool:
        return self.job.state == State.CANCELLED

    @property
    def failure(self) -> str:
        """Why it came to nothing, and what to do; empty while it did not."""
        error = self.job.error
        if self.job.state != State.FAILED or error is None:
            return ""
        return coded_sentence(error["room"], code=error["code"], params=error["params"])


def view(job: Job) -> JobView:
    place = (job.case_id, job.pk)
    return JobView(
        job=job, url=reverse("jobs:job", args=place), cancel_url=reverse("jobs:cancel", args=place)
    )


def newest(row: models.Case, *, subject: str) -> JobView | None:
    """The job last begun for an artifact; None where there was none."""
    job = queries.newest_job(row, subject=subject)
    return None if job is None else view(job)
