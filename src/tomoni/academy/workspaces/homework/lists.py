"""The homework of all groups as lines of a table, on the page and as a workbook."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.calendar.models import Meeting
from tomoni.academy.cohorts.models import Group
from tomoni.academy.cohorts.workbooks import workbook
from tomoni.academy.workspaces.homework.items import Due, Item

ByGroup = Iterable[tuple[Group, list[Due]]]


@dataclass(frozen=True)
class Line:
    """One group and the worksheets it hands in."""

    group: Group
    items: tuple[Item, ...]

    @property
    def missing(self) -> int:
        return sum(not item.is_done for item in self.items)


def lines(by_group: ByGroup, *, meeting: Meeting) -> list[Line]:
    """A line for each group with the homework of one meeting."""
    return [
        Line(group, due.items) for group, dues in by_group for due in dues if due.meeting == meeting
    ]


def workbook_of(title: str, *, by_group: ByGroup) -> bytes:
    """A row for each group, meeting and worksheet."""
    headings = (
        _("班"), _("課"), _("業務"), _("回"), _("ワークシート"), _("期限"), _("状態"),
        _("提出した日"), _("期限とのちがい"), _("提出した人"), _("残っている指摘"),
    )  # fmt: skip
    rows = [_row(group, item) for group, dues in by_group for due in dues for item in due.items]
    return workbook(title, headings=headings, rows=rows)


def _row(group: Group, item: Item) -> tuple[str | int | None, ...]:
    handed = item.hand_in
    return (
        group.number,
        group.place,
        group.work,
        item.meeting.number,
        item.title,
        date_format(item.due_date, "Y-m-d"),
        item.chip[0],
        date_format(handed.handed_in_date, "Y-m-d") if handed else None,
        item.timing,
        handed.handed_in_by.display_name if handed else None,
        len(handed.open_remarks) if handed else None,
    )
