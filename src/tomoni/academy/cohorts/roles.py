"""What each role may do, each in one sentence; pages, rules and queries go by this one table."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.academy.cohorts.models import COHORT_ROLES, GROUP_ROLES, Role


@dataclass(frozen=True)
class Part:
    """`may`: the sentence. A role that `reads` sees cases, one that `comments` answers them, one
    that `writes` makes them."""

    role: Role
    may: str | Promise
    reads: bool = True
    comments: bool = False
    writes: bool = False

    @property
    def in_groups(self) -> bool:
        return self.role not in COHORT_ROLES

    @property
    def in_cohorts(self) -> bool:
        return self.role not in GROUP_ROLES


PARTS = (
    Part(
        Role.PARTICIPANT,
        _("自分の班のケースを読み、書き、コメントに答えます。ほかの班のケースは見えません。"),
        comments=True, writes=True,
    ),
    Part(
        Role.MANAGER,
        _("自分の課の班のケースを読み、コメントします。書き直すことはありません。"),
        comments=True,
    ),
    Part(
        Role.LECTURER,
        _("受け持つ班（期の講師はすべての班）のケースを読み、コメントします。"),
        comments=True,
    ),
    Part(
        Role.RECORDER,
        _("受け持つ班のケースを読み、話し合いを絵にします。書き直しもコメントもしません。"),
    ),
    Part(
        Role.SECRETARIAT,
        _("期のすべての班を読み、コメントし、職員と役割を受け持ちます。"),
        comments=True,
    ),
    Part(
        Role.REVIEWER,
        _("提案を比べるために、班のケースを読みます。コメントはしません。"),
    ),
    Part(
        Role.AUDITOR,
        _("だれがいつ個人情報を開いたかの記録だけを見ます。ケースの中身は見えません。"),
        reads=False,
    ),
)  # fmt: skip
"""In the order in which people look for them."""

READERS = frozenset(part.role for part in PARTS if part.reads)
COMMENTERS = frozenset(part.role for part in PARTS if part.comments)
WRITERS = frozenset(part.role for part in PARTS if part.writes)
BY_ROLE = {part.role: part for part in PARTS}
