"""Curricula that a municipality makes for itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Municipality


class Edition(models.Model):
    """One version of a municipality's own curriculum (カリキュラムの版).

    A draft is written by form; once published it never changes, and the next version begins as a
    copy of it.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="editions")
    key = models.CharField(max_length=64)
    """The identity of the curriculum, the same in all its versions."""
    number = models.PositiveIntegerField(_("版"))
    title = models.CharField(_("題"), max_length=200)
    text = models.TextField()
    """The whole curriculum in YAML; what stands here can always be read."""
    source = models.CharField(max_length=80, blank=True)
    """The name of the curriculum that it began as a copy of; empty: it came from a file."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True)
    """None: a draft."""

    class Meta:
        ordering = ("key", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "key", "number"), name="edition_has_one_number"
            ),
            models.UniqueConstraint(
                fields=("municipality", "key"),
                condition=Q(published_at=None),
                name="curriculum_has_one_draft",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("curricula:curriculum", args=(self.municipality_id, self.name))

    @property
    def name(self) -> str:
        """Identity and version, e.g. `policy_own@1`, as a cohort keeps it."""
        return f"{self.key}@{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.published_at is None
