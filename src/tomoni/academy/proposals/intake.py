"""What the office does with what comes in: take it in with a number, give it back, refuse it."""

from django.db import transaction
from django.db.models import F

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import services
from tomoni.academy.proposals.models import Call, Numbering, Proposal
from tomoni.academy.proposals.stages import Action


@transaction.atomic
def accept(proposal: Proposal, *, actor: User, reason: str = "") -> None:
    """Take it in: it gets the next number of its fiscal year, and the proposers are told."""
    number = _next_number(proposal.call)
    services.act(
        proposal, Action.ACCEPT, actor=actor, reason=reason, fields={"number": number},
        number=number,
    )  # fmt: skip
    _tell(proposal, "accepted", number=number, reason=reason)


@transaction.atomic
def give_back(proposal: Proposal, *, words: str, actor: User) -> None:
    """Back to the proposers, who write on and send it once more."""
    services.act(proposal, Action.GIVE_BACK, actor=actor, reason=words)
    services.tell_proposers(proposal, code="proposal-given_back", reason=words)


@transaction.atomic
def refuse(proposal: Proposal, *, ground: str, reason: str, actor: User) -> None:
    """不受理, on one of the programme's grounds; the proposers are told why."""
    title = proposal.programme.ground(ground).title
    services.act(proposal, Action.REFUSE, actor=actor, reason=reason, ground=ground)
    _tell(proposal, "refused", ground=title, reason=reason)


def _next_number(call: Call) -> str:
    """The row of the year is locked until the transaction ends: no number twice, none left out."""
    year, _made = Numbering.objects.get_or_create(
        municipality=call.edition.municipality, fiscal_year=call.fiscal_year
    )
    Numbering.objects.filter(pk=year.pk).update(last=F("last") + 1)
    year.refresh_from_db()
    return str(year)


def _tell(proposal: Proposal, which: str, **values: str) -> None:
    text = services.notice_text(proposal, which, **values)
    services.tell_proposers(proposal, code="proposal-told", text=text)
