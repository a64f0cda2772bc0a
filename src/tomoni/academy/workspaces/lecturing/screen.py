"""The lecturer's screen (講師の画面): every group of a cohort in one line, and none before another.

Nothing is opened for it: what of a case shows here is kept beside the case (`glances`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Cohort, Group
from tomoni.academy.cohorts.services import curriculum_of
from tomoni.academy.cohorts.workbooks import workbook
from tomoni.academy.ui.templatetags.ui import STATES
from tomoni.academy.workspaces import glances, models, pages, progress
from tomoni.academy.workspaces.homework import items
from tomoni.academy.workspaces.homework.queries import meetings_with_homework
from tomoni.academy.workspaces.lecturing import queries
from tomoni.academy.workspaces.reading import curriculum_in

MARKS = {"todo": "○", "doing": "◐", "review": "↻", "done": "●"}


@dataclass(frozen=True)
class StepCell:
    """One step of one group: its state as a mark, and where it leads."""

    state: str
    mark: str
    label: str
    url: str


@dataclass(frozen=True)
class GroupLine:
    """How one group is getting on."""

    group: Group
    url: str
    place: str
    """The step at which the group stands."""
    cells: tuple[StepCell | None, ...]
    """One for each of the screen's steps; None where the group's curriculum has it not."""
    active_at: datetime | None
    stale: int
    held: int
    comments: int
    homework: str
    attendance: str


@dataclass(frozen=True)
class Screen:
    """The steps across, the groups down."""

    steps: tuple[tuple[int, str, str], ...]
    """Number, id and title."""
    lines: tuple[GroupLine, ...]


@dataclass(frozen=True)
class _Around:
    """What is known of all groups at once, by case."""

    glances: dict[int, glances.Glance]
    drafts: dict[int, set[str]]
    comments: dict[int, dict[str, int]]
    due: items.Due | None
    """The homework that is due now."""
    handed_in: dict[tuple[int, str], bool]
    begun: list[Meeting]
    """The meetings that are over or going on."""
    there: set[tuple[int, int]]


def of_cohort(cohort: Cohort, *, groups: Sequence[Group]) -> Screen:
    """The screen for who leads these groups of the cohort."""
    rows = list(queries.cases_of(groups))
    by_group = {row.group_id: row for row in rows}
    around = _around(cohort, groups=groups, rows=rows)
    standings = {row.pk: _standings(row, around) for row in rows}
    steps = _steps(cohort, standings.values())
    ids = [step for _number, step, _title in steps]
    lines = (_line(group, by_group.get(group.pk), ids, standings, around) for group in groups)
    return Screen(steps=steps, lines=tuple(lines))


def legend() -> list[tuple[str, str]]:
    """Each mark with its word."""
    return [(mark, str(STATES[state][0])) for state, mark in MARKS.items()]


def _around(cohort: Cohort, *, groups: Sequence[Group], rows: Sequence[models.Case]) -> _Around:
    now, due = timezone.now(), _due(cohort, groups=groups)
    return _Around(
        glances=glances.of(rows),
        drafts=queries.drafts_in(rows),
        comments=queries.open_comments_in(rows),
        due=due,
        handed_in=queries.handed_in(groups, meeting=due.meeting) if due else {},
        begun=[each for each in queries.meetings_of(cohort) if each.starts_at <= now],
        there=queries.attended(cohort, until=now),
    )


def _due(cohort: Cohort, *, groups: Sequence[Group]) -> items.Due | None:
    """What is to be handed in now, the same for every group."""
    today = timezone.localdate()
    books = items.Books(today=today, meetings=tuple(meetings_with_homework([cohort])))
    return items.current(books.dues(groups[0]), today=today) if groups else None


def _standings(row: models.Case, around: _Around) -> list[progress.Standing]:
    facts = around.glances[row.pk].facts
    drafts = around.drafts.get(row.pk, set())
    comments = around.comments.get(row.pk, {})
    steps = curriculum_in(row.curriculum_text).steps
    return [progress.stand(step, facts, drafts=drafts, comments=comments) for step in steps]


def _steps(
    cohort: Cohort, standings: Iterable[list[progress.Standing]]
) -> tuple[tuple[int, str, str], ...]:
    """The cohort's steps, then those that only a case of another curriculum has."""
    titles = {step.id: step.title for step in curriculum_of(cohort).steps}
    for found in standings:
        for standing in found:
            titles.setdefault(standing.step.id, standing.step.title)
    return tuple((number, *each) for number, each in enumerate(titles.items(), start=1))


def _line(
    group: Group,
    row: models.Case | None,
    steps: list[str],
    standings: dict[int, list[progress.Standing]],
    around: _Around,
) -> GroupLine:
    found = standings[row.pk] if row else []
    glance = around.glances[row.pk] if row else None
    cells = {each.step.id: _cell(row, each) for each in found if row}
    return GroupLine(
        group=group,
        url=reverse("workspaces:of_group", args=(group.pk,)),
        place=_place(found),
        cells=tuple(cells.get(step) for step in steps),
        active_at=getattr(row, "active_at", None),
        stale=len(glance.facts.stale) if glance else 0,
        held=len(glance.held) if glance else 0,
        comments=sum(around.comments.get(row.pk, {}).values()) if row else 0,
        homework=_homework(group, around),
        attendance=_attendance(group, around),
    )


def _cell(row: models.Case, standing: progress.Standing) -> StepCell:
    url = pages.step_url(row, standing.step)
    label = f"{standing.step.title}　{STATES[standing.state][0]}"
    return StepCell(state=standing.state, mark=MARKS[standing.state], label=label, url=url)


def _place(found: list[progress.Standing]) -> str:
    """The furthest step that was begun: going back is no standing still."""
    begun = [each.step.title for each in found if each.state != "todo"]
    return begun[-1] if begun else ""


def _homework(group: Group, around: _Around) -> str:
    """What of the homework that is due now was handed in; empty when there is none."""
    if around.due is None:
        return ""
    keys = [(group.pk, item.key) for item in around.due.items]
    read = [around.handed_in[key] for key in keys if key in around.handed_in]
    words = _("%(asked)sのうち%(handed)s") % {"asked": len(keys), "handed": len(read)}
    unread = read.count(False)
    return f"{words}　{_('見るもの%(n)s') % {'n': unread}}" if unread else words


def _attendance(group: Group, around: _Around) -> str:
    """Of all the times that its people could have been there; empty before the first session."""
    begun = [each.pk for each in around.begun]
    people = [user.pk for user in group.participants()]
    most = len(begun) * len(people)
    there = sum((meeting, user) in around.there for meeting in begun for user in people)
    return f"{there}/{most}" if most else ""


def workbook_of(title: str, *, shown: Screen) -> bytes:
    """The screen as a workbook: states in words."""
    steps = [f"{number} {step}" for number, _id, step in shown.steps]
    headings = (
        _("班"), _("業務"), _("いまの手順"), *steps, _("古い数"), _("判定待ち"), _("コメント"),
        _("宿題"), _("出席"), _("最後の動き"),
    )  # fmt: skip
    return workbook(title, headings=headings, rows=[_row(line) for line in shown.lines])


def _row(line: GroupLine) -> tuple[str | int | None, ...]:
    return (
        line.group.number,
        line.group.work,
        line.place,
        *(str(STATES[cell.state][0]) if cell else None for cell in line.cells),
        line.stale,
        line.held,
        line.comments,
        line.homework,
        line.attendance,
        date_format(timezone.localtime(line.active_at), "Y-m-d H:i") if line.active_at else None,
    )
