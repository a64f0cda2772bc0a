"""Who may do what with a group. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts import queries
from tomoni.academy.cohorts.models import Group
from tomoni.academy.cohorts.roles import COMMENTERS, WRITERS


def may_edit_group(user: User, *, group: Group) -> str | None:
    """The group's own participants: the work is theirs."""
    roles = queries.roles_in_group(user, group=group)
    if roles & WRITERS:
        return None
    if roles & COMMENTERS:
        return _("書き直せるのはこの班の受講者だけです。気づいたことはコメントで伝えてください。")
    return _("書き直せるのはこの班の受講者だけです。ここでは読むことができます。")


def may_comment(user: User, *, group: Group) -> str | None:
    """Participants, their manager, lecturers and the secretariat; a reviewer reads."""
    if queries.roles_in_group(user, group=group) & COMMENTERS:
        return None
    return _("コメントできるのはこの班の受講者、所属長、講師、事務局です。")
