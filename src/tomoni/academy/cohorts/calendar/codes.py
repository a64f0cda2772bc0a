"""The code on the slide: a signed address for its QR, and six digits to type.

Both are made of the meeting and its beginning alone, so that nothing has to be kept; a meeting
that is moved has others. When they hold is `rules.may_attend`.
"""

import segno
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from tomoni.academy.cohorts.calendar.models import Meeting

_SALT = "tomoni.calendar.code"
_DIGITS = 6


def token_of(meeting: Meeting) -> str:
    """What the address in the QR holds."""
    return _signer().sign_object(_content(meeting))


def meeting_id_of(token: str) -> int | None:
    """The meeting that the token names; None when nobody here has signed it."""
    try:
        found = _signer().unsign_object(token)
    except signing.BadSignature:
        return None
    return int(found[0])


def is_current(token: str, *, meeting: Meeting) -> bool:
    """Whether the meeting has not been moved since the token was made."""
    return constant_time_compare(token, token_of(meeting))


def digits_of(meeting: Meeting) -> str:
    """The six digits beside the QR, for who has no camera."""
    digest = salted_hmac(_SALT, f"{_content(meeting)}", algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 10**_DIGITS:0{_DIGITS}d}"


def qr(address: str) -> str:
    """The QR code of an address, as the address of a picture."""
    return segno.make(address, error="m").svg_data_uri(scale=8, border=2)


def _content(meeting: Meeting) -> list[int]:
    return [meeting.pk, int(meeting.starts_at.timestamp())]


def _signer() -> signing.Signer:
    return signing.Signer(sep=".", salt=_SALT)
