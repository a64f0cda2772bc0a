"""Who may do what with decisions and what follows. `None`: yes; else the reason why not."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.deciding.models import Aftercare
from tomoni.academy.proposals.models import Part, Proposal
from tomoni.academy.proposals.stages import Action, actions

NUMBERS = frozenset({Part.OFFICE, Part.FINANCE})
"""Whose parts see the numbers over the years."""


def may_decide(proposal: Proposal) -> str | None:
    if Action.DECIDE not in actions(proposal.programme, proposal.place):
        return _("この提案は、いま結果を決める段階にありません。")
    return None


def may_report(user: User, *, aftercare: Aftercare) -> str | None:
    if not aftercare.is_open:
        return _("この要請は、事務局が完了にしました。")
    if user.division_id != aftercare.division_id:
        return _("報告できるのは、頼まれた課の職員だけです。")
    return None


def may_finish(aftercare: Aftercare, *, parts: Collection[Part]) -> str | None:
    if Part.OFFICE not in parts:
        return _("完了にできるのは、提案の事務局だけです。")
    if not aftercare.is_open:
        return _("この要請は、もう完了しています。")
    return None


def may_be_given_a_prize(proposal: Proposal) -> str | None:
    if not proposal.verdict:
        return _("表彰できるのは、結果が決まった提案だけです。")
    if not proposal.programme.prizes:
        return _("この制度には、表彰がありません。")
    return None
