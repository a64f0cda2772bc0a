"""The row of a document: sealed where there is a key, merged into, written. Loads no engine."""

from django.db import transaction

from tomoni.academy.accounts import sealing
from tomoni.academy.accounts.models import User
from tomoni.academy.workspaces.live import contents
from tomoni.academy.workspaces.live.models import LiveDocument, LiveDraft
from tomoni.academy.workspaces.models import Draft

MOST_BYTES = 4_000_000
"""A document larger than this takes nothing more in."""


class TooLargeError(ValueError):
    """The document would grow larger than `MOST_BYTES`."""


def locked(case_id: int, key: str) -> LiveDocument | None:
    found = LiveDocument.objects.select_for_update().filter(case_id=case_id, key=key)
    return found.first()


@transaction.atomic
def admit(document: LiveDocument, *, user: User, client: int) -> LiveDocument | None:
    """The document with what the person drafted, which is a draft no more.

    From now on this part of the document is the person's; None where it is another's.
    """
    held = LiveDocument.objects.select_for_update().get(pk=document.pk)
    if held.clients.setdefault(str(client), user.pk) != user.pk:
        return None
    kept = held.drafts.filter(author=user).first()
    if kept is not None:
        drafts = Draft.objects.filter(case_id=held.case_id, author=user, key=held.key)
        if drafts.delete()[0]:
            edits = bytes(kept.edits)
            named = _draft_digest(held, user)
            merge(held, sealing.unseal(edits, digest=named) if kept.sealed else edits)
        kept.delete()
    write(held)
    return held


def hold_draft(document: LiveDocument, *, author: User, edits: bytes) -> None:
    """Keep a draft for the moment at which its author comes in."""
    sealed = sealing.seal(edits, digest=_draft_digest(document, author))
    LiveDraft.objects.create(document=document, author=author, edits=sealed, sealed=sealing.is_on())


def merged(pk: int, *, state: bytes, serial: int) -> tuple[LiveDocument, bytes]:
    """Write the document of the live process down, with what others have written meanwhile.

    Raises `TooLargeError`.
    """
    if len(state) > MOST_BYTES:
        raise TooLargeError
    with transaction.atomic():
        document = LiveDocument.objects.select_for_update().get(pk=pk)
        if document.serial == serial:
            hold(document, state=state)
        else:
            merge(document, state)
        write(document)
    return document, bytes_of(document, "state")


def seal_all() -> int:
    """Encrypts what was kept before there was a key; returns how many documents."""
    found = list(LiveDocument.objects.filter(sealed=False).values_list("pk", flat=True))
    for pk in found:
        with transaction.atomic():
            document = LiveDocument.objects.select_for_update().get(pk=pk)
            hold(document)
            write(document)
    return len(found)


def merge(document: LiveDocument, update: bytes) -> None:
    """Raises `TooLargeError` where the document would grow too large."""
    state = contents.opened(bytes_of(document, "state"), update).get_update()
    if len(state) > MOST_BYTES:
        raise TooLargeError
    hold(document, state=state)


def write(document: LiveDocument) -> None:
    """Save the row, so that other processes see that something is new."""
    document.serial += 1
    document.save()


def bytes_of(document: LiveDocument, name: str) -> bytes:
    """One of its states. Raises `AccountsError("sealed-bytes")` without the right key."""
    kept = bytes(getattr(document, name))
    return sealing.unseal(kept, digest=_digest(document, name)) if document.sealed else kept


def hold(document: LiveDocument, **states: bytes) -> None:
    """Set the states, sealed where there is a key; what stays is sealed with them."""
    others = {"state", "base_state"} - states.keys()
    held = states | {name: bytes_of(document, name) for name in others}
    document.sealed = sealing.is_on()
    for name, data in held.items():
        setattr(document, name, sealing.seal(data, digest=_digest(document, name)))


def _draft_digest(document: LiveDocument, author: User) -> str:
    return f"live-draft-{document.pk}-{author.pk}"


def _digest(document: LiveDocument, name: str) -> str:
    return f"live-{document.case_id}-{document.key}-{name}"
