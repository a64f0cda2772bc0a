"""Cohorts, their groups and the parts that people take."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tomoni.academy.accounts.models import Division, Municipality, User


class Role(models.TextChoices):
    """The part that a person takes in a cohort or in one group."""

    PARTICIPANT = "participant", _("受講者")
    MANAGER = "manager", _("所属長")
    LECTURER = "lecturer", _("講師")
    RECORDER = "recorder", _("グラフィックレコーダー")
    SECRETARIAT = "secretariat", _("事務局")
    REVIEWER = "reviewer", _("審査員")
    AUDITOR = "auditor", _("監査")


GROUP_ROLES = (Role.PARTICIPANT, Role.MANAGER)
"""Held in one group only."""
COHORT_ROLES = (Role.SECRETARIAT, Role.AUDITOR)
"""Held in the whole cohort only; the others in either."""


class Stage(models.TextChoices):
    """How far a lecturer goes: each has watched before helping, and helped before leading."""

    OBSERVE = "observe", _("見学")
    ASSIST = "assist", _("補助")
    LEAD = "lead", _("主担当")


class Cohort(models.Model):
    """One run of the academy (期), with the curriculum as it was when the cohort began."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="cohorts")
    partners = models.ManyToManyField(Municipality, related_name="shared_cohorts")
    """Other municipalities whose people take part."""
    number = models.PositiveIntegerField(_("期"))
    title = models.CharField(_("題"), max_length=200)
    curriculum = models.CharField(_("カリキュラム"), max_length=80)
    """Identity and version, e.g. `policy@1`."""
    curriculum_text = models.TextField()
    """The whole curriculum in YAML: a later version of it does not touch this cohort."""
    starts_date = models.DateField(_("開始日"))
    ends_date = models.DateField(_("終了日"))

    class Meta:
        ordering = ("-starts_date", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "number"), name="cohort_has_one_number_in_its_municipality"
            ),
            models.CheckConstraint(
                condition=Q(ends_date__gte=models.F("starts_date")), name="cohort_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cohorts:cohort", args=(self.pk,))


class Group(models.Model):
    """Two to five people of one division and the work they look at (班)."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="groups")
    number = models.PositiveIntegerField(_("班"))
    division = models.ForeignKey(Division, models.PROTECT, related_name="groups")
    division_name = models.CharField(max_length=100, blank=True)
    """What the division was called when the group was formed."""
    work = models.CharField(_("業務"), max_length=200)
    theme = models.CharField(_("テーマ"), max_length=200, blank=True)

    class Meta:
        ordering = ("cohort", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "number"), name="group_has_one_number_in_its_cohort"
            ),
        )

    def __str__(self) -> str:
        return self.work

    def get_absolute_url(self) -> str:
        return reverse("workspaces:of_group", args=(self.pk,))

    @property
    def place(self) -> str:
        """The division by today's name, with the one it had then where that was another."""
        if self.division_name in ("", self.division.name):
            return self.division.name
        return _now("%(now)s（班ができたときは%(then)s）") % {
            "now": self.division.name,
            "then": self.division_name,
        }

    def participants(self) -> list[User]:
        """Its people by account name; no query where `queries` has fetched the memberships."""
        members = [member for member in self.memberships.all() if member.role == Role.PARTICIPANT]
        return sorted((member.user for member in members), key=lambda user: user.account_name)


class PresentMemberships(models.Manager["Membership"]):
    """Parts that are held still: what somebody held until a day opens nothing any more."""

    def get_queryset(self) -> "QuerySet[Membership]":
        return super().get_queryset().filter(until_date=None)


class Membership(models.Model):
    """One person's part, in a group or in the whole cohort."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    cohort = models.ForeignKey(
        Cohort, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    group = models.ForeignKey(
        Group, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    role = models.CharField(_("役割"), max_length=20, choices=Role)
    stage = models.CharField(_("講師の段階"), max_length=8, choices=Stage, default=Stage.LEAD)
    """Of a lecturer; of another role it says nothing."""
    until_date = models.DateField(null=True)
    """The first day on which the part was no longer held."""
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="taken_over"
    )
    """Who took it over."""

    objects = PresentMemberships()
    ever = models.Manager()  # noqa: DJ012 - a manager, too

    class Meta:
        base_manager_name = "ever"
        constraints = (
            models.CheckConstraint(
                condition=Q(group__isnull=False, cohort__isnull=True)
                & ~Q(role__in=("secretariat", "auditor"))
                | Q(group__isnull=True, cohort__isnull=False)
                & ~Q(role__in=("participant", "manager")),
                name="role_of_a_group_or_of_a_cohort",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="stage_is_known"),
            models.UniqueConstraint(
                fields=("user", "group"), condition=Q(until_date=None), name="one_place_in_a_group"
            ),
            models.UniqueConstraint(
                fields=("user", "cohort", "role"),
                condition=Q(until_date=None),
                name="one_part_once_in_a_cohort",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

    @property
    def label(self) -> str:
        """The role, with the stage of a lecturer who does not lead."""
        if self.role != Role.LECTURER or self.stage == Stage.LEAD:
            return self.get_role_display()
        said = _now("%(role)s（%(stage)s）")
        return said % {"role": self.get_role_display(), "stage": self.get_stage_display()}

    @property
    def place(self) -> Cohort | Group:
        """Where the part is held."""
        found = self.group or self.cohort
        assert found is not None  # noqa: S101 - the constraint says so
        return found

    def ends_by_itself(self, day: date) -> bool:
        """Whether the cohort was over by then: who took part took part, and nobody follows."""
        cohort = self.group.cohort if self.group else self.cohort
        return cohort is not None and cohort.ends_date < day
