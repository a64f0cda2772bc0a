"""A short-lived word with which a page may join a worksheet: for one person, one worksheet."""

from dataclasses import asdict, dataclass

from django.core import signing

_SALT = "tomoni.live"
LASTS = 120
"""Seconds in which a page has to come."""


@dataclass(frozen=True)
class Ticket:
    user: int
    case: int
    key: str


def give(ticket: Ticket) -> str:
    return signing.dumps(asdict(ticket), salt=_SALT)


def take(text: str) -> Ticket | None:
    """The ticket; None where it is not ours or too old."""
    try:
        return Ticket(**signing.loads(text, salt=_SALT, max_age=LASTS))
    except signing.BadSignature:
        return None
