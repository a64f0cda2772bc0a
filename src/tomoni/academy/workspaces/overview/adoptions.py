"""What became of a group's proposal; the room that knows registers itself in `AppConfig.ready`."""

from collections.abc import Callable, Collection, Mapping

from tomoni.academy.cohorts.models import Group

Finder = Callable[[Collection[Group]], Mapping[int, str]]
"""By group: what came of its proposal, in words. For any number of groups at once."""

_registered: dict[str, Finder] = {}


def register(name: str, finder: Finder) -> None:
    """Let a room tell; a second call replaces the first."""
    _registered[name] = finder


def of_groups(groups: Collection[Group]) -> dict[int, str]:
    """By group: what came of it; a group of which nobody knows is not in it."""
    return {group: words for find in _registered.values() for group, words in find(groups).items()}
