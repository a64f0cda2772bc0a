"""What SimPy and Ciw say of the same flows. Two independent means may differ by chance."""

import math
import random
from collections.abc import Generator
from statistics import fmean, stdev
from typing import Any

import ciw
import pytest
import simpy

from engine.flows import queues
from engine.flows.test_flow_tokens import PATTERNS, flow
from tomoni.engine import flows
from tomoni.engine.core import Quantity

TIMES, CASES = 12, 1_500
Happening = Generator[simpy.Event, Any, None]


def agree(quantity: Quantity, others: list[float]) -> bool:
    """Whether two means lie within four standard errors of their difference."""
    assert quantity.low is not None
    ours = (quantity.value - quantity.low) / 2
    theirs = stdev(others) / math.sqrt(len(others))
    return abs(quantity.value - fmean(others)) <= 4 * math.hypot(ours, theirs)


def by_simpy(number: int) -> float:
    """Rework in a crowd: two people, lognormal minutes, 30 % come back; the mean time of a case."""
    chance, world = random.Random(number), simpy.Environment()  # noqa: S311
    people = simpy.Resource(world, 2)
    times: list[float] = []
    spread = math.log(1 + 0.5**2)

    def case() -> Happening:
        came, again = world.now, True
        while again:
            with people.request() as request:
                yield request
                minutes = chance.lognormvariate(math.log(10) - spread / 2, math.sqrt(spread))
                yield world.timeout(minutes)
            again = chance.random() < 0.3
        times.append(world.now - came)

    def arrivals() -> Happening:
        for _ in range(CASES):
            yield world.timeout(chance.expovariate(1 / 9))
            world.process(case())

    world.process(arrivals())
    world.run()
    return fmean(times[CASES // 10 :])


def test_simpy_agrees_on_rework_in_a_crowd() -> None:
    step = flows.Step(
        id="serve",
        name="見る",
        lane="窓口",
        next=(flows.Next(to="serve", share=0.3), flows.Next(to=flows.END, share=0.7)),
    )
    again = flows.Flow(lanes=(flows.Lane(name="窓口"),), steps=(step,))
    given = queues.settings(flows.Lognormal(mean=10, deviation=5), gap=9, people=2)
    run = flows.simulate(again, settings=given, cases=CASES, replications=TIMES, seed=1)
    assert agree(run.quantities["throughput_minutes"], [by_simpy(n) for n in range(TIMES)])


def together(number: int) -> float:
    """Two ways at the same time with one person each, and both awaited."""
    chance, world = random.Random(number), simpy.Environment()  # noqa: S311
    people = [simpy.Resource(world, 1), simpy.Resource(world, 1)]
    times: list[float] = []

    def work(pool: simpy.Resource) -> Happening:
        with pool.request() as request:
            yield request
            yield world.timeout(chance.expovariate(1 / 6))

    def case() -> Happening:
        came = world.now
        yield world.all_of([world.process(work(pool)) for pool in people])
        times.append(world.now - came)

    def arrivals() -> Happening:
        for _ in range(CASES):
            yield world.timeout(chance.expovariate(1 / 10))
            world.process(case())

    world.process(arrivals())
    world.run()
    return fmean(times[CASES // 10 :])


def test_simpy_agrees_on_two_ways_at_the_same_time() -> None:
    """Flatto and Hahn, SIAM Journal on Applied Mathematics 44, 1984: (12-ρ)/8 × 15 minutes."""
    lanes = tuple(flows.Lane(name=name) for name in ("受付", "甲", "乙"))
    steps = list(flow(*PATTERNS["all ways, all awaited"][0]).steps)
    nothing = flows.Minutes(low=0, likely=0, high=0)
    for place, lane in enumerate(("受付", "甲", "乙", "受付")):
        steps[place] = steps[place].model_copy(update={"lane": lane, "minutes": nothing})
    six = flows.StepSettings(minutes=flows.Exponential(mean=6))
    given = flows.Settings(gap=flows.Exponential(mean=10), steps={"b": six, "c": six})
    forked = flows.Flow(lanes=lanes, steps=tuple(steps))
    run = flows.simulate(forked, settings=given, cases=CASES, replications=TIMES, seed=1)
    found = run.quantities["throughput_minutes"]
    assert agree(found, [together(number) for number in range(TIMES)])
    assert found.value == pytest.approx((12 - 0.6) / 8 * 15, rel=0.05)


def test_ciw_agrees_on_who_goes_first() -> None:
    """Three people, a third of the cases urgent: the mean wait of all."""

    def by_ciw(number: int) -> float:
        ciw.seed(number)
        minutes = ciw.dists.Triangular(5, 10, 30)
        network = ciw.create_network(
            arrival_distributions={
                "urgent": [ciw.dists.Exponential(1 / 18)],
                "other": [ciw.dists.Exponential(1 / 9)],
            },
            service_distributions={"urgent": [minutes], "other": [minutes]},
            number_of_servers=[3],
            priority_classes={"urgent": 0, "other": 1},
            routing={"urgent": [[0.0]], "other": [[0.0]]},
        )
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_customers(CASES, method="Finish")
        return fmean(one.waiting_time for one in simulation.get_all_records())

    given = queues.settings(
        flows.Triangular(low=5, likely=10, high=30), gap=6, people=3, urgent=1 / 3
    )
    run = flows.simulate(queues.SERVE, settings=given, cases=CASES, replications=TIMES, seed=1)
    assert agree(run.steps[0].wait, [by_ciw(number) for number in range(TIMES)])
