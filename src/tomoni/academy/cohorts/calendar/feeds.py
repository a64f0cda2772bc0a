"""A person's meetings for other calendars (iCalendar, RFC 5545), under an address that is secret.

The address is signed with the house's key, so that no copy of the database opens a calendar.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from secrets import token_urlsafe

import icalendar
from django.core import signing
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calendar.models import Feed, Meeting
from tomoni.academy.cohorts.calendar.reading import homework_of, session_of, title_of

_SALT = "tomoni.calendar.feed"
_AGAIN_AFTER = timedelta(hours=1)
KIND = "text/calendar; charset=utf-8"


def renew(user: User) -> Feed:
    """A new address; the one before leads nowhere from now on."""
    feed, _new = Feed.objects.update_or_create(user=user, defaults={"secret": token_urlsafe(24)})
    return feed


def withdraw(user: User) -> None:
    """No address any more."""
    Feed.objects.filter(user=user).delete()


def token_of(feed: Feed) -> str:
    return _signer().sign_object([feed.user_id, feed.secret])


def find(token: str) -> User | None:
    """Whose calendar it is; None for an address that was never given or holds no more."""
    try:
        user_id, secret = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    feed = Feed.objects.filter(user=user_id, secret=secret, user__is_active=True)
    found = feed.select_related("user").first()
    return found.user if found else None


def written(meetings: Iterable[Meeting], *, page: Callable[[Meeting], str]) -> bytes:
    """The meetings as a calendar; nothing of a person is in it.

    `page`: the address where a meeting is shown.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Tomoni//Calendar//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("データアカデミー"))
    calendar.add("refresh-interval", _AGAIN_AFTER, parameters={"value": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting, page=page(meeting)))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, *, page: str) -> icalendar.Event:
    """`UID` stays, `SEQUENCE` counts the changes: a calendar replaces what it holds."""
    event = icalendar.Event()
    code = meeting.cohort.municipality.code
    event.add("uid", f"meeting-{meeting.pk}.{code}@tomoni")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", f"{meeting.cohort.title} {title_of(session_of(meeting))}")
    if meeting.room or meeting.online_url:
        event.add("location", meeting.room or meeting.online_url)
    event.add("url", page)
    event.add("description", _description(meeting))
    return event


def _description(meeting: Meeting) -> str:
    session = session_of(meeting)
    homework = "、".join(homework_of(meeting.cohort, session=session))
    lines = [
        _("オンライン：%(url)s") % {"url": meeting.online_url} if meeting.online_url else "",
        _("宿題：%(homework)s") % {"homework": homework} if homework else "",
        _("宿題の期限：%(due)s") % {"due": meeting.homework_due_date}
        if meeting.homework_due_date
        else "",
    ]
    return "\n".join(line for line in lines if line)


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt=_SALT)
