"""Programmes, calls, proposals and what was done with them, which is only ever added."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Division, Municipality
from tomoni.academy.proposals import programme, stages


class Part(models.TextChoices):
    """What somebody does for the proposals of a municipality (提案の係)."""

    OFFICE = "office", _("提案の事務局")
    REVIEWER = "reviewer", _("審査員")
    FINANCE = "finance", _("財政課")


class Duty(models.Model):
    """That a person has such a part, until it is taken back."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="duties")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="duties")
    part = models.CharField(_("係"), max_length=10, choices=Part)
    until_date = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "user", "part"),
                condition=Q(until_date=None),
                name="one_duty_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_part_display()}"


class ProgrammeEdition(models.Model):
    """A municipality's programme as it is from a version on; a later one does not touch it."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="programmes")
    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.CharField(_("名前"), max_length=200)
    text = models.TextField()
    """The whole programme in YAML; of a draft it may still lack something."""
    is_draft = models.BooleanField(default=False)
    """Written by form until it is published; then it never changes."""
    source = models.CharField(max_length=60, blank=True)
    """The programme that it began as a copy of, e.g. `two_categories@1`."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("key", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "key", "version"), name="programme_has_one_text_a_version"
            ),
            models.UniqueConstraint(
                fields=("municipality", "key"),
                condition=Q(is_draft=True),
                name="programme_has_one_draft",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}（{self.version}版）"

    def get_absolute_url(self) -> str:
        return reverse("proposals:programme", args=(self.municipality_id, self.name))

    @property
    def name(self) -> str:
        """Identity and version, e.g. `two_categories@1`."""
        return f"{self.key}@{self.version}"

    @property
    def programme(self) -> programme.Programme:
        return programme.parsed(self.text)


class Call(models.Model):
    """When proposals are taken in (募集), under which edition of the programme."""

    edition = models.ForeignKey(ProgrammeEdition, models.PROTECT, related_name="calls")
    title = models.CharField(_("題"), max_length=200)
    theme = models.CharField(_("テーマ"), max_length=200, blank=True)
    words = models.TextField(_("案内"), max_length=4000, blank=True)
    fiscal_year = models.PositiveIntegerField(_("年度"))
    opens_date = models.DateField(_("受付の始まり"))
    closes_date = models.DateField(_("受付の終わり"))
    announced_at = models.DateTimeField(null=True)
    """When everybody was told of it."""

    class Meta:
        ordering = ("-opens_date", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes_date__gte=F("opens_date")), name="call_closes_after_it_opens"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def programme(self) -> programme.Programme:
        return self.edition.programme


class Proposal(models.Model):
    """What is proposed, where it stands, and the version of the case that it quotes."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals")
    number = models.CharField(_("受付番号"), max_length=20, blank=True)
    """Given when it is taken in: fiscal year and a running number, e.g. `2026-003`."""
    category = models.CharField(max_length=40)
    who = models.CharField(max_length=10)
    title = models.CharField(_("題名"), max_length=200)
    values = models.JSONField(default=dict)
    """What it says, by the name of the question; frozen when it is sent."""
    case_version = models.ForeignKey(
        "workspaces.Version", models.PROTECT, null=True, related_name="proposals"
    )
    """The proposal of a case as it was when it was sent."""
    proposers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="proposals")
    division = models.ForeignKey(Division, models.PROTECT, related_name="proposals")
    """The proposers' division as it was sent."""
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="again")
    """The proposal that this one is sent in again of."""
    place = models.CharField(max_length=40, default=stages.DRAFT)
    """The stage it stands at, or draft, withdrawn, refused, done."""
    round = models.PositiveIntegerField(default=1)
    """Of scoring, within the stage."""
    verdict = models.CharField(max_length=40, blank=True)
    prize = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True, default="")
    """Title and values in one form (`similar`): it is searched by them."""
    signature = models.BinaryField(default=b"")
    """The same as bits: what says nearly the same is found by them."""
    changes = models.PositiveIntegerField(default=0)
    """How often it was changed: two people who act at once are told apart by it."""
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("call", "number"), condition=~Q(number=""), name="one_proposal_a_number"
            ),
        )
        indexes = (models.Index(fields=("place", "-sent_at"), name="proposals_at_a_place"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:proposal", args=(self.pk,))

    @property
    def programme(self) -> programme.Programme:
        return self.call.programme


class Numbering(models.Model):
    """How many proposals of a fiscal year were taken in: the last number given."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    fiscal_year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "fiscal_year"), name="one_numbering_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fiscal_year}-{self.last:03}"


class Happening(models.Model):
    """One thing that was done with a proposal: who, when, why. Only ever added."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="happenings")
    action = models.CharField(max_length=40)
    place_before = models.CharField(max_length=40)
    place_after = models.CharField(max_length=40)
    reason = models.TextField(max_length=4000, blank=True)
    details = models.JSONField(default=dict)
    """What belongs to the action: the ground, the verdict, the round."""
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.action}"
