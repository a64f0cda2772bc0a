"""What is written of proposals: each step with who, when and why, once."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import queries, stages
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Happening, Part, Proposal
from tomoni.academy.proposals.stages import Action


@transaction.atomic
def act(
    proposal: Proposal,
    action: Action,
    *,
    actor: User,
    reason: str = "",
    verdict: str = "",
    fields: Mapping[str, Any] | None = None,
    **details: Any,
) -> Happening:
    """Do one thing with a proposal: it goes on, and what was done is kept with it.

    `fields`: what else changes of the proposal with it. `proposal` is brought up to date.
    Raises `ProposalsError("not-now")` where the action cannot be done, also because somebody else
    did something with the proposal since it was read.
    """
    before = proposal.place
    place = stages.after(proposal.programme, before, action, verdict=verdict)
    changed: dict[str, Any] = {**(fields or {}), "place": place, "changes": proposal.changes + 1}
    if action is Action.SEND:
        changed["sent_at"] = timezone.now()
    if action is Action.DECIDE:
        changed |= {"verdict": verdict, "decided_at": timezone.now()}
    if action is Action.AGAIN:
        changed["round"] = proposal.round + 1
    elif place != before:
        changed["round"] = 1
    still = Proposal.objects.filter(pk=proposal.pk, changes=proposal.changes)
    if not still.update(**changed):
        raise ProposalsError("not-now", action=action.value)
    proposal.refresh_from_db()
    if verdict:
        details["verdict"] = verdict
    return Happening.objects.create(
        proposal=proposal, action=action.value, place_before=before, place_after=place,
        reason=reason, details=details, actor=actor,
    )  # fmt: skip


def notice_text(proposal: Proposal, which: str, **values: str) -> str:
    """The programme's own words of a notice (`accepted`, `refused`, `decided`), filled in."""
    known = {"title": proposal.title, "number": proposal.number, **values}
    text = proposal.programme.notices[which]
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], found[0]), text).strip()


def tell_proposers(proposal: Proposal, *, code: str, **values: Any) -> None:
    """A notice to everybody who proposes it."""
    people = proposal.proposers.all()
    notices.send(people, code=code, url=proposal.get_absolute_url(), title=proposal.title, **values)


def tell_office(proposal: Proposal, *, code: str, url: str, **values: Any) -> None:
    """A notice to the office that looks after it."""
    municipality = proposal.call.edition.municipality
    people = queries.people_with(Part.OFFICE, municipality=municipality)
    notices.send(people, code=code, url=url, **values)
