"""The sections of a proposal's page; each part registers its own once, in `AppConfig.ready`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.proposals.blind import Mask
from tomoni.academy.proposals.models import Part, Proposal

ANSWERS = 100
"""The order of what the proposal says: what waits for the reader stands below, the rest above."""
HISTORY = 900


@dataclass(frozen=True)
class Reader:
    """Who asks, as what, and what is hidden from them."""

    request: SignedInRequest
    parts: frozenset[Part]
    mask: Mask


@dataclass(frozen=True)
class Section:
    """A heading and what is under it: a template that is given `values` and nothing else of the
    page but the request's own (user, csrf_token)."""

    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


Finder = Callable[[Reader, Proposal], Section | None]
"""What a part has to show of the proposal to whoever asks; None: nothing.

Whatever was written by or about people goes through `reader.mask`.
"""

_registered: dict[str, tuple[int, Finder]] = {}


def register(name: str, *, section: Finder, order: int) -> None:
    """Let a part show a section, the lowest order first; a second call replaces the first."""
    _registered[name] = (order, section)


@dataclass(frozen=True)
class Shown:
    """A section as it stands on the page; `name` is its anchor."""

    name: str
    title: str
    content: SafeString


def shown(reader: Reader, *, proposal: Proposal) -> list[Shown]:
    """Every part that has something to show of the proposal, in order."""
    in_order = sorted(_registered.items(), key=lambda each: each[1][0])
    found = ((name, finder(reader, proposal)) for name, (_order, finder) in in_order)
    return [
        Shown(
            name,
            section.title,
            render_to_string(section.template, {**section.values}, reader.request),
        )
        for name, section in found
        if section is not None
    ]
