"""A staff list held against the people who are there: what would change."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tomoni.academy.accounts import divisions
from tomoni.academy.accounts.changes import Change, Kind, Path, Transfer, transfer
from tomoni.academy.accounts.models import Municipality, User
from tomoni.academy.accounts.places import Places
from tomoni.academy.accounts.roster import Line, plain_name, plain_number

_LONGEST_NAME, _LONGEST_NUMBER = 100, 20
_ACCOUNT_NAME = User.account_name.field.validators[0]


def compare(
    municipality: Municipality,
    lines: tuple[Line, ...],
    *,
    day: date,
    whole: bool,
    grow: bool,
    actor: User,
) -> Transfer:
    """What the list would change. `whole`: who is not in it has left. Four queries.

    Nobody removes their own account: what would is not understood.
    """
    units = divisions.tree_on(municipality, day=day)
    known = _Known.of(municipality, {unit.division.pk: unit.names for unit in units})
    comparison = _Comparison(known, Places(units, grow), municipality.code, actor, lines)
    changes = [comparison.change(line) for line in lines]
    if whole:
        changes += comparison.absent(changes)
    return transfer(tuple(changes), new_places=tuple(comparison.places.new), staff=known.staff)


@dataclass
class _Known:
    """The people of a municipality, those who have left too."""

    users: list[User]
    paths: dict[int, Path]
    account_names: set[str]

    @classmethod
    def of(cls, municipality: Municipality, paths: dict[int, Path]) -> "_Known":
        users = User.objects.filter(division__municipality=municipality)
        return cls(
            list(users.select_related("division", "section").order_by("is_active", "pk")),
            paths,
            set(User.objects.values_list("account_name", flat=True)),
        )

    @property
    def staff(self) -> int:
        return sum(user.is_active for user in self.users)

    def by_number(self) -> dict[str, User]:
        """Of two with one number the one who is there."""
        return {plain_number(user.staff_number): user for user in self.users if user.staff_number}

    def unnumbered(self) -> dict[str, list[User]]:
        found: dict[str, list[User]] = {}
        for user in self.users:
            if not user.staff_number and user.is_active:
                found.setdefault(plain_name(user.display_name), []).append(user)
        return found

    def path(self, user: User) -> Path:
        """Where the person is; the bare name of a division that is no more."""
        if user.unit_id is None:
            return ()
        return self.paths.get(user.unit_id, (str(user.unit),))


class _Comparison:
    def __init__(
        self, known: _Known, places: Places, code: str, actor: User, lines: Iterable[Line]
    ) -> None:
        self.known, self.places, self.code, self.actor = known, places, code, actor
        self.by_number, self.unnumbered = known.by_number(), known.unnumbered()
        self.numbers = Counter(plain_number(line.staff_number) for line in lines)
        self.account_names = set(known.account_names)

    def change(self, line: Line) -> Change:
        refused = self._trouble(line)
        if refused:
            return _unclear(line, *refused)
        user = self.by_number.get(plain_number(line.staff_number))
        if user is None:
            namesakes = self.unnumbered.get(plain_name(line.name), [])
            if len(namesakes) > 1:
                return _unclear(line, "same-name-twice", line.name)
            user = namesakes[0] if namesakes else None
        elif not set(plain_name(user.display_name)) & set(plain_name(line.name)):
            return _unclear(line, "number-of-another", user.display_name)
        if line.leaves:
            return self._leaving(line, user)
        return self._coming(line) if user is None else self._staying(line, user)

    def absent(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Who is there and in no line, not even in one that was not understood."""
        changes = tuple(changes)
        matched = {change.user_id for change in changes}
        unclear = [change for change in changes if Kind.UNCLEAR in change.kinds]
        names = {plain_name(change.name) for change in unclear}
        numbers = {plain_number(change.staff_number) for change in unclear if change.staff_number}
        for user in self.known.users:
            if not user.is_active or user.pk in matched or plain_name(user.display_name) in names:
                continue
            if user.staff_number and plain_number(user.staff_number) in numbers:
                continue
            left = Change(
                (Kind.LEFT,), user.display_name, user.staff_number, user_id=user.pk,
                before=self._shown(self.known.path(user), user.post),
            )  # fmt: skip
            if user.pk == self.actor.pk:
                left = replace(left, kinds=(Kind.UNCLEAR,), reason="self-missing")
            elif not user.staff_number:
                left = replace(left, kinds=(Kind.UNCLEAR,), reason="missing-without-number")
            yield left

    def _trouble(self, line: Line) -> tuple[str, str] | None:
        """What in the line itself cannot be: the reason and what it is about."""
        if not line.staff_number:
            return "number-missing", ""
        if not line.name:
            return "name-missing", ""
        if self.numbers[plain_number(line.staff_number)] > 1:
            return "number-twice", line.staff_number
        if len(line.name) > _LONGEST_NAME or len(line.staff_number) > _LONGEST_NUMBER:
            return "too-long", ""
        if line.email:
            try:
                validate_email(line.email)
            except ValidationError:
                return "email-strange", line.email
        return None

    def _leaving(self, line: Line, user: User | None) -> Change:
        if user is None:
            return _unclear(line, "leaver-unknown", "")
        if user.pk == self.actor.pk:
            return _unclear(line, "self-left", "")
        kind = Kind.LEFT if user.is_active else Kind.UNCHANGED
        before = self._shown(self.known.path(user), user.post)
        return _of(line, kind, user_id=user.pk, before=before)

    def _coming(self, line: Line) -> Change:
        path = self._path(line)
        if isinstance(path, Change):
            return path
        if not path:
            return _unclear(line, "place-missing", "")
        account_name = self._account_name(line)
        if account_name is None:
            return _unclear(line, "account-taken", line.account_name or line.staff_number)
        return _of(
            line, Kind.ADDED, path=path, account_name=account_name,
            after=self._shown(path, line.post or ""),
        )  # fmt: skip

    def _staying(self, line: Line, user: User) -> Change:
        now = self.known.path(user)
        path = self._path(line, now=now)
        if isinstance(path, Change):
            return path
        path, post = path or now, user.post if line.post is None else line.post
        moved = (path, post) != (now, user.post)
        corrected = (line.email is not None and line.email != user.email) or not user.staff_number
        tests = {
            Kind.RETURNED: not user.is_active,
            Kind.MOVED: moved and user.is_active,
            Kind.RENAMED: plain_name(line.name) != plain_name(user.display_name),
            Kind.CORRECTED: corrected,
        }
        kinds = tuple(kind for kind, holds in tests.items() if holds) or (Kind.UNCHANGED,)
        renamed = Kind.RENAMED in kinds
        return replace(
            _of(line, *kinds, user_id=user.pk, path=path),
            before=self._shown(now, user.post, user.display_name if renamed else ""),
            after=self._shown(path, post, line.name if renamed else ""),
        )

    def _path(self, line: Line, *, now: Path = ()) -> Path | Change:
        if not line.place:
            return ()
        found = self.places.find(line.place, now=now)
        if len(found) == 1:
            return found[0]
        if found:
            return _unclear(line, "place-ambiguous", "、".join(" ".join(path) for path in found))
        return _unclear(line, "place-unknown", line.place)

    def _account_name(self, line: Line) -> str | None:
        """The name it asks for, else the staff number, else that with the municipality's code."""
        offered = (line.account_name,) if line.account_name else (
            line.staff_number, f"{self.code}-{line.staff_number}",
        )  # fmt: skip
        for name in offered:
            if name not in self.account_names and _is_account_name(name):
                self.account_names.add(name)
                return name
        return None

    def _shown(self, path: Path, post: str, name: str = "") -> str:
        return " ".join(part for part in (name, *path, post) if part)


def _of(line: Line, *kinds: Kind, **more: Any) -> Change:
    return replace(Change(kinds, line.name, line.staff_number, line=line), **more)


def _unclear(line: Line, reason: str, about: str) -> Change:
    return _of(line, Kind.UNCLEAR, reason=reason, about=about)


def _is_account_name(name: str) -> bool:
    try:
        _ACCOUNT_NAME(name)
    except ValidationError:
        return False
    return len(name) <= 60
