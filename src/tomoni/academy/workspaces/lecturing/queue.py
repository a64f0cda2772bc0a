"""What waits for who leads the groups: hand-ins and talks, the most needed first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.workspaces.homework.models import HandIn
from tomoni.academy.workspaces.lecturing import queries
from tomoni.academy.workspaces.models import Case, Comment

SOON = timedelta(days=3)
"""So shortly before the next session what was handed in for it comes first."""
LONG = timedelta(days=7)
"""Nobody should wait longer than this."""


@dataclass(frozen=True)
class QueueItem:
    """One artifact of a group that somebody waits to have looked at."""

    group: Group
    case: Case
    key: str
    title: str
    waits_since: datetime
    hand_ins: tuple[HandIn, ...] = ()
    talks: tuple[Comment, ...] = ()
    days_waiting: int = 0
    days_left: int | None = None
    """Days to the session it was handed in for; None: not for the next one."""
    late: bool = False
    """Whether it waits longer than anybody should."""

    @property
    def hand_in(self) -> HandIn | None:
        """The newest that was handed in."""
        return self.hand_ins[0] if self.hand_ins else None

    @property
    def open_remarks(self) -> int:
        """Remarks of the first review that the group has not answered."""
        return len(self.hand_in.open_remarks) if self.hand_in else 0

    @property
    def rank(self) -> tuple[int, datetime]:
        """The least comes first: before the next session, waiting long, open remarks, the rest."""
        needs = (self.days_left is not None, self.late, bool(self.open_remarks), True)
        return needs.index(True), self.waits_since

    @property
    def url(self) -> str:
        place = (self.group.cohort_id, self.case.pk, self.key)
        return reverse("lecturing:item", args=place)

    @property
    def reasons(self) -> list[str]:
        """Why it is here, in words."""
        words = []
        if self.hand_ins:
            words.append(_("宿題が出ています"))
        if self.talks:
            words.append(_("コメントへの返事が%(n)s件") % {"n": len(self.talks)})
        if self.open_remarks:
            words.append(_("答えのない気づきが%(n)s件") % {"n": self.open_remarks})
        return words


def of_cohort(cohort: Cohort, *, groups: Collection[Group]) -> list[QueueItem]:
    """What is left in these groups of the cohort. Three queries."""
    unread = queries.hand_ins_of(groups).filter(read_at=None).order_by("-handed_in_at", "-pk")
    talks = queries.talks_waiting_in(groups)
    return arranged(
        unread, talks, groups=groups, meetings=queries.meetings_of(cohort), now=timezone.now()
    )


def arranged(
    hand_ins: Iterable[HandIn],
    talks: Iterable[Any],
    *,
    groups: Iterable[Group],
    meetings: Iterable[Meeting],
    now: datetime,
) -> list[QueueItem]:
    """One item an artifact, in the order of need; `talks` as `open_talks` gives them."""
    by_key = {group.pk: group for group in groups}
    coming = next((each for each in meetings if each.starts_at > now), None)
    handed: dict[int, list[HandIn]] = {}
    for each in hand_ins:
        handed.setdefault(each.version.artifact_id, []).append(each)
    said: dict[int, list[Any]] = {}
    for talk in talks:
        said.setdefault(talk.version.artifact_id, []).append(talk)
    items = [
        _item(handed.get(key, []), said.get(key, []), groups=by_key, coming=coming, now=now)
        for key in handed.keys() | said.keys()
    ]
    return sorted(items, key=lambda item: (item.rank, item.group.number, item.key))


def around(
    items: list[QueueItem], *, case_id: int, key: str
) -> tuple[QueueItem | None, QueueItem | None, QueueItem | None]:
    """The item before, the item itself and the one after; the first one follows what is done."""
    places = {(item.case.pk, item.key): place for place, item in enumerate(items)}
    here = places.get((case_id, key))
    if here is None:
        return None, None, items[0] if items else None
    before = items[here - 1] if here else None
    others = items[here + 1 :] or items[:here]
    return before, items[here], others[0] if others else None


def _item(
    hand_ins: list[HandIn],
    talks: list[Any],
    *,
    groups: dict[int, Group],
    coming: Meeting | None,
    now: datetime,
) -> QueueItem:
    artifact = (hand_ins[0] if hand_ins else talks[0]).version.artifact
    moments = [each.handed_in_at for each in hand_ins] + [talk.last_at for talk in talks]
    since = min(moments)
    return QueueItem(
        group=groups[artifact.case.group_id],
        case=artifact.case,
        key=artifact.key,
        title=artifact.title or artifact.key,
        waits_since=since,
        hand_ins=tuple(hand_ins),
        talks=tuple(talks),
        days_waiting=(now - since).days,
        days_left=_days_left(hand_ins, coming, now),
        late=now - since >= LONG,
    )


def _days_left(hand_ins: list[HandIn], coming: Meeting | None, now: datetime) -> int | None:
    """Until the next session, when that is near and the homework was for it."""
    if coming is None or coming.starts_at - now > SOON:
        return None
    for_it = any(each.meeting.number < coming.number for each in hand_ins)
    day = timezone.localdate(coming.starts_at) - timezone.localdate(now)
    return day.days if for_it else None
