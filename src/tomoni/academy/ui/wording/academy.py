"""What the academy itself refuses."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording import cases
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

WORKSPACES: Entries = {
    "sealed-bytes": (
        _("この版の中身は暗号になっていて、鍵が合わないので読めません。"),
        _("データの鍵のファイルを、管理する人に確かめてもらってください。"),
    ),
    "erased-bytes": (
        _("この版の中身は、保存の期限が来て消去されました。"),
        _("消去の証明書は「預かりデータ」のページにあります。"),
    ),
    "missing-bytes": cases.ERRORS["missing-bytes"],
    "my-number-kept": (
        _("「%(columns)s」にマイナンバーがあり、表がいくつもあるので、取り除いて受け取れません。"),
        _("マイナンバーの列を消すか、表を一つずつのファイルに分けて、もう一度送ってください。"),
    ),
}
