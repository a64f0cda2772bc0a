"""A lecturer is through with something; phrases of one's own."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces import models, talking
from tomoni.academy.workspaces.homework.models import HandIn
from tomoni.academy.workspaces.lecturing import queries
from tomoni.academy.workspaces.services import record


@transaction.atomic
def look(case: models.Case, *, key: str, actor: User) -> None:
    """Through with an artifact of the group: it leaves the queue, and the group is told.

    Where nothing waits, nothing is done: two lecturers may press at once.
    """
    group = case.group
    unread = queries.hand_ins_of([group]).filter(read_at=None, version__artifact__key=key)
    read = HandIn.objects.filter(pk__in=unread.values("pk")).update(
        read_at=timezone.now(), read_by=actor
    )
    heard = talking.look(queries.talks_waiting_in([group]).filter(version__artifact__key=key))
    if not read and not heard:
        return
    record(case, actor=actor, action="looked-at", subject=key)
    artifact = case.artifacts.get(key=key)
    page = "workspaces:worksheet" if artifact.kind == "worksheet" else "workspaces:artifact"
    notices.send(
        group.participants(), code="looked-at", url=reverse(page, args=(case.pk, key)),
        who=actor.display_name, title=artifact.title or key,
    )  # fmt: skip


def keep_phrase(owner: User, *, title: str, text: str, phrase: models.Phrase | None = None) -> None:
    """A new phrase, or another wording of one."""
    kept = phrase or models.Phrase(owner=owner)
    kept.title, kept.text = title, text
    kept.save()


def drop_phrase(phrase: models.Phrase) -> None:
    phrase.delete()
