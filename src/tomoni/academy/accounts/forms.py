"""Forms: they check what was typed and nothing else."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.fields import FieldView


@dataclass(frozen=True)
class AccountFieldView(FieldView):
    """A field that the browser may fill in from what it remembers."""

    autocomplete: str = ""
    control: str = "text"

    @property
    def template(self) -> str:
        return "accounts/_input_account.html"


class SignInForm(AuthenticationForm):
    """Account name and password, with sentences that say what to do."""

    error_messages = {
        "invalid_login": _(
            "アカウント名かパスワードが違います。大文字と小文字、半角と全角を確かめてください。"
        ),
        "inactive": _("このアカウントは使えません。事務局に問い合わせてください。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = _("アカウント名を入力してください。")
        self.fields["password"].error_messages["required"] = _("パスワードを入力してください。")

    def views(self) -> tuple[FieldView, ...]:
        """The two fields as they are shown; a password is never shown again."""
        account_name = AccountFieldView(
            name="username",
            label=gettext("アカウント名"),
            required=True,
            value=self.data.get("username", ""),
            errors=self._problems("username"),
            autocomplete="username",
        )
        password = AccountFieldView(
            name="password",
            label=gettext("パスワード"),
            required=True,
            errors=self._problems("password"),
            autocomplete="current-password",
            control="password",
        )
        return account_name, password

    def _problems(self, name: str) -> tuple[str, ...]:
        return tuple(str(error) for error in self.errors.get(name, ()))

    def problems(self) -> tuple[tuple[str, str], ...]:
        """What is wrong with both fields together: pairs of the control's id and a sentence."""
        return tuple(("field-username", str(error)) for error in self.non_field_errors())


class OwnPasswordForm(PasswordChangeForm):
    """The password that was handed over becomes one that only its owner knows."""

    error_messages = {
        "password_incorrect": _("いまのパスワードが違います。"),
        "password_mismatch": _("2回の入力が違います。同じものを入力してください。"),
    }

    def views(self) -> tuple[FieldView, ...]:
        """Three fields; a password is never shown again."""
        asked = (
            ("old_password", gettext("いまのパスワード"), "current-password", ""),
            (
                "new_password1", gettext("新しいパスワード"), "new-password",
                gettext("12字以上で、人に思いつかれにくいものにします。"),
            ),
            ("new_password2", gettext("新しいパスワードをもう一度"), "new-password", ""),
        )  # fmt: skip
        return tuple(
            AccountFieldView(
                name=name, label=label, required=True, help=help_text, control="password",
                autocomplete=autocomplete,
                errors=tuple(str(error) for error in self.errors.get(name, ())),
            )
            for name, label, autocomplete, help_text in asked
        )  # fmt: skip
