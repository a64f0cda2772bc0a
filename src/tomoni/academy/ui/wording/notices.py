"""Notices to people by their code: one sentence with the notice's values."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Text

NOTICES: Mapping[str, Text] = {
    "role-given": _("「%(place)s」での役割が付きました。"),
}


def notice_sentence(code: str, values: Mapping[str, object]) -> str:
    """The sentence of a notice; `KeyError` for a code that nobody has worded."""
    return str(NOTICES[code]) % values
