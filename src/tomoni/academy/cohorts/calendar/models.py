"""When a cohort's sessions are held, and who was there."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tomoni.academy.cohorts.models import Cohort

MOST_ROOM, MOST_URL = 100, 200
"""How many letters a place and an address may have."""


class Meeting(models.Model):
    """One session (回) of the cohort's curriculum as it is held: day, hours and place."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField(_("回"))
    """Which session of the curriculum it is."""
    starts_at = models.DateTimeField(_("始まり"))
    ends_at = models.DateTimeField(_("終わり"))
    room = models.CharField(_("場所"), max_length=MOST_ROOM, blank=True)
    online_url = models.URLField(_("オンラインの入り口"), max_length=MOST_URL, blank=True)
    homework_due_date = models.DateField(_("宿題の期限"), null=True, blank=True)
    """Until when what this session gives to do is handed in; None: there is no homework."""
    sequence = models.PositiveIntegerField(default=0)
    """How often the day, hours or place were changed: calendars go by it."""
    changed_at = models.DateTimeField(auto_now=True)

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

    def get_absolute_url(self) -> str:
        return reverse("calendar:meeting", args=(self.pk,))

    @property
    def day(self) -> date:
        """The day on which it begins, in the city's own time."""
        return timezone.localdate(self.starts_at)


class Presence(models.TextChoices):
    """Whether somebody was there."""

    PRESENT = "present", _("出席")
    ONLINE = "online", _("オンラインで出席")
    LATE = "late", _("遅刻・早退")
    ABSENT = "absent", _("欠席")


class Attendance(models.Model):
    """Whether one person was at one meeting, as somebody noted."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attendances")
    presence = models.CharField(_("出欠"), max_length=10, choices=Presence)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    """Oneself by the code on the slide, or whoever keeps the list."""
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


class WrongCode(models.Model):
    """How often a person typed a code that is not the meeting's: nobody guesses without end."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="wrong_codes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("meeting", "user"), name="one_count_of_wrong_codes"),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.user_id} {self.times}"


class Feed(models.Model):
    """A person's calendar for other programs (iCalendar). Without a row there is none."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed")
    secret = models.CharField(max_length=64)
    """Signed with the house's key it is the address; another secret ends the address before."""

    def __str__(self) -> str:
        return f"{self.user_id}"
