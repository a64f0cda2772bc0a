"""Who may do what with meetings. `None`: yes; else the reason why not, for the reader."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting
from tomoni.academy.cohorts.calendar.queries import KEEPERS
from tomoni.academy.cohorts.models import Role

OPENS_BEFORE = timedelta(minutes=30)
"""How long before a meeting people may say that they are there."""

Roles = frozenset[Role]


def may_plan(roles: Roles) -> str | None:
    """Days and places: the secretariat."""
    if Role.SECRETARIAT in roles:
        return None
    return _("日程を決められるのは、この期の事務局だけです。")


def may_note(roles: Roles) -> str | None:
    """The list: the secretariat and lecturers."""
    if roles & KEEPERS:
        return None
    return _("出欠を記録できるのは、この期の事務局と講師です。")


def may_attend(user: User, *, meeting: Meeting, now: datetime) -> str | None:
    """Oneself, from half an hour before the meeting until its end."""
    opens_at = meeting.starts_at - OPENS_BEFORE
    if now < opens_at:
        opening = date_format(timezone.localtime(opens_at), "DATETIME_FORMAT")
        return _("出席の受け付けは、始まりの30分前（%(opening)s）からです。") % {"opening": opening}
    if now > meeting.ends_at:
        return _("この回の受け付けは終わりました。出席していた人は、事務局に伝えてください。")
    noted = Attendance.objects.filter(meeting=meeting, user=user).exclude(noted_by=user).first()
    if noted is not None:
        return _(
            "もう「%(presence)s」と記録されています。ちがうときは、事務局に伝えてください。"
        ) % {"presence": noted.get_presence_display()}
    return None
