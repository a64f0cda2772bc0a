"""What proposers write: a draft, from a case or plainly, sent, withdrawn, sent in again."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.proposals import reading, services, similar
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Call, Happening, Proposal
from tomoni.academy.proposals.programme import Who
from tomoni.academy.proposals.stages import DRAFT, Action
from tomoni.academy.workspaces.models import Case


@transaction.atomic
def begin(
    call: Call,
    *,
    category: str,
    who: Who,
    division: Division,
    actor: User,
    case: Case | None = None,
    earlier: Proposal | None = None,
) -> Proposal:
    """A draft: empty, or filled from a case's text or from an earlier proposal where they fit."""
    questions = call.programme.questions(category)
    title, values = "", {}
    if earlier is not None:
        title = earlier.title
        values = {each.name: earlier.values.get(each.name) for each in questions}
    if case is not None:
        title, values = reading.filled_from(case, questions=questions)
    version = reading.newest_version(case) if case else earlier.case_version if earlier else None
    values = {name: value for name, value in values.items() if value not in (None, "")}
    proposal = Proposal.objects.create(
        call=call, category=category, who=who.value, division=division, earlier=earlier,
        case_version=version, title=title[:200], values=values, **similar.kept(title, values),
    )  # fmt: skip
    proposal.proposers.set(_proposers(earlier, actor=actor, case=case, who=who))
    Happening.objects.create(
        proposal=proposal, action="begin", place_before=DRAFT, place_after=DRAFT, actor=actor,
    )  # fmt: skip
    return proposal


@transaction.atomic
def write(
    proposal: Proposal,
    *,
    title: str,
    values: Mapping[str, Any],
    base: int,
    proposers: Iterable[User] | None = None,
) -> None:
    """Keep what is typed into the draft; `base`: how often it had been changed when it was read.

    Raises `ProposalsError("written-meanwhile")` where another proposer wrote since.
    """
    still = Proposal.objects.filter(pk=proposal.pk, place=DRAFT, changes=base)
    kept = {"title": title, "values": dict(values), **similar.kept(title, values)}
    if not still.update(**kept, changes=base + 1):
        raise ProposalsError("written-meanwhile")
    if proposers is not None:
        proposal.proposers.set(proposers)
    proposal.refresh_from_db()


@transaction.atomic
def send(proposal: Proposal, *, actor: User) -> None:
    """Hand it in: what it says and the case's newest proposal are frozen, the office is told."""
    fields: dict[str, Any] = {"division": actor.division or proposal.division}
    if proposal.case_version is not None:
        fields["case_version"] = reading.newest_version(proposal.case_version.artifact.case)
    services.act(proposal, Action.SEND, actor=actor, fields=fields)
    services.tell_office(
        proposal, code="proposal-sent", url=proposal.get_absolute_url(), title=proposal.title
    )


@transaction.atomic
def withdraw(proposal: Proposal, *, reason: str, actor: User) -> None:
    """Take it back for good; the office is told of one that was sent."""
    was_sent = proposal.place != DRAFT
    services.act(proposal, Action.WITHDRAW, actor=actor, reason=reason)
    if was_sent:
        services.tell_office(
            proposal, code="proposal-withdrawn", url=proposal.get_absolute_url(),
            title=proposal.title, reason=reason,
        )  # fmt: skip


def _proposers(earlier: Proposal | None, *, actor: User, case: Case | None, who: Who) -> list[User]:
    """Who proposes to begin with: the group of the case, the earlier ones, or who writes."""
    if who != Who.GROUP:
        return [actor]
    people = list(earlier.proposers.filter(is_active=True)) if earlier else []
    if case is not None:
        people = case.group.participants()
    return [actor, *(each for each in people if each != actor)]
