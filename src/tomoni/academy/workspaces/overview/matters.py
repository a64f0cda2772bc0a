"""What a secretariat should know of a cohort, and nobody was asked to do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.cohorts.queries import without_successor
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.academy.cohorts.surveys.models import SKILL_KINDS, Kind
from tomoni.academy.ui.waiting import Waiting
from tomoni.academy.workspaces.homework import items
from tomoni.academy.workspaces.lecturing import queue, screen

QUIET = timedelta(days=14)
"""So long a group may do nothing before somebody asks how it is."""


@dataclass(frozen=True)
class Around:
    """A cohort with its groups, now."""

    cohort: Cohort
    groups: Sequence[Group]
    now: datetime

    @property
    def runs(self) -> bool:
        today = timezone.localdate(self.now)
        return self.cohort.starts_date <= today <= self.cohort.ends_date

    def page(self, view: str) -> str:
        return reverse(view, args=(self.cohort.pk,))


def of_cohort(cohort: Cohort, *, groups: Sequence[Group], now: datetime) -> list[Waiting]:
    """All matters of the cohort, in the order in which a cohort runs."""
    around = Around(cohort=cohort, groups=groups, now=now)
    return [matter for find in FINDERS for matter in find(around)]


def _not_planned(around: Around) -> Iterator[Waiting]:
    sessions = len(curriculum_of(around.cohort).sessions)
    missing = sessions - around.cohort.meetings.count()
    if missing > 0:
        text = _("%(n)s回分の日程が決まっていません") % {"n": missing}
        yield Waiting(text, around.page("calendar:calendar"))


def _not_asked(around: Around) -> Iterator[Waiting]:
    """Skills are asked before the first session and after the last: later they cannot be."""
    if not curriculum_of(around.cohort).skills:
        return
    asked = set(around.cohort.surveys.filter(kind__in=SKILL_KINDS).values_list("kind", flat=True))
    meetings = around.cohort.meetings.order_by("number")
    first, last = meetings.first(), meetings.last()
    wanted = {
        Kind.BEFORE: first is not None and first.starts_at - QUIET <= around.now < first.ends_at,
        Kind.AFTER: last is not None and last.starts_at <= around.now,
    }
    for kind, is_time in wanted.items():
        if is_time and kind not in asked:
            text = _("「%(survey)s」をまだ始めていません") % {"survey": kind.label}
            yield Waiting(text, around.page("surveys:surveys"))


def _late_homework(around: Around) -> Iterator[Waiting]:
    if not around.runs:
        return
    today = timezone.localdate(around.now)
    books = items.books(around.groups, cohorts=[around.cohort], today=today)
    late = [
        (group, item)
        for group in around.groups
        for due in books.dues(group)
        for item in due.items
        if item.late
    ]
    groups = dict.fromkeys(group.number for group, _item in late)
    if late:
        names = "、".join(_("第%s班") % number for number in groups)
        text = _("期限を過ぎた宿題が%(n)s枚あります") % {"n": len(late)}
        yield Waiting(text, around.page("homework:cohort"), about=names)


def _unread(around: Around) -> Iterator[Waiting]:
    waiting = queue.of_cohort(around.cohort, groups=around.groups)
    late = sum(item.late for item in waiting)
    if late:
        text = _("講師の返事を長く待っているものが%(n)s件あります") % {"n": late}
        yield Waiting(text, around.page("lecturing:queue"))


def _groups(around: Around) -> Iterator[Waiting]:
    """What the lecturer's screen shows of a group that nobody may have noticed."""
    for line in screen.of_cohort(around.cohort, groups=around.groups).lines:
        name = _("第%(number)s班 %(work)s") % vars(line.group)
        if line.stale:
            text = _("計算し直しを待つ古い数が%(n)sあります") % {"n": line.stale}
            yield Waiting(text, line.url, about=name)
        if line.held:
            text = _("弱いところに答えがなく、判定が止まった主張が%(n)sあります") % {"n": line.held}
            yield Waiting(text, line.url, about=name)
        silent = line.active_at is None or line.active_at <= around.now - QUIET
        if around.runs and silent:
            text = _("%(days)s日のあいだ、動きがありません") % {"days": QUIET.days}
            yield Waiting(text, line.url, about=name)


def _without_successor(around: Around) -> Iterator[Waiting]:
    municipality = around.cohort.municipality
    for user in without_successor(municipality, today=timezone.localdate(around.now)):
        text = _("%(name)sさんの後任が決まっていません") % {"name": user}
        yield Waiting(text, reverse("cohorts:person", args=(municipality.pk, user.pk)))


def _not_closed(around: Around) -> Iterator[Waiting]:
    over = around.cohort.ends_date < timezone.localdate(around.now)
    if over and not hasattr(around.cohort, "closing"):
        text = _("期が終わりました。修了をまだ決めていません")
        yield Waiting(text, around.page("graduates:closing"))


FINDERS: tuple[Callable[[Around], Iterator[Waiting]], ...] = (
    _not_planned,
    _not_asked,
    _late_homework,
    _unread,
    _groups,
    _without_successor,
    _not_closed,
)
