"""Finished cases made into teaching cases, whom they are given to, and who vouched for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.workspaces.models import Blob, Case


class State(models.TextChoices):
    """How far a teaching case has come."""

    DRAFT = "draft", _("作りかけ")
    ASKED = "asked", _("確認待ち")
    APPROVED = "approved", _("承認済み")


class TeachingCase(models.Model):
    """A finished case in which other words stand for names and places; its bytes never change
    once somebody else has approved them."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="teaching_cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="teaching_cases")
    title = models.CharField(_("題"), max_length=100)
    summary = models.TextField(_("あらまし"), max_length=1_000, blank=True)
    curriculum = models.CharField(max_length=80)
    """Identity and version of the case's curriculum."""
    replacements = models.JSONField(default=list)
    """What was found, with what stands instead or why it stays: see `preparing.Decision`."""
    with_rows = models.JSONField(default=list)
    """Keys of the tables whose rows go in."""
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    content = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    """The bundle as it was last prepared."""
    returned_reason = models.CharField(max_length=300, blank=True)
    """Why the last one who looked at it sent it back."""
    readers = models.ManyToManyField(Cohort, related_name="teaching_cases")
    """The cohorts it is given to."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(approved_by__isnull=False, approved_at__isnull=False, content__isnull=False),
                name="approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("made_by")),
                name="approved_by_somebody_else",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("handover:teaching", args=(self.pk,))
