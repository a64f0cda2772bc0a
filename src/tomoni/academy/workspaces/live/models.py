"""What a group is writing together, between two versions of a worksheet."""

from django.conf import settings
from django.db import models


class LiveDocument(models.Model):
    """A worksheet as a document that several people write in at once.

    The row is the truth: every process merges into it, none replaces it.
    """

    case = models.ForeignKey("workspaces.Case", models.PROTECT, related_name="live_documents")
    key = models.CharField(max_length=64)
    epoch = models.CharField(max_length=32)
    """Changes when the document is begun anew: pages of an older one must not merge into it."""
    state = models.BinaryField()
    base = models.PositiveIntegerField()
    """Number of the newest version that the document holds; 0 for none."""
    base_state = models.BinaryField()
    """The document as it was in that version."""
    sealed = models.BooleanField(default=False)
    clients = models.JSONField(default=dict)
    """Who wrote: number of a page's part of the document → primary key of the person."""
    serial = models.PositiveBigIntegerField(default=0)
    """Counts the writings, so that a process sees that another one has written."""
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "key"), name="one_live_document_a_worksheet"),
        )

    def __str__(self) -> str:
        return f"{self.key} ({self.case_id})"


class LiveDraft(models.Model):
    """What a person drafted by themselves, as edits: it comes into the document with the person."""

    document = models.ForeignKey(LiveDocument, models.CASCADE, related_name="drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    edits = models.BinaryField()
    sealed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "author"), name="one_live_draft_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} ({self.author_id})"
