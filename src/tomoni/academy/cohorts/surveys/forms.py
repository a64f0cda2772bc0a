"""Opening a survey as a form."""

from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.forms import read, text
from tomoni.academy.cohorts.surveys.models import Kind
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import has_errors, with_error

_DAYS = 7
"""For how long a survey is proposed to be open."""
Fields = tuple[FieldView, ...]


def open_fields(sessions: tuple[tuple[str, str], ...], *, today: date) -> Fields:
    return (
        FieldView(
            "kind", _("何を聞きますか"), "choice", required=True,
            choices=tuple((each.value, str(each.label)) for each in Kind),
        ),
        FieldView(
            "number", _("どの回の感想ですか"), "choice", choices=sessions,
            help=_("「回の感想」のときだけ選びます。"),
        ),
        FieldView(
            "closes_date", _("締め切り"), "date", required=True,
            value=(today + timedelta(days=_DAYS)).isoformat(),
            help=_("この日まで答えられます。結果は、締め切ったあとに見られます。"),
        ),
    )  # fmt: skip


def read_open(post: QueryDict, *, fields: Fields, today: date) -> Fields:
    """What was posted, and what is wrong with it."""
    found = read(post, fields=fields)
    is_session = text(found, "kind") == Kind.SESSION
    if is_session and not text(found, "number"):
        found = with_error(found, name="number", sentence=_("どの回の感想かを選んでください。"))
    if not has_errors(found) and date.fromisoformat(text(found, "closes_date")) < today:
        found = with_error(
            found, name="closes_date", sentence=_("締め切りは、今日か、それより後にしてください。")
        )
    return found
