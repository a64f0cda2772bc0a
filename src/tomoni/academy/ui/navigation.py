"""The entries of the global navigation; each app registers its own once, in `AppConfig.ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One place to go to. It is current when the page's path starts with `within` (or `url`)."""

    label: str | Promise
    url: str
    within: str = ""

    def holds(self, path: str) -> bool:
        """Whether the page at this path lies under the entry."""
        return path.startswith(self.within or self.url)


Entries = Callable[[HttpRequest], Iterable[Entry]]

_registered: dict[str, tuple[int, Entries]] = {}


def register(name: str, *, entries: Entries, order: int) -> None:
    """Let an app offer entries; the lowest order stands first, a second call replaces the first."""
    _registered[name] = (order, entries)


def entries_for(request: HttpRequest) -> list[tuple[Entry, bool]]:
    """Every entry that the person may see, and whether it is the current one."""
    in_order = sorted(_registered.values(), key=lambda registered: registered[0])
    entries = [entry for _, offered in in_order for entry in offered(request)]
    holding = [entry for entry in entries if entry.holds(request.path)]
    current = max(holding, key=lambda entry: len(entry.within or entry.url), default=None)
    return [(entry, entry is current) for entry in entries]
