"""What a view is given once the middleware has let the request through."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tomoni.academy.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request by somebody who has signed in: every view gets one, unless it is opened to all."""

    user: User
    htmx: HtmxDetails


def refuse(reason: str | None) -> None:
    """Raises `PermissionDenied` when there is a reason."""
    if reason is not None:
        raise PermissionDenied(reason)
