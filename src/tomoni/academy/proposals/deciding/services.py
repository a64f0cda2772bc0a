"""What is written of verdicts and what follows: once, with who and when, and those told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import Division, User, entry
from tomoni.academy.proposals import services as proposals
from tomoni.academy.proposals.deciding import queries, rules
from tomoni.academy.proposals.deciding.models import (
    ENDED,
    Aftercare,
    Decision,
    Progress,
    Reminder,
    ReminderKind,
    State,
)
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.forms import services as forms
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.programme import Programme, StageKind
from tomoni.academy.proposals.stages import DONE, Action

SOON_DAYS, NEXT_DAYS = 30, 7
"""Days before the deadline."""


@dataclass(frozen=True)
class Wording:
    """What a clerk writes of a decision; division, day and words where something is asked for."""

    verdict: str
    reason: str
    published: str = ""
    note: str = ""
    division: Division | None = None
    due_date: date | None = None
    words: str = ""


def asks(programme: Programme, verdict: str) -> bool:
    """Whether the verdict asks a division for something."""
    goes_on = any(stage.kind == StageKind.AFTERCARE for stage in programme.stages)
    return goes_on and bool(programme.verdict(verdict).follows)


@transaction.atomic
def prepare(proposal: Proposal, wording: Wording, *, actor: User, seen: int) -> Decision:
    """Write the decision, which nobody is told of yet. `seen`: its `changes` as shown; 0 for none.

    Raises `ProposalsError`: unknown-verdict, not-now, decision-lacks, written-meanwhile.
    """
    programme = proposal.programme
    if wording.verdict not in {each.id for each in programme.verdicts}:
        raise ProposalsError("unknown-verdict")
    if rules.may_decide(proposal) is not None:
        raise ProposalsError("not-now", action=Action.DECIDE.value)
    asked = asks(programme, wording.verdict)
    needed = (wording.division, wording.due_date, wording.words) if asked else ()
    if not all((wording.reason, *needed)):
        raise ProposalsError("decision-lacks")
    said = vars(wording) | ({} if asked else {"division": None, "due_date": None, "words": ""})
    decision = _write_decision(proposal, said, actor=actor, seen=seen)
    _note(proposal, "decision-prepared", actor=actor, verdict=wording.verdict)
    return decision


def _write_decision(
    proposal: Proposal, said: dict[str, object], *, actor: User, seen: int
) -> Decision:
    if not seen:
        try:
            with transaction.atomic():
                return Decision.objects.create(proposal=proposal, written_by=actor, **said)
        except IntegrityError as error:
            raise ProposalsError("written-meanwhile") from error
    still = Decision.objects.filter(proposal=proposal, changes=seen, announced_at=None)
    written = {"written_by": actor, "written_at": timezone.now(), "changes": seen + 1}
    if not still.update(**said, **written):
        raise ProposalsError("written-meanwhile")
    return Decision.objects.get(proposal=proposal)


@transaction.atomic
def announce(decisions: Sequence[tuple[int, int]], *, actor: User) -> list[Decision]:
    """Speak all these verdicts together or none; each pair: the decision, its `changes` as shown.

    Raises `ProposalsError`: nothing-chosen; not-now where one was announced or withdrawn, and
    written-meanwhile where one was written anew since.
    """
    if not decisions:
        raise ProposalsError("nothing-chosen")
    return [_announce(pk, seen, actor=actor) for pk, seen in sorted(set(decisions))]


def _announce(pk: int, seen: int, *, actor: User) -> Decision:
    now = timezone.now()
    still = Decision.objects.filter(pk=pk, changes=seen, announced_at=None)
    if not still.update(announced_at=now):
        raise ProposalsError("written-meanwhile")
    decision = Decision.objects.select_related(
        "proposal__call__edition__municipality", "division"
    ).get(pk=pk)
    proposal = decision.proposal
    proposals.act(
        proposal, Action.DECIDE, actor=actor, reason=decision.reason, verdict=decision.verdict
    )
    words = proposals.notice_text(
        proposal, "decided", verdict=decision.said.title, reason=decision.reason
    )
    proposals.tell_proposers(proposal, code="verdict-announced", words=words)
    if proposal.place != DONE:
        _ask(decision)
    return decision


def verdict_notice(decision: Decision, *, user: User) -> bytes:
    """審査結果通知 as a Word file."""
    return forms.fill_shipped(decision.proposal, "verdict_notice", user=user)


def _ask(decision: Decision) -> None:
    assert decision.division is not None  # noqa: S101 - `prepare` has seen to it
    assert decision.due_date is not None  # noqa: S101
    aftercare = Aftercare.objects.create(
        proposal=decision.proposal, follows=decision.said.follows, division=decision.division,
        due_date=decision.due_date, words=decision.words,
    )  # fmt: skip
    _tell(aftercare, ReminderKind.ASKED)


@transaction.atomic
def report(aftercare: Aftercare, *, state: State, words: str, actor: User) -> Progress:
    """How far the division is. Raises `ProposalsError("aftercare-finished")`."""
    still = Aftercare.objects.filter(pk=aftercare.pk).exclude(proposal__place=DONE)
    if not still.update(state=state):
        raise ProposalsError("aftercare-finished")
    aftercare.state = state
    made = Progress.objects.create(
        aftercare=aftercare, state=state, words=words, actor=actor,
        division_name=aftercare.division.name,
    )  # fmt: skip
    proposal = aftercare.proposal
    _note(proposal, "aftercare-reported", actor=actor, state=state.value)
    proposals.tell_office(
        proposal, code="aftercare-reported", url=_url(aftercare), title=proposal.title,
        division=aftercare.division.name, state=str(state.label),
    )  # fmt: skip
    return made


@transaction.atomic
def finish(aftercare: Aftercare, *, words: str, actor: User) -> None:
    """The office is done with it. Raises `ProposalsError("not-now")`."""
    proposal = aftercare.proposal
    proposals.act(proposal, Action.FINISH, actor=actor, reason=words, state=aftercare.state)
    proposals.tell_proposers(proposal, code="aftercare-finished")


@transaction.atomic
def give_prize(proposal: Proposal, *, prize: str, actor: User) -> None:
    """One prize or, with an empty text, none. Nothing is done where it stands so already.

    Raises `ProposalsError`: unknown-prize; not-now where somebody else changed the proposal.
    """
    titles = {each.id: each.title for each in proposal.programme.prizes} | {"": ""}
    if prize not in titles:
        raise ProposalsError("unknown-prize")
    if prize == proposal.prize:
        return
    still = Proposal.objects.filter(pk=proposal.pk, changes=proposal.changes).exclude(verdict="")
    if not still.update(prize=prize, changes=F("changes") + 1):
        raise ProposalsError("not-now", action="prize")
    proposal.refresh_from_db()
    _note(proposal, "prize-given" if prize else "prize-taken", actor=actor, prize=prize)
    if prize:
        proposals.tell_proposers(proposal, code="prize-given", prize=titles[prize])


def remind(today: date) -> int:
    """Tell those who lead the asked divisions now, each once of each thing; returns how many.

    Who came to lead a division since is told of all that it was asked for.
    """
    found = Aftercare.objects.exclude(proposal__place=DONE).exclude(state__in=ENDED)
    waiting = list(found.select_related("proposal__call__edition", "division"))
    return sum(_tell(each, kind) for each in waiting for kind in _kinds(each, today))


def _kinds(aftercare: Aftercare, today: date) -> list[ReminderKind]:
    days = (aftercare.due_date - today).days
    if days < 0:
        return [ReminderKind.ASKED, ReminderKind.LATE]
    if days <= NEXT_DAYS:
        return [ReminderKind.ASKED, ReminderKind.NEXT]
    return [ReminderKind.ASKED, ReminderKind.SOON] if days <= SOON_DAYS else [ReminderKind.ASKED]


@transaction.atomic
def _tell(aftercare: Aftercare, kind: ReminderKind) -> int:
    """A notice to those who have not had it; to how many."""
    told = set(aftercare.reminders.filter(kind=kind).values_list("user", flat=True))
    people = [each for each in queries.answerable_for(aftercare.division) if each.pk not in told]
    Reminder.objects.bulk_create(
        [Reminder(aftercare=aftercare, user=each, kind=kind) for each in people]
    )
    proposal = aftercare.proposal
    notices.send(
        people, code=f"aftercare-{kind.value}", url=_url(aftercare), title=proposal.title,
        what=aftercare.get_follows_display(), due=date_format(aftercare.due_date),
    )  # fmt: skip
    return len(people)


def _url(aftercare: Aftercare) -> str:
    return reverse("deciding:aftercare", args=(aftercare.pk,))


def _note(proposal: Proposal, action: str, *, actor: User, **values: str) -> None:
    municipality = proposal.call.edition.municipality
    subject = proposal.number or str(proposal.pk)
    entry(municipality, actor=actor, action=action, subject=subject, **values).save()
