"""What is refused of materials; part of the room `cohorts` in words."""

from django.utils.translation import gettext_lazy as _

from tomoni.academy.ui.wording.entries import Entries

ERRORS: Entries = {
    "empty-file": (
        _("「%(name)s」は中身が空（0バイト）です。"),
        _("元のファイルを開いて確かめ、保存し直してから送ってください。"),
    ),
    "unknown-file": (
        _("「%(name)s」は、受け取れない種類のファイルです。"),
        _("送れるのは %(kinds)s です。その形で保存し直してください。"),
    ),
    "broken-file": (
        _("「%(name)s」の中身は、%(kind)s として読めません。"),
        _("名前を変えただけのファイルか、壊れたファイルです。元のソフトで保存し直してください。"),
    ),
    "locked-file": (
        _("「%(name)s」は、パスワードがかかっているか、古い形式なので、確かめられません。"),
        _("パスワードを外し、いまの形式で保存し直してください。"),
    ),
    "active-file": (
        _("「%(name)s」には、開くと動くもの（マクロやプログラム）が入っています。"),
        _("マクロのない形で保存し直してください。"),
    ),
    "huge-picture": (
        _("「%(name)s」は、絵の大きさ（点の数）が大きすぎます。"),
        _("縦と横を半分ほどに縮めて保存し直してください。"),
    ),
}
