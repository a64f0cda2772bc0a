"""What may be done of reviewing, by whom and when: None, or the reason why not."""

from datetime import date

from django.utils.translation import gettext as _

from tomoni.academy.accounts.models import User
from tomoni.academy.proposals.models import Part, Proposal
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.reviewing import queries, scoring
from tomoni.academy.proposals.reviewing.models import Assignment, Opinion


def may_look_after(parts: frozenset[Part]) -> str | None:
    """Asking for opinions, assigning reviewers and going on is the office's."""
    if Part.OFFICE in parts:
        return None
    return _("これは提案の事務局だけができます。")


def may_be_at(proposal: Proposal, *, kind: StageKind) -> str | None:
    """What belongs to a kind of stage is done while the proposal stands at one."""
    stage = queries.stage_of(proposal)
    if stage is not None and stage.kind == kind:
        return None
    return _("この提案は、いまその段階にありません。")


def may_write_opinion(opinion: Opinion, *, user: User) -> str | None:
    if opinion.place != opinion.proposal.place:
        return _("意見を受け付ける段階は終わりました。書いた意見はそのまま残っています。")
    if opinion.proposal.proposers.filter(pk=user.pk).exists():
        return _("自分の提案への意見は書けません。ほかの人に頼むよう、事務局に伝えてください。")
    if not queries.asked_people(opinion).filter(pk=user.pk).exists():
        return _("この意見を書くのは、頼まれた課の所属長か、名前で頼まれた人です。")
    return None


def may_comment(proposal: Proposal, *, user: User, today: date) -> str | None:
    reason = may_be_at(proposal, kind=StageKind.COMMENTS)
    if reason is not None:
        return reason
    municipality = proposal.call.edition.municipality_id
    if user.division is None or user.division.municipality_id != municipality:
        return _("意見を書けるのは、この自治体の職員です。")
    if today > queries.due_date(proposal):
        return _("意見の受け付けは終わりました。")
    return None


def may_be_reviewer(proposal: Proposal, *, user: User, parts: frozenset[Part]) -> str | None:
    """Somebody near the proposers does not judge them (利害関係)."""
    return conflict(
        user,
        proposers=list(proposal.proposers.all()),
        division=proposal.division_id,
        sees_names=Part.OFFICE in parts and proposal.programme.hides_names,
    )


def conflict(user: User, *, proposers: list[User], division: int, sees_names: bool) -> str | None:
    """The same of values that were read before: for a list of people."""
    if user.pk in {each.pk for each in proposers}:
        return _("提案者は、自分の提案を審査できません。")
    near = {division, *(each.division_id for each in proposers)}
    if user.division_id is not None and user.division_id in near:
        return _("提案者と同じ課の人は、審査できません。")
    if sees_names:
        return _("提案の事務局は氏名を見ているので、氏名を秘す審査はできません。")
    return None


def may_score(assignment: Assignment) -> str | None:
    proposal = assignment.proposal
    if assignment.ended_at is not None:
        return _("この提案の審査からは外れています。")
    if assignment.place != proposal.place:
        return _("採点の段階は終わりました。")
    if queries.is_sent(assignment.scores.all(), number=proposal.round):
        return _("採点は送ってあります。直すのは、事務局が次の回を始めたときです。")
    return None


def may_score_again(proposal: Proposal) -> str | None:
    """A further round begins when the one that is on is through."""
    reason = may_be_at(proposal, kind=StageKind.REVIEW)
    if reason is not None:
        return reason
    if not scoring.is_through(proposal):
        return _("まだ採点していない審査員がいます。全員がそろってから、次の回を始めます。")
    return None


def may_discuss(proposal: Proposal) -> str | None:
    reason = may_be_at(proposal, kind=StageKind.REVIEW)
    if reason is not None:
        return reason
    if not scoring.is_through(proposal) and proposal.round == 1:
        return _("全員が採点を送ってから、話し合いを始めます。")
    return None


def may_go_on(proposal: Proposal, *, today: date, reason: str) -> str | None:
    """Whether what the stage is for is there; `reason`: why to go on although it is late."""
    stage = queries.stage_of(proposal)
    by_kind = {
        StageKind.OPINION: _opinions_missing,
        StageKind.COMMENTS: _comments_running,
        StageKind.REVIEW: _scores_missing,
    }
    if stage is None or stage.kind not in by_kind:
        return _("この提案は、いまその段階にありません。")
    return by_kind[stage.kind](proposal, today=today, reason=reason)


def _opinions_missing(proposal: Proposal, *, today: date, reason: str) -> str | None:
    asked = [each for each in queries.opinions_on(proposal) if each.place == proposal.place]
    if not asked:
        return _("まだどの課にも意見を聞いていません。先に、所管課に意見を頼んでください。")
    missing = [each for each in asked if not each.versions.all()]
    if not missing:
        return None
    names = "、".join(str(each.division) for each in missing)
    if any(each.due_date >= today for each in missing):
        return _("%(names)sの意見を待っています。期限はまだ過ぎていません。") % {"names": names}
    if not reason:
        return _("%(names)sの意見がまだありません。待たずに進めるわけを書いてください。") % {
            "names": names
        }
    return None


def _comments_running(proposal: Proposal, *, today: date, reason: str) -> str | None:
    due = queries.due_date(proposal)
    if today > due or reason:
        return None
    return _("意見の受け付けは%(due)sまでです。早く進めるなら、わけを書いてください。") % {
        "due": f"{due:%Y-%m-%d}"
    }


def _scores_missing(proposal: Proposal, *, today: date, reason: str) -> str | None:
    sent, asked = scoring.counts(proposal)
    needed = proposal.programme.stage(proposal.place).reviewers
    if sent < needed:
        return _("採点は%(needed)s人分が要ります。いまは%(sent)s人分です。") % {
            "needed": needed,
            "sent": sent,
        }
    if sent < asked:
        return _("まだ採点していない審査員がいます。待つか、その人を審査から外してください。")
    return None
