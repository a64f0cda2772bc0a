"""The cheapest set of cells to hide: proven, or the best found in time with how far it may be off.

Benders' decomposition after Fischetti and Salazar-González, "Solving the Cell Suppression Problem
on Tabular Data with Linear Constraints", Management Science 47 (2001): a master program chooses
hidden flags, the outsider's linear programs refute them, their dual prices become cuts.
"""

import time
from collections.abc import Callable, Iterator

import numpy as np

from tomoni.engine.privacy._covering import Cover, trimmed
from tomoni.engine.privacy._cutting import Cut, Cuts, distinct
from tomoni.engine.privacy._errors import PrivacyError
from tomoni.engine.privacy._master import Master
from tomoni.engine.privacy._moves import NEAR
from tomoni.engine.privacy._problem import Flags, Numbers, Pattern, Problem
from tomoni.engine.privacy._witnesses import Witnesses

_ROUNDS = 60
_SHARE = 0.5
"""Of the time left, what one part of the search may take."""


def suppress(
    problem: Problem, *, seconds: float = 30.0, clock: Callable[[], float] = time.monotonic
) -> Pattern:
    """The cheapest pattern in which every need is met, or the best safe one after `seconds`.

    Every answer is safe: for each need another table was found (whole numbers with `counts`,
    checked exactly) that shows the same figures. The first safe answer is always finished, however
    short the time. `optimal` says that no safe pattern is cheaper; else `bound` and `gap` say how
    much cheaper one could be.

    Raises `PrivacyError` `no-safe-table` when hiding all that may be hidden is not enough.
    """
    return _Search(problem, seconds=seconds, clock=clock).run()


class _Search:
    def __init__(self, problem: Problem, *, seconds: float, clock: Callable[[], float]) -> None:
        if problem.open[problem.protected].any():
            raise PrivacyError("no-safe-table")
        self._problem, self._clock = problem, clock
        self._start = clock()
        self._end = self._start + seconds
        self._witnesses = Witnesses(problem)
        self._cover = Cover(problem)
        self._least = problem.primary.copy()
        self._least[problem.protected] = True
        self._best = np.ones(len(problem.values), dtype=np.bool_)
        self._cost = np.inf
        self._bound = float(problem.weights[self._least].sum())

    def run(self) -> Pattern:
        self._propose(self._least, weights=self._problem.weights)
        if not np.isfinite(self._cost):
            raise PrivacyError("no-safe-table")
        if not self._proven():
            self._cutting = Cuts(self._problem, self._witnesses, least=self._least)
            self._master = Master(self._problem, least=self._least)
            self._relax()
            self._decide()
        return self._answer()

    def _relax(self) -> None:
        until = self._until()
        flags = self._relaxed()
        for _ in range(_ROUNDS):
            cuts = distinct(self._timed(self._cutting.broken(flags), until))
            if not cuts:
                break
            self._master.add(cuts)
            flags = self._relaxed()
            if self._proven() or self._clock() >= until:
                break
        if not self._proven() and self._clock() < self._end:
            self._propose(self._least, weights=self._problem.weights * (1.02 - flags))

    def _decide(self) -> None:
        while not self._proven() and self._clock() < self._end:
            self._relaxed()
            self._master.narrow(self._cost)
            flags, bound = self._master.solved(seconds=self._end - self._clock())
            self._bound = max(self._bound, min(bound, self._cost))
            if flags is None or self._proven():
                return
            cuts = self._refuted(flags)
            if not cuts:
                self._keep(flags)
                return
            self._master.add(cuts)
            self._propose(flags, weights=self._problem.weights)

    def _refuted(self, flags: Flags) -> list[Cut]:
        """Cuts that whole flags break; none when the pattern is safe."""
        cuts = list(self._cutting.broken(flags.astype(np.float64)))
        if not cuts:
            lacking = self._witnesses.lacking(flags)
            for place in lacking:
                if self._witnesses.lacks(place, flags):
                    reach = self._witnesses.attack(place, hidden=flags, among=lacking)
                    if reach is not None:
                        cuts.append(self._cutting.refuting(place, reach, flags))
                        if self._clock() >= self._end:
                            break
        return distinct(cuts)

    def _propose(self, hidden: Flags, *, weights: Numbers) -> None:
        """Complete a pattern to a safe one and keep it when it is the best."""
        end = self._until() if np.isfinite(self._cost) else np.inf
        found = self._cover.complete(
            self._witnesses, hidden, weights=weights, left=lambda: end - self._clock()
        )
        if found is None:
            return
        self._keep(found)
        until = self._until()
        shorter = trimmed(
            self._witnesses,
            found,
            order=weights,
            fixed=self._least,
            go_on=lambda: self._clock() < until,
        )
        self._keep(shorter)

    def _keep(self, hidden: Flags) -> None:
        cost = float(self._problem.weights[hidden].sum())
        if cost < self._cost and not self._witnesses.lacking(hidden):
            self._best, self._cost = hidden.copy(), cost

    def _relaxed(self) -> Numbers:
        flags, bound = self._master.relaxed()
        self._bound = max(self._bound, min(bound, self._cost))
        return flags

    def _timed(self, cuts: Iterator[Cut], until: float) -> list[Cut]:
        found = []
        for cut in cuts:
            found.append(cut)
            if self._clock() >= until:
                break
        return found

    def _until(self) -> float:
        now = self._clock()
        return now + _SHARE * (self._end - now)

    def _proven(self) -> bool:
        return self._bound >= self._cost - NEAR * (1 + self._cost)

    def _answer(self) -> Pattern:
        return Pattern(
            hidden=self._best,
            cost=self._cost,
            bound=self._cost if self._proven() else self._bound,
            optimal=self._proven(),
            seconds=self._clock() - self._start,
        )
