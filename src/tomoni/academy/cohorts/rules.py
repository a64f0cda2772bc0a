"""Who may do what with a group. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts import queries
from tomoni.academy.cohorts.models import Group, Stage


def may_edit_group(user: User, *, group: Group) -> str | None:
    """The group's own participants: the work is theirs."""
    parts = queries.parts_in_group(user, group=group)
    if any(part.writes for part in parts):
        return None
    if any(part.comments for part in parts):
        return _("書き直せるのはこの班の受講者だけです。気づいたことはコメントで伝えてください。")
    return _("書き直せるのはこの班の受講者だけです。ここでは読むことができます。")


def may_comment(user: User, *, group: Group) -> str | None:
    """Participants, their manager, lecturers who do not only watch, and the secretariat."""
    parts = queries.parts_in_group(user, group=group)
    if any(part.comments for part in parts):
        return None
    if any(part.stage == Stage.OBSERVE for part in parts):
        return _("見学の講師は読むだけです。コメントは、補助か主担当になってからします。")
    return _("コメントできるのはこの班の受講者、所属長、講師、事務局です。")


def may_mark(user: User, *, group: Group) -> str | None:
    """Lecturers who lead and the secretariat say that homework was looked at."""
    if any(part.marks for part in queries.parts_in_group(user, group=group)):
        return None
    return _("宿題を「見た」にできるのは、主担当の講師と事務局です。")
