"""The call for a cohort, what divisions apply with, what was approved and decided."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.cohorts.models import Cohort, Group

FEWEST, MOST = 2, 5
"""How many people a group may have at all."""


class CallState(models.TextChoices):
    """Where a call stands on a day."""

    DRAFT = "draft", _("準備中")
    COMING = "coming", _("これから")
    OPEN = "open", _("募集中")
    CLOSED = "closed", _("締め切り")
    DECIDED = "decided", _("結果を知らせた")


class Call(models.Model):
    """That the secretariat takes applications for a cohort (募集)."""

    cohort = models.OneToOneField(Cohort, models.PROTECT, related_name="call")
    text = models.TextField(_("どんな研修ですか"))
    eligibility = models.TextField(_("応募できる人"))
    from_date = models.DateField(_("受け付けの始まり"))
    until_date = models.DateField(_("締め切り"))
    """The last day on which a division may apply."""
    most_groups = models.PositiveSmallIntegerField(_("班の数"))
    fewest_members = models.PositiveSmallIntegerField(_("1班の人数（少なくとも）"))
    most_members = models.PositiveSmallIntegerField(_("1班の人数（多くて）"))
    announced_at = models.DateTimeField(null=True)
    """When everybody was told; None: only the secretariat sees it."""
    closed_at = models.DateTimeField(null=True)
    """When it was closed by hand, before its last day was over."""
    results_at = models.DateTimeField(null=True)
    """When everybody who applied was told the result."""

    class Meta:
        ordering = ("-from_date", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="call_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(most_groups__gte=1)
                & Q(fewest_members__gte=FEWEST)
                & Q(most_members__gte=F("fewest_members"))
                & Q(most_members__lte=MOST),
                name="call_has_room_for_groups_of_two_to_five",
            ),
        )

    def __str__(self) -> str:
        return _now("%(cohort)sの募集") % {"cohort": self.cohort.title}

    def get_absolute_url(self) -> str:
        return reverse("calls:call", args=(self.pk,))

    def state(self, today: date) -> CallState:
        if self.results_at is not None:
            return CallState.DECIDED
        if self.announced_at is None:
            return CallState.DRAFT
        if self.closed_at is not None or self.until_date < today:
            return CallState.CLOSED
        return CallState.COMING if today < self.from_date else CallState.OPEN


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    DRAFT = "draft", _("下書き")
    SENT = "sent", _("応募した")
    WITHDRAWN = "withdrawn", _("取り下げた")


class Approval(models.TextChoices):
    """What the manager said."""

    WAITING = "waiting", _("承認を待っている")
    APPROVED = "approved", _("承認された")
    REFUSED = "refused", _("認められなかった")


class Decision(models.TextChoices):
    """What came of an application."""

    SELECTED = "selected", _("選ばれた")
    RESERVE = "reserve", _("補欠")
    NOT_SELECTED = "not_selected", _("選ばれなかった")


TAKEN = (Decision.SELECTED, Decision.RESERVE)
"""Decisions after which an application becomes a group, or may become one."""


class Application(models.Model):
    """What a division asks for its group (応募), with the approval and the decision."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="applied")
    division = models.ForeignKey(Division, models.PROTECT, related_name="applications")
    """The applicant's, and later the group's."""
    work = models.CharField(_("業務"), max_length=100, blank=True)
    problem = models.TextField(_("困りごと"), blank=True)
    hope = models.TextField(_("期待すること"), blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="applications")
    state = models.CharField(max_length=10, choices=ApplicationState, default="draft")
    sent_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saves = models.PositiveIntegerField(default=0)
    """How often it was saved: who writes on an older one is told."""
    withdrawal = models.TextField(blank=True)
    """Why it was withdrawn."""

    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="asked_to_approve"
    )
    """Who is asked; None: the approval is given in person."""
    approval = models.CharField(max_length=10, choices=Approval, default=Approval.WAITING)
    approval_text = models.TextField(blank=True)
    approval_date = models.DateField(null=True)
    approver = models.CharField(max_length=100, blank=True)
    """The name of who approved or refused, as it was then."""
    approval_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    """Who wrote it down: the manager, or the secretariat what was said in person."""

    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    reserve_number = models.PositiveIntegerField(null=True)
    """Its place in the order of those in reserve, from 1."""
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    moved_up_date = models.DateField(null=True)
    group = models.OneToOneField(Group, models.SET_NULL, null=True, related_name="application")

    class Meta:
        ordering = ("call", "sent_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("call", "applicant"), condition=~Q(state="withdrawn"),
                name="one_application_a_person",
            ),
            models.UniqueConstraint(
                fields=("call", "reserve_number"), condition=Q(reserve_number__isnull=False),
                name="one_in_reserve_a_number",
            ),
            models.CheckConstraint(
                condition=Q(decision="") | ~Q(reason=""), name="a_decision_has_its_reason"
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=TAKEN) | Q(approval=Approval.APPROVED),
                name="nobody_is_selected_without_approval",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.work or _now("（業務はまだ書かれていません）")

    def get_absolute_url(self) -> str:
        return reverse("calls:application", args=(self.pk,))

    @property
    def is_live(self) -> bool:
        """Whether it is not taken back."""
        return self.state != ApplicationState.WITHDRAWN

    @property
    def in_person(self) -> bool:
        """Whether the approval was given in person and written down by somebody else."""
        return self.approval_by_id is not None and self.approval_by_id != self.manager_id

    @property
    def seen(self) -> str:
        """What tells whether the decision is still the one that was on the screen."""
        return self.decided_at.isoformat() if self.decided_at else ""

    def people(self) -> list[User]:
        """Its members by account name; no query where `queries` has fetched them."""
        return sorted(self.members.all(), key=lambda user: user.account_name)

    def told(self) -> list[User]:
        """Who hears of it: its members and who applied for them."""
        return [*self.people(), self.applicant]
