"""The questions to somebody who says that they are at a meeting."""

import unicodedata

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.calendar.models import Presence
from tomoni.academy.cohorts.forms import read as read
from tomoni.academy.cohorts.forms import text as text
from tomoni.academy.ui.fields import FieldView

DIGITS = "digits"


def digits_field() -> FieldView:
    return FieldView(
        DIGITS, _("番号（6桁）"), required=True,
        help=_("会場の画面に出ている番号です。オンラインでは、講師か事務局に聞いてください。"),
    )  # fmt: skip


def presence_field() -> FieldView:
    return FieldView(
        "presence", _("どこで出ていますか"), "choice", required=True, value=Presence.PRESENT,
        choices=(
            (Presence.PRESENT.value, _("会場で")), (Presence.ONLINE.value, _("オンラインで")),
        ),
    )  # fmt: skip


def plain_digits(typed: str) -> str:
    """What was typed as half-width digits without blanks; other letters stay and fit no code."""
    return unicodedata.normalize("NFKC", typed).replace(" ", "").replace("-", "")
