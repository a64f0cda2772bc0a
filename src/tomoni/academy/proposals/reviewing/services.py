"""What is written of opinions and comments, and a proposal's going on to the next stage."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import Division, User, entry
from tomoni.academy.proposals import blind
from tomoni.academy.proposals import services as proposals
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.reviewing import queries, rules
from tomoni.academy.proposals.reviewing.models import Opinion, OpinionVersion, StaffComment
from tomoni.academy.proposals.stages import Action


@transaction.atomic
def ask_opinions(
    proposal: Proposal,
    *,
    divisions: Iterable[Division],
    person: User | None,
    due_date: date,
    actor: User,
) -> int:
    """Ask the divisions that were not asked yet; how many those are.

    `person`: who of one division is to write; None: whoever leads each.
    Raises `ProposalsError("nobody-leads")` where there is nobody to be told.
    """
    refused(rules.may_be_at(proposal, kind=StageKind.OPINION), action="ask_opinions")
    asked = 0
    for division in divisions:
        opinion, made = Opinion.objects.get_or_create(
            proposal=proposal,
            place=proposal.place,
            division=division,
            defaults={"person": person, "due_date": due_date, "asked_by": actor},
        )
        if not made:
            continue
        if not queries.asked_people(opinion).exists():
            raise ProposalsError("nobody-leads", division=division.name)
        _tell_of(opinion, code="opinion-asked")
        audit(proposal, actor=actor, action="opinion-asked", division=division.name)
        asked += 1
    return asked


@transaction.atomic
def remind_opinion(opinion: Opinion, *, actor: User | None, today: date) -> bool:
    """Tell who is asked once more, at most once a day; whether somebody was told."""
    still = Opinion.objects.filter(pk=opinion.pk, versions=None).exclude(reminded_date=today)
    if not still.update(reminded_date=today):
        return False
    _tell_of(opinion, code="opinion-waits")
    audit(opinion.proposal, actor=actor, action="opinion-reminded", division=opinion.division.name)
    return True


@transaction.atomic
def write_opinion(opinion: Opinion, *, stance: str, text: str, actor: User) -> OpinionVersion:
    """Keep what the division says as the next version; the earlier ones stay."""
    Opinion.objects.select_for_update().get(pk=opinion.pk)
    version = OpinionVersion.objects.create(
        opinion=opinion, number=opinion.versions.count() + 1, stance=stance, text=text,
        written_by=actor,
    )  # fmt: skip
    audit(
        opinion.proposal, actor=actor, action="opinion-written", division=opinion.division.name,
        number=version.number,
    )  # fmt: skip
    proposals.tell_office(
        opinion.proposal,
        code="opinion-written",
        url=reverse("reviewing:opinions", args=(opinion.proposal_id,)),
        title=opinion.proposal.title,
        division=opinion.division.name,
    )
    return version


@transaction.atomic
def comment(proposal: Proposal, *, text: str, actor: User) -> StaffComment:
    return StaffComment.objects.create(
        proposal=proposal, place=proposal.place, text=text, author=actor
    )


@transaction.atomic
def hide_comment(found: StaffComment, *, reason: str, actor: User) -> None:
    """Only its writer and the office see it from now on. Raises `ProposalsError("not-now")`."""
    still = StaffComment.objects.filter(pk=found.pk, hidden_at=None)
    if not still.update(hidden_at=timezone.now(), hidden_by=actor, hidden_reason=reason):
        raise ProposalsError("not-now", action="hide")
    audit(found.proposal, actor=actor, action="comment-hidden", comment=found.pk, reason=reason)


@transaction.atomic
def go_on(proposal: Proposal, *, reason: str, actor: User, today: date) -> None:
    """To the next stage, once what this one is for is there.

    Raises `ProposalsError("not-yet")` with why not, "not-now" when somebody else was first.
    """
    refused(rules.may_go_on(proposal, today=today, reason=reason), action="go_on")
    proposals.act(proposal, Action.GO_ON, actor=actor, reason=reason)


def refused(reason: str | None, *, action: str) -> None:
    """Raises `ProposalsError("not-yet")` when there is a reason."""
    if reason is not None:
        raise ProposalsError("not-yet", reason=reason, action=action)


def audit(proposal: Proposal, *, actor: User | None, action: str, **values: object) -> None:
    """Who did what with a proposal's reviewing; part of the transaction that does it."""
    municipality = proposal.call.edition.municipality
    subject = f"{proposal.number or proposal.pk} {proposal.title}"[:200]
    entry(municipality, actor=actor, action=action, subject=subject, **values).save()


def _tell_of(opinion: Opinion, *, code: str) -> None:
    notices.send(
        queries.asked_people(opinion),
        code=code,
        url=reverse("reviewing:opinion", args=(opinion.pk,)),
        title=blind.outside_mask(opinion.proposal).text(opinion.proposal.title),
        due=f"{opinion.due_date:%Y-%m-%d}",
    )
