"""A job: what is to be done in a case, how far it is, and whether somebody is at it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("順番を待っています")
    RUNNING = "running", _("計算しています")
    DONE = "done", _("終わりました")
    FAILED = "failed", _("終わりませんでした")
    CANCELLED = "cancelled", _("途中でやめました")


OPEN = (State.WAITING, State.RUNNING)


class Job(models.Model):
    """One piece of long work. Whoever holds its `claim` is at it, as long as `beat_at` is fresh."""

    case = models.ForeignKey("workspaces.Case", models.PROTECT, related_name="jobs")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    """The name under which the work is registered."""
    subject = models.CharField(max_length=64)
    """Key of the artifact that it makes."""
    parameters = models.JSONField(default=dict)
    page = models.CharField(max_length=300)
    """Address of the page on which the result is seen."""
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    claim = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    """When the process that is at it last said so."""
    error = models.JSONField(null=True)
    """Room, code and parameters of what stopped it; never a cell value."""
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "id"), name="jobs_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "subject"),
                condition=Q(state__in=OPEN),
                name="one_open_job_a_subject",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
