"""What is said about a case: comments, answers, who is called, what is settled and looked at."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import mentions, models
from tomoni.academy.workspaces.services import record


@transaction.atomic
def comment(
    version: models.Version, *, actor: User, text: str, field: str = "", row: int | None = None
) -> models.Comment:
    """Begin a talk about a version, or about one field or row of it."""
    found = models.Comment.objects.create(
        version=version, author=actor, text=text, field=field, row=row
    )
    _call(found, actor=actor)
    _record(version, actor=actor, action="commented")
    return found


@transaction.atomic
def answer(talk: models.Comment, *, actor: User, text: str) -> models.Comment:
    """Say something to a talk; who takes part in it is told."""
    before = _people_in(talk)
    found = models.Comment.objects.create(
        version=talk.version, field=talk.field, row=talk.row, parent=talk, author=actor, text=text
    )
    called = _call(found, actor=actor)
    told = [user for user in before if user not in called and user != actor]
    _tell(told, found, code="comment-answered")
    _record(talk.version, actor=actor, action="answered")
    return found


@transaction.atomic
def settle(talk: models.Comment, *, actor: User) -> None:
    """The talk is at its end; it can be opened again."""
    _change(talk, actor=actor, action="comment-resolved", resolved_at=timezone.now())


@transaction.atomic
def reopen(talk: models.Comment, *, actor: User) -> None:
    _change(talk, actor=actor, action="comment-reopened", resolved_at=None)


def look(talks: Iterable[models.Comment]) -> int:
    """A lecturer is through with the talks for now; with how many.

    Call it in the transaction that says so.
    """
    keys = [talk.pk for talk in talks]
    return models.Comment.objects.filter(pk__in=keys).update(looked_at=timezone.now())


def place_of(found: models.Comment) -> str:
    """The address of the page on which a comment stands, and of its place there."""
    artifact = found.version.artifact
    if artifact.kind == "worksheet":
        url = reverse("workspaces:worksheet", args=(artifact.case_id, artifact.key))
    else:
        numbered = (artifact.case_id, artifact.key, found.version.number)
        url = reverse("workspaces:version", args=numbered)
    return f"{url}#comment-{found.pk}"


def _call(found: models.Comment, *, actor: User) -> list[User]:
    people = mentions.callable_in(found.version.artifact.case.group)
    called = mentions.called_in(found.text, people=people)
    models.Mention.objects.bulk_create(models.Mention(comment=found, user=user) for user in called)
    _tell([user for user in called if user != actor], found, code="comment-called")
    return called


def _people_in(talk: models.Comment) -> list[User]:
    """Who wrote in the talk or was called in it, and may still see the case."""
    said = models.Comment.objects.filter(Q(pk=talk.pk) | Q(parent=talk))
    keys = set(said.values_list("author", flat=True))
    keys |= set(models.Mention.objects.filter(comment__in=said).values_list("user", flat=True))
    people = mentions.callable_in(talk.version.artifact.case.group)
    return [user for user in people if user.pk in keys]


def _tell(people: list[User], found: models.Comment, *, code: str) -> None:
    artifact = found.version.artifact
    notices.send(
        people, code=code, url=place_of(found), who=found.author.display_name,
        title=artifact.title or artifact.key,
    )  # fmt: skip


def _change(talk: models.Comment, *, actor: User, action: str, **values: object) -> None:
    for name, value in values.items():
        setattr(talk, name, value)
    talk.save(update_fields=list(values))
    _record(talk.version, actor=actor, action=action)


def _record(version: models.Version, *, actor: User, action: str) -> None:
    record(version.artifact.case, actor=actor, action=action, subject=version.artifact.key)
