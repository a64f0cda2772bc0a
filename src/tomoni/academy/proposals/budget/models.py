"""Requests for the budget: every version of what is requested, every assessment, every step."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Division
from tomoni.academy.proposals.budget import course, plans
from tomoni.academy.proposals.models import Proposal


class State(models.TextChoices):
    """The states of the course, in words."""

    DRAFT = course.State.DRAFT, _("下書き")
    REQUESTED = course.State.REQUESTED, _("要求")
    ASSESSED = course.State.ASSESSED, _("査定")
    BUDGETED = course.State.BUDGETED, _("予算化")
    PASSED_OVER = course.State.PASSED_OVER, _("見送り")
    CARRIED_OVER = course.State.CARRIED_OVER, _("見送り（次の年度に送った）")
    RUNNING = course.State.RUNNING, _("実施")
    CONFIRMED = course.State.CONFIRMED, _("効果確認")


class BudgetRequest(models.Model):
    """A proposal's request for the budget of a fiscal year (予算要求)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="budget_requests")
    fiscal_year = models.PositiveIntegerField(_("予算年度"))
    division = models.ForeignKey(Division, models.PROTECT, related_name="budget_requests")
    """Which requests it; it belongs to the division, whoever works there."""
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    version = models.ForeignKey("RequestVersion", models.PROTECT, null=True, related_name="+")
    """The newest; what was requested once it is no draft."""
    assessment = models.ForeignKey("Assessment", models.PROTECT, null=True, related_name="+")
    """The one that counts."""
    earlier = models.OneToOneField("self", models.PROTECT, null=True, related_name="later")
    """The request of the year before that was passed over."""
    changes = models.PositiveIntegerField(default=0)
    """How often it was changed: two people who act at once are told apart by it."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-fiscal_year", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "fiscal_year"), name="one_budget_request_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.fiscal_year}"

    def get_absolute_url(self) -> str:
        return reverse("budget:request", args=(self.pk,))

    @property
    def course_state(self) -> course.State:
        return course.State(self.state)

    @property
    def plan(self) -> plans.Plan:
        """What stands in its newest version."""
        return self.newest.plan

    @property
    def newest(self) -> "RequestVersion":
        assert self.version is not None  # noqa: S101 - `services` make both together
        return self.version

    @property
    def assessed(self) -> plans.Assessed | None:
        """What finance grants; None before, and where it was given back."""
        return self.assessment.assessed if self.assessment is not None else None


class RequestVersion(models.Model):
    """What a request says, as it was saved once. Only ever added."""

    request = models.ForeignKey(BudgetRequest, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("request", "number"), name="one_budget_version_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.number}"

    @property
    def plan(self) -> plans.Plan:
        return plans.Plan.model_validate(self.content)


class Assessment(models.Model):
    """What finance granted of a version, and why not all of it (査定). Only ever added."""

    request = models.ForeignKey(BudgetRequest, models.PROTECT, related_name="assessments")
    version = models.ForeignKey(RequestVersion, models.PROTECT, related_name="+")
    content = models.JSONField()
    reason = models.TextField(_("減らす理由"), max_length=4000, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.request_id} {self.pk}"

    @property
    def assessed(self) -> plans.Assessed:
        return plans.Assessed.model_validate(self.content)


class BudgetHappening(models.Model):
    """One thing that was done with a request: who, when, why. Only ever added."""

    request = models.ForeignKey(BudgetRequest, models.PROTECT, related_name="happenings")
    step = models.CharField(max_length=20)
    state_before = models.CharField(max_length=20, blank=True)
    state_after = models.CharField(max_length=20, choices=State)
    reason = models.TextField(max_length=4000, blank=True)
    yen = models.BigIntegerField(null=True)
    """The amount that belongs to the step: requested, assessed."""
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.request_id} {self.step}"
