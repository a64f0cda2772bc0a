"""What was planned and what was measured of proposals; the room that knows registers itself."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from tomoni.engine.core import Quantity


@dataclass(frozen=True)
class Outcome:
    """One effect of a proposal in its own unit: as it was planned, and as it came out."""

    planned: Quantity | None = None
    measured: Quantity | None = None


Finder = Callable[[Collection[int]], Mapping[int, Mapping[str, Outcome]]]
"""By key of the proposal and name of the effect (`staff_hours`, `yen`, `citizen_hours`).

For any number of proposals at once.
"""

_registered: dict[str, Finder] = {}


def register(name: str, finder: Finder) -> None:
    """Let a room tell; a second call replaces the first."""
    _registered[name] = finder


def of_proposals(proposals: Collection[int]) -> dict[int, dict[str, Outcome]]:
    """By proposal and name; what nobody planned or measured is not in it."""
    found: dict[int, dict[str, Outcome]] = {}
    for find in _registered.values():
        for proposal, outcomes in find(proposals).items():
            found.setdefault(proposal, {}).update(outcomes)
    return found
