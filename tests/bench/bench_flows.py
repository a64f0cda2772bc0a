"""Measurements of the simulation of flows, beside SimPy and Ciw running the same flow.

Printed, never asserted: medians of three runs in seconds of processor time, taken in turn. The flow
is the one of two pools whose mean waits are known (3.5556 and 9 minutes): all three must say so.
"""

import random
import time
from collections.abc import Callable, Generator
from functools import partial
from statistics import fmean, median
from typing import Any

import ciw
import simpy

from engine.flows import queues
from tomoni.engine import flows
from tomoni.engine.core import Quantity

CASES = 10_000
Happening = Generator[simpy.Event, Any, None]
REPLICATIONS = 30


def processor(run: Callable[[], object]) -> float:
    since = time.process_time()
    run()
    return time.process_time() - since


def ours(cases: int, *, replications: int = 1) -> flows.Run:
    return flows.simulate(
        queues.TWO_POOLS,
        settings=queues.TWO_POOLS_SETTINGS,
        cases=cases,
        replications=replications,
        seed=1,
    )


def with_simpy(cases: int) -> list[float]:
    """The mean wait for each pool and the mean time of a case."""
    chance = random.Random(1)  # noqa: S311 -- a simulation
    world = simpy.Environment()
    pools = simpy.Resource(world, 3), simpy.Resource(world, 1)
    waits: tuple[list[float], list[float]] = ([], [])
    times: list[float] = []

    def work(pool: int, mean: float) -> Happening:
        came = world.now
        with pools[pool].request() as request:
            yield request
            waits[pool].append(world.now - came)
            yield world.timeout(chance.expovariate(1 / mean))

    def case() -> Happening:
        came = world.now
        yield from work(0, 8)
        yield from work(0, 8)
        if chance.random() < 0.8:
            yield from work(1, 6)
        times.append(world.now - came)

    def arrivals() -> Happening:
        for _ in range(cases):
            yield world.timeout(chance.expovariate(1 / 8))
            world.process(case())

    world.process(arrivals())
    world.run()
    return [fmean(waits[0]), fmean(waits[1]), fmean(times)]


def with_ciw(cases: int) -> list[float]:
    """The same by Ciw, which adds the time of a case up from its visits."""
    ciw.seed(1)

    def route(_individual: object, _simulation: object) -> list[int]:
        return [1, 2] if random.random() < 0.8 else [1]  # noqa: S311

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1 / 8), None],
        service_distributions=[ciw.dists.Exponential(1 / 8), ciw.dists.Exponential(1 / 6)],
        routing=ciw.routing.ProcessBased(route),
        number_of_servers=[3, 1],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(cases, method="Finish")
    records = simulation.get_all_records()
    waits = [fmean(one.waiting_time for one in records if one.node == node) for node in (1, 2)]
    whole = sum(one.exit_date - one.arrival_date for one in records)
    return [*waits, whole / len({one.id_number for one in records})]


def test_the_two_pools_beside_two_simulators() -> None:
    """As many cases for each, those of our warm-up among them."""
    rivals: dict[str, Callable[[int], list[float]]] = {"SimPy": with_simpy, "Ciw": with_ciw}
    total = CASES + CASES // 10 + CASES // 20
    spent: dict[str, list[float]] = {"ours": [], **{name: [] for name in rivals}}
    for _ in range(5):
        spent["ours"].append(processor(lambda: ours(CASES, replications=5)) / 5)
        for name, rival in rivals.items():
            spent[name].append(processor(partial(rival, total)))
    typical = {name: median(times) for name, times in spent.items()}
    run = ours(CASES)
    means = {name: rival(total) for name, rival in rivals.items()}
    means["ours"] = [*(lane.wait.value for lane in run.lanes)]
    means["ours"].append(run.quantities["throughput_minutes"].value)
    print(f"\n{total:,} cases; truth 3.56, 9.00, 35.11 minutes")
    for name, found in means.items():
        said = ", ".join(f"{value:.2f}" for value in found)
        times = typical[name] / typical["ours"]
        print(f"{name}: {typical[name]:.3f} s, {times:.1f} times ours; {said} minutes")
    print("(target 10 times SimPy)")


def test_thirty_replications_of_ten_thousand_cases() -> None:
    def run() -> object:
        return ours(CASES, replications=REPLICATIONS)

    took = median(processor(run) for _ in range(3))
    print(f"\n{REPLICATIONS} x {CASES:,} cases: {took:.2f} s (target 2 s)")


def test_office_hours_and_gateways() -> None:
    """What leaves the short way: a calendar, and ways at the same time."""
    start = {"start": "2026-01-05"}
    settings = queues.TWO_POOLS_SETTINGS.model_copy(
        update={"calendar": flows.Calendar.model_validate(start)}
    )
    plain = processor(lambda: ours(CASES))
    office = processor(
        lambda: flows.simulate(queues.TWO_POOLS, settings=settings, cases=CASES, replications=1)
    )
    print(f"\n{CASES:,} cases by office hours: {office:.3f} s, {office / plain:.1f} times")


def test_the_exact_cost_on_a_keystroke() -> None:
    steps = [f"a{number}" for number in range(200)]
    flow = queues.line(*steps)
    cases = Quantity(value=1_000)
    took = median(processor(lambda: flows.cost(flow, cases=cases)) for _ in range(9))
    twelve = queues.line(*steps[:12])
    short = median(processor(lambda: flows.cost(twelve, cases=cases)) for _ in range(9))
    print(f"\nexact cost: 12 steps {short * 1e3:.1f} ms, 200 steps {took * 1e3:.1f} ms (target 5)")


def branching(size: int) -> list[dict[str, str]]:
    """A table of steps in four lanes; every tenth sends a fifth of the cases three steps back."""
    lanes = ("市民", "窓口", "審査", "決裁")
    return [
        {
            "番号": str(row),
            "誰が": lanes[row // 3 % 4],
            "何をする": f"作業{row}をする",
            "ふつう（分）": "5",
            "次": f"{row - 3} 不備 20%／{row + 1} よい 80%" if row % 10 == 5 else "",
        }
        for row in range(1, size + 1)
    ]


def test_a_table_of_two_hundred_steps_becomes_a_picture() -> None:
    """Read and laid out; and one new name written into the file that was kept."""
    rows = branching(200)

    def drawn() -> bytes:
        return flows.to_bpmn(flows.from_rows(rows, title="二百")[0])

    took = median(processor(drawn) for _ in range(5)) * 1e3
    kept = drawn()
    flow, _ = flows.from_rows([{**rows[0], "何をする": "別の名"}, *rows[1:]], title="二百")
    again = median(processor(lambda: flows.to_bpmn(flow, kept=kept)) for _ in range(5)) * 1e3
    print(f"\n200 steps to BPMN: {took:.0f} ms, into a kept file {again:.0f} (target 200)")
