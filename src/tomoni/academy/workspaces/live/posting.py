"""What a page that writes together with others sends with its form."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tomoni.academy.accounts.models import User
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.workspaces import services as workspaces
from tomoni.academy.workspaces.live import services
from tomoni.academy.workspaces.live.services import Joined
from tomoni.academy.workspaces.models import Case
from tomoni.academy.workspaces.reading import Opened, open_case
from tomoni.academy.workspaces.services import Outdated


@dataclass(frozen=True)
class _Posted:
    epoch: str
    state: bytes


def joined(request: SignedInRequest, opened: Opened, key: str) -> Joined | None:
    """What such a page saves; None for an ordinary form."""
    found = _posted(request)
    if found is None:
        return None
    return services.joined(opened, key, post=request.POST, epoch=found.epoch, state=found.state)


def take_in(request: SignedInRequest, row: Case, key: str) -> bool:
    """Keep what such a page wrote; False for an ordinary draft."""
    found = _posted(request)
    return found is not None and services.take_in(row, key, epoch=found.epoch, state=found.state)


def _posted(request: SignedInRequest) -> _Posted | None:
    epoch, text = request.POST.get("live_epoch", ""), request.POST.get("live_state", "")
    try:
        state = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return _Posted(epoch, state) if epoch and state else None


def save(
    row: Case,
    *,
    actor: User,
    key: str,
    values: Mapping[str, Any],
    base: int,
    files: Mapping[str, bytes],
    joined: Joined | None = None,
) -> Outdated | None:
    """Save a worksheet so that those who write in it together have the version, too."""
    write = partial(
        workspaces.save_worksheet, row, actor=actor, key=key, values=values, base=base, files=files
    )
    if joined is not None:
        return write(note=joined.note, then=partial(joined.keep, actor=actor))
    outdated = write()
    if outdated is None:
        services.follow(open_case(row), key)
    return outdated
