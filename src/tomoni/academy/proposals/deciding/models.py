"""Decisions, what they ask divisions for, and how that goes."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Division
from tomoni.academy.proposals import programme
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.stages import DONE


class Decision(models.Model):
    """The verdict on a proposal with its reasons: prepared by the office, then announced.

    Nothing of it is shown to anybody else before it is announced; it stays as it is afterwards.
    """

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    verdict = models.CharField(_("結果"), max_length=40)
    reason = models.TextField(_("提案者に伝える理由"), max_length=4000)
    published = models.TextField(_("公表する理由"), max_length=4000, blank=True)
    note = models.TextField(_("事務局の控え"), max_length=4000, blank=True)
    """For the office only."""
    division = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    due_date = models.DateField(_("いつまでに"), null=True)
    words = models.TextField(_("頼むこと"), max_length=4000, blank=True)
    """What is asked of the division, where the verdict asks for something."""
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    changes = models.PositiveIntegerField(default=1)
    """How often it was written: two clerks who write at once are told apart by it."""
    announced_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.verdict}"

    @property
    def said(self) -> programme.Verdict:
        """The verdict as the programme has it."""
        return self.proposal.programme.verdict(self.verdict)


class State(models.TextChoices):
    """How far a division is with what it was asked for."""

    WAITING = "waiting", _("未着手")
    GOING = "going", _("進めている")
    DONE = "done", _("できた")
    NOT = "not", _("できない")


class Follows(models.TextChoices):
    """What is asked for: that it is done, or that it is considered."""

    IMPLEMENT = "implement", _("実施の要請")
    CONSIDER = "consider", _("検討の要請")


class Aftercare(models.Model):
    """What a verdict asks a division for; it belongs to the division, whoever leads it."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="aftercare")
    follows = models.CharField(max_length=10, choices=Follows)
    division = models.ForeignKey(Division, models.PROTECT, related_name="aftercares")
    due_date = models.DateField(_("いつまでに"))
    words = models.TextField(_("頼むこと"), max_length=4000)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    """As of the newest report."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("due_date", "pk")

    def __str__(self) -> str:
        return f"{self.get_follows_display()} {self.proposal_id}"

    @property
    def is_open(self) -> bool:
        return self.proposal.place != DONE

    def is_late(self, today: date) -> bool:
        """Whether the deadline is over and the division has not said how it ended."""
        return self.is_open and self.state not in ENDED and self.due_date < today


ENDED = (State.DONE, State.NOT)


class Progress(models.Model):
    """What a division reported of what it was asked for. Only ever added."""

    aftercare = models.ForeignKey(Aftercare, models.PROTECT, related_name="reports")
    state = models.CharField(_("進み具合"), max_length=10, choices=State)
    words = models.TextField(_("したこと"), max_length=4000)
    division_name = models.CharField(max_length=100)
    """The division as it was called then."""
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.aftercare_id} {self.state}"


class ReminderKind(models.TextChoices):
    """When a division is told of what it was asked for."""

    ASKED = "asked", _("頼まれたとき")
    SOON = "soon", _("期限の前")
    NEXT = "next", _("期限の直前")
    LATE = "late", _("期限の後")


class Reminder(models.Model):
    """That a person was told; who leads the division after them is told anew."""

    aftercare = models.ForeignKey(Aftercare, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("aftercare", "user", "kind"), name="a_person_is_told_once_of_aftercare"
            ),
        )

    def __str__(self) -> str:
        return f"{self.aftercare_id} {self.user_id} {self.kind}"
