"""The forms that a municipality has brought in; one that is replaced or taken away stays kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Municipality


class Kind(models.TextChoices):
    """What a form is written in."""

    WORD = "docx", "Word"
    EXCEL = "xlsx", "Excel"
    SLIDES = "pptx", "PowerPoint"


class CityForm(models.Model):
    """A municipality's own form (様式) as it is until it is replaced."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="forms")
    title = models.CharField(_("名前"), max_length=100)
    kind = models.CharField(_("種類"), max_length=4, choices=Kind)
    data = models.BinaryField()
    """The file as it was brought in: it holds fields, and nothing of anybody."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the file."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    until_date = models.DateField(null=True)
    """The day on which it was replaced or taken away; None: it is used."""

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "title"),
                condition=Q(until_date=None),
                name="a_form_has_one_file",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("forms:own", args=(self.pk,))
