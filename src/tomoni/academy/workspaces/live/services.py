"""The common draft of a worksheet as a row: begun, brought up to date, merged into, saved."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from pycrdt import Doc

from tomoni.academy.accounts.models import User
from tomoni.academy.ui.reading import read_fields
from tomoni.academy.workspaces import models, worksheets
from tomoni.academy.workspaces.live import contents, keeping
from tomoni.academy.workspaces.live.models import LiveDocument
from tomoni.academy.workspaces.reading import Opened

_HEAVY_BYTES = 1_000_000
"""A document that has grown so large is begun anew when nobody wrote for a while."""
_QUIET = timedelta(hours=1)
_LONGEST_NOTE = 500


@transaction.atomic
def ready(opened: Opened, key: str, *, actor: User) -> LiveDocument | None:
    """The document, begun or brought up to the newest version, and the person's draft with it.

    None while a draft from before the newest version waits: the page lets the person choose.
    """
    document = keeping.locked(opened.row.pk, key) or _begun(opened, key)
    _catch_up(document, opened)
    draft = models.Draft.objects.filter(case=opened.row, author=actor, key=key).first()
    document.drafts.filter(author=actor).delete()
    if draft is None:
        return document
    if draft.base != document.base:
        return None
    mine = contents.opened(keeping.bytes_of(document, "base_state"))
    contents.write(mine, worksheets.field_views(opened, key, values=draft.values))
    keeping.hold_draft(document, author=actor, edits=mine.get_update())
    return document


@transaction.atomic
def follow(opened: Opened, key: str) -> None:
    """Take a version that was saved by a form into the document, where people write together."""
    document = keeping.locked(opened.row.pk, key)
    if document is not None:
        _catch_up(document, opened)


@transaction.atomic
def take_in(row: models.Case, key: str, *, epoch: str, state: bytes) -> bool:
    """Merge what a page wrote that cannot reach the live process; False where it is too old."""
    document = keeping.locked(row.pk, key)
    if document is None or document.epoch != epoch:
        return False
    try:
        keeping.merge(document, state)
    except ValueError:
        return False
    keeping.write(document)
    return True


@dataclass(frozen=True)
class Joined:
    """A worksheet as it is saved by a page that writes together with others."""

    post: QueryDict
    """What stands in the page; with the newest version merged in, where that is another."""
    base: int
    note: str
    document: LiveDocument
    doc: Doc[Any]

    def keep(self, *, actor: User) -> None:
        """The version is saved: the document holds it. Call it in the version's transaction."""
        document = LiveDocument.objects.select_for_update().get(pk=self.document.pk)
        contents.write(self.doc, (), head=contents.Head(self.base + 1, actor.display_name))
        document.base = self.base + 1
        keeping.hold(document, base_state=self.doc.get_update())
        keeping.merge(document, self.doc.get_update())
        keeping.write(document)


def joined(opened: Opened, key: str, *, post: QueryDict, epoch: str, state: bytes) -> Joined | None:
    """What such a page saves; None where its document is not the one of today."""
    with transaction.atomic():
        document = keeping.locked(opened.row.pk, key)
        if document is None or document.epoch != epoch:
            return None
        behind = post.get("base") != str(len(opened.case.versions.get(key, ())))
        _catch_up(document, opened)
    base_state = keeping.bytes_of(document, "base_state")
    fields = worksheets.field_views(opened, key, values={})
    try:
        doc = contents.opened(base_state, state)
        said = contents.post_of(doc, fields) if behind else post
    except ValueError:
        return None
    before = contents.clocks(contents.opened(base_state))
    hands = {pk for pk, clock in contents.clocks(doc).items() if clock > before.get(pk, 0)}
    writers = {user for client, user in document.clients.items() if int(client) in hands}
    return Joined(
        post=said,
        base=document.base,
        note=_note(writers),
        document=document,
        doc=doc,
    )


def _note(writers: Collection[int]) -> str:
    """Who wrote, where that is more than the one who saves."""
    people = User.objects.filter(pk__in=writers).order_by("account_name")
    names = [person.display_name for person in people]
    if len(names) < 2:
        return ""
    return (_("書いた人：%(names)s") % {"names": "、".join(names)})[:_LONGEST_NOTE]


def _begun(opened: Opened, key: str) -> LiveDocument:
    """The document of a worksheet that nobody wrote in together before."""
    document = LiveDocument(case=opened.row, key=key)
    _begin(document, opened)
    document.save()
    return document


def _begin(document: LiveDocument, opened: Opened) -> None:
    """A document that says what the newest version says."""
    doc = contents.opened()
    _write_version(doc, document, opened)
    document.epoch, document.clients = secrets.token_hex(16), {}
    keeping.hold(document, state=doc.get_update(), base_state=doc.get_update())


def _catch_up(document: LiveDocument, opened: Opened) -> None:
    """Merge the newest version in as edits of the version that the document held before."""
    state = keeping.bytes_of(document, "state")
    if _is_heavy(document, state):
        fields = worksheets.field_views(opened, document.key, values={})
        said = read_fields(contents.post_of(contents.opened(state), fields), fields=fields)
        _begin(document, opened)
        doc = contents.opened(keeping.bytes_of(document, "state"))
        contents.write(doc, said)
        keeping.hold(document, state=doc.get_update())
        keeping.write(document)
    elif document.base < len(opened.case.versions.get(document.key, ())):
        doc = contents.opened(keeping.bytes_of(document, "base_state"))
        _write_version(doc, document, opened)
        keeping.hold(document, base_state=doc.get_update())
        keeping.merge(document, doc.get_update())
        keeping.write(document)


def _is_heavy(document: LiveDocument, state: bytes) -> bool:
    quiet = timezone.now() - document.updated_at > _QUIET
    return quiet and len(state) > _HEAVY_BYTES


def _write_version(doc: Doc[Any], document: LiveDocument, opened: Opened) -> None:
    head = opened.case.head(document.key)
    said = contents.Head(head.number, head.made_by) if head else contents.Head(0, "")
    values = worksheets.values_of(opened, document.key)
    contents.write(doc, worksheets.field_views(opened, document.key, values=values), head=said)
    document.base = said.version
