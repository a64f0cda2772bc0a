"""Who may do what with a teaching case. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.queries import municipalities_run_by
from tomoni.academy.workspaces.handover.models import State, TeachingCase


def may_prepare(user: User, *, teaching: TeachingCase) -> str | None:
    """Who began it and the secretariat, while nobody was asked to look at it."""
    if teaching.state != State.DRAFT:
        return _("確認に出した教材ケースは、直せません。直すときは、戻してもらってください。")
    if teaching.made_by_id == user.pk or _runs(user, teaching):
        return None
    return _("教材ケースを直せるのは、作り始めた人と事務局です。")


def may_approve(user: User, *, teaching: TeachingCase) -> str | None:
    """Somebody of the secretariat who did not make it themselves."""
    if teaching.state != State.ASKED:
        return _("確認待ちの教材ケースではありません。")
    if not _runs(user, teaching):
        return _("教材ケースを承認するのは事務局です。")
    if teaching.made_by_id == user.pk:
        return _("自分で作った教材ケースは、ほかの事務局の人が確かめて承認します。")
    return None


def may_give(user: User, *, teaching: TeachingCase) -> str | None:
    """The secretariat gives approved ones to its cohorts."""
    if teaching.state != State.APPROVED:
        return _("承認された教材ケースだけを、期に渡せます。")
    return None if _runs(user, teaching) else _("教材ケースを期に渡すのは事務局です。")


def _runs(user: User, teaching: TeachingCase) -> bool:
    return municipalities_run_by(user).filter(pk=teaching.municipality_id).exists()
