"""A flow as a graph: who follows whom, for which share, and how often a case passes each step."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import END, Flow, Next, Step

ROUNDING = 0.005
"""By how much shares typed as whole per cent may miss 1."""
_LOST = 1e-6
_DIGITS = 12

Matrix = NDArray[np.float64]


def followers(flow: Flow, step: Step) -> tuple[Next, ...]:
    """What comes next, as written; the end where nothing does."""
    return step.next or (Next(to=END),)


def places(flow: Flow) -> dict[str, int]:
    """Place of each step by its id, the first of twins."""
    found: dict[str, int] = {}
    for place, step in enumerate(flow.steps):
        found.setdefault(step.id, place)
    return found


def shares(step: Step) -> tuple[float, ...] | None:
    """The share of cases on each way out, adding up to 1; None when the table does not say.

    One way without a share takes what the others leave.
    """
    if not step.next:
        return (1.0,)
    given = [each.share for each in step.next]
    known = sum(share for share in given if share is not None)
    missing = given.count(None)
    if missing > 1 or known > 1 + ROUNDING or (not missing and known < 1 - ROUNDING):
        return None
    rest = max(0.0, 1.0 - known)
    filled = [rest if share is None else share for share in given]
    return tuple(share / sum(filled) for share in filled)


def ways(flow: Flow) -> list[tuple[tuple[int | None, float], ...]]:
    """For each step its ways out as (place of the step, share); place None is the end.

    Ways that no case takes and ways to unknown steps are left out; where shares are not known, all
    ways count alike.
    """
    where = places(flow)
    found = []
    for step in flow.steps:
        known = shares(step)
        targets = followers(flow, step)
        split = known or tuple(1 / len(targets) for _ in targets)
        found.append(
            tuple(
                (where.get(each.to), share)
                for each, share in zip(targets, split, strict=True)
                if share > 0 and (each.to in where or each.to == END)
            )
        )
    return found


def reached(flow: Flow) -> frozenset[int]:
    """Places of the steps that some case comes to."""
    after = {
        place: [to for to, _ in found if to is not None] for place, found in enumerate(ways(flow))
    }
    return _spread([0] if flow.steps else [], after)


def trapped(flow: Flow) -> tuple[int, ...]:
    """Places of the steps that are reached and from which no way leads to the end."""
    before: dict[int, list[int]] = {}
    last = []
    for place, found in enumerate(ways(flow)):
        for to, _ in found:
            if to is None:
                last.append(place)
            else:
                before.setdefault(to, []).append(place)
    return tuple(sorted(reached(flow) - _spread(last, before)))


def closed_loops(flow: Flow) -> tuple[int, ...]:
    """Places of the first step of each loop that is come to and never left."""
    after = {
        place: [to for to, _ in found if to is not None] for place, found in enumerate(ways(flow))
    }
    onward = {place: _spread([place], after) for place in trapped(flow)}
    return tuple(
        place
        for place, ahead in onward.items()
        if place == min(ahead) and all(onward[other] == ahead for other in ahead)
    )


def visit_ratios(flow: Flow) -> tuple[float, ...]:
    """How often a case passes each step, on average.

    The flow is an absorbing Markov chain that starts in the first step: the row of that step in the
    fundamental matrix N = (I - Q)^-1 (Kemeny and Snell, Finite Markov Chains, 1960, theorem 3.2.4),
    found by solving (I - Q)^T v = e. Steps that nobody reaches have 0. Raises
    `FlowsError("endless")` when cases never, or practically never, come to the end.
    """
    if loops := closed_loops(flow):
        raise FlowsError("endless", row=loops[0] + 1)
    found = ways(flow)
    inside = sorted(reached(flow))
    index = {place: number for number, place in enumerate(inside)}
    system = np.eye(len(inside))
    leaving = np.zeros(len(inside))
    for place in inside:
        for to, share in found[place]:
            if to is None:
                leaving[index[place]] += share
            else:
                system[index[to], index[place]] -= share
    visits = _solved(system, leaving=leaving)
    ratios = dict(zip(inside, visits, strict=True))
    return tuple(ratios.get(place, 0.0) for place in range(len(flow.steps)))


def _solved(system: Matrix, *, leaving: Matrix) -> list[float]:
    start = np.zeros(len(system))
    start[0] = 1.0
    try:
        visits = np.linalg.solve(system, start)
    except np.linalg.LinAlgError as error:
        raise FlowsError("endless", row=1) from error
    # Every case leaves once; where the figures say otherwise they are rounding and no result.
    if not np.isfinite(visits).all() or abs(float(visits @ leaving) - 1) > _LOST:
        raise FlowsError("endless", row=1)
    return [round(max(float(visit), 0.0), _DIGITS) for visit in visits]


def _spread(start: Iterable[int], after: Mapping[int, Iterable[int]]) -> frozenset[int]:
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for place in after.get(waiting.pop(), ()):
            if place not in seen:
                seen.add(place)
                waiting.append(place)
    return frozenset(seen)
