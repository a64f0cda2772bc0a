"""How a proposal goes: from one stage of its programme to the next, and nowhere else.

In come a programme, where the proposal stands and what somebody does; out goes where it stands
then. No database: `services` keep what comes out, together with who did it, when and why.
"""

from enum import StrEnum

from tomoni.academy.proposals.errors import ProposalsError
from tomoni.academy.proposals.programme import Programme, StageKind

DRAFT, WITHDRAWN, REFUSED, DONE = "draft", "withdrawn", "refused", "done"
"""Where a proposal stands outside the stages of its programme."""
ENDS = (WITHDRAWN, REFUSED, DONE)


class Action(StrEnum):
    """What somebody does with a proposal."""

    SEND = "send"
    GIVE_BACK = "give_back"
    ACCEPT = "accept"
    REFUSE = "refuse"
    GO_ON = "go_on"
    AGAIN = "again"
    DECIDE = "decide"
    FINISH = "finish"
    WITHDRAW = "withdraw"


_BY_KIND = {
    StageKind.INTAKE: {Action.GIVE_BACK, Action.ACCEPT, Action.REFUSE, Action.WITHDRAW},
    StageKind.OPINION: {Action.GO_ON, Action.WITHDRAW},
    StageKind.COMMENTS: {Action.GO_ON, Action.WITHDRAW},
    StageKind.REVIEW: {Action.GO_ON, Action.AGAIN, Action.WITHDRAW},
    StageKind.VERDICT: {Action.DECIDE, Action.WITHDRAW},
    StageKind.AFTERCARE: {Action.FINISH},
}


def actions(programme: Programme, place: str) -> frozenset[Action]:
    """What can be done where the proposal stands; nothing once it has ended."""
    if place == DRAFT:
        return frozenset({Action.SEND, Action.WITHDRAW})
    if place in ENDS:
        return frozenset()
    return frozenset(_BY_KIND[programme.stage(place).kind])


def after(programme: Programme, place: str, action: Action, *, verdict: str = "") -> str:
    """Where the proposal stands after the action.

    Raises `ProposalsError`: not-now where the action cannot be done there, unknown-verdict.
    """
    if action not in actions(programme, place):
        raise ProposalsError("not-now", action=action.value)
    if action is Action.DECIDE:
        return _after_verdict(programme, place, verdict=verdict)
    fixed = {
        Action.SEND: programme.stages[0].id,
        Action.GIVE_BACK: DRAFT,
        Action.REFUSE: REFUSED,
        Action.WITHDRAW: WITHDRAWN,
        Action.FINISH: DONE,
        Action.AGAIN: place,
    }
    return fixed[action] if action in fixed else _next(programme, place)


def is_decided(programme: Programme, place: str) -> bool:
    """Whether the verdict is spoken: names are open from then on."""
    if place in ENDS:
        return place == DONE
    return place != DRAFT and programme.stage(place).kind == StageKind.AFTERCARE


def _next(programme: Programme, place: str) -> str:
    ids = [stage.id for stage in programme.stages]
    following = ids[ids.index(place) + 1 :]
    return following[0] if following else DONE


def _after_verdict(programme: Programme, place: str, *, verdict: str) -> str:
    """Aftercare where the verdict asks for something to be done; else the end."""
    if verdict not in {each.id for each in programme.verdicts}:
        raise ProposalsError("unknown-verdict")
    return _next(programme, place) if programme.verdict(verdict).follows else DONE
