"""The case graph as rows. Versions and blobs are only ever added."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Case(models.Model):
    group = models.OneToOneField("cohorts.Group", models.PROTECT, related_name="case")
    title = models.CharField(max_length=200)
    curriculum = models.CharField(max_length=80)
    curriculum_text = models.TextField()
    """The YAML the case began with: a later change of the curriculum does not touch it."""
    revision = models.PositiveIntegerField(default=0)
    """How many times something of the graph was saved."""
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class Glance(models.Model):
    """What of a case's graph shows where the group stands, as it was at a revision."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="glance")
    revision = models.PositiveIntegerField()
    """Less than the case's: somebody saved in between, and it has to be taken anew."""
    facts = models.JSONField()

    def __str__(self) -> str:
        return f"{self.case} r{self.revision}"


class Artifact(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="artifacts")
    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    title = models.CharField(max_length=200, blank=True)
    plan = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_artifact_a_key"),)

    def __str__(self) -> str:
        return f"{self.key} ({self.kind})"


class Blob(models.Model):
    """Bytes by their SHA-256: small ones in the row, large ones in the file storage."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    data = models.BinaryField(null=True)
    file = models.FileField(upload_to="blobs/", blank=True)
    sealed = models.BooleanField(default=False)
    """Whether the bytes are encrypted."""
    erased_at = models.DateTimeField(null=True)
    """When the bytes were erased at the end of their keeping: what is left is the digest."""

    def __str__(self) -> str:
        return self.digest[:12]


class Version(models.Model):
    artifact = models.ForeignKey(Artifact, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    files = models.JSONField(default=dict)
    quantities = models.JSONField(default=dict)
    quotes = models.JSONField(default=list)
    references = models.JSONField(default=dict)
    function = models.CharField(max_length=64, null=True)  # noqa: DJ001 - None: written by hand
    parameters = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=32, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    """The name as it was then: people move."""
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("artifact", "number")
        constraints = (
            models.UniqueConstraint(fields=("artifact", "number"), name="one_version_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.artifact} v{self.number}"


class Draft(models.Model):
    """What a person has typed into a worksheet and not yet saved as a version."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    base = models.PositiveIntegerField()
    """Number of the version the person started from; 0 for none."""
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "author", "key"), name="one_draft_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.key} ({self.author_id})"


class Comment(models.Model):
    """What somebody says about a version or one of its fields; with a parent it is an answer."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="comments")
    field = models.CharField(max_length=64, blank=True)
    """The field of the worksheet that it is about; empty: all of the version."""
    row = models.PositiveIntegerField(null=True)
    """Of a field that holds rows, the row counted from 1; None: all of the field."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    """When a lecturer last was through with the talk and left it open."""

    class Meta:
        ordering = ("created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(row=None) | Q(row__gte=1) & ~Q(field=""), name="row_of_a_field"
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} #{self.pk}"


class Mention(models.Model):
    """A person whom a comment calls by @name."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("comment", "user"), name="mentioned_once_a_comment"),
        )

    def __str__(self) -> str:
        return f"{self.comment} @{self.user_id}"


class Phrase(models.Model):
    """A sentence that a person keeps, to be put into comments."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="phrases")
    title = models.CharField(max_length=40)
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(fields=("owner", "title"), name="phrase_has_one_title"),
        )

    def __str__(self) -> str:
        return self.title


class AuditEntry(models.Model):
    """Who did what to which artifact, when. Never a cell value, never a text that was written."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="audit_entries")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
