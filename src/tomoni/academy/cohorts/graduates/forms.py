"""The questions about graduation as fields."""

from datetime import date

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.graduates.models import Closing, Graduate, Willingness
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require

Fields = tuple[FieldView, ...]
_LONGEST = {"short_text": 100, "long_text": 200}


def read(post: QueryDict, *, fields: Fields) -> Fields:
    """The fields with what was posted, and what is wrong with it."""
    return tuple(
        fitting(require(each), longest=_LONGEST) for each in read_fields(post, fields=fields)
    )


def closing_fields(closing: Closing | None, *, day: date) -> Fields:
    """What the certificates say besides the names."""
    return (
        FieldView(
            "issued_date", _("修了の日"), "date", required=True,
            value=(closing.issued_date if closing else day).isoformat(),
            help=_("修了証に書く日です。"),
        ),
        FieldView(
            "signatory", _("証書に書く人"), value=closing.signatory if closing else "",
            good=_("ともに市長　見本 太郎"), help=_("職と名前です。空でもかまいません。"),
        ),
    )  # fmt: skip


def willingness_fields(graduate: Graduate) -> Fields:
    """What a graduate says of teaching."""
    return (
        FieldView(
            "willing", _("次の期で、講師をしますか"), "choice", required=True,
            value=graduate.willing,
            choices=tuple((each.value, str(each.label)) for each in Willingness),
            help=_("見学から始めて、補助、主担当へ進みます。あとから変えられます。"),
        ),
        FieldView(
            "line", _("ひとこと"), "long_text", value=graduate.line,
            good=_("水曜の午後なら。データの見方を手伝えます。"),
            help=_("事務局が、お願いする人を選ぶときに読みます。"),
        ),
    )  # fmt: skip


def verify_fields() -> Fields:
    """A badge to be checked."""
    return (
        FieldView(
            "badge", _("デジタル修了証のファイル"), "file", required=True, accept=".jwt,.jws,.txt",
            max_bytes=settings.MAX_UPLOAD_BYTES,
        ),
        FieldView(
            "name", _("その人の氏名"), good=_("青木 翔太"),
            help=_("書くと、修了証の名前と同じかどうかも確かめます。"),
        ),
    )  # fmt: skip


def text(fields: Fields, name: str) -> str:
    """What was answered; an empty text when nothing was."""
    return next(field.text for field in fields if field.name == name)
