"""One replication: what happens, one event after the other."""

from collections import Counter, deque
from heapq import heappop, heappush, heapreplace
from math import inf
from typing import Any

from tomoni.engine.flows._draws import Draws
from tomoni.engine.flows._flow import Gate
from tomoni.engine.flows._plan import END_PLACE, Plan
from tomoni.engine.flows._tokens import Edge

_COMES = -1
"""What happens: a case comes in. A place: that step is done; above: to line up, a lane opens."""


class Replication:
    """The events of one replication, in the order of time; equal moments in the order of cases.

    `waited`, `visits`, `busy` by step hold minutes of waiting, times begun and minutes of work of
    the cases that count; `longest` by lane the most that ever waited; `left` by case the moment it
    was done. Most of the work is in `run`, which does itself what a plain step needs.
    """

    def __init__(self, plan: Plan, draws: Draws) -> None:
        steps, lanes = plan.steps, plan.lanes
        self._plan, self._draws = plan, draws
        self._size = len(steps)
        self._coming = [(at, case, _COMES) for case, at in enumerate(draws.arrivals)]
        self._coming.append((inf, 0, len(steps) + len(lanes) + len(steps)))
        self._heap: list[tuple[float, int, int]] = [self._coming[0]]
        self._free = [lane.people for lane in lanes]
        # A heap where some go first, else a queue: their entries differ.
        self._queues: list[Any] = [[] if lane.ordered else deque() for lane in lanes]
        self._lane_of = [step.lane for step in steps]
        self._queue_of = [self._queues[step.lane] for step in steps]
        self._doers: list[list[int]] = [[] for _ in steps]
        self._done = [found.append for found in self._doers]
        self._again = [step.again for step in steps]
        # What is no step is never quick; the end is found at its place, -1.
        other = [False] * (len(steps) + len(lanes) + 1)
        self._quick_start = [*(step.quick_start for step in steps), *other]
        self._quick_end = [*(step.quick_end for step in steps), *other]
        self._to_open = [False] * len(lanes)
        self._held: dict[tuple[int, int], Counter[Edge]] = {}
        self._at: dict[int, Counter[int]] = {}
        self._patient = [place for place, step in enumerate(steps) if step.join is Gate.ANY]
        self._first, self._last = plan.warmup, plan.warmup + plan.cases
        self.waited = [0.0] * len(steps)
        self.visits = [0] * len(steps)
        self.busy = [0.0] * len(steps)
        self.longest = [0] * len(lanes)
        self.left = list(draws.arrivals)

    def run(self) -> None:
        """All events until the last case is done."""
        heap, coming, first, last = self._heap, self._coming, self._first, self._last
        minutes, ways, done, again = self._draws.minutes, self._draws.ways, self._done, self._again
        free, lane_of, queue_of, longest = self._free, self._lane_of, self._queue_of, self.longest
        quick_start, quick_end, waited = self._quick_start, self._quick_end, self.waited
        while heap:
            now, case, what = heap[0]
            if quick_end[what]:
                to = ways[what][case]
                if again[what]:
                    self._count(what, case)
                else:
                    done[what](case)
                if queue_of[what]:
                    since, other, step = queue_of[what].popleft()
                    heapreplace(heap, (now + minutes[step][other], other, step))
                    if first <= other < last:
                        waited[step] += now - since
                else:
                    heappop(heap)
                    free[lane_of[what]] += 1
            elif what == _COMES:
                to = 0
                heapreplace(heap, coming[case + 1])
            else:
                self._happens(*heappop(heap))
                continue
            if to < 0:
                self.left[case] = now
            elif not quick_start[to]:
                self._come(now, case, to, (what, 0))
            elif free[lane_of[to]]:
                free[lane_of[to]] -= 1
                heappush(heap, (now + minutes[to][case], case, to))
            else:
                queue_of[to].append((now, case, to))
                if len(queue_of[to]) > longest[lane_of[to]]:
                    longest[lane_of[to]] = len(queue_of[to])
        self._sum_up()

    def _happens(self, now: float, case: int, what: int) -> None:
        """A step is done, a token lines up, a lane opens, or all is over."""
        size = self._size
        if what < size:
            self._finish(now, case, what)
        elif what < 2 * size:
            self._line_up(now, case, what - size)
        elif now < inf:
            self._to_open[what - 2 * size] = False
            self._serve(now, what - 2 * size)

    def _count(self, place: int, case: int) -> None:
        """A step done once; a case that may come again gets fresh luck for it."""
        if self._first <= case < self._last:
            self.visits[place] += 1
            self.busy[place] += self._draws.minutes[place][case]
        if self._again[place]:
            self._draws.renew(place, case)

    def _sum_up(self) -> None:
        """Counts what was done only once by each case."""
        for place, found in enumerate(self._doers):
            minutes = self._draws.minutes[place]
            counted = [minutes[case] for case in found if self._first <= case < self._last]
            self.visits[place] += len(counted)
            self.busy[place] += sum(counted)

    def _finish(self, now: float, case: int, place: int) -> None:
        draws, step = self._draws, self._plan.steps[place]
        if step.split is Gate.ONE:
            to = draws.ways[place][case]
            taken = [(step.to.index(to), to)]
        elif step.split is Gate.ALL:
            taken = list(enumerate(step.to))
        else:
            taken = self._picked(place, draws.picks[place][case])
        self._count(place, case)
        self._free[step.lane] += 1
        self._serve(now, step.lane)
        if self._patient:
            self._at[case][place] -= 1
        for number, to in taken:
            self._come(now, case, to, (place, number))
        if self._patient:
            self._release(now, case)

    def _picked(self, place: int, uniform: float) -> list[tuple[int, int]]:
        """The ways that a grid of width 1, moved by the uniform number, hits (`_tokens.picks`)."""
        step, before, found = self._plan.steps[place], 0.0, []
        for number, (to, upto) in enumerate(zip(step.to, step.upto, strict=True)):
            if _hits(upto, uniform) > _hits(before, uniform):
                found.append((number, to))
            before = upto
        return found

    def _come(self, now: float, case: int, to: int, edge: Edge) -> None:
        """A token comes to the end or a step: it waits for others, for its time, or lines up."""
        if to == END_PLACE:
            self.left[case] = now
            return
        step = self._plan.steps[to]
        if step.join is not Gate.ONE and edge[0] != _COMES:
            held = self._held.setdefault((case, to), Counter())
            held[edge] += 1
            if step.join is Gate.ANY or not all(held[each] for each in step.incoming):
                return
            held.subtract(step.incoming)
        self._begin(now, case, to)

    def _begin(self, now: float, case: int, to: int) -> None:
        settings = self._plan.steps[to].settings
        if self._patient:
            self._at.setdefault(case, Counter())[to] += 1
        at = now + self._draws.waits[to][case] if settings.wait else now
        if settings.at and self._plan.office:
            at = self._plan.office.next_at(at, times=settings.at)
        if at > now:
            heappush(self._heap, (at, case, self._size + to))
        else:
            self._line_up(now, case, to)

    def _line_up(self, now: float, case: int, to: int) -> None:
        lane = self._lane_of[to]
        queue = self._queues[lane]
        if self._plan.lanes[lane].ordered:
            rank = -self._plan.steps[to].settings.priority
            heappush(queue, (not self._draws.urgent[case], rank, now, case, to))
        else:
            queue.append((now, case, to))
        self._serve(now, lane)
        self.longest[lane] = max(self.longest[lane], len(queue))

    def _serve(self, now: float, lane: int) -> None:
        """Begins what waits in a lane, as long as somebody is free and it is open."""
        queue, lines = self._queues[lane], self._plan.lanes[lane]
        clock = lines.clock
        if not queue or not self._free[lane]:
            return
        if clock and (opening := clock.opening(now)) > now:
            if not self._to_open[lane]:
                self._to_open[lane] = True
                heappush(self._heap, (opening, -1, 2 * self._size + lane))
            return
        while queue and self._free[lane]:
            since, case, step = heappop(queue)[2:] if lines.ordered else queue.popleft()
            takes = self._draws.minutes[step][case]
            ends = clock.moment(clock.amount(now) + takes) if clock and takes else now + takes
            self._free[lane] -= 1
            heappush(self._heap, (max(now, ends), case, step))
            if self._first <= case < self._last:
                self.waited[step] += now - since

    def _release(self, now: float, case: int) -> None:
        """Begins the steps for which nothing more of the case can still come in."""
        at, steps = self._at[case], self._plan.steps
        while True:
            holding = [to for to in range(len(steps)) if +self._held.get((case, to), Counter())]
            active = {place for place, number in at.items() if number}
            patient = [to for to in self._patient if to in holding]
            free = [
                to
                for to in patient
                if not steps[to].before & active and not steps[to].before & (set(holding) - {to})
            ]
            chosen = free or ([] if active else patient)
            if not chosen:
                return
            held = self._held[(case, chosen[0])]
            held.subtract([edge for edge in steps[chosen[0]].incoming if held[edge]])
            self._begin(now, case, chosen[0])


def _hits(end: float, uniform: float) -> int:
    """How many points of the grid lie below."""
    return int(end - uniform + 1) if end > uniform else 0
