"""Attendance: the list that is kept, and people who say by a code that they are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from tomoni.academy.accounts.models import User, entry
from tomoni.academy.cohorts.calendar import codes
from tomoni.academy.cohorts.calendar.merging import Merged, merge
from tomoni.academy.cohorts.calendar.models import Attendance, Meeting, Presence, WrongCode
from tomoni.academy.cohorts.errors import CohortsError

MOST_WRONG = 10
"""How many wrong codes somebody may type for one meeting."""


@dataclass(frozen=True)
class Noted:
    """`merged`: the list as it is to be shown; `changes`: how many people, 0 after a clash."""

    merged: Merged
    changes: int = 0


def presences_of(meeting: Meeting, *, users: Iterable[User]) -> dict[str, str]:
    """What is noted of each, by key; an empty text where nothing is."""
    noted = dict(meeting.attendances.values_list("user", "presence"))
    return {str(user.pk): noted.get(user.pk, "") for user in users}


@transaction.atomic
def note(
    meeting: Meeting,
    *,
    users: Iterable[User],
    mine: Mapping[str, str],
    base: Mapping[str, str],
    actor: User,
) -> Noted:
    """The list of those users, all or none; nothing is written where two people noted otherwise.

    Raises `CohortsError("unknown-presence")`.
    """
    if not set(mine.values()) <= {"", *Presence.values}:
        raise CohortsError("unknown-presence")
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    by_key = {str(user.pk): user for user in users}
    theirs = presences_of(meeting, users=by_key.values())
    known = {key: presence for key, presence in mine.items() if key in by_key}
    merged = merge(known, base=base, theirs=theirs)
    if merged.clashes:
        return Noted(merged)
    changed = {key: text for key, text in merged.texts.items() if text != theirs[key]}
    for key, presence in changed.items():
        _set(meeting, by_key[key], presence=presence, actor=actor)
        if theirs[key]:
            _enter(
                meeting, "attendance-changed", by_key[key].account_name, actor=actor,
                before=_word(theirs[key]), after=_word(presence),
            )  # fmt: skip
    first = sum(not theirs[key] for key in changed)
    if first:
        _enter(meeting, "attendance-noted", meeting.cohort.title, actor=actor, count=first)
    return Noted(merged, len(changed))


def attend(meeting: Meeting, *, user: User, presence: Presence) -> None:
    """Oneself, as `rules.may_attend` lets. The row itself says who noted it, and when."""
    _set(meeting, user, presence=presence, actor=user)


def check_digits(meeting: Meeting, *, user: User, digits: str) -> None:
    """Raises `CohortsError`: wrong-code, too-many-codes. Wrong ones are counted."""
    count, _new = WrongCode.objects.get_or_create(meeting=meeting, user=user)
    if count.times >= MOST_WRONG:
        raise CohortsError("too-many-codes")
    if not constant_time_compare(digits, codes.digits_of(meeting)):
        WrongCode.objects.filter(pk=count.pk).update(times=F("times") + 1)
        raise CohortsError("wrong-code")


def _enter(meeting: Meeting, action: str, subject: str, *, actor: User, **values: object) -> None:
    entry(
        meeting.cohort.municipality, actor=actor, action=action, subject=subject,
        meeting=meeting.number, **values,
    ).save()  # fmt: skip


def _word(presence: str) -> str:
    return str(Presence(presence).label) if presence else ""


def _set(meeting: Meeting, user: User, *, presence: str, actor: User) -> None:
    if not presence:
        Attendance.objects.filter(meeting=meeting, user=user).delete()
        return
    Attendance.objects.update_or_create(
        meeting=meeting, user=user, defaults={"presence": presence, "noted_by": actor}
    )
