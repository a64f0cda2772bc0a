"""What is written of reviewers and their scores: each of these in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tomoni.academy.accounts import notices
from tomoni.academy.accounts.models import User
from tomoni.academy.proposals import blind
from tomoni.academy.proposals import services as proposals
from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.programme import StageKind
from tomoni.academy.proposals.queries import parts_of
from tomoni.academy.proposals.reviewing import queries, rules, scoring, spreads
from tomoni.academy.proposals.reviewing.models import Assignment, Deliberation, Score
from tomoni.academy.proposals.reviewing.services import audit, refused
from tomoni.academy.proposals.stages import Action


@transaction.atomic
def assign(proposal: Proposal, *, reviewers: Iterable[User], due_date: date, actor: User) -> int:
    """Let these people review it; how many are new. Raises `ProposalsError("not-yet")` for
    somebody near the proposers."""
    refused(rules.may_be_at(proposal, kind=StageKind.REVIEW), action="assign")
    municipality = proposal.call.edition.municipality
    made: list[Assignment] = []
    for reviewer in reviewers:
        parts = parts_of(reviewer, municipality=municipality)
        refused(rules.may_be_reviewer(proposal, user=reviewer, parts=parts), action="assign")
        assignment, is_new = Assignment.objects.get_or_create(
            proposal=proposal, place=proposal.place, reviewer=reviewer, ended_at=None,
            defaults={"due_date": due_date, "assigned_by": actor},
        )  # fmt: skip
        if is_new:
            made.append(assignment)
            audit(proposal, actor=actor, action="reviewer-assigned", name=reviewer.display_name)
    for assignment in made:
        _tell(assignment, code="review-asked")
    return len(made)


@transaction.atomic
def end(assignment: Assignment, *, reason: str, actor: User) -> None:
    """The reviewer is off this proposal: taken off, or by a conflict of interest of their own.

    The office is told when it was not the office. Raises `ProposalsError("not-now")`.
    """
    still = Assignment.objects.filter(pk=assignment.pk, ended_at=None)
    if not still.update(ended_at=timezone.now(), ended_by=actor, ended_reason=reason):
        raise ProposalsError("not-now", action="end")
    proposal = assignment.proposal
    audit(
        proposal, actor=actor, action="reviewer-ended", name=assignment.reviewer.display_name,
        reason=reason,
    )  # fmt: skip
    if actor.pk == assignment.reviewer_id:
        proposals.tell_office(
            proposal,
            code="review-declined",
            url=reverse("reviewing:reviewers", args=(proposal.pk,)),
            who=actor.display_name,
            title=proposal.title,
        )


@transaction.atomic
def remind_reviewer(assignment: Assignment, *, actor: User | None, today: date) -> bool:
    """Tell the reviewer once more, at most once a day; whether they were told."""
    still = Assignment.objects.filter(pk=assignment.pk, ended_at=None)
    if not still.exclude(reminded_date=today).update(reminded_date=today):
        return False
    _tell(assignment, code="review-waits")
    name = assignment.reviewer.display_name
    audit(assignment.proposal, actor=actor, action="reviewer-reminded", name=name)
    return True


def score_of(assignment: Assignment) -> Score:
    """The score of the round that is on; a new one begins as the last round's was sent."""
    number = assignment.proposal.round
    found = {each.round: each for each in assignment.scores.all()}
    if number in found:
        return found[number]
    earlier = found[max(found)] if found else Score()
    return Score(
        assignment=assignment, round=number, marks=earlier.marks, words=earlier.words,
        remark=earlier.remark,
    )  # fmt: skip


@transaction.atomic
def save_score(
    assignment: Assignment, *, marks: Mapping[str, int], words: Mapping[str, str], remark: str
) -> Score:
    """Keep the draft. Raises `ProposalsError("not-yet")` once it was sent or the stage is over."""
    locked = queries.assignments_of(assignment.reviewer).select_for_update(of=("self",))
    refused(rules.may_score(locked.get(pk=assignment.pk)), action="score")
    score, _made = Score.objects.update_or_create(
        assignment=assignment, round=assignment.proposal.round,
        defaults={"marks": dict(marks), "words": dict(words), "remark": remark},
    )  # fmt: skip
    return score


@transaction.atomic
def send_score(
    assignment: Assignment, *, marks: Mapping[str, int], words: Mapping[str, str], remark: str
) -> Score:
    """Give the score; it stays as it is. Raises as `save_score`, and "marks-missing"."""
    proposal = assignment.proposal
    if not spreads.is_whole(marks, rubric=proposal.programme.rubric):
        raise ProposalsError("marks-missing")
    score = save_score(assignment, marks=marks, words=words, remark=remark)
    score.sent_at = timezone.now()
    score.save(update_fields=["sent_at"])
    name = assignment.reviewer.display_name
    audit(proposal, actor=assignment.reviewer, action="score-sent", name=name, round=score.round)
    if scoring.is_through(proposal):
        url = reverse("reviewing:scores", args=(proposal.pk,))
        proposals.tell_office(proposal, code="review-through", url=url, title=proposal.title)
        _tell_reviewers(proposal, code="review-through", url=url)
    return score


@transaction.atomic
def discuss(proposal: Proposal, *, text: str, actor: User) -> Deliberation:
    return Deliberation.objects.create(
        proposal=proposal, place=proposal.place, round=proposal.round, text=text, author=actor
    )


@transaction.atomic
def score_again(proposal: Proposal, *, reason: str, actor: User) -> None:
    """Begin the next round; the scores of this one stay. Raises `ProposalsError`: not-yet where
    somebody has not scored, not-now when somebody else was first."""
    refused(rules.may_score_again(proposal), action="again")
    proposals.act(proposal, Action.AGAIN, actor=actor, reason=reason, round=proposal.round + 1)
    for assignment in queries.assignments_at(proposal, place=proposal.place):
        _tell(assignment, code="review-again")


def _tell(assignment: Assignment, *, code: str) -> None:
    proposal = assignment.proposal
    notices.send(
        [assignment.reviewer],
        code=code,
        url=reverse("reviewing:review", args=(assignment.pk,)),
        title=blind.outside_mask(proposal).text(proposal.title),
        due=f"{assignment.due_date:%Y-%m-%d}",
    )


def _tell_reviewers(proposal: Proposal, *, code: str, url: str) -> None:
    people = [each.reviewer for each in queries.assignments_at(proposal, place=proposal.place)]
    title = blind.outside_mask(proposal).text(proposal.title)
    notices.send(people, code=code, url=url, title=title)
