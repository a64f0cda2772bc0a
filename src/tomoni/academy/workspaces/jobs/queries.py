"""What is read of jobs: always from a case that the person may see."""

from tomoni.academy.workspaces import models
from tomoni.academy.workspaces.jobs.models import Job


def newest_job(row: models.Case, *, subject: str) -> Job | None:
    """The job that was last begun for an artifact."""
    return Job.objects.filter(case=row, subject=subject).select_related("actor").first()
