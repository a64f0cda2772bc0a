"""Who may do what with a group. `None`: yes; else the reason why not, for the reader."""

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts import queries
from tomoni.academy.cohorts.models import Group, Role

COMMENTERS = frozenset({Role.PARTICIPANT, Role.LECTURER, Role.SECRETARIAT})


def may_edit_group(user: User, *, group: Group) -> str | None:
    """The group's own participants: the work is theirs."""
    roles = queries.roles_in_group(user, group=group)
    if Role.PARTICIPANT in roles:
        return None
    if roles & COMMENTERS:
        return _("書き直せるのはこの班の受講者だけです。気づいたことはコメントで伝えてください。")
    return _("書き直せるのはこの班の受講者だけです。ここでは読むことができます。")


def may_comment(user: User, *, group: Group) -> str | None:
    """Participants, lecturers and the secretariat; a reviewer reads."""
    roles = queries.roles_in_group(user, group=group)
    if roles & COMMENTERS:
        return None
    return _("コメントできるのはこの班の受講者、講師、事務局です。")
