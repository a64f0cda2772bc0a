"""What the academy itself refuses."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries

COHORTS: Entries = {
    "participant-needs-a-group": (
        _("受講者の役割は、期ではなく班に付けます。"),
        _("班を選んで、その参加者に加えてください。"),
    ),
    "people-exist": (
        _("すでにほかの人のアカウントがあるので、見本の市は入れません。"),
        _(
            "見本の市の合い言葉は公開されています。別のデータ置き場（TOMONI_HOME）で試してください。"
        ),
    ),
}
