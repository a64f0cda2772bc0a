"""What the desk's pages share: the way back, the person's own division."""

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division
from tomoni.academy.accounts.requests import SignedInRequest


def own_division(request: SignedInRequest) -> Division:
    """The person's division; `Http404` for somebody from outside the municipality."""
    if request.user.division is None:
        raise Http404
    return request.user.division


def today() -> date:
    return timezone.localdate()


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the first page to the catalogue and further."""
    return [(_("自分の番"), "/"), (_("データ台帳"), reverse("desk:catalogue")), *more]
