"""Who may write materials. `None`: yes; else the reason why not, for the reader."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.materials.models import Kind
from tomoni.academy.cohorts.models import Role

LEADERS = frozenset({Role.SECRETARIAT, Role.LECTURER})
"""They see what is for lecturers, and write."""
READERS = LEADERS | {Role.PARTICIPANT, Role.MANAGER, Role.RECORDER}


def may_write(roles: Iterable[Role], *, kind: str) -> str | None:
    """The secretariat and lecturers; who draws adds recordings."""
    held = frozenset(roles)
    if held & LEADERS or (kind == Kind.RECORDING and Role.RECORDER in held):
        return None
    if Role.RECORDER in held:
        return _("グラフィックレコーダーが書けるのは、グラフィックレコーディングだけです。")
    return _("資料を書けるのは、事務局と講師です。ここでは読むことができます。")
