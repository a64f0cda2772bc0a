"""When a cohort's sessions are held, and who was there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tomoni.academy.cohorts.models import Cohort


class Meeting(models.Model):
    """One session (回) of the cohort's curriculum as it is held: day, hours and place."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField(_("回"))
    """Which session of the curriculum it is."""
    starts_at = models.DateTimeField(_("始まり"))
    ends_at = models.DateTimeField(_("終わり"))
    room = models.CharField(_("場所"), max_length=100, blank=True)
    online_url = models.URLField(_("オンラインの入り口"), blank=True)
    homework_due_date = models.DateField(_("宿題の期限"), null=True, blank=True)
    """Until when what this session gives to do is handed in; None: there is no homework."""

    class Meta:
        ordering = ("cohort", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "number"), name="session_is_held_once_in_a_cohort"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cohort} {self.number}"


class Presence(models.TextChoices):
    """Whether somebody was there."""

    PRESENT = "present", _("出席")
    ONLINE = "online", _("オンラインで出席")
    LATE = "late", _("遅刻・早退")
    ABSENT = "absent", _("欠席")


class Attendance(models.Model):
    """Whether one person was at one meeting, as somebody noted."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attendances")
    presence = models.CharField(_("出欠"), max_length=10, choices=Presence)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    """Oneself by the code on the slide, or the secretariat by the list."""
    noted_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "user"), name="one_presence_a_meeting"),
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values), name="presence_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting} {self.user_id}"
