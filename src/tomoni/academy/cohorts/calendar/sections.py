"""The sections of a meeting's page; each part registers its own once, in `AppConfig.ready`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.cohorts.calendar.models import Meeting

AGENDA = 100
"""The order of the agenda: what people see before it stands below, what follows it above."""


@dataclass(frozen=True)
class Section:
    """A heading and what is under it: a template that is given `values` and nothing else of the
    page but the request's own (user, csrf_token)."""

    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


Finder = Callable[[SignedInRequest, Meeting], Section | None]
"""What a part has to show of the meeting to whoever asks; None: nothing."""

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


def shown(request: SignedInRequest, *, meeting: Meeting) -> list[Shown]:
    """Every part that has something to show of the meeting, in order."""
    in_order = sorted(_registered.items(), key=lambda each: each[1][0])
    found = ((name, finder(request, meeting)) for name, (_order, finder) in in_order)
    return [
        Shown(name, section.title, render_to_string(section.template, {**section.values}, request))
        for name, section in found
        if section is not None
    ]
