"""What is followed after a verdict: milestones, indicators with their values, what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Division
from tomoni.academy.proposals.models import Proposal

_USER = settings.AUTH_USER_MODEL


class Following(models.Model):
    """That a decided proposal is followed; it belongs to a division, whoever works there."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="following")
    division = models.ForeignKey(Division, models.PROTECT, related_name="followings")
    started_date = models.DateField(_("実施を始めた日"), null=True)
    made_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.proposal_id)


class MilestoneState(models.TextChoices):
    """How far a milestone is."""

    OPEN = "open", _("これから")
    DONE = "done", _("できた")
    DROPPED = "dropped", _("やめた")


class Milestone(models.Model):
    """What is to be done by when, by which division (節目)."""

    following = models.ForeignKey(Following, models.PROTECT, related_name="milestones")
    title = models.CharField(_("すること"), max_length=200)
    due_date = models.DateField(_("いつまでに"))
    division = models.ForeignKey(Division, models.PROTECT, related_name="milestones")
    state = models.CharField(max_length=10, choices=MilestoneState, default=MilestoneState.OPEN)
    done_date = models.DateField(null=True)
    made_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("due_date", "pk")

    def __str__(self) -> str:
        return self.title


class Told(models.TextChoices):
    """What is said of a milestone."""

    DONE = "done", _("できた")
    MOVED = "moved", _("期日を変える")
    DROPPED = "dropped", _("やめる")


class MilestoneReport(models.Model):
    """What was said of a milestone, and when. Only ever added."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="reports")
    told = models.CharField(_("どうなりましたか"), max_length=10, choices=Told)
    day = models.DateField()
    """The day on which it was done or dropped, or the new due date."""
    due_before = models.DateField()
    words = models.TextField(max_length=4000)
    division_name = models.CharField(max_length=100)
    actor = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.told}"


class Indicator(models.Model):
    """By what one knows that it works (指標), in one unit."""

    following = models.ForeignKey(Following, models.PROTECT, related_name="indicators")
    name = models.CharField(_("指標"), max_length=200)
    unit = models.CharField(_("単位"), max_length=20)
    turned = models.BooleanField(default=False)
    """Whether less of it is better."""
    how = models.TextField(_("測り方"), max_length=2000, blank=True)
    target = models.CharField(max_length=200, blank=True)
    """What is wanted by when, in the words of the case, where it is no number with a day."""
    origin = models.CharField(max_length=100, blank=True)
    """Key and version of the artifact that it was taken from; empty: typed in."""
    made_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("following", "name"), name="one_indicator_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class ValueKind(models.TextChoices):
    """Whether it was so before, is wanted, or came."""

    PRESENT = "present", _("現在値")
    PLANNED = "planned", _("見込み")
    ACTUAL = "actual", _("実績")


class Value(models.Model):
    """One value of an indicator on a day. Only ever added: what was wrong is corrected by another.

    `low`, `high`: its range, both or neither; `quoted` names a number of `version`, if it came
    from the case.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    kind = models.CharField(max_length=10, choices=ValueKind)
    day = models.DateField(_("いつの値"))
    value = models.FloatField(_("値"))
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    grade = models.CharField(_("確かさ"), max_length=10)
    source = models.CharField(_("出どころ"), max_length=300)
    quoted = models.CharField(max_length=200, blank=True)
    version = models.ForeignKey("workspaces.Version", models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    reason = models.CharField(_("直すわけ"), max_length=500, blank=True)
    actor = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.kind} {self.value}"


class Confirmation(models.Model):
    """効果確認: planned beside measured on a day. Never changed; others follow."""

    following = models.ForeignKey(Following, models.PROTECT, related_name="confirmations")
    number = models.PositiveIntegerField()
    day = models.DateField(_("確認した日"))
    why = models.TextField(_("そうなったわけ"), max_length=4000, blank=True)
    what_next = models.TextField(_("これからどうするか"), max_length=4000, blank=True)
    actor = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("following", "number"), name="one_confirmation_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.following_id} {self.number}"


class ConfirmedLine(models.Model):
    """One effect (`staff_hours`, `yen`, `citizen_hours`) or indicator as it was confirmed.

    `planned`, `measured`: quantities; `attained`: the name of how one stands to the other.
    """

    confirmation = models.ForeignKey(Confirmation, models.PROTECT, related_name="lines")
    effect = models.CharField(max_length=20, blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=200)
    turned = models.BooleanField(default=False)
    planned = models.JSONField()
    measured = models.JSONField(null=True)
    attained = models.CharField(max_length=10)
    source = models.CharField(max_length=300, blank=True)
    planned_quoted = models.CharField(max_length=200, blank=True)
    planned_version = models.ForeignKey(
        "workspaces.Version", models.PROTECT, null=True, related_name="+"
    )
    quoted = models.CharField(max_length=200, blank=True)
    version = models.ForeignKey("workspaces.Version", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.confirmation_id} {self.label}"


class Summary(models.Model):
    """What residents may be told, in plain words (住民向けの要約). The newest one counts.

    Not `public`: nothing is to be told. A public one counts once a second person approved it.
    """

    following = models.ForeignKey(Following, models.PROTECT, related_name="summaries")
    public = models.BooleanField(default=True)
    words = models.TextField(_("住民向けの要約"), max_length=2000, blank=True)
    actor = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.following_id} {self.public}"


class Reminder(models.Model):
    """That a person was told of something due; who comes after them is told anew."""

    following = models.ForeignKey(Following, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(_USER, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    """What, its day, and whether before or after it: a day that is moved is told anew."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("following", "user", "key"), name="a_person_is_told_once_of_a_due_day"
            ),
        )

    def __str__(self) -> str:
        return self.key
