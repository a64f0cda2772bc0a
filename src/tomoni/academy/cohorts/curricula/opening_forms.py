"""A new cohort as fields of a form."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.curricula.forms import Fields
from tomoni.academy.ui.fields import FieldView


def cohort_fields(
    *, number: int, curricula: Iterable[tuple[str, str]], chosen: str, start: str
) -> Fields:
    """A new cohort."""
    return (
        FieldView("number", _("第何期ですか"), "number", required=True, value=number),
        FieldView(
            "title", _("題"), required=True,
            value=_("データアカデミー第%(number)s期") % {"number": number},
            good=_("データアカデミー第2期"),
        ),
        FieldView(
            "curriculum", _("カリキュラム"), "choice", required=True, choices=tuple(curricula),
            value=chosen,
            help=_("いまの中身が写されます。あとでカリキュラムを変えても、この期は変わりません。"),
        ),
        FieldView("starts_date", _("開始日"), "date", required=True, value=start),
        FieldView(
            "ends_date", _("終了日"), "date", required=True,
            help=_("成果発表の日か、そのあとの日にします。"),
        ),
    )  # fmt: skip
