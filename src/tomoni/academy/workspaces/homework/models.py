"""What groups handed in, what they answered the first review, whom we reminded."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.workspaces.models import Version


class HandIn(models.Model):
    """A version of a worksheet, handed in for a meeting's homework."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="hand_ins")
    version = models.ForeignKey(Version, models.PROTECT, related_name="hand_ins")
    remarks = models.JSONField(default=list)
    """The first review as it was then, each remark with the group's answer: `reading.Remarked`."""
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(auto_now_add=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True)
    """When a lecturer was through with it; None: it waits for one."""

    class Meta:
        ordering = ("handed_in_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "version"), name="version_handed_in_once"),
        )

    def __str__(self) -> str:
        return f"{self.meeting} {self.version}"

    @property
    def handed_in_date(self) -> date:
        return timezone.localdate(self.handed_in_at)

    @property
    def days_late(self) -> int:
        """Days after the day it was due on; 0 and less: in time."""
        due = self.meeting.homework_due_date
        return (self.handed_in_date - due).days if due else 0

    @property
    def open_remarks(self) -> list[dict[str, Any]]:
        """Remarks to which the group gave no answer."""
        return [remark for remark in self.remarks if not remark["answer"]]

    @property
    def answered_remarks(self) -> list[dict[str, Any]]:
        """Remarks that the group leaves as they are, and says why."""
        return [remark for remark in self.remarks if remark["answer"]]


class RemarkAnswer(models.Model):
    """Why a group leaves a remark of the first review as it is; said about one version.

    It holds for later versions, too, for as long as what the remark is about stays the same.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="remark_answers")
    mark = models.CharField(max_length=64)
    """By which the remark is known: its rule, its place and what was seen there."""
    text = models.TextField(max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "mark"), name="one_answer_a_remark"),
        )

    def __str__(self) -> str:
        return f"{self.version} {self.mark[:12]}"


class ReminderKind(models.TextChoices):
    """Why somebody is reminded: three days before, the day before or that day, or by a person."""

    SOON = "soon"
    NEXT = "next"
    ASKED = "asked"


class Reminder(models.Model):
    """That somebody was told of a meeting's homework; never twice of the same."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    of_date = models.DateField()
    """The day the homework was due on; when a person asked for it, the day on which they did."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "user", "kind", "of_date"), name="reminded_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ReminderKind.values), name="reminder_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting} {self.user_id} {self.kind}"
