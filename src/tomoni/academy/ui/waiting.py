"""What waits for a person on the first page; each app registers its own once, in `ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest


@dataclass(frozen=True)
class Waiting:
    """One thing to do: a sentence that leads there, what it is about, until when."""

    text: str
    url: str
    about: str = ""
    due_date: date | None = None
    late: bool = False


Finder = Callable[[HttpRequest], Iterable[Waiting]]

_registered: dict[str, Finder] = {}


def register(name: str, finder: Finder) -> None:
    """Let an app say what waits; a second call replaces the first."""
    _registered[name] = finder


def waiting_for(request: HttpRequest) -> list[Waiting]:
    """All that waits for the signed-in person, what is late and what is due first."""
    found = [each for finder in _registered.values() for each in finder(request)]
    return sorted(found, key=lambda each: (not each.late, each.due_date or date.max, each.text))
