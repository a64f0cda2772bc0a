"""Surveys of a cohort and what each participant replied."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.cohorts.models import Cohort


class Kind(models.TextChoices):
    """What is asked: skills by the curriculum's rubric, or how a session was."""

    BEFORE = "before", _("研修の前の自己評価")
    AFTER = "after", _("研修の後の自己評価")
    SESSION = "session", _("回の感想")


SKILL_KINDS = (Kind.BEFORE, Kind.AFTER)


class Survey(models.Model):
    """Open until its last day or until it is closed, and never opened again.

    Its result is looked at once nobody can reply any more: else the reply that was added between
    two looks could be told.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="surveys")
    kind = models.CharField(_("種類"), max_length=10, choices=Kind)
    number = models.PositiveIntegerField(_("回"), default=0)
    """Of which session; 0 where skills are asked."""
    closes_date = models.DateField(_("締め切り"))
    """The last day on which one can reply."""
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("cohort", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "kind", "number"), name="survey_is_held_once_in_a_cohort"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.SESSION.value, number__gt=0)
                | Q(kind__in=[kind.value for kind in SKILL_KINDS], number=0),
                name="survey_of_a_session_has_its_number",
            ),
        )

    def __str__(self) -> str:
        if self.kind == Kind.SESSION:
            return _now("第%(number)s回の感想") % {"number": self.number}
        return str(Kind(self.kind).label)

    def get_absolute_url(self) -> str:
        return reverse("surveys:reply", args=(self.pk,))

    def is_open(self, today: date) -> bool:
        return self.closed_at is None and today <= self.closes_date


class Reply(models.Model):
    """What one person replied. Nobody else sees it by itself."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="replies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies")
    values = models.JSONField(default=dict)
    replied_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("survey", "user"), name="one_reply_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.survey_id} {self.user_id}"
