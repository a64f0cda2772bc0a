"""The tree of divisions and its history: opened, renamed, moved, merged, abolished on a day.

A change with a day to come is written down now and holds from that day on (`settle`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, F, Max, Q, QuerySet

from tomoni.academy.accounts import heirs, seats
from tomoni.academy.accounts.errors import AccountsError
from tomoni.academy.accounts.models import (
    Division,
    Level,
    Municipality,
    Standing,
    User,
    entry,
)

BEGINNING = date(1900, 4, 1)
"""From when a division stands whose first day nobody has written down."""
_LEVELS = {"部": Level.DEPARTMENT, "局": Level.DEPARTMENT, "係": Level.SECTION, "班": Level.SECTION}


@dataclass(frozen=True)
class Unit:
    """A division as it stood on a day, with all the names from the top down to its own."""

    division: Division
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[-1]

    @property
    def path(self) -> str:
        return " ".join(self.names)

    @property
    def depth(self) -> int:
        return len(self.names)


def level_of(name: str) -> Level:
    """部 and 局 stand above, 係 and 班 below; everything else is a 課."""
    if name.endswith("事務局"):
        return Level.DIVISION
    return _LEVELS.get(name[-1:], Level.DIVISION)


def tree_on(municipality: Municipality, *, day: date) -> tuple[Unit, ...]:
    """The divisions that stood on the day, each below the one it belongs to. One query."""
    found = _on(day).filter(division__municipality=municipality).select_related("division")
    by_parent: dict[int | None, list[Standing]] = {}
    for standing in found.order_by("division__code", "division_id"):
        by_parent.setdefault(standing.parent_id, []).append(standing)
    return tuple(_below(None, by_parent, names=()))


def _below(
    parent: int | None, by_parent: dict[int | None, list[Standing]], *, names: tuple[str, ...]
) -> Iterator[Unit]:
    for standing in by_parent.get(parent, ()):
        own = (*names, standing.name)
        yield Unit(standing.division, own)
        yield from _below(standing.division_id, by_parent, names=own)


def name_on(division: Division, *, day: date) -> str:
    """What it was called on the day; before its first day, what it was called then."""
    standings = list(division.standings.all())
    stood = [each for each in standings if each.from_date <= day] or standings[:1]
    return stood[-1].name if stood else division.name


@transaction.atomic
def open_division(
    municipality: Municipality,
    *,
    name: str,
    day: date = BEGINNING,
    parent: Division | None = None,
    code: str = "",
    level: Level | None = None,
    actor: User | None = None,
) -> Division:
    """A new division from a day on. Raises `AccountsError`: name-taken, parent-not-there."""
    if parent is not None and not _on(day).filter(division=parent).exists():
        raise AccountsError("parent-not-there", name=parent.name)
    _refuse_namesake(municipality, name, parent, day)
    division = Division.objects.create(
        municipality=municipality,
        name=name,
        parent=parent,
        code=code,
        level=level or level_of(name),
    )
    division.standings.create(name=name, parent=parent, from_date=day)
    entry(municipality, actor=actor, action="division-opened", subject=name, day=day).save()
    return division


@transaction.atomic
def change(
    division: Division, *, day: date, today: date, name: str, parent: Division | None, actor: User
) -> None:
    """Another name, another place, or both, from the day on.

    Raises `AccountsError`: not-there, later-change, name-taken, parent-not-there, below-itself.
    """
    now = _standing(division, day)
    before = now.name
    if parent is not None:
        _refuse_parent(division, parent, day)
    _refuse_namesake(division.municipality, name, parent, day, but=division)
    if (before, now.parent_id) == (name, parent.pk if parent else None):
        return
    if now.from_date == day:
        now.name, now.parent = name, parent
        now.save(update_fields=["name", "parent"])
    else:
        now.until_date = day
        now.save(update_fields=["until_date"])
        division.standings.create(name=name, parent=parent, from_date=day)
    entry(
        division.municipality, actor=actor, action="division-changed", subject=name, day=day,
        before=before, parent=parent.name if parent else "",
    ).save()  # fmt: skip
    settle(division.municipality, today=today)


@transaction.atomic
def abolish(
    division: Division, *, day: date, today: date, successor: Division | None, actor: User
) -> None:
    """No more from the day on; with a successor its people, parts and data become that one's.

    Raises `AccountsError`: not-there, later-change, parent-not-there, below-itself, and without a
    successor has-people, has-parts, has-belongings.
    """
    now = _standing(division, day)
    if now.from_date == day:
        raise AccountsError("began-that-day", name=now.name)
    if successor is None:
        _refuse_orphans(division, day)
    else:
        _refuse_parent(division, successor, day)
        for part in _on(day).filter(parent=division).select_related("division"):
            change(
                part.division, day=day, today=today, name=part.name, parent=successor, actor=actor
            )
    now.until_date = day
    now.save(update_fields=["until_date"])
    division.successor = successor
    division.save(update_fields=["successor"])
    entry(
        division.municipality, actor=actor, action="division-abolished", subject=now.name, day=day,
        successor=successor.name if successor else "",
    ).save()  # fmt: skip
    settle(division.municipality, today=today)


@transaction.atomic
def recall(division: Division, *, today: date, actor: User) -> None:
    """What is written for days to come is taken back. Raises `AccountsError("nothing-to-come")`."""
    coming = division.standings.filter(from_date__gt=today)
    ending = division.standings.filter(from_date__lte=today, until_date__gt=today)
    if not ending.exists():
        raise AccountsError("nothing-to-come", name=division.name)
    coming.delete()
    ending.update(until_date=None)
    division.successor = None
    division.save(update_fields=["successor"])
    entry(
        division.municipality, actor=actor, action="division-recalled", subject=division.name
    ).save()


@transaction.atomic
def settle(municipality: Municipality, *, today: date) -> None:
    """Bring the divisions to what is written for today: names, places, ends and heirs."""
    changed = _changed(municipality, today)
    for standing in changed:  # two may swap their names: neither may stand in the other's way
        Division.objects.filter(pk=standing.division_id).update(name=f"#{standing.division_id}")
    for standing in changed:
        Division.objects.filter(pk=standing.division_id).update(
            name=standing.name, parent=standing.parent_id, until_date=None
        )
    if changed:
        seats.reseat(municipality)
    for division, day in _ended(municipality, today):
        division.until_date = day
        division.save(update_fields=["until_date"])
        if division.successor is not None:
            _inherit(division, division.successor, day=day)


def _changed(municipality: Municipality, today: date) -> list[Standing]:
    """The standings of today that the divisions do not show yet."""
    return list(
        _on(today)
        .filter(division__municipality=municipality)
        .filter(
            ~Q(name=F("division__name")) | ~_same_parent() | Q(division__until_date__isnull=False)
        )
    )


def _ended(municipality: Municipality, today: date) -> list[tuple[Division, date]]:
    """Divisions that are still shown and whose last standing is over, with the day it ended."""
    last = (
        Division.objects.filter(municipality=municipality, until_date=None)
        .annotate(still=Count("standings", filter=Q(standings__until_date=None)))
        .annotate(last=Max("standings__until_date"))
        .filter(still=0, last__lte=today)
        .select_related("successor")
    )
    return [(division, division.last) for division in last]


def settle_all(*, today: date) -> None:
    """`settle` for every municipality that has a change waiting for a day that has come."""
    for municipality in Municipality.objects.all():
        settle(municipality, today=today)


def _inherit(division: Division, successor: Division, *, day: date) -> None:
    for user in User.objects.filter(is_active=True).filter(seats.working_in(division)):
        seats.post_to(user, division=successor, post=user.post, day=day)
    heirs.pass_on(division, successor=successor)


def _holding(standings: QuerySet[Standing], day: date) -> QuerySet[Standing]:
    return standings.filter(from_date__lte=day).filter(Q(until_date=None) | Q(until_date__gt=day))


def _on(day: date) -> QuerySet[Standing]:
    return _holding(Standing.objects.all(), day)


def _same_parent() -> Q:
    return Q(parent=F("division__parent")) | Q(parent=None, division__parent=None)


def _standing(division: Division, day: date) -> Standing:
    """How it stands on the day, where nothing is written for later."""
    found = _on(day).filter(division=division).first()
    if found is None:
        raise AccountsError("not-there", name=division.name)
    if division.standings.filter(from_date__gt=day).exists() or found.until_date is not None:
        raise AccountsError("later-change", name=division.name)
    return found


def _refuse_namesake(
    municipality: Municipality,
    name: str,
    parent: Division | None,
    day: date,
    but: Division | None = None,
) -> None:
    same = Standing.objects.filter(
        Q(until_date=None) | Q(until_date__gt=day),
        division__municipality=municipality, name=name, parent=parent,
    )  # fmt: skip
    if same.exclude(division=but).exists():
        raise AccountsError("name-taken", name=name)


def _refuse_parent(division: Division, parent: Division, day: date) -> None:
    """A division belongs to one of its municipality that stands that day and not below it."""
    above = {each.division_id: each.parent_id for each in _on(day)
             .filter(division__municipality=division.municipality)}  # fmt: skip
    if parent.pk not in above:
        raise AccountsError("parent-not-there", name=parent.name)
    up: int | None = parent.pk
    while up is not None:
        if up == division.pk:
            raise AccountsError("below-itself", name=division.name)
        up = above.get(up)


def _refuse_orphans(division: Division, day: date) -> None:
    if User.objects.filter(seats.working_in(division), is_active=True).exists():
        raise AccountsError("has-people", name=division.name)
    if _on(day).filter(parent=division).exists():
        raise AccountsError("has-parts", name=division.name)
    if heirs.has_belongings(division):
        raise AccountsError("has-belongings", name=division.name)
