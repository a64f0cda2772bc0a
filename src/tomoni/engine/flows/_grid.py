"""Where steps stand: the column (time, from the left) and the row within their lane."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tomoni.engine.flows._flow import END, Flow
from tomoni.engine.flows._graph import followers, places


@dataclass(frozen=True)
class Stand:
    """A place in the grid."""

    column: int
    lane: int
    row: int


@dataclass(frozen=True)
class Grid:
    """Stands of the steps by place, of the start, of the ends by (step, number of the way)."""

    lanes: tuple[str, ...]
    start: Stand
    steps: Mapping[int, Stand]
    ends: Mapping[tuple[int, int], Stand]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        stands = [self.start, *self.steps.values(), *self.ends.values()]
        return max(stand.column for stand in stands) + 1

    def rows(self, lane: int) -> int:
        """How many rows the lane has, at least one."""
        stands = [self.start, *self.steps.values(), *self.ends.values()]
        return max((stand.row + 1 for stand in stands if stand.lane == lane), default=1)


def grid(flow: Flow) -> Grid:
    """Every step in its lane, right of what comes before it.

    What goes on in another lane may stand in the same column, straight above or below, when nothing
    lies between. Rework (a way back to a step already begun) does not count as "before".
    """
    listed = [lane.name for lane in flow.lanes]
    others = dict.fromkeys(step.lane for step in flow.steps if step.lane not in listed)
    lanes = (*listed, *others)
    index = {name: lanes.index(name) for name in lanes}
    board = _Board()
    first_lane = index[flow.steps[0].lane] if flow.steps else 0
    start = board.put(0, first_lane)
    before = _before(flow)
    stands: dict[int, Stand] = {}
    for place in _order(len(flow.steps), before):
        lane = index[flow.steps[place].lane]
        sources = [source for source in before[place] if source in stands]
        column, below = _column(flow, place, lane=lane, stands=stands, sources=sources)
        if below is not None and board.free_between(below, column=column, lane=lane):
            stands[place] = board.drop(below, lane=lane)
        else:
            stands[place] = board.put(column + (below is not None), lane)
    ends = {
        (place, number): board.put(stands[place].column + 1, stands[place].lane)
        for place, number in _ends(flow)
    }
    return Grid(lanes=lanes or ("",), start=start, steps=stands, ends=ends)


def _ends(flow: Flow) -> Iterator[tuple[int, int]]:
    for place, step in enumerate(flow.steps):
        for number, way in enumerate(followers(flow, step)):
            if way.to == END:
                yield place, number


def _column(
    flow: Flow, place: int, *, lane: int, stands: Mapping[int, Stand], sources: list[int]
) -> tuple[int, Stand | None]:
    """The least column, and the stand it may be put straight below or above, if there is one."""
    if not sources:
        earlier = [stands[other].column for other in range(place) if other in stands]
        return (earlier[-1] + 1 if earlier else 1), None
    last = max(sources, key=lambda source: (stands[source].column, source))
    stand = stands[last]
    straight = len(flow.steps[last].next) == 1 and stand.lane != lane
    return (stand.column, stand) if straight else (stand.column + 1, None)


class _Board:
    """Which stands are taken, and which cells a straight line up or down passes through."""

    def __init__(self) -> None:
        self._taken: set[Stand] = set()
        self._passed: set[tuple[int, int]] = set()
        self._closed: set[tuple[int, int]] = set()

    def put(self, column: int, lane: int) -> Stand:
        """The first free row from this column on, a column further where a line passes."""
        while (column, lane) in self._passed | self._closed:
            column += 1
        row = 0
        while Stand(column, lane, row) in self._taken:
            row += 1
        stand = Stand(column, lane, row)
        self._taken.add(stand)
        return stand

    def free_between(self, stand: Stand, *, column: int, lane: int) -> bool:
        """Whether nothing lies between a stand and a lane above or below it."""
        between = range(min(stand.lane, lane), max(stand.lane, lane) + 1)
        occupied = {one.lane for one in self._taken if one.column == column and one != stand}
        return not any(other in occupied or (column, other) in self._passed for other in between)

    def drop(self, stand: Stand, *, lane: int) -> Stand:
        """The stand straight above or below; the cells between are passed through."""
        low, high = sorted((stand.lane, lane))
        self._passed.update((stand.column, between) for between in range(low + 1, high))
        dropped = self.put(stand.column, lane)
        # A further row of the upper lane would lie between the two.
        self._closed.add((stand.column, low))
        return dropped


def _before(flow: Flow) -> dict[int, list[int]]:
    """For each step those it follows, ways back (to a step still under way) left out."""
    where = places(flow)
    after = {
        place: [where[way.to] for way in step.next if way.to in where]
        for place, step in enumerate(flow.steps)
    }
    before: dict[int, list[int]] = {place: [] for place in after}
    state = dict.fromkeys(after, 0)
    for root in after:
        waiting = [] if state[root] else [(root, iter(after[root]))]
        state[root] = state[root] or 1
        while waiting:
            place, rest = waiting[-1]
            to = next(rest, None)
            if to is None:
                state[place] = 2
                waiting.pop()
                continue
            if state[to] != 1:
                before[to].append(place)
            if state[to] == 0:
                state[to] = 1
                waiting.append((to, iter(after[to])))
    return before


def _order(size: int, before: Mapping[int, list[int]]) -> Iterator[int]:
    """Each step after those it follows, else as in the table."""
    done: set[int] = set()
    while len(done) < size:
        place = next(
            place for place in range(size) if place not in done and done.issuperset(before[place])
        )
        done.add(place)
        yield place
