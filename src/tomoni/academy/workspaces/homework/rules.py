"""Who may do what with homework. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.models import Role

REMINDERS = frozenset({Role.SECRETARIAT, Role.LECTURER})
"""Who may remind participants."""


def may_remind(roles: frozenset[Role]) -> str | None:
    """The secretariat and lecturers."""
    if roles & REMINDERS:
        return None
    return _("期限を知らせられるのは、この期の事務局と講師です。")


def may_hand_in(*, newest: int, unanswered: int, handed: int | None) -> str | None:
    """A worksheet that is written, whose severe remarks are mended or answered, and only once.

    `newest`: number of the newest version, 0 for none; `handed`: the one handed in, None for none.
    """
    if not newest:
        return _("まだ何も書かれていません。ワークシートを書いて、保存してから提出してください。")
    if handed == newest:
        return _("この版は、もう提出してあります。直したときは、もう一度提出できます。")
    if unanswered:
        return _(
            "「直すか理由を」の指摘が、あと%(count)sつ残っています。"
            "直して保存するか、直さない理由を書くと、提出できます。"
        ) % {"count": unanswered}
    return None
