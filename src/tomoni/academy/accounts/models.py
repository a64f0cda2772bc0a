"""Who there is: municipalities, the tree of their divisions, the people with an account."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.notices import notice_sentence


class Municipality(models.Model):
    """A city, town or village (自治体)."""

    code = models.CharField(_("団体コード"), max_length=6, unique=True)
    name = models.CharField(_("自治体名"), max_length=100)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Level(models.TextChoices):
    """How high a division stands."""

    DEPARTMENT = "department", _("部")
    DIVISION = "division", _("課")
    SECTION = "section", _("係")


class Division(models.Model):
    """A part of a municipality in which people work, as it is today; `Standing` has its history.

    What is written of it (groups, records, people) stays with it however it is renamed or moved.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="divisions")
    name = models.CharField(_("課の名前"), max_length=100)
    code = models.CharField(_("課のコード"), max_length=20, blank=True)
    level = models.CharField(_("段"), max_length=12, choices=Level, default=Level.DIVISION)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    until_date = models.DateField(null=True)
    """The first day on which it was no more; None: it is there."""
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    """The division that it became a part of."""

    class Meta:
        ordering = ("municipality", "code", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "name"),
                condition=Q(until_date=None, parent=None),
                name="top_division_has_one_name",
            ),
            models.UniqueConstraint(
                fields=("parent", "name"),
                condition=Q(until_date=None),
                name="division_has_one_name_beside_its_siblings",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def office(self) -> "Division":
        """The division itself; of a 係 the 課 above it: data and work belong to that."""
        found = self
        while found.level == Level.SECTION and found.parent is not None:
            found = found.parent
        return found


class Standing(models.Model):
    """How a division stood from a day on: its name and the division above it."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="standings")
    name = models.CharField(max_length=100)
    parent = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    """The first day on which it stood so no more."""

    class Meta:
        ordering = ("from_date",)
        constraints = (
            models.UniqueConstraint(
                fields=("division", "from_date"), name="division_stands_one_way_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gt=F("from_date")),
                name="standing_ends_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.from_date}"


class User(AbstractBaseUser):
    """A person with an account. Somebody from outside the municipality has no division."""

    account_name = models.CharField(
        _("アカウント名"), max_length=60, unique=True, validators=(UnicodeUsernameValidator(),)
    )
    display_name = models.CharField(_("氏名"), max_length=100)
    staff_number = models.CharField(_("職員番号"), max_length=20, blank=True, db_index=True)
    email = models.EmailField(_("メール"), blank=True)
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="users", null=True, blank=True
    )
    """The 課 whose data and work are the person's own."""
    section = models.ForeignKey(
        Division, models.PROTECT, related_name="seats", null=True, blank=True
    )
    """The 係 below it, where there is one."""
    post = models.CharField(_("職"), max_length=100, blank=True)
    is_active = models.BooleanField(_("使える"), default=True)
    left_date = models.DateField(null=True, blank=True)
    """The first day on which the person was no longer there."""

    objects = BaseUserManager()

    USERNAME_FIELD = "account_name"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ("account_name",)

    def __str__(self) -> str:
        return self.display_name

    @property
    def place(self) -> str:
        """Municipality and division in one line; empty for somebody from outside."""
        if self.division is None:
            return ""
        return f"{self.division.municipality.name} {self.division.name}"

    @property
    def unit(self) -> Division | None:
        """The lowest division the person works in."""
        return self.section or self.division

    @property
    def unit_id(self) -> int | None:
        """Its key, without a query."""
        return self.section_id or self.division_id

    @property
    def signature(self) -> str:
        """The name under a version, as it was then: people move."""
        return f"{self.display_name}（{self.division}）" if self.division else self.display_name


class Posting(models.Model):
    """Where a person worked from a day on, and as what."""

    user = models.ForeignKey(User, models.CASCADE, related_name="postings")
    division = models.ForeignKey(Division, models.PROTECT, related_name="postings")
    post = models.CharField(max_length=100, blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        ordering = ("from_date", "pk")

    def __str__(self) -> str:
        return f"{self.user} {self.division} {self.from_date}"


class Roster(models.Model):
    """A staff list (名簿) that was handed in and waits for its confirmation."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="rosters")
    actor = models.ForeignKey(User, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    data = models.BinaryField()
    """The file, gone once it is confirmed."""
    sealed = models.BooleanField(default=False)
    """Whether the bytes are encrypted."""
    day = models.DateField()
    """From when it holds."""
    whole = models.BooleanField()
    """Whether everybody is in it: who is not has left."""
    grow = models.BooleanField()
    """Whether divisions that are not known yet are made."""
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.municipality} {self.day}"


class PeopleEntry(models.Model):
    """Who changed what of people, divisions and roles, when. Only ever added."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="people_entries")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    """The account name of the person or the name of the division."""
    values = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


def entry(
    municipality: Municipality, *, actor: User | None, action: str, subject: str, **values: Any
) -> PeopleEntry:
    """The audit row of a change, not yet saved; days are written as texts."""
    plain = {
        name: str(value) if isinstance(value, date) else value for name, value in values.items()
    }
    return PeopleEntry(
        municipality=municipality, actor=actor, action=action, subject=subject, values=plain
    )


class Notice(models.Model):
    """Something a person is told once (お知らせ), and the page it leads to."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    code = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("user", "read_at"), name="notices_of_a_person"),)

    def __str__(self) -> str:
        return f"{self.code} {self.user_id}"

    @property
    def sentence(self) -> str:
        return notice_sentence(self.code, self.values)
