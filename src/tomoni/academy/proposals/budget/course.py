"""How a request for the budget goes: drafted, requested, assessed, and then done or passed over.

In come where it stands and what somebody does; out goes where it stands then. No database:
`services` keep what comes out, together with who did it, when and why.
"""

from enum import StrEnum

from tomoni.academy.proposals.errors import ProposalsError


class State(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    REQUESTED = "requested"
    ASSESSED = "assessed"
    BUDGETED = "budgeted"
    PASSED_OVER = "passed_over"
    CARRIED_OVER = "carried_over"
    RUNNING = "running"
    CONFIRMED = "confirmed"


class Step(StrEnum):
    """What somebody does with a request."""

    REQUEST = "request"
    GIVE_BACK = "give_back"
    ASSESS = "assess"
    BUDGET = "budget"
    PASS_OVER = "pass_over"  # noqa: S105 - no password
    CARRY_OVER = "carry_over"
    START = "start"
    CONFIRM = "confirm"


class Side(StrEnum):
    """Who takes a step: those who request, or finance."""

    OWNER = "owner"
    FINANCE = "finance"


_COURSE: dict[State, dict[Step, State]] = {
    State.DRAFT: {Step.REQUEST: State.REQUESTED},
    State.REQUESTED: {Step.GIVE_BACK: State.DRAFT, Step.ASSESS: State.ASSESSED},
    State.ASSESSED: {
        Step.ASSESS: State.ASSESSED,
        Step.BUDGET: State.BUDGETED,
        Step.PASS_OVER: State.PASSED_OVER,
    },
    State.BUDGETED: {Step.START: State.RUNNING},
    State.PASSED_OVER: {Step.CARRY_OVER: State.CARRIED_OVER},
    State.CARRIED_OVER: {},
    State.RUNNING: {Step.CONFIRM: State.CONFIRMED},
    State.CONFIRMED: {},
}
FINANCE_STEPS = frozenset({Step.GIVE_BACK, Step.ASSESS, Step.BUDGET, Step.PASS_OVER})
REASONED = frozenset({Step.GIVE_BACK, Step.PASS_OVER, Step.CONFIRM})
"""What is not done without a reason (for the confirmation: what was confirmed)."""
SETTLED = frozenset(State) - {State.DRAFT, State.REQUESTED, State.ASSESSED}
"""From then on everybody of the municipality sees the state and the amounts."""


def steps(state: State) -> frozenset[Step]:
    """What can be done where the request stands; nothing once it has ended."""
    return frozenset(_COURSE[state])


def after(state: State, step: Step, *, reason: str = "") -> State:
    """Where the request stands after the step.

    Raises `ProposalsError`: budget-not-now where it cannot be taken there, reason-wanted.
    """
    if step not in _COURSE[state]:
        raise ProposalsError("budget-not-now")
    if step in REASONED and not reason.strip():
        raise ProposalsError("reason-wanted")
    return _COURSE[state][step]


def side(step: Step) -> Side:
    """Who takes the step."""
    return Side.FINANCE if step in FINANCE_STEPS else Side.OWNER
