"""What data there is, who asked for it, who may use it until when, and who opened it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Personal(models.TextChoices):
    """What a data set says of persons (個人情報保護法第2条)."""

    NONE = "none", _("個人情報はない")
    PERSONAL = "personal", _("個人情報がある")
    SENSITIVE = "sensitive", _("要配慮個人情報がある")
    NUMBERED = "numbered", _("マイナンバーがある")


class Classification(models.TextChoices):
    """機密性: the classes of the guideline on information security of local governments."""

    A3 = "3A", _("3A（秘密文書に相当する）")
    B3 = "3B", _("3B（漏れると個人の権利や利益を大きく害する）")
    C3 = "3C", _("3C（公表を前提としない）")
    TWO = "2", _("2（すぐに公表することは前提としない）")
    ONE = "1", _("1（公表できる）")


class Record(models.Model):
    """One entry of the catalogue: data that a division holds, whether or not a file is here."""

    division = models.ForeignKey("accounts.Division", models.PROTECT, related_name="records")
    title = models.CharField(max_length=100)
    items = models.TextField(max_length=2000, blank=True)
    period = models.CharField(max_length=100, blank=True)
    grain = models.CharField(max_length=100, blank=True)
    format = models.CharField(max_length=100, blank=True)
    update_cycle = models.CharField(max_length=100, blank=True)
    personal = models.CharField(max_length=12, choices=Personal)
    purpose = models.TextField(max_length=1000, blank=True)
    """利用目的, as it was said to the persons concerned."""
    keep_years = models.PositiveSmallIntegerField(null=True)
    """保存年限; None: not known."""
    classification = models.CharField(max_length=2, choices=Classification)
    updated_by = models.CharField(max_length=200)
    """The name as it was then: people move."""
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("division__name", "title")
        constraints = (
            models.UniqueConstraint(
                fields=("division", "title"), name="record_has_one_title_in_its_division"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("desk:record", args=(self.pk,))


class State(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("答えを待っている")
    FOUND = "found", _("ある")
    NOT_HERE = "not_here", _("この課にはない")
    REFUSED = "refused", _("出せない")
    CLOSED = "closed", _("取り下げた")


class Request(models.Model):
    """誰が持っていますか: a question to one division, or to all of the municipality."""

    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    division = models.ForeignKey("accounts.Division", models.PROTECT, null=True, related_name="+")
    """Who is asked; None: everybody."""
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=1000)
    due_date = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("desk:request", args=(self.pk,))

    def is_late(self, today: date) -> bool:
        return self.state == State.WAITING and self.due_date < today


class Answer(models.Model):
    """What a division said to a request. Answers are only ever added."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State)
    text = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.request} {self.state}"


class Holding(models.Model):
    """A file of a case that came from a division: what it says of persons, how long it stays."""

    case = models.ForeignKey("workspaces.Case", models.PROTECT, related_name="holdings")
    key = models.CharField(max_length=64)
    """The artifact of the file."""
    title = models.CharField(max_length=200)
    division = models.ForeignKey("accounts.Division", models.PROTECT, related_name="holdings")
    """The owner."""
    personal = models.CharField(max_length=12, choices=Personal, default=Personal.NONE)
    found = models.JSONField(default=list)
    """The personal information that was found: the engine's findings, their examples masked."""
    classification = models.CharField(max_length=2, choices=Classification)
    for_lecturers = models.BooleanField(default=False)
    keep_until_date = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)
    certificate = models.JSONField(default=dict)
    """What was erased and what remains, when it was."""

    class Meta:
        ordering = ("case", "key")
        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_holding_a_file"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_personal(self) -> bool:
        return self.personal != Personal.NONE


class CaseKey(models.Model):
    """The secret with which a case's pseudonyms are made: in no bundle, another in each case."""

    case = models.OneToOneField("workspaces.Case", models.PROTECT, related_name="pseudonym_key")
    key = models.BinaryField()
    """32 bytes; encrypted where a key for data at rest is configured."""
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.case_id)


class Basis(models.TextChoices):
    """Why the data may be used (個人情報保護法第69条); the values are the law's numbers."""

    WITHIN = "within", _("利用目的のとおりに使う（第69条第1項）")
    LAW = "69-1", _("法令に基づく（第69条第1項）")
    CONSENT = "69-2-1", _("本人の同意がある、または本人に渡す（第69条第2項第1号）")
    INTERNAL = "69-2-2", _("市の中で、仕事に必要な限りで使い、相当の理由がある（第69条第2項第2号）")
    OTHER_BODY = "69-2-3", _("ほかの行政機関などが使い、相当の理由がある（第69条第2項第3号）")
    STATISTICS = "69-2-4", _("統計や学術研究のためなど、特別の理由がある（第69条第2項第4号）")


class UseState(models.TextChoices):
    """Where an application for use stands."""

    WAITING = "waiting", _("承認を待っている")
    APPROVED = "approved", _("承認された")
    REFUSED = "refused", _("認められなかった")
    WITHDRAWN = "withdrawn", _("取り下げた")


class Use(models.Model):
    """An application to use a file of a case: by whom, why, until when; and what was decided."""

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="uses")
    basis = models.CharField(max_length=8, choices=Basis)
    purpose = models.TextField(max_length=1000)
    reason = models.TextField(max_length=1000, blank=True)
    """相当の理由 or 特別の理由."""
    items = models.TextField(max_length=1000)
    """Which columns are needed."""
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    """Named: only they and the owner may open the rows."""
    expires_date = models.DateField()
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=200)
    applied_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=UseState, default=UseState.WAITING)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approver_signature = models.CharField(max_length=200, blank=True)
    decision = models.TextField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-applied_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused"]) | Q(approver__isnull=False),
                name="a_decision_has_somebody_who_made_it",
            ),
        )

    def __str__(self) -> str:
        return f"#{self.pk} {self.basis}"

    def get_absolute_url(self) -> str:
        return reverse("desk:use", args=(self.pk,))

    def is_open(self, today: date) -> bool:
        return self.state == UseState.APPROVED and today <= self.expires_date


class Action(models.TextChoices):
    """What somebody did with the rows of a file."""

    OPENED = "opened", _("開いた")
    ASKED = "asked", _("集計した")
    DOWNLOADED = "downloaded", _("取り出した")
    REFUSED = "refused", _("断られた")


class Opening(models.Model):
    """Who did what with which file of persons' data, when, by which approval. Never a value."""

    holding = models.ForeignKey(Holding, models.PROTECT, related_name="openings")
    key = models.CharField(max_length=64)
    """The artifact that was opened: the file or what was made of it."""
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    action = models.CharField(max_length=12, choices=Action)
    use = models.ForeignKey(Use, models.PROTECT, null=True, related_name="+")
    """The approval that allowed it; None for the owner."""
    rows = models.PositiveIntegerField(default=0)
    """How many rows left or were shown."""
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
