"""Who there is: municipalities, their divisions, the people with an account."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """A city, town or village (自治体)."""

    code = models.CharField(_("団体コード"), max_length=6, unique=True)
    name = models.CharField(_("自治体名"), max_length=100)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Division(models.Model):
    """A part of a municipality in which people work (課)."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="divisions")
    name = models.CharField(_("課の名前"), max_length=100)
    code = models.CharField(_("課のコード"), max_length=20, blank=True)

    class Meta:
        ordering = ("municipality", "code", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "name"), name="division_has_one_name_in_its_municipality"
            ),
        )

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person with an account. Somebody from outside the municipality has no division."""

    account_name = models.CharField(
        _("アカウント名"), max_length=60, unique=True, validators=(UnicodeUsernameValidator(),)
    )
    display_name = models.CharField(_("氏名"), max_length=100)
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="users", null=True, blank=True
    )
    post = models.CharField(_("職"), max_length=100, blank=True)
    is_active = models.BooleanField(_("使える"), default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "account_name"

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
    def signature(self) -> str:
        """The name under a version, as it was then: people move."""
        return f"{self.display_name}（{self.division}）" if self.division else self.display_name
