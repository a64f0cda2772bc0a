"""What the pages of forms share: what is found, the way back, what is shown of a field."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.academy.accounts.models import Municipality
from tomoni.academy.accounts.requests import SignedInRequest
from tomoni.academy.proposals.forms import queries, services
from tomoni.academy.proposals.models import Proposal

STATES = {
    "known": (gettext_lazy("入ります"), "good", "check"),
    "unfilled": (gettext_lazy("いまは空です"), "warn", "info"),
    "unknown": (gettext_lazy("知らない名前です"), "bad", "close"),
}
_PARTS = {
    "body": gettext_lazy("本文"),
    "header": gettext_lazy("ヘッダー"),
    "footer": gettext_lazy("フッター"),
}


@dataclass(frozen=True)
class Found:
    """A form that the person can fill, and for which municipality."""

    form: services.Form
    municipality: Municipality
    url: str


@dataclass(frozen=True)
class FieldLine:
    """A field on the page, with all the places in which it stands."""

    name: str
    places: tuple[str, ...]
    state: str
    word: str
    tone: str
    icon: str
    shown: str
    like: tuple[str, ...]


def municipality_of(request: SignedInRequest) -> Municipality:
    """The one whose forms are shown: the person's own, else one that they look after."""
    own = request.user.division.municipality_id if request.user.division else None
    found = list(queries.municipalities_of(request.user))
    if not found:
        raise Http404
    return next((each for each in found if each.pk == own), found[0])


def find_shipped(request: SignedInRequest, key: str) -> Found:
    if key not in services.SHIPPED:
        raise Http404
    url = reverse("forms:shipped", args=(key,))
    return Found(services.shipped(key), municipality_of(request), url)


def find_own(request: SignedInRequest, form_id: int) -> Found:
    row = get_object_or_404(queries.visible_to(request.user), pk=form_id)
    return Found(services.own(row), row.municipality, row.get_absolute_url())


def chosen(
    request: SignedInRequest, proposals: Sequence[Proposal], *, proposal_id: str
) -> Proposal | None:
    """The proposal of the page's address; none: nothing is chosen. 404 for one out of sight."""
    if not proposal_id:
        return None
    found = next((each for each in proposals if str(each.pk) == proposal_id), None)
    if found is None:
        raise Http404
    return found


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("自分の番"), "/"), (_("職員提案"), reverse("proposals:home")),
        (_("様式"), reverse("forms:shelf")), *more,
    ]  # fmt: skip


def lines(statuses: Sequence[services.FieldStatus]) -> list[FieldLine]:
    """One line a field, in the order of the form."""
    order: dict[str, int] = {}
    for status in statuses:
        order.setdefault(status.field.full_name, len(order))

    def place(status: services.FieldStatus) -> int:
        return order[status.field.full_name]

    found = []
    for _place, group in groupby(sorted(statuses, key=place), key=place):
        same = list(group)
        first = same[0]
        word, tone, icon = STATES[first.state]
        shown = dict.fromkeys(each.shown for each in same if each.shown)
        found.append(
            FieldLine(
                name=first.field.full_name, state=first.state, word=str(word), tone=tone,
                icon=icon, places=tuple(dict.fromkeys(_where(each) for each in same)),
                shown=" ／ ".join(shown), like=first.like,
            )
        )  # fmt: skip
    return found


def _where(status: services.FieldStatus) -> str:
    place = status.field.place
    if place.part == "sheet":
        return f"{place.name} {place.cell}"
    if place.part == "slide":
        return _("スライド%(number)s") % {"number": place.number}
    return f"{_PARTS[place.part]}「{place.near}」"
