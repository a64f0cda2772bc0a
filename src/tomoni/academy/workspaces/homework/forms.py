"""The one question to a remark: why it is left as it is."""

from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import fitting, read_fields, require
from tomoni.academy.workspaces.homework.remarks import RemarkView

_LONGEST = {"long_text": 1000}


def answer_field(remark: RemarkView) -> FieldView:
    """Holding what was said before; then it may be emptied, which takes it back."""
    return FieldView(
        "text", _("直さない理由"), "long_text",
        required=not remark.answer,
        help=_("講師が、ワークシートと一緒に読みます。空にすると、取り消します。")
        if remark.answer
        else _("講師が、ワークシートと一緒に読みます。短くて構いません。"),
        good=_("許可の終わる月は規則で決まっていて、課では変えられない。そのことも書いておきたい。"),
        value=remark.answer,
        id_prefix=f"answer-{remark.mark[:8]}",
    )  # fmt: skip


def read_answer(post: QueryDict, *, field: FieldView) -> FieldView:
    """The field with what was posted, and what is wrong with it."""
    (found,) = read_fields(post, fields=(replace(field, errors=()),))
    return fitting(require(found), longest=_LONGEST)
