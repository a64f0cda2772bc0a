"""@names in comments: who can be called, who was."""

import re
from collections.abc import Iterable

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.models import Group
from tomoni.academy.cohorts.queries import readers_of


def callable_in(group: Group) -> list[User]:
    """Who may see the group's case, each once, by name."""
    found = {held.user_id: held.user for held in readers_of(group)}
    return sorted(found.values(), key=lambda user: (user.display_name, user.account_name))


def handles(people: Iterable[User]) -> list[tuple[str, User]]:
    """What is written behind @ for each: the name, or the account where two have the same."""
    listed = list(people)
    names = [_squeezed(user.display_name) for user in listed]
    return [
        (user.display_name if names.count(name) == 1 else user.account_name, user)
        for name, user in zip(names, listed, strict=True)
    ]


def called_in(text: str, *, people: Iterable[User]) -> list[User]:
    """Whom the text calls: @ with a name or an account name, whatever the blanks in it."""
    squeezed, found = _squeezed(text), []
    by_length = sorted(handles(people), key=lambda each: len(each[0]), reverse=True)
    for handle, user in by_length:
        names = "|".join(re.escape(_squeezed(name)) for name in (handle, user.account_name))
        left, count = re.subn(rf"[@＠](?:{names})(?![A-Za-z0-9_.+-])", " ", squeezed)
        if count:
            found.append(user)
            squeezed = left
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())
