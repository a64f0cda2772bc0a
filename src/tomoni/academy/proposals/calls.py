"""What is written of calls (募集): made, changed, made known."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import Municipality, User, entry
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Call
from tomoni.academy.proposals.stages import DRAFT


def calls_of(municipality: Municipality) -> QuerySet[Call]:
    """The municipality's calls, the newest first, with how many proposals were sent to each."""
    sent = Count("proposals", filter=~Q(proposals__place=DRAFT))
    found = Call.objects.filter(edition__municipality=municipality)
    return found.select_related("edition__municipality").annotate(sent=sent)


def wrong_days(call: Call | None, *, opens: date, closes: date, today: date) -> dict[str, str]:
    """What is wrong with the days, by the field; nothing: they can be saved.

    A call that has begun keeps its first day. The last day can be put off, and never lies before
    today: who is writing a proposal counts on it.
    """
    begun = call is not None and call.opens_date <= today
    if call is not None and begun and opens != call.opens_date:
        day = date_format(call.opens_date)
        return {
            "opens_date": _("受付は %(day)s に始まっています。始まりは変えられません。")
            % {"day": day}
        }
    if closes < opens:
        return {"closes_date": _("受付の終わりは、始まりと同じ日か、後の日にしてください。")}
    unchanged = call is not None and closes == call.closes_date
    if closes < today and not unchanged:
        return {"closes_date": _("受付の終わりは、今日か、後の日にしてください。")}
    return {}


@transaction.atomic
def make(values: Mapping[str, Any], *, actor: User) -> Call:
    """A new call under an edition."""
    call = Call.objects.create(**values)
    _write(call, "proposal-call-made", actor=actor)
    return call


@transaction.atomic
def change(call: Call, *, values: Mapping[str, Any], actor: User) -> Call:
    """Other words or days; once it is known and its last day is another, everybody is told.

    Once something is proposed under it, its edition stays.
    """
    call, before = _locked(call), call.closes_date
    if call.proposals.exists():
        values = {name: value for name, value in values.items() if name != "edition_id"}
    for name, value in values.items():
        setattr(call, name, value)
    call.save(update_fields=list(values))
    _write(call, "proposal-call-changed", actor=actor)
    if call.announced_at is not None and call.closes_date != before:
        _tell(call, code="proposal-call-moved", actor=actor)
    return call


@transaction.atomic
def announce(call: Call, *, actor: User) -> int:
    """Tells everybody of the municipality, once; how many. Raises `ProposalsError`."""
    call = _locked(call)
    if call.announced_at is not None:
        raise ProposalsError("call-announced")
    call.announced_at = timezone.now()
    call.save(update_fields=["announced_at"])
    _write(call, "proposal-call-announced", actor=actor)
    return _tell(call, code="proposal-call-announced", actor=actor)


def _tell(call: Call, *, code: str, actor: User) -> int:
    staff = User.objects.filter(
        is_active=True, division__municipality=call.edition.municipality
    ).exclude(pk=actor.pk)
    everybody = list(staff)
    notices.send(
        everybody, code=code, url=reverse("proposals:home"), title=call.title,
        opens=date_format(call.opens_date), closes=date_format(call.closes_date),
    )  # fmt: skip
    return len(everybody)


def _locked(call: Call) -> Call:
    found = Call.objects.select_for_update(of=("self",)).select_related("edition__municipality")
    return found.get(pk=call.pk)


def _write(call: Call, action: str, *, actor: User) -> None:
    entry(
        call.edition.municipality, actor=actor, action=action, subject=call.title,
        closes=call.closes_date,
    ).save()  # fmt: skip
