"""A phrase of one's own as fields."""

from django.utils.translation import gettext as _

from tomoni.academy.ui.fields import FieldView
from tomoni.academy.workspaces.models import Phrase


def fields(phrase: Phrase | None = None) -> tuple[FieldView, ...]:
    """Title and text, holding what is there."""
    return (
        FieldView(
            name="title", label=_("見出し"), required=True,
            help=_("選ぶときに出る短い名前です。40字までにします。"),
            good=_("期日を聞く"), value=phrase.title if phrase else "",
        ),
        FieldView(
            name="text", label=_("文"), type="long_text", required=True,
            help=_("{{欄}} と書いたところに、コメントする欄の名前が入ります。500字までにします。"),
            good=_("「{{欄}}」は、いつまでに確かめられそうですか。"),
            bad=_("だめです。書き直してください。"),
            value=phrase.text if phrase else "",
        ),
    )  # fmt: skip
