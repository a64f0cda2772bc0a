"""What is done once a day; each app registers its own, in `AppConfig.ready`."""

import logging
from collections.abc import Callable
from datetime import date

Work = Callable[[date], object]
"""Does what there is to do on a day; doing it again on the same day changes nothing."""

_registered: dict[str, Work] = {}
_logger = logging.getLogger(__name__)


def register(name: str, *, work: Work) -> None:
    """Let something be done once a day; a second call replaces the first."""
    _registered[name] = work


def run(today: date) -> dict[str, object]:
    """Do all of it; what came of each. One that fails does not keep the others from being done."""
    done: dict[str, object] = {}
    for name, work in _registered.items():
        try:
            done[name] = work(today)
        except Exception:
            _logger.exception("the day's work %s broke", name)
    return done
