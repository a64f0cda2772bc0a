"""Notices (お知らせ) to people: kept as a code with its values, worded for whoever reads."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from tomoni.academy.accounts.models import Notice, User


def send(people: Iterable[User], *, code: str, url: str, **values: Any) -> None:
    """One unread notice for each; `code` is worded in `ui/wording/notices.py`.

    Call it within the transaction that makes what the notice tells of.
    """
    everybody = {person.pk: person for person in people if person.is_active}
    Notice.objects.bulk_create(
        Notice(user=person, code=code, values=values, url=url) for person in everybody.values()
    )


def unread(user: User) -> QuerySet[Notice]:
    """What the person has not read yet, newest first."""
    return Notice.objects.filter(user=user, read_at=None)


def read(found: QuerySet[Notice]) -> int:
    """Mark them as read; how many there were."""
    return found.update(read_at=timezone.now())
