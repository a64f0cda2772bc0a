"""The calendar and the attendance as sheets to take along."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tomoni.academy.cohorts.calendar import sheet
from tomoni.academy.cohorts.calendar.lists import AttendanceTable, heading
from tomoni.academy.cohorts.calendar.reading import Held
from tomoni.academy.cohorts.workbooks import Cell, workbook


def of_calendar(helds: Sequence[Held]) -> bytes:
    """Under the headings of the page on which days are set: a block of it is pasted back there."""
    texts = sheet.texts_of(helds)
    names = [_("回"), *(str(label) for label in sheet.labels())]
    rows = [
        [each.title, *(texts[f"{each.session.number}-{column}"] for column in sheet.COLUMNS)]
        for each in helds
    ]
    return workbook(_("日程"), headings=names, rows=rows)


def of_attendance(found: AttendanceTable) -> bytes:
    """The table of who was where."""
    names = [_("氏名"), _("班・役割"), *(heading(each) for each in found.meetings), _("出た回")]
    rows: list[Sequence[Cell]] = [
        [str(line.person.user), line.person.part, *line.cells, line.attended]
        for line in found.lines
    ]
    return workbook(_("出欠"), headings=names, rows=rows)
