"""Who may do what with a proposal. `None`: yes; else the reason, for the reader."""

from datetime import date

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.cohorts.calls.queries import head_of
from tomoni.academy.proposals import queries, stages
from tomoni.academy.proposals.models import Call, Part, Proposal
from tomoni.academy.proposals.programme import Who
from tomoni.academy.proposals.stages import DRAFT, Action


def may_propose(user: User, *, call: Call, today: date) -> str | None:
    """Staff of the municipality, while the call is open."""
    division = user.division
    if division is None or division.municipality_id != call.edition.municipality_id:
        return _("提案できるのは、この自治体の課に所属する職員です。")
    if today < call.opens_date:
        return _("受け付けは、まだ始まっていません。")
    if today > call.closes_date:
        return _("受け付けは終わりました。次の募集を待つか、事務局に伝えてください。")
    return None


def may_propose_as(user: User, *, who: Who) -> str | None:
    """The head of a division for the division; one's own and a group's everybody."""
    if who != Who.DIVISION:
        return None
    if user.division is not None and head_of(user.division) == user:
        return None
    return _(
        "課として提案できるのは、その課の課長です。職の名前が登録されているか確かめてください。"
    )


def may_write(user: User, *, proposal: Proposal) -> str | None:
    """The proposers, while it is a draft; one that was given back also after the call's end."""
    if not proposal.proposers.filter(pk=user.pk).exists():
        return _("書けるのは、提案する人だけです。")
    if proposal.place != DRAFT:
        return _("送った提案は書き直せません。直したいときは、事務局に戻してもらってください。")
    return None


def may_send(user: User, *, proposal: Proposal, today: date) -> str | None:
    """Who may write it; a given-back one may be late."""
    refusal = may_write(user, proposal=proposal) or may_propose_as(user, who=Who(proposal.who))
    if refusal is None and proposal.sent_at is None:
        return may_propose(user, call=proposal.call, today=today)
    return refusal


def may_withdraw(user: User, *, proposal: Proposal) -> str | None:
    """The proposers, until the verdict."""
    if not proposal.proposers.filter(pk=user.pk).exists():
        return _("取り下げられるのは、提案した人だけです。")
    return _now(proposal, Action.WITHDRAW)


def may_send_again(user: User, *, proposal: Proposal) -> str | None:
    """The proposers, once it has come to its end."""
    if not proposal.proposers.filter(pk=user.pk).exists():
        return _("もう一度出せるのは、提案した人だけです。")
    if proposal.place not in stages.ENDS:
        return _("もう一度出せるのは、取り下げたか、結果が出たあとです。")
    return None


def may_take_in(user: User, *, proposal: Proposal) -> str | None:
    """The office, while the proposal waits to be taken in."""
    municipality = proposal.call.edition.municipality
    if Part.OFFICE not in queries.parts_of(user, municipality=municipality):
        return _("受付を決めるのは、提案の事務局です。")
    return _now(proposal, Action.ACCEPT)


def _now(proposal: Proposal, action: Action) -> str | None:
    if action in stages.actions(proposal.programme, proposal.place):
        return None
    return _("この提案は、いまその段階にありません。")
