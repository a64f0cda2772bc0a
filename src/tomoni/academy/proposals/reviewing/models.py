"""Opinions, comments, scores and what reviewers say to each other; written words only grow."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Division
from tomoni.academy.proposals.models import Proposal

LONGEST = 4000


class Stance(models.TextChoices):
    """What the owning division says of doing it."""

    CAN = "can", _("実施できる")
    PARTLY = "partly", _("一部できる")
    CANNOT = "cannot", _("できない")
    ALREADY = "already", _("すでにしている")


class Opinion(models.Model):
    """That a division was asked what it thinks (所管課の意見), until when."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="opinions")
    place = models.CharField(max_length=40)
    division = models.ForeignKey(Division, models.PROTECT, related_name="opinions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="opinions_asked"
    )
    """Who is asked by name; None: whoever leads the division."""
    due_date = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    reminded_date = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "place", "division"), name="division_is_asked_once_a_stage"
            ),
        )

    def __str__(self) -> str:
        return f"{self.division} {self.due_date}"


class OpinionVersion(models.Model):
    """An opinion as it was written; a correction is the next version."""

    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stance = models.CharField(_("立場"), max_length=10, choices=Stance)
    text = models.TextField(_("意見"), max_length=LONGEST)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("opinion", "number"), name="opinion_has_one_version"),
        )

    def __str__(self) -> str:
        return f"{self.opinion_id} {self.number}"


class StaffComment(models.Model):
    """What somebody of the municipality says of a proposal (全職員の意見)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="staff_comments")
    place = models.CharField(max_length=40)
    text = models.TextField(_("意見"), max_length=LONGEST)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    hidden_reason = models.TextField(max_length=LONGEST, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.pk}"


class Assignment(models.Model):
    """That somebody reviews a proposal at a stage, until it is taken back."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="assignments")
    place = models.CharField(max_length=40)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews_assigned"
    )
    due_date = models.DateField()
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(auto_now_add=True)
    reminded_date = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_reason = models.TextField(max_length=LONGEST, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "place", "reviewer"),
                condition=Q(ended_at=None),
                name="reviewer_is_assigned_once_a_stage",
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.place} {self.reviewer_id}"


class Score(models.Model):
    """What a reviewer gives in one round: a draft until it is sent, then it stays."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="scores")
    round = models.PositiveIntegerField()
    marks = models.JSONField(default=dict)
    """Criterion → 1 to the scale."""
    words = models.JSONField(default=dict)
    """Criterion → why."""
    remark = models.TextField(_("全体について"), max_length=LONGEST, blank=True)
    saved_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("round",)
        constraints = (
            models.UniqueConstraint(fields=("assignment", "round"), name="one_score_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.round}"


class Deliberation(models.Model):
    """What a reviewer or the office says when all have scored (話し合い)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="deliberations")
    place = models.CharField(max_length=40)
    round = models.PositiveIntegerField()
    text = models.TextField(_("話し合い"), max_length=LONGEST)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.pk}"
