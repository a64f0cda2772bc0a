"""What is written of teaching cases: begun, prepared, looked at by a second person, given."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User, entry
from tomoni.academy.cohorts.models import Cohort
from tomoni.academy.workspaces import models, store
from tomoni.academy.workspaces.handover import preparing, queries
from tomoni.academy.workspaces.handover.models import State, TeachingCase
from tomoni.academy.workspaces.handover.preparing import Decision
from tomoni.academy.workspaces.reading import Opened
from tomoni.academy.workspaces.services import record


@transaction.atomic
def begin(opened: Opened, *, actor: User) -> TeachingCase:
    """A teaching case to be prepared; the one that somebody began already stays."""
    row = opened.row
    known = TeachingCase.objects.filter(case=row).exclude(state=State.APPROVED).first()
    if known is not None:
        return known
    lines = preparing.lines_of(opened, decided=(), with_rows=())
    made = TeachingCase.objects.create(
        municipality=row.group.cohort.municipality,
        case=row,
        title=preparing.proposed_title(opened, lines),
        curriculum=row.curriculum,
        made_by=actor,
    )
    _write(made, "teaching-begun", actor=actor)
    return made


def prepare(
    teaching: TeachingCase,
    opened: Opened,
    *,
    title: str,
    summary: str,
    decisions: Sequence[Decision],
    with_rows: Sequence[str],
) -> None:
    """Make the bundle as decided and keep it; what was kept before goes.

    Raises `TomoniError`: nothing is changed then.
    """
    data = preparing.prepared(opened, title=title, decisions=decisions, with_rows=with_rows)
    with transaction.atomic():
        before = teaching.content_id
        teaching.title, teaching.summary = title, summary
        teaching.replacements = preparing.plain(decisions)
        teaching.with_rows = list(with_rows)
        teaching.content_id = _keep(data)
        teaching.save()
        _forget(before, but=teaching.content_id)


@transaction.atomic
def ask(teaching: TeachingCase, *, actor: User) -> None:
    """Ask the rest of the secretariat to look at it."""
    teaching.state, teaching.returned_reason = State.ASKED, ""
    teaching.save(update_fields=["state", "returned_reason", "saved_at"])
    _write(teaching, "teaching-asked", actor=actor)
    _tell(teaching, "teaching-asked", queries.approvers_of(teaching))


@transaction.atomic
def approve(teaching: TeachingCase, *, actor: User) -> None:
    """Another person vouches that nobody can be recognised; its cohort has it from now on."""
    teaching.state = State.APPROVED
    teaching.approved_by, teaching.approved_at = actor, timezone.now()
    teaching.save(update_fields=["state", "approved_by", "approved_at", "saved_at"])
    _write(teaching, "teaching-approved", actor=actor)
    record(teaching.case, actor=actor, action="teaching-case-made", subject="")
    _tell(teaching, "teaching-approved", [teaching.made_by])


@transaction.atomic
def send_back(teaching: TeachingCase, *, reason: str, actor: User) -> None:
    """It has to be mended first, and why."""
    teaching.state, teaching.returned_reason = State.DRAFT, reason
    teaching.save(update_fields=["state", "returned_reason", "saved_at"])
    _write(teaching, "teaching-returned", actor=actor)
    _tell(teaching, "teaching-returned", [teaching.made_by], reason=reason)


@transaction.atomic
def drop(teaching: TeachingCase, *, actor: User) -> None:
    """One that is being made goes, with its bytes."""
    _write(teaching, "teaching-dropped", actor=actor)
    before = teaching.content_id
    teaching.delete()
    _forget(before, but=None)


@transaction.atomic
def give(teaching: TeachingCase, *, cohort: Cohort, actor: User) -> None:
    """The cohort's people may read it."""
    teaching.readers.add(cohort)
    _write(teaching, "teaching-given", actor=actor, to=cohort.title)


@transaction.atomic
def take(teaching: TeachingCase, *, cohort: Cohort, actor: User) -> None:
    """The cohort's people read it no more."""
    teaching.readers.remove(cohort)
    _write(teaching, "teaching-taken", actor=actor, to=cohort.title)


def bytes_of(teaching: TeachingCase) -> bytes:
    """The bundle. Raises `AccountsError("sealed-bytes")`."""
    assert teaching.content_id is not None  # noqa: S101 - the caller has looked
    return store.DatabaseStore().read(teaching.content_id)


@transaction.atomic
def adopt_drafts(user: User, *, successor: User) -> int:
    """What somebody typed and never saved in the cases that were handed over becomes the
    successor's, where they have no draft themselves; how many there were."""
    handed = queries.taken_over_by(successor).filter(user=user, group__isnull=False)
    groups = handed.values_list("group", flat=True)
    adopted = 0
    for draft in models.Draft.objects.filter(author=user, case__group__in=groups):
        mine = models.Draft.objects.filter(case=draft.case_id, author=successor, key=draft.key)
        if not mine.exists():
            draft.author = successor
            draft.save()
            record(draft.case, actor=successor, action="draft-adopted", subject=draft.key)
            adopted += 1
    return adopted


def _keep(data: bytes) -> str:
    kept = store.DatabaseStore()
    digest = kept.write(data)
    kept.keep()
    return digest


def _forget(digest: str | None, *, but: str | None) -> None:
    """Drops bytes that no teaching case holds any more: nobody has approved them."""
    if digest is None or digest == but or TeachingCase.objects.filter(content=digest).exists():
        return
    blob = models.Blob.objects.get(digest=digest)
    if blob.file:
        transaction.on_commit(partial(blob.file.storage.delete, str(blob.file.name)))
    blob.delete()


def _tell(teaching: TeachingCase, code: str, people: Iterable[User], **more: str) -> None:
    notices.send(people, code=code, url=teaching.get_absolute_url(), title=teaching.title, **more)


def _write(teaching: TeachingCase, action: str, *, actor: User, **more: str) -> None:
    entry(
        teaching.municipality, actor=actor, action=action, subject=teaching.title[:200], **more
    ).save()
