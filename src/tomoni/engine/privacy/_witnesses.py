"""Proofs of safety: for each need one other table that shows the same figures."""

from collections.abc import Sequence

import numpy as np

from tomoni.engine.privacy._moves import (
    NEAR,
    Moves,
    Reach,
    needs_of,
    room_down,
    room_up,
    whole_move,
)
from tomoni.engine.privacy._problem import Flags, Numbers, Problem


class Witnesses:
    """For each need the last move found that meets it; a move proves every need it is far enough
    for, backwards too. A pattern is safe when each need has a move that stays in hidden cells.

    With `counts` a move is whole numbers and its sums are checked without rounding, so that no
    tolerance of a solver can make an unsafe pattern look safe.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.needs = needs_of(problem)
        self.up, self.down = room_up(problem), room_down(problem)
        self._moves = Moves(problem)
        self._held = np.zeros((len(self.needs), len(problem.values)), dtype=np.float64)
        self._cells = np.array([need.cell for need in self.needs], dtype=np.intp)
        self._ways = np.array([need.way for need in self.needs], dtype=np.float64)
        self._amounts = np.array([need.amount for need in self.needs], dtype=np.float64)

    def lacking(self, hidden: Flags) -> list[int]:
        """The needs whose move uses a cell that is not hidden, or that have none yet."""
        strays = (self._held[:, ~hidden] != 0).any(axis=1)
        empty = self._held[np.arange(len(self.needs)), self._cells] == 0
        return [int(place) for place in np.flatnonzero(strays | empty)]

    def using(self, cell: int) -> list[int]:
        """The needs whose move goes through a cell."""
        return [int(place) for place in np.flatnonzero(self._held[:, cell])]

    def lacks(self, place: int, hidden: Flags) -> bool:
        """Whether one need has no move inside the hidden cells."""
        held = self._held[place]
        return not held[self.needs[place].cell] or bool(held[~hidden].any())

    def offer(self, move: Numbers, *, among: Sequence[int]) -> frozenset[int]:
        """Keep a move for those needs that it meets; they are returned."""
        genuine = self._genuine(move)
        places = np.asarray(among, dtype=np.intp)
        met: set[int] = set()
        for turned in () if genuine is None else (genuine, -genuine):
            if self._fits(turned):
                far = turned[self._cells[places]] * self._ways[places]
                enough = places[far >= self._amounts[places] - self._slack(self._amounts[places])]
                self._held[enough] = turned
                met.update(int(place) for place in enough)
        return frozenset(met)

    def attack(self, place: int, *, hidden: Flags, among: Sequence[int]) -> Reach | None:
        """None when a need is met now (others of `among` too, perhaps); else how far it goes."""
        need = self.needs[place]
        up, down = np.where(hidden, self.up, 0.0), np.where(hidden, self.down, 0.0)
        self._moves.within(down=down, up=up)
        reach = self._moves.furthest(need.cell, way=need.way, at_most=need.amount)
        if reach.amount < need.amount - NEAR * (1 + need.amount):
            return reach
        if place in self.offer(reach.move, among=among):
            return None
        move = None
        if self.problem.counts:
            move = whole_move(
                self.problem, need.cell, way=need.way, down=down, up=up, at_least=need.amount
            )
        return None if move is not None and place in self.offer(move, among=among) else reach

    def _genuine(self, move: Numbers) -> Numbers | None:
        """The move without the noise of the solver; None when its sums do not add up."""
        counts, equations = self.problem.counts, self.problem.equations
        clean: Numbers = np.round(move) if counts else np.where(np.abs(move) < NEAR, 0.0, move)
        left = np.abs(equations @ clean)
        if counts:
            far = np.abs(clean - move).max(initial=0.0) > NEAR * 10
            return None if far or left.any() else clean
        return clean if (left <= NEAR * (1 + abs(equations) @ np.abs(clean))).all() else None

    def _fits(self, move: Numbers) -> bool:
        slack = 0.0 if self.problem.counts else NEAR
        return bool(((move <= self.up + slack) & (-move <= self.down + slack)).all())

    def _slack(self, amounts: Numbers) -> Numbers:
        return np.zeros_like(amounts) if self.problem.counts else NEAR * (1 + amounts)
