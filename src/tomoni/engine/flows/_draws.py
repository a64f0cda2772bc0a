"""Random numbers of a replication: each case has its own for each step, in every flow alike."""

from collections.abc import Callable, Iterator
from zlib import crc32

import numpy as np

from tomoni.engine.flows._distributions import Numbers, drawn
from tomoni.engine.flows._flow import Gate
from tomoni.engine.flows._plan import Plan, Work

_BLOCK = 1_024
_Whole = list[int]


def _generator(seed: int, replication: int, purpose: str) -> np.random.Generator:
    """A stream of its own: the name of what it is for is part of its seed."""
    sequence = np.random.SeedSequence([seed, replication, crc32(purpose.encode())])
    return np.random.Generator(np.random.PCG64(sequence))


class Draws:
    """What happens by chance, by step and case.

    Two flows that share a seed give the same case the same luck at a step of the same id, however
    the rest differs: common random numbers. `minutes[step][case]`, `ways[step][case]` (the place it
    goes on to; for several ways a uniform number), `waits[step][case]`; `renew` gives fresh luck to
    a case that comes to a step once more.
    """

    def __init__(self, plan: Plan, *, seed: int, replication: int) -> None:
        self._plan = plan
        self._seed, self._replication = seed, replication
        total = plan.total
        self.arrivals = self._arrivals()
        self.minutes = [
            drawn(step.minutes, self._uniforms(step, "minutes", total)).tolist()
            for step in plan.steps
        ]
        self.picks: list[list[float]] = [[]] * len(plan.steps)
        self.ways: list[_Whole] = [[]] * len(plan.steps)
        self.waits: list[list[float]] = [[]] * len(plan.steps)
        for place, step in enumerate(plan.steps):
            if step.split is Gate.ANY:
                self.picks[place] = self._uniforms(step, "ways", total).tolist()
            elif step.split is Gate.ONE and len(step.to) > 1:
                self.ways[place] = _onward(step, self._uniforms(step, "ways", total))
            else:
                self.ways[place] = [step.to[0]] * total
            if step.settings.wait is not None:
                uniforms = self._uniforms(step, "waits", total)
                self.waits[place] = drawn(step.settings.wait, uniforms).tolist()
        share = plan.settings.urgent
        chance = _generator(seed, replication, "urgent").random(total) if share else np.ones(total)
        self.urgent: list[bool] = (chance < share).tolist()
        self._fresh = [self._renewals(step) if step.again else iter(()) for step in plan.steps]

    def renew(self, place: int, case: int) -> None:
        """Fresh luck for a case at a step that it has just done."""
        minutes, way, pick, wait = next(self._fresh[place])
        self.minutes[place][case] = minutes
        if self.picks[place]:
            self.picks[place][case] = pick
        else:
            self.ways[place][case] = way
        if self.waits[place]:
            self.waits[place][case] = wait

    def _uniforms(self, step: Work, purpose: str, size: int) -> Numbers:
        return _generator(self._seed, self._replication, f"{purpose} {step.key}").random(size)

    def _renewals(self, step: Work) -> Iterator[tuple[float, int, float, float]]:
        generator = _generator(self._seed, self._replication, f"again {step.key}")
        wait = step.settings.wait
        while True:
            minutes, ways, waits = (generator.random(_BLOCK) for _ in range(3))
            yield from zip(
                drawn(step.minutes, minutes).tolist(),
                _onward(step, ways),
                ways.tolist(),
                waits.tolist() if wait is None else drawn(wait, waits).tolist(),
                strict=True,
            )

    def _arrivals(self) -> list[float]:
        """Moments at which the cases come, in minutes from the start."""
        generator = _generator(self._seed, self._replication, "arrivals")
        gaps = drawn(self._plan.settings.gap, generator.random(self._plan.total))
        amounts: list[float] = np.cumsum(gaps).tolist()
        clock = self._plan.arrivals
        return amounts if clock is None else _each(clock.moment, amounts)


def _each(function: Callable[[float], float], amounts: list[float]) -> list[float]:
    return [function(amount) for amount in amounts]


def _onward(step: Work, uniforms: Numbers) -> _Whole:
    """The place each of the uniform numbers leads to."""
    numbers = np.searchsorted(np.array(step.upto[:-1]), uniforms, side="right")
    places: _Whole = np.array(step.to)[numbers].tolist()
    return places
