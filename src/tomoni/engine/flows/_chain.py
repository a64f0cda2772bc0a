"""How often a case passes each step where it is at one step at a time."""

from collections.abc import Sequence

from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import Flow
from tomoni.engine.flows._graph import reached, ways

_MOST_VISITS = 1e9
"""More often to one step than this, and cases practically never come to the end."""
_DIGITS = 12

Row = dict[int, float]


def chain_visits(flow: Flow) -> tuple[float, ...]:
    """How often a case passes each step, on average. Steps that nobody reaches have 0.

    The flow is an absorbing Markov chain that starts in the first step: the row of that step in the
    fundamental matrix N = (I - Q)^-1 (Kemeny and Snell, Finite Markov Chains, 1960, theorem 3.2.4),
    found by taking one step after the other out of the chain, which subtracts nothing and so loses
    no digits (Grassmann, Taksar and Heyman, Operations Research 33, 1985). Raises
    `FlowsError("endless")` when cases never, or practically never, come to the end.
    """
    found = ways(flow)
    inside = sorted(reached(found))
    rows: dict[int, Row] = {place: {} for place in inside}
    leaving = dict.fromkeys(inside, 0.0)
    for place in inside:
        for to, share in found[place]:
            if to is None:
                leaving[place] += share
            else:
                rows[place][to] = rows[place].get(to, 0.0) + share
    visits = absorbed(inside, rows, leaving)
    if any(often > _MOST_VISITS for often in visits.values()):
        raise FlowsError("endless", row=1)
    return tuple(round(visits.get(place, 0.0), _DIGITS) for place in range(len(flow.steps)))


def absorbed(inside: Sequence[int], rows: dict[int, Row], leaving: Row) -> Row:
    """How often each state of a chain that begins in the first is passed.

    `rows[state]` are the probabilities of the states after it, `leaving[state]` that of the end;
    both are used up. Raises `FlowsError("endless")`.
    """
    into: dict[int, set[int]] = {place: set() for place in inside}
    for place, row in rows.items():
        for to in row:
            into[to].add(place)
    taken: list[tuple[int, Row]] = []
    for place in reversed(inside):
        row = rows.pop(place)
        row.pop(place, None)
        onward = sum(row.values()) + leaving[place]
        if onward <= 0:
            raise FlowsError("endless", row=1)
        sources = {}
        for source in into[place] & rows.keys():
            sources[source] = part = rows[source].pop(place) / onward
            leaving[source] += part * leaving[place]
            for to, share in row.items():
                rows[source][to] = rows[source].get(to, 0.0) + part * share
                into[to].add(source)
        taken.append((place, sources or {place: 1 / onward}))
    visits: Row = {}
    for place, sources in reversed(taken):
        first = place == inside[0]
        visits[place] = sum(
            (1.0 if first else visits[source]) * part for source, part in sources.items()
        )
    return visits
