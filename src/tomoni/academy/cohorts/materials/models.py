"""The materials of a cohort's sessions, their versions, and who has opened which."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.cohorts.models import Cohort


class Kind(models.TextChoices):
    """What a material is."""

    SLIDES = "slides", _("スライド")
    TEXT = "text", _("文章")
    FILE = "file", _("ファイル")
    RECORDING = "recording", _("グラフィックレコーディング")


WRITTEN = (Kind.SLIDES, Kind.TEXT)
"""Markdown that is written here; the others are files that are sent."""


class Material(models.Model):
    """Something that belongs to a session of a cohort; what it says stands in its versions."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="materials")
    number = models.PositiveIntegerField(_("回"))
    """Of the session."""
    step = models.CharField(_("手順"), max_length=64, blank=True)
    """The step of the curriculum that it is for, by its id."""
    key = models.CharField(max_length=80, blank=True)
    """Which of the curriculum's it was; empty: it was added here."""
    kind = models.CharField(_("種類"), max_length=10, choices=Kind)
    title = models.CharField(_("題名"), max_length=100)
    for_lecturers = models.BooleanField(default=False)
    """Shown to lecturers and the secretariat only."""

    class Meta:
        ordering = ("cohort", "number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "key"),
                condition=~Q(key=""),
                name="a_cohort_has_a_material_of_its_curriculum_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="kind_of_material_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("materials:material", args=(self.pk,))

    @property
    def is_written(self) -> bool:
        return self.kind in WRITTEN


class Versions(models.Manager["MaterialVersion"]):
    """Versions of materials, the newest of each among them."""

    def newest(self) -> "QuerySet[MaterialVersion]":
        of_material = MaterialVersion.objects.filter(material=OuterRef("material"))
        return self.filter(pk=Subquery(of_material.order_by("-number").values("pk")[:1]))


class MaterialVersion(models.Model):
    """What a material was at one time; it never changes."""

    material = models.ForeignKey(Material, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    """Markdown of slides or of a text."""
    file = models.FileField(upload_to="materials/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the file."""
    sealed = models.BooleanField(default=False)
    """Whether the bytes are encrypted."""
    alt = models.TextField(blank=True)
    """Of a recording: the picture in words."""
    summary = models.TextField(blank=True)
    """Of a recording: what was talked of, in a few lines."""
    note = models.CharField(max_length=200, blank=True)
    """What is different from the version before."""
    made_by = models.CharField(max_length=200, blank=True)
    """The name as it was then; empty: it came with the curriculum."""
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = Versions()

    class Meta:
        ordering = ("material", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("material", "number"), name="a_version_of_a_material_has_one_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.material} v{self.number}"

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_at_first(self) -> bool:
        """Whether nobody of the cohort wrote it: it came with the curriculum."""
        return not self.made_by


class ReadMark(models.Model):
    """That somebody has opened a version."""

    version = models.ForeignKey(MaterialVersion, models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "user"), name="a_version_is_marked_once"),
        )

    def __str__(self) -> str:
        return f"{self.version_id} {self.user_id}"
