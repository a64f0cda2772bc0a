"""What each role may do, each in one sentence; pages, rules and queries go by this one table."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tomoni.academy.cohorts.models import COHORT_ROLES, GROUP_ROLES, Membership, Role, Stage


@dataclass(frozen=True)
class Part:
    """`may`: the sentence. A role that `reads` sees cases, one that `comments` answers them, one
    that `marks` says of homework that it was looked at, one that `writes` makes cases. `stage`: of
    a lecturer."""

    role: Role
    may: str | Promise
    reads: bool = True
    comments: bool = False
    marks: bool = False
    writes: bool = False
    stage: Stage | None = None

    @property
    def in_groups(self) -> bool:
        return self.role not in COHORT_ROLES

    @property
    def in_cohorts(self) -> bool:
        return self.role not in GROUP_ROLES


STAGES = (
    Part(
        Role.LECTURER,
        _("受け持つ班のケースを読みます。コメントはまだしません。"),
        stage=Stage.OBSERVE,
    ),
    Part(
        Role.LECTURER,
        _("受け持つ班のケースを読み、コメントします。宿題を「見た」にするのは主担当です。"),
        comments=True, stage=Stage.ASSIST,
    ),
    Part(
        Role.LECTURER,
        _("受け持つ班（期の講師はすべての班）のケースを読み、コメントし、宿題を「見た」にします。"),
        comments=True, marks=True, stage=Stage.LEAD,
    ),
)  # fmt: skip
"""A lecturer's way: 見学 → 補助 → 主担当."""

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
    STAGES[-1],
    Part(
        Role.RECORDER,
        _("受け持つ班のケースを読み、話し合いを絵にします。書き直しもコメントもしません。"),
    ),
    Part(
        Role.SECRETARIAT,
        _("期のすべての班を読み、コメントし、職員と役割を受け持ちます。"),
        comments=True, marks=True,
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
BY_ROLE = {part.role: part for part in PARTS}
_BY_STAGE = {part.stage: part for part in STAGES}


def part_of(held: Membership) -> Part:
    """What somebody's part lets them do."""
    role = Role(held.role)
    return _BY_STAGE[Stage(held.stage)] if role is Role.LECTURER else BY_ROLE[role]
