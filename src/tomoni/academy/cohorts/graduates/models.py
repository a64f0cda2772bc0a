"""Who graduated from which cohort, and what they want to do next."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tomoni.academy.cohorts.models import Cohort, Group


class Closing(models.Model):
    """That it was decided who graduates from a cohort, and what its certificates say."""

    cohort = models.OneToOneField(Cohort, models.PROTECT, related_name="closing")
    issued_date = models.DateField(_("修了の日"))
    signatory = models.CharField(_("証書に書く人"), max_length=100, blank=True)
    """Office and name of who signs the certificates."""
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.cohort} {self.issued_date}"


class Willingness(models.TextChoices):
    """Whether a graduate wants to teach."""

    YES = "yes", _("講師をしたい")
    SOME = "some", _("少しなら手伝える")
    NOT_NOW = "not_now", _("いまはしない")


class Graduate(models.Model):
    """One person who finished one cohort, with name, division and theme as they were then."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="graduates")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="graduations")
    group = models.ForeignKey(Group, models.PROTECT, related_name="graduates")
    number = models.PositiveIntegerField()
    """Of the certificate, within the cohort; never given twice."""
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """The badge's own number in the world."""
    name = models.CharField(max_length=100)
    division_name = models.CharField(max_length=100)
    theme = models.CharField(max_length=200, blank=True)
    issued_date = models.DateField()
    withdrawn_date = models.DateField(null=True)
    """When the graduation was taken back; None: it stands."""
    willing = models.CharField(_("講師の希望"), max_length=10, choices=Willingness, blank=True)
    """Empty: not said yet."""
    line = models.CharField(_("ひとこと"), max_length=200, blank=True)

    class Meta:
        ordering = ("cohort", "number")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "user"), name="one_graduation_a_cohort"),
            models.UniqueConstraint(fields=("cohort", "number"), name="one_certificate_a_number"),
            models.CheckConstraint(
                condition=Q(willing__in=["", *Willingness.values]), name="willingness_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.cohort}"

    @property
    def certificate_number(self) -> str:
        return f"{self.cohort.number}-{self.number:03d}"
