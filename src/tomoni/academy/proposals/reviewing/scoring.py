"""Scores of a proposal, round by round: nobody's are shown before all of a round are there."""

from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.academy.proposals.models import Proposal
from tomoni.academy.proposals.programme import Stage
from tomoni.academy.proposals.reviewing import queries, spreads
from tomoni.academy.proposals.reviewing.models import Assignment, Score


@dataclass(frozen=True)
class Round:
    """One round of a stage: how many scores were sent; the result once all are there."""

    stage: Stage
    number: int
    sent: int
    asked: int
    scores: tuple[Score, ...]
    result: spreads.Result | None

    @property
    def words(self) -> list[tuple[str, list[str]]]:
        """What was written, by criterion and of the whole, without who wrote it."""
        by_criterion = [
            (each.title, [score.words.get(each.id, "") for score in self.scores])
            for each in (self.result.criteria if self.result else ())
        ]
        whole = [("", [score.remark for score in self.scores])] if self.result else []
        found = [(title, [text for text in said if text]) for title, said in by_criterion + whole]
        return [(title, said) for title, said in found if said]


def counts(proposal: Proposal) -> tuple[int, int]:
    """How many have sent their score in the round that is on, and how many are to."""
    found = list(queries.assignments_at(proposal, place=proposal.place))
    sent = [each for each in found if queries.is_sent(each.scores.all(), number=proposal.round)]
    return len(sent), len(found)


def is_through(proposal: Proposal) -> bool:
    """Whether everybody has sent their score in the round that is on."""
    sent, asked = counts(proposal)
    return sent == asked > 0


def rounds(proposal: Proposal) -> list[Round]:
    """Every round of every stage that there was, the newest last."""
    found = proposal.assignments.filter(ended_at=None).prefetch_related("scores")
    return rounds_of(proposal, list(found))


def rounds_of(proposal: Proposal, assignments: Sequence[Assignment]) -> list[Round]:
    """The same of assignments that were read with their scores."""
    made: list[Round] = []
    for stage in queries.review_stages(proposal.programme):
        here = [each for each in assignments if each.place == stage.id]
        is_on = proposal.place == stage.id
        numbers = {score.round for each in here for score in each.scores.all() if score.sent_at}
        if is_on:
            numbers |= {proposal.round}
        made += [
            _round(proposal, stage, number, here, is_on=is_on and number == proposal.round)
            for number in sorted(numbers)
        ]
    return made


def newest(proposal: Proposal, assignments: Sequence[Assignment]) -> Round | None:
    """The round that counts: the newest, be it still on."""
    found = rounds_of(proposal, assignments)
    return found[-1] if found else None


def _round(
    proposal: Proposal, stage: Stage, number: int, here: Sequence[Assignment], *, is_on: bool
) -> Round:
    sent = [
        score
        for each in here
        for score in each.scores.all()
        if score.round == number and score.sent_at
    ]
    in_order = tuple(sorted(sent, key=lambda score: sorted(score.marks.items())))
    shown = in_order if not is_on or len(sent) == len(here) else ()
    marks = [score.marks for score in shown]
    return Round(
        stage=stage,
        number=number,
        sent=len(sent),
        asked=len(here) if is_on else len(sent),
        scores=shown,
        result=spreads.result(marks, rubric=proposal.programme.rubric),
    )
