"""What is written about people: a list taken over, somebody leaving, a password handed out."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tomoni.academy.accounts import divisions, seats, services
from tomoni.academy.accounts.changes import Change, Kind, Path, Transfer
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.models import (
    Division,
    Municipality,
    PeopleEntry,
    Posting,
    User,
    entry,
)

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is easily taken for another: the password is read from paper."""
_CHANGED = (
    "display_name", "staff_number", "email", "division", "section", "post", "is_active",
    "left_date",
)  # fmt: skip
_BATCH = 500


@transaction.atomic
def take_over(
    municipality: Municipality, transfer: Transfer, *, day: date, actor: User
) -> tuple[User, ...]:
    """Make every change of the list, with one audit row each; those who left are returned."""
    places = _places(municipality, transfer, day=day, actor=actor)
    users = {user.pk: user for user in User.objects.filter(division__municipality=municipality)}
    pairs = [
        (change, users[change.user_id] if change.user_id else _new_user(change))
        for change in transfer.changes
        if not {Kind.UNCHANGED, Kind.UNCLEAR} & set(change.kinds)
    ]
    entries = [_entry_of(change, user, municipality, actor) for change, user in pairs]
    posted = {Kind.ADDED, Kind.RETURNED, Kind.MOVED}
    for change, user in pairs:
        _apply(change, user, places=places, day=day)
    User.objects.bulk_create([user for _, user in pairs if user.pk is None], batch_size=_BATCH)
    known = [user for change, user in pairs if change.user_id]
    User.objects.bulk_update(known, _CHANGED, batch_size=_BATCH)
    ending = {Kind.LEFT, Kind.MOVED, Kind.RETURNED}
    ended = [user for change, user in pairs if ending & set(change.kinds)]
    _end_postings(ended, day=day)
    moved = [user for change, user in pairs if posted & set(change.kinds)]
    Posting.objects.bulk_create(
        [
            Posting(user=user, division=unit, post=user.post, from_date=day)
            for user in moved
            if (unit := user.unit)
        ],
        batch_size=_BATCH,
    )
    counts = {str(kind): count for kind, count in transfer.counts.items()}
    entries.append(
        entry(municipality, actor=actor, action="roster-taken", subject="", day=day, **counts)
    )
    PeopleEntry.objects.bulk_create(entries, batch_size=_BATCH)
    return tuple(user for change, user in pairs if Kind.LEFT in change.kinds)


@transaction.atomic
def leave(user: User, *, day: date, actor: User) -> None:
    """The account is closed; what the person wrote stays where it is.

    Raises `AccountsError("already-left")`.
    """
    if not user.is_active:
        raise AccountsError("already-left")
    _leave(user, day=day)
    user.save(update_fields=["is_active", "left_date"])
    _end_postings([user], day=day)
    if user.division is not None:
        entry(
            user.division.municipality, actor=actor, action="left", subject=user.account_name,
            day=day,
        ).save()  # fmt: skip


@transaction.atomic
def correct(
    user: User, *, values: Mapping[str, str], unit: Division, day: date, actor: User
) -> None:
    """What is known of a person as it is said now; another division or post holds from the day."""
    before = f"{user.unit} {user.post}"
    if (user.unit_id, user.post) != (unit.pk, values["post"]):
        seats.post_to(user, division=unit, post=values["post"], day=day)
    for name in ("display_name", "staff_number", "email"):
        setattr(user, name, values[name])
    user.full_clean(exclude=["password"])
    user.save()
    entry(
        unit.municipality, actor=actor, action="corrected", subject=user.account_name, day=day,
        before=before, after=f"{unit} {user.post}",
    ).save()  # fmt: skip


@transaction.atomic
def add(
    account_name: str,
    *,
    values: Mapping[str, str],
    unit: Division | None,
    municipality: Municipality,
    actor: User,
) -> User:
    """One more person. Raises `AccountsError("account-name-taken")`."""
    if User.objects.filter(account_name=account_name).exists():
        raise AccountsError("account-name-taken", name=account_name)
    user = services.add_person(account_name, division=unit, password=None, **values)
    entry(municipality, actor=actor, action="added", subject=account_name).save()
    return user


@transaction.atomic
def new_password(user: User, *, municipality: Municipality, actor: User) -> str:
    """A password that is shown once and handed over in person."""
    if not user.is_active:
        raise AccountsError("already-left")
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    password = "-".join(groups)
    user.password = make_password(password)
    user.save(update_fields=["password"])
    entry(municipality, actor=actor, action="password-given", subject=user.account_name).save()
    return password


def _places(
    municipality: Municipality, transfer: Transfer, *, day: date, actor: User
) -> dict[Path, Division]:
    """Every division by its path; those that are new are opened."""
    units = divisions.tree_on(municipality, day=day)
    found = {unit.names: unit.division for unit in units}
    for path in transfer.new_places:
        found[path] = divisions.open_division(
            municipality, name=path[-1], parent=found.get(path[:-1]), day=day, actor=actor
        )
    return found


def _new_user(change: Change) -> User:
    return User(account_name=change.account_name, password=make_password(None))


def _apply(change: Change, user: User, *, places: dict[Path, Division], day: date) -> None:
    if Kind.LEFT in change.kinds:
        _leave(user, day=day)
        return
    line = change.line
    assert line is not None  # noqa: S101 - only who leaves may be in no line
    user.display_name, user.staff_number = line.name, user.staff_number or line.staff_number
    if change.path in places:
        seats.seat(user, places[change.path])
    user.is_active, user.left_date = True, None
    user.post = user.post if line.post is None else line.post
    user.email = user.email if line.email is None else line.email


def _leave(user: User, *, day: date) -> None:
    user.is_active, user.left_date = False, day


def _end_postings(users: Sequence[User], *, day: date) -> None:
    for first in range(0, len(users), _BATCH):
        still = Posting.objects.filter(user__in=users[first : first + _BATCH], until_date=None)
        still.filter(from_date__gte=day).delete()
        still.update(until_date=day)


def _entry_of(change: Change, user: User, municipality: Municipality, actor: User) -> PeopleEntry:
    return entry(
        municipality, actor=actor, action=change.kinds[0], subject=user.account_name,
        kinds=list(change.kinds), before=change.before, after=change.after,
    )  # fmt: skip
