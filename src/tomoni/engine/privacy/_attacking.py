"""What an outsider can compute of hidden cells from everything that is shown."""

import numpy as np
from numpy.typing import NDArray

from tomoni.engine.privacy._moves import NEAR, Moves, room_down, room_up, whole_move
from tomoni.engine.privacy._problem import Flags, Numbers, Problem


def intervals(problem: Problem, hidden: Flags, *, cells: NDArray[np.intp] | None = None) -> Numbers:
    """The narrowest interval of each cell (k, 2) as least and most; infinite where nothing stops.

    `hidden` (n,); `cells` as positions (k,), all hidden ones when left out. With `counts` the ends
    are taken by whole-numbered tables: where linear programming goes to a fraction, integer
    programming decides.
    """
    up = np.where(hidden, room_up(problem), 0.0)
    down = np.where(hidden, room_down(problem), 0.0)
    moves = Moves(problem)
    moves.within(down=down, up=up)
    asked = np.flatnonzero(hidden) if cells is None else cells
    ends = np.empty((len(asked), 2))
    for place, cell in enumerate(asked):
        for side, way in enumerate((-1, 1)):
            reach = moves.furthest(int(cell), way=way)
            amount = max(reach.amount, 0.0)
            if problem.counts and np.isfinite(amount) and not _whole(reach.move):
                found = whole_move(problem, int(cell), way=way, down=down, up=up, at_least=None)
                amount = 0.0 if found is None else way * found[cell]
            ends[place, side] = problem.values[cell] + way * amount
    return np.round(ends) if problem.counts else ends


def _whole(move: Numbers) -> bool:
    return bool((np.abs(move - np.round(move)) < NEAR).all())
