"""How often a case passes each step where it may be at several steps at the same time.

A case is a set of tokens (BPMN 2.0.2, formal/2013-12-09, chapter 13): a step that is begun takes
the tokens it waits for and puts one on each way it goes on. What is decided does not depend on how
long things take, so one order of doing them is enough.
"""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import floor

from tomoni.engine.flows._chain import Row, absorbed, chain_visits
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import Flow, Gate
from tomoni.engine.flows._graph import closed_loops, ways

MOST_STATES = 2_000
_MOST_TOKENS = 64

Edge = tuple[int, int]
"""A way: the place of the step it leaves, and its number among the ways that cases take."""
_State = tuple[tuple[int, ...], tuple[Edge, ...]]
"""Places of the steps to begin, and the ways on which tokens wait at a join."""
_BEGIN: _State = ((0,), ())


def picks(shares: Sequence[float]) -> tuple[tuple[float, tuple[int, ...]], ...]:
    """Which ways of several a case takes together, with the probability of each set.

    Systematic sampling (Madow and Madow, Annals of Mathematical Statistics 15, 1944): laid end to
    end, the shares are hit by a grid of width 1. Each way is taken exactly with its share, and at
    least one is, since the shares are 1 or more together.
    """
    ends = [round(end, 12) for end in accumulate(shares, initial=0.0)]
    cuts = sorted({0.0, 1.0, *(end % 1 for end in ends)})
    found = []
    for low, high in pairwise(cuts):
        middle = (low + high) / 2
        hit = [floor(end - middle) for end in ends]
        taken = tuple(place for place, (a, b) in enumerate(pairwise(hit)) if b > a)
        found.append((high - low, taken))
    return tuple(found)


@dataclass(frozen=True)
class Net:
    """The flow as tokens go through it, without ways that no case takes.

    `targets[place]` are the places its ways lead to (None is the end), `choices[place]` the sets of
    ways it may go on with and their probabilities, `incoming[place]` the ways that lead to it.
    """

    targets: tuple[tuple[int | None, ...], ...]
    choices: tuple[tuple[tuple[float, tuple[int, ...]], ...], ...]
    incoming: tuple[frozenset[Edge], ...]
    joins: tuple[Gate, ...]

    def before(self, place: int) -> frozenset[int]:
        """Places from which a token may still come to a step, without passing through it."""
        found = {source for source, _ in self.incoming[place]} - {place}
        waiting = list(found)
        while waiting:
            for source, _ in self.incoming[waiting.pop()]:
                if source != place and source not in found:
                    found.add(source)
                    waiting.append(source)
        return frozenset(found)


def net(flow: Flow) -> Net:
    """The net of a flow in which `check` finds no error of shares and next steps."""
    found = ways(flow)
    incoming: list[set[Edge]] = [set() for _ in flow.steps]
    for place, onward in enumerate(found):
        for number, (to, _) in enumerate(onward):
            if to is not None:
                incoming[to].add((place, number))
    return Net(
        targets=tuple(tuple(to for to, _ in onward) for onward in found),
        choices=tuple(
            _choices(step.split, [share for _, share in onward])
            for step, onward in zip(flow.steps, found, strict=True)
        ),
        incoming=tuple(map(frozenset, incoming)),
        joins=tuple(
            step.join if len(into) > 1 else Gate.ONE
            for step, into in zip(flow.steps, incoming, strict=True)
        ),
    )


def _choices(split: Gate, shares: list[float]) -> tuple[tuple[float, tuple[int, ...]], ...]:
    if split is Gate.ALL:
        return ((1.0, tuple(range(len(shares)))),)
    if split is Gate.ANY:
        return picks(shares)
    return tuple((share, (number,)) for number, share in enumerate(shares))


def is_plain(flow: Flow) -> bool:
    """Whether a case is at one step at a time."""
    return all(step.split is Gate.ONE and step.join is Gate.ONE for step in flow.steps)


def visit_ratios(flow: Flow) -> tuple[float, ...]:
    """How often a case passes each step, on average; exact, rework and parallel ways included.

    Raises `FlowsError`: `endless` when cases never, or practically never, come to the end, and what
    `token_visits` raises.
    """
    try:
        return chain_visits(flow) if is_plain(flow) else token_visits(flow)
    except FlowsError as error:
        if loops := closed_loops(flow):
            raise FlowsError("endless", row=loops[0] + 1) from error
        raise


def token_visits(flow: Flow) -> tuple[float, ...]:
    """How often a case begins each step, on average, from the chain of all states it may be in.

    Raises `FlowsError`: `join-starves` (a step waits for what may never come), `tokens-grow` (ever
    more of a case is under way), `too-tangled`, `endless`; `row` is a step of it, from 1.
    """
    game = _Game(net(flow))
    numbers: dict[_State, int] = {_BEGIN: 0}
    rows: dict[int, Row] = {}
    leaving: Row = {}
    begun: list[int] = []
    waiting = deque([_BEGIN])
    while waiting:
        state = waiting.popleft()
        number = numbers[state]
        place, onward = game.step(state)
        begun.append(place)
        rows[number], leaving[number] = {}, 0.0
        for probability, after in onward:
            if after is None:
                leaving[number] += probability
                continue
            if after not in numbers:
                numbers[after] = len(numbers)
                waiting.append(after)
            rows[number][numbers[after]] = probability
        if len(numbers) > MOST_STATES:
            raise FlowsError("too-tangled", row=place + 1)
    found = [0.0] * len(flow.steps)
    for number, often in absorbed(range(len(numbers)), rows, leaving).items():
        found[begun[number]] += often
    return tuple(round(often, 9) for often in found)


class _Game:
    def __init__(self, flow: Net) -> None:
        self._net = flow
        self._before = {
            place: flow.before(place) for place, join in enumerate(flow.joins) if join is Gate.ANY
        }

    def step(self, state: _State) -> tuple[int, list[tuple[float, _State | None]]]:
        """The step begun in a state, and the states after it; None when the case is done."""
        ready, held = list(state[0]), Counter(state[1])
        place = ready.pop(0)
        onward: dict[_State | None, float] = {}
        for probability, taken in self._net.choices[place]:
            after = self._moved(place, taken, list(ready), held.copy())
            onward[after] = onward.get(after, 0.0) + probability
        return place, [(probability, after) for after, probability in onward.items()]

    def _moved(
        self, place: int, taken: tuple[int, ...], ready: list[int], held: Counter[Edge]
    ) -> _State | None:
        for number in taken:
            to = self._net.targets[place][number]
            if to is None:
                continue
            if self._net.joins[to] is Gate.ONE:
                ready.append(to)
                continue
            held[(place, number)] += 1
            if self._net.joins[to] is Gate.ALL and all(held[e] for e in self._net.incoming[to]):
                held.subtract(self._net.incoming[to])
                ready.append(to)
        held = +held
        if len(ready) + held.total() > _MOST_TOKENS:
            raise FlowsError("tokens-grow", row=place + 1)
        if not ready and held:
            ready.append(self._released(held))
        if not ready:
            return None
        return tuple(sorted(ready)), tuple(sorted((+held).elements()))

    def _released(self, held: Counter[Edge]) -> int:
        """The step whose join ends when nothing else is under way; its tokens are taken."""
        at = {
            to: [edge for edge in self._net.incoming[to] if held[edge]]
            for to in {self._net.targets[place][number] for place, number in held}
            if to is not None
        }
        free = sorted(to for to in at if to in self._before)
        if not free:
            raise FlowsError("join-starves", row=min(at) + 1)
        first = next((to for to in free if not (at.keys() - {to}) & self._before[to]), free[0])
        held.subtract(at[first])
        return first
