"""The calendar as a sheet of texts: one row a session, as people write it, and what it says."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import jpholiday
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.cohorts.calendar.models import MOST_ROOM, MOST_URL, Meeting
from tomoni.academy.cohorts.calendar.reading import Held
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.ui.fields import FieldView
from tomoni.academy.ui.reading import read_field

COLUMNS = ("date", "start", "end", "room", "url", "due")
_TIME = re.compile(r"(\d{1,2})(?:[:時]?(\d{2})分?|時)")
_SATURDAY = 5
_NEW_YEAR = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))
_is_web_address = URLValidator(schemes=["http", "https"])
HOMEWORK_DAYS = 3
"""How long before the next meeting homework is proposed to be due: somebody has to look at it."""
LATEST = timedelta(days=92)
"""How far outside the cohort's own days a meeting is still taken for meant."""

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """What a row says of a meeting."""

    starts_at: datetime
    ends_at: datetime
    room: str
    online_url: str
    homework_due_date: date | None


@dataclass(frozen=True)
class Row:
    """A session with its cells, in the order of `COLUMNS`, and what they say; None: not held."""

    held: Held
    cells: tuple[FieldView, ...]
    plan: Plan | None = None

    def cell(self, column: str) -> FieldView:
        return self.cells[COLUMNS.index(column)]

    def text(self, column: str) -> str:
        return self.cell(column).text

    @property
    def is_empty(self) -> bool:
        return not any(cell.text for cell in self.cells)

    @property
    def invalid(self) -> bool:
        return any(cell.errors for cell in self.cells)

    def wrong(self, column: str, sentence: str) -> "Row":
        """The row with what is wrong in one of its cells."""
        cells = tuple(
            replace(cell, errors=(*cell.errors, sentence)) if name == column else cell
            for name, cell in zip(COLUMNS, self.cells, strict=True)
        )
        return replace(self, cells=cells)


def labels() -> tuple[str, ...]:
    """The headings of the columns."""
    return (
        _("日"), _("始まり"), _("終わり"), _("場所"), _("オンラインの入り口"), _("宿題の期限"),
    )  # fmt: skip


def texts_of(helds: Sequence[Held]) -> dict[str, str]:
    """What stands in the sheet for the meetings as they are."""
    return {
        f"{each.session.number}-{column}": text
        for each in helds
        for column, text in zip(COLUMNS, _row_of(each.meeting), strict=True)
    }


def posted(post: QueryDict, *, helds: Sequence[Held], prefix: str = "") -> dict[str, str]:
    """What was posted for each cell, in the form in which `texts_of` writes it."""
    said = {}
    for each in helds:
        for column, cell in zip(COLUMNS, _cells(each), strict=True):
            name = f"{prefix}{cell.name}"
            if name in post:
                value = read_field(post, field=replace(cell, name=name)).value
                said[cell.name] = _as_time(value) if column in {"start", "end"} else value
    return said


def read(texts: Texts, *, helds: Sequence[Held], cohort: Cohort) -> list[Row]:
    """The rows with their plans and all that has to be corrected."""
    return _in_order([_read_row(each, texts) for each in helds], cohort)


def problems(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Pairs of a cell's id and what is wrong there, with the session it is about."""
    return [
        (target, _("%(title)s：%(sentence)s") % {"title": row.held.title, "sentence": sentence})
        for row in rows
        for cell in row.cells
        for target, sentence in cell.problems
    ]


def proposed(texts: Texts, *, helds: Sequence[Held], weeks: int) -> dict[str, str]:
    """The sheet with days every so many weeks after the one before, wherever a row has none.

    Hours and places are those of the row before; homework is due some days before the next meeting.
    """
    said = {cell.name: texts.get(cell.name, "") for each in helds for cell in _cells(each)}
    for before, each in pairwise(helds):
        last, this = before.session.number, each.session.number
        day = _day(said[f"{last}-date"])
        if day is None:
            continue
        if not said[f"{this}-date"]:
            said[f"{this}-date"] = working(day + timedelta(weeks=weeks)).isoformat()
        for column in ("start", "room", "url"):
            said[f"{this}-{column}"] = said[f"{this}-{column}"] or said[f"{last}-{column}"]
        following = _day(said[f"{this}-date"])
        if before.session.homework and not said[f"{last}-due"] and following:
            said[f"{last}-due"] = max(day, following - timedelta(days=HOMEWORK_DAYS)).isoformat()
    for each in helds:
        number = each.session.number
        start = said[f"{number}-start"]
        if start and not said[f"{number}-end"]:
            said[f"{number}-end"] = _later(start, hours=each.session.hours)
    return said


def _row_of(meeting: Meeting | None) -> tuple[str, ...]:
    if meeting is None:
        return ("",) * len(COLUMNS)
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    due = meeting.homework_due_date
    return (
        start.date().isoformat(), f"{start:%H:%M}", f"{end:%H:%M}", meeting.room,
        meeting.online_url, due.isoformat() if due else "",
    )  # fmt: skip


def _cells(each: Held, texts: Texts | None = None) -> tuple[FieldView, ...]:
    kinds = {"date": "date", "due": "date"}
    return tuple(
        FieldView(
            f"{each.session.number}-{column}", label, kinds.get(column, "short_text"),
            value=(texts or {}).get(f"{each.session.number}-{column}", ""), id_prefix="plan",
            cell_label=f"{each.title} {label}",
        )
        for column, label in zip(COLUMNS, labels(), strict=True)
    )  # fmt: skip


def _read_row(each: Held, texts: Texts) -> Row:
    row = Row(each, _cells(each, texts))
    if row.is_empty:
        return row
    day, due = _day(row.text("date")), _day(row.text("due"))
    start = _clock(row.text("start"))
    end = _clock(row.text("end") or _later(row.text("start"), hours=each.session.hours))
    needed = (
        ("date", day, _("日を書いてください（例：2027年4月1日）。")),
        ("start", start, _("始まりの時刻を書いてください（例：13:30）。")),
        ("end", end, _("終わりの時刻を書いてください（例：17:00）。")),
    )
    for column, found, sentence in needed:
        if found is None:
            row = row.wrong(column, sentence)
    row = _checked(row, each)
    if row.invalid or day is None or start is None or end is None:
        return row
    plan = Plan(_at(day, start), _at(day, end), row.text("room"), row.text("url"), due)
    if plan.ends_at <= plan.starts_at:
        return row.wrong("end", _("終わりは、始まりより後にしてください。"))
    return replace(row, plan=plan)


def _checked(row: Row, each: Held) -> Row:
    """What can be said of cells one by one."""
    day, due = _day(row.text("date")), _day(row.text("due"))
    if row.text("due") and due is None:
        row = row.wrong("due", _("宿題の期限は日付で書いてください（例：2027年4月1日）。"))
    if day and due and due < day:
        row = row.wrong("due", _("宿題の期限は、その回の日より後にしてください。"))
    if len(row.text("room")) > MOST_ROOM:
        row = row.wrong("room", _("場所は100字までにしてください。"))
    if row.text("url"):
        try:
            _is_web_address(row.text("url"))
        except ValidationError:
            row = row.wrong("url", _("https:// から始まるアドレスを書いてください。"))
        if len(row.text("url")) > MOST_URL:
            row = row.wrong("url", _("アドレスは200字までにしてください。"))
    return row


def _in_order(rows: list[Row], cohort: Cohort) -> list[Row]:
    """A session is held after the one before it, and about when the cohort runs."""
    found: list[Row] = []
    last: Plan | None = None
    first_day, last_day = cohort.starts_date - LATEST, cohort.ends_date + LATEST
    for row in rows:
        if row.plan and not first_day <= timezone.localdate(row.plan.starts_at) <= last_day:
            row = row.wrong("date", _("期の間から3か月より離れています。年を確かめてください。"))
        if row.plan and last and row.plan.starts_at < last.ends_at:
            row = row.wrong("date", _("前の回が終わってからの日時にしてください。"))
        last = row.plan or last
        found.append(row)
    return found


def _as_time(text: str) -> str:
    """`13時30分`, `1330`, `９：３０` as 13:30 and 09:30; anything else as it was typed."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    match = _TIME.fullmatch(plain)
    if match is None:
        return text
    return f"{int(match[1]):02d}:{match[2] or '00'}"


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _later(start: str, *, hours: float) -> str:
    """The clock time so many hours after another; empty where there is none, or past midnight."""
    at = _clock(start)
    if at is None:
        return ""
    until = datetime.combine(date.min, at) + timedelta(hours=hours)
    return f"{until:%H:%M}" if until.date() == date.min else ""


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def working(day: date) -> date:
    """The day itself, or the next on which offices are open."""
    while day.weekday() >= _SATURDAY or _is_closed(day):
        day += timedelta(days=1)
    return day


def _is_closed(day: date) -> bool:
    return (day.month, day.day) in _NEW_YEAR or jpholiday.is_holiday(day)
