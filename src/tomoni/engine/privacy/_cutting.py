"""What every safe pattern has in common, as inequalities over the hidden flags."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from tomoni.engine.privacy._moves import Moves, Need, Reach
from tomoni.engine.privacy._problem import Flags, Numbers, Problem
from tomoni.engine.privacy._witnesses import Witnesses

_TRACE = 1e-4
"""How open a shown cell is while cuts are sought: of two dual answers the sparser is taken."""
_VIOLATED = 1e-3


@dataclass(frozen=True, eq=False)
class Cut:
    """`shares @ flags[cells] >= least` for every safe pattern worth looking at."""

    cells: NDArray[np.intp]
    shares: Numbers
    least: float = 1.0

    def violated(self, flags: Numbers) -> bool:
        """Whether flags between 0 and 1, (n,), break the cut clearly."""
        return float(self.shares @ flags[self.cells]) < self.least - _VIOLATED


class Cuts:
    """Finds the cuts that a proposal breaks (Fischetti and Salazar-González 2001).

    A move must carry a need's amount out of its cell through hidden cells. Any prices u of the
    equations give differences c = ±e - equationsᵀ u, and then the rooms of the cells with c ≠ 0,
    weighted by c and counted where hidden, have to reach the amount.
    """

    def __init__(self, problem: Problem, witnesses: Witnesses, *, least: Flags) -> None:
        self._problem, self._witnesses = problem, witnesses
        self._always, self._free = least, ~least & ~problem.open
        self._across = problem.equations.T.tocsr()
        self._moves = Moves(problem)

    def broken(self, flags: Numbers) -> Iterator[Cut]:
        """The capacity cuts that flags (n,), whole or not, break: at most one a need."""
        needs = self._witnesses.needs
        share = np.where(self._problem.open, 0.0, np.maximum(flags, _TRACE))
        for amount, group in groupby(needs, key=lambda need: need.amount):
            self._moves.within(
                down=np.minimum(self._witnesses.down, amount) * share,
                up=np.minimum(self._witnesses.up, amount) * share,
            )
            for need in group:
                reach = self._moves.furthest(need.cell, way=need.way)
                if reach.amount < amount * (1 - _VIOLATED):
                    cut = self.capacity(need, reach.prices)
                    if cut is not None and cut.violated(flags):
                        yield cut

    def capacity(self, need: Need, prices: Numbers) -> Cut | None:
        """The cut of a need that prices (m,) give; None when the primary cells meet it."""
        rooms = self._rooms(need, prices)
        rest = need.amount - float(rooms[self._always].sum())
        if rest <= 1e-7 * need.amount:
            return None
        cells = np.flatnonzero(self._free & (rooms > 0))
        return Cut(cells, np.minimum(rooms[cells], rest) / rest)

    def refuting(self, place: int, reach: Reach, hidden: Flags) -> Cut:
        """A cut that an unsafe pattern breaks, whose need at `place` reaches only so far.

        At least one more cell is hidden: of those through which the prices let more pass, when
        they prove it; else of those outside of a largest pattern that is still unsafe (a need that
        fails among whole numbers only).
        """
        need = self._witnesses.needs[place]
        rooms = self._rooms(need, reach.prices)
        if reach.amount < need.amount * (1 - _VIOLATED) and rooms[hidden].sum() < need.amount * (
            1 - _VIOLATED
        ):
            cells = np.flatnonzero(self._free & ~hidden & (rooms > 0))
        else:
            shown = np.flatnonzero(self._free & ~hidden)
            cheapest = shown[np.argsort(self._problem.weights[shown], kind="stable")]
            cells = np.flatnonzero(self._free & ~self._grow(place, hidden, cheapest))
        return Cut(cells, np.ones(len(cells)))

    def _grow(self, place: int, hidden: Flags, cells: NDArray[np.intp]) -> Flags:
        more = hidden.copy()
        more[cells] = True
        if self._witnesses.attack(place, hidden=more, among=[place]) is not None:
            return more
        if len(cells) <= 1:
            return hidden
        half = len(cells) // 2
        return self._grow(place, self._grow(place, hidden, cells[:half]), cells[half:])

    def _rooms(self, need: Need, prices: Numbers) -> Numbers:
        differences = self._differences(need.cell, need.way, prices)
        rooms = np.zeros(len(differences))
        rising, falling = differences > 0, differences < 0
        rooms[rising] = differences[rising] * self._witnesses.up[rising]
        rooms[falling] = -differences[falling] * self._witnesses.down[falling]
        return np.minimum(rooms, need.amount)

    def _differences(self, cell: int, way: int, prices: Numbers) -> Numbers:
        differences: Numbers = -(self._across @ prices)
        differences[cell] += way
        differences[np.abs(differences) < 1e-9] = 0.0
        return differences


def distinct(cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts without repetitions."""
    seen = {(cut.cells.tobytes(), cut.shares.round(9).tobytes(), cut.least): cut for cut in cuts}
    return list(seen.values())
