"""Who may do what with what is followed. `None`: yes; else the reason why not."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import Division, User
from tomoni.academy.proposals import stages
from tomoni.academy.proposals.followup.models import (
    Following,
    Milestone,
    MilestoneState,
    Summary,
    Value,
    ValueKind,
)
from tomoni.academy.proposals.models import Part, Proposal

LISTED = frozenset({Part.OFFICE, Part.FINANCE})
"""Whose parts see the list of all that is followed."""


def answerable(proposal: Proposal) -> Division:
    """Which division is to follow it: the one that was asked, else that of the proposers."""
    asked = getattr(proposal, "aftercare", None)
    return asked.division if asked else proposal.division


def may_begin(user: User, *, proposal: Proposal, parts: Collection[Part]) -> str | None:
    """The office or the division, of what was decided and asks for something."""
    if not stages.is_decided(proposal.programme, proposal.place) or not proposal.verdict:
        return _("結果が決まってから始められます。")
    if not proposal.programme.verdict(proposal.verdict).follows:
        return _("この結果では、実施も検討も頼まれていません。")
    return _of_division(user, answerable(proposal), parts=parts)


def may_follow(user: User, *, following: Following, parts: Collection[Part]) -> str | None:
    """Write what came of it: the division and the office."""
    return _of_division(user, following.division, parts=parts)


def may_report(user: User, *, milestone: Milestone, parts: Collection[Part]) -> str | None:
    if milestone.state != MilestoneState.OPEN:
        return _("この節目は終わっています。続きは、新しい節目にしてください。")
    if user.division_id == milestone.division_id:
        return None
    return may_follow(user, following=milestone.following, parts=parts)


def may_correct(value: Value) -> str | None:
    """What was fixed with the verdict stays; what was typed or measured can be corrected once."""
    if value.kind != ValueKind.ACTUAL and value.version_id is not None:
        return _("この値は、結果が決まった版のものです。変えられません。")
    if hasattr(value, "corrected_by"):
        return _("この値は、もう直されています。新しい値のほうを直してください。")
    return None


def may_approve(user: User, *, summary: Summary, parts: Collection[Part]) -> str | None:
    """The office, and not who wrote it."""
    if Part.OFFICE not in parts:
        return _("承認するのは、提案の事務局です。")
    if summary.actor_id == user.pk:
        return _("書いた人は承認できません。事務局のほかの人に頼んでください。")
    if summary.approved_at is not None or not summary.public:
        return _("承認を待っている要約ではありません。")
    return None


def _of_division(user: User, division: Division, *, parts: Collection[Part]) -> str | None:
    if Part.OFFICE in parts or user.division_id == division.pk:
        return None
    return _("書けるのは、担当の課の職員と提案の事務局です。")
