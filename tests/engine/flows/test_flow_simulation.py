"""The simulation against queues whose answer is known."""

import math
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.flows import flowing, queues
from tomoni.engine import flows
from tomoni.engine.core import Grade, Quantity


def holds(quantity: Quantity, truth: float) -> bool:
    """Whether the interval holds the truth; it is widened to 99.9 % so that one seed may stand."""
    assert quantity.low is not None
    assert quantity.high is not None
    half = (quantity.high - quantity.low) / 2 * 1.8
    return abs(quantity.value - truth) <= half


def wait(run: flows.Run) -> Quantity:
    return run.steps[0].wait


ONE = queues.settings(flows.Exponential(mean=7), gap=10)
LOGNORMAL = flows.Lognormal(mean=6, deviation=6)
TRIANGLE = flows.Triangular(low=2, likely=4, high=12)
MEASURED = flows.Empirical(minutes=(2, 2, 5, 15))
TRUTHS: dict[str, tuple[flows.Settings, float]] = {
    "M/M/1": (ONE, queues.erlang_wait(gap=10, mean=7, people=1)),
    "M/M/3": (
        queues.settings(flows.Exponential(mean=24), gap=10, people=3),
        queues.erlang_wait(gap=10, mean=24, people=3),
    ),
    "M/D/1": (
        queues.settings(flows.Fixed(minutes=7), gap=10),
        queues.general_wait(gap=10, mean=7, squared=49),
    ),
    "M/G/1 lognormal": (
        queues.settings(LOGNORMAL, gap=10),
        queues.general_wait(gap=10, mean=6, squared=72),
    ),
    "M/G/1 triangular": (
        # Mean (a+b+c)/3; variance (a²+b²+c²-ab-ac-bc)/18.
        queues.settings(TRIANGLE, gap=10),
        queues.general_wait(gap=10, mean=6, squared=36 + (4 + 16 + 144 - 8 - 24 - 48) / 18),
    ),
    "M/G/1 empirical": (
        queues.settings(MEASURED, gap=10),
        queues.general_wait(gap=10, mean=6, squared=(4 + 4 + 25 + 225) / 4),
    ),
}


@pytest.mark.parametrize(("crowd", "truth"), TRUTHS.values(), ids=TRUTHS)
def test_mean_waits_are_those_of_queueing_theory(crowd: flows.Settings, truth: float) -> None:
    run = flows.simulate(queues.SERVE, settings=crowd, cases=4_000, replications=20, seed=1)
    assert holds(wait(run), truth)
    assert holds(run.steps[0].queue, truth / 10)
    assert run.steps[0].visits.value == 1


@pytest.mark.slow
@pytest.mark.parametrize(("crowd", "truth"), TRUTHS.values(), ids=TRUTHS)
def test_the_interval_holds_the_truth_as_often_as_it_says(
    crowd: flows.Settings, truth: float
) -> None:
    """Of 200 seeds 93 % at least."""
    hit = 0
    for seed in range(200):
        run = flows.simulate(queues.SERVE, settings=crowd, cases=1_500, replications=12, seed=seed)
        found = wait(run)
        assert found.low is not None
        assert found.high is not None
        hit += found.low <= truth <= found.high
    assert hit >= 186


@pytest.mark.slow
def test_the_two_pools_hold_their_truths_as_often_as_they_say() -> None:
    hit = [0, 0, 0]
    for seed in range(200):
        run = flows.simulate(
            queues.TWO_POOLS,
            settings=queues.TWO_POOLS_SETTINGS,
            cases=1_500,
            replications=12,
            seed=seed,
        )
        found = (run.lanes[0].wait, run.lanes[1].wait, run.quantities["throughput_minutes"])
        for place, (quantity, truth) in enumerate(zip(found, POOL_TRUTHS, strict=True)):
            assert quantity.low is not None
            assert quantity.high is not None
            hit[place] += quantity.low <= truth <= quantity.high
    assert min(hit) >= 186


POOL_TRUTHS = (32 / 9, 9, 2 * (32 / 9 + 8) + 0.8 * 15)


def test_two_pools_wait_as_theory_says() -> None:
    """Burke 1956: 3.5556 and 9.0000 minutes, 35.1111 minutes in all."""
    run = flows.simulate(
        queues.TWO_POOLS,
        settings=queues.TWO_POOLS_SETTINGS,
        cases=5_000,
        replications=20,
        seed=7,
    )
    assert pytest.approx((3.5556, 9.0, 35.1111), abs=5e-5) == POOL_TRUTHS
    assert holds(run.lanes[0].wait, 3.5556)
    assert holds(run.lanes[1].wait, 9.0)
    assert holds(run.quantities["throughput_minutes"], 35.1111)
    assert [lane.load for lane in run.lanes] == pytest.approx([2 / 3, 0.6])
    assert holds(run.lanes[0].utilisation, 2 / 3)
    assert holds(run.steps[2].visits, 0.8)
    assert run.overloaded == ()


def test_rework_comes_back_to_the_queue_as_jackson_says() -> None:
    """Jackson, Operations Research 5, 1957: with p sent back the lane is M/M/1 of λ/(1-p)."""
    flow = flowing.chain("1 不備 20%／終わり 80%")
    rules = queues.settings(
        flows.Fixed(minutes=0),
        gap=10,
        steps={"s1": {"minutes": {"kind": "exponential", "mean": 6}}},
    )
    run = flows.simulate(flow, settings=rules, cases=4_000, replications=20, seed=3)
    assert holds(run.steps[0].visits, 1.25)
    assert holds(wait(run), queues.erlang_wait(gap=8, mean=6, people=1))
    assert holds(run.quantities["throughput_minutes"], 1.25 * 24)


def test_the_urgent_wait_less_and_the_others_more_as_cobham_says() -> None:
    """Cobham, Operations Research 2, 1954: waits R/(1-ρ1) and R/((1-ρ1)(1-ρ)), R = λ E[S²]/2."""
    rules = queues.settings(flows.Exponential(mean=7), gap=10, urgent=0.3)
    run = flows.simulate(queues.SERVE, settings=rules, cases=4_000, replications=20, seed=2)
    rest = 2 * 49 / 10 / 2
    first = rest / (1 - 0.21)
    assert holds(wait(run), 0.3 * first + 0.7 * first / (1 - 0.7))


def test_steps_of_higher_priority_go_first() -> None:
    steps = (
        flows.Step(
            id="sort",
            name="振り分ける",
            lane="窓口",
            next=(flows.Next(to="first", share=0.3), flows.Next(to="second", share=0.7)),
        ),
        flows.Step(id="first", name="急ぐ", lane="窓口"),
        flows.Step(id="second", name="急がない", lane="窓口"),
    )
    flow = flows.Flow(lanes=(flows.Lane(name="窓口"),), steps=steps)
    seven = flows.Exponential(mean=7)
    rules = flows.Settings(
        gap=flows.Exponential(mean=10),
        steps={
            "first": flows.StepSettings(minutes=seven, priority=1),
            "second": flows.StepSettings(minutes=seven),
        },
    )
    run = flows.simulate(flow, settings=rules, cases=4_000, replications=20, seed=2)
    first = 4.9 / (1 - 0.21)
    assert holds(run.steps[1].wait, first)
    assert holds(run.steps[2].wait, first / 0.3)


def test_percentiles_and_the_deadline_are_those_of_the_exponential_stay() -> None:
    """The stay in M/M/1 is exponential with mean 1/(μ-λ) = 70/3 minutes (Gross, 2.2.5)."""
    rules = ONE.model_copy(update={"deadline": flows.Deadline(length=60)})
    run = flows.simulate(queues.SERVE, settings=rules, cases=4_000, replications=20, seed=5)
    stay = 70 / 3
    for percent in (50, 80, 90, 95):
        truth = -stay * math.log(1 - percent / 100)
        assert holds(run.quantities[f"throughput_{percent}"], truth)
    assert holds(run.quantities["within_deadline"], 1 - math.exp(-60 / stay))


def test_waiting_for_a_citizen_keeps_nobody_busy() -> None:
    rules = queues.settings(
        flows.Fixed(minutes=0), gap=10, steps={"serve": {"wait": {"kind": "fixed", "minutes": 500}}}
    )
    run = flows.simulate(queues.SERVE, settings=rules, cases=50, replications=2)
    assert run.quantities["throughput_minutes"].value == pytest.approx(500)
    assert run.lanes[0].utilisation.value == 0
    assert wait(run).value == 0


def test_equal_seeds_give_equal_runs_and_others_do_not() -> None:
    def run(seed: int) -> flows.Run:
        return flows.simulate(queues.SERVE, settings=ONE, cases=200, replications=3, seed=seed)

    assert run(4) == run(4)
    assert run(4).steps != run(5).steps


def test_a_lane_with_more_work_than_it_can_do_is_named() -> None:
    rules = queues.settings(flows.Fixed(minutes=12), gap=10)
    run = flows.simulate(queues.SERVE, settings=rules, cases=300, replications=3)
    assert run.overloaded == ("窓口",)
    assert run.lanes[0].load == pytest.approx(1.2)


def test_one_replication_has_no_interval_and_the_grade_is_the_weakest() -> None:
    flow = flowing.flow_of(flowing.PERMIT)
    measured = tuple(step.model_copy(update={"grade": Grade.MEASURED}) for step in flow.steps)
    volume = flows.Volume(value=1_000, grade=Grade.INTERVIEW)
    flow = flow.model_copy(update={"steps": measured, "volume": volume})
    rules = flows.Settings(gap=flows.Exponential(mean=120))
    quantity = flows.simulate(flow, settings=rules, cases=50, replications=1).quantities
    assert quantity["throughput_minutes"].low is None
    assert quantity["throughput_minutes"].grade is Grade.INTERVIEW


def test_without_a_crowd_a_case_takes_as_long_as_its_cost_says() -> None:
    flow = flowing.flow_of(flowing.PERMIT)
    rules = flows.Settings(gap=flows.Exponential(mean=100_000))
    run = flows.simulate(flow, settings=rules, cases=3_000, replications=10, seed=1)
    for step, counted in zip(
        run.steps, flows.cost(flow, cases=Quantity(value=1)).steps, strict=True
    ):
        assert step.visits.value == pytest.approx(counted.visit_ratio, abs=0.02)


def refused(run: Callable[[], object]) -> str:
    with pytest.raises(flows.FlowsError) as caught:
        run()
    return caught.value.code


def test_progress_is_told_and_a_run_can_be_stopped() -> None:
    told: list[tuple[int, int, str]] = []
    flows.simulate(
        queues.SERVE,
        settings=ONE,
        cases=10,
        replications=2,
        progress=lambda *said: told.append(said),
    )
    assert told == [(0, 2, "1"), (1, 2, "2"), (2, 2, "")]
    stopped = refused(lambda: flows.simulate(queues.SERVE, settings=ONE, cancelled=lambda: True))
    assert stopped == "cancelled"


def test_what_cannot_be_run_is_refused() -> None:
    strange = ONE.model_copy(update={"lanes": {"だれか": flows.LaneSettings(people=1)}})
    assert refused(lambda: flows.simulate(queues.SERVE, settings=strange)) == "unknown-lane"
    strange = ONE.model_copy(update={"steps": {"x": flows.StepSettings()}})
    assert refused(lambda: flows.simulate(queues.SERVE, settings=strange)) == "unknown-step"
    few = refused(lambda: flows.simulate(queues.SERVE, settings=ONE, cases=1))
    assert few == "too-few-cases"
    assert refused(lambda: flows.simulate(flows.Flow(), settings=ONE)) == "flow-empty"


@settings(deadline=None, max_examples=60)
@given(flowing.counted_flows(), st.booleans(), st.floats(0, 1), st.integers(0, 9))
def test_any_flow_that_can_be_counted_can_be_tried_out(
    flow: flows.Flow, office: bool, urgent: float, seed: int
) -> None:
    """Nobody is done before they came, and the step passed as often as the cost says."""
    short = flows.StepSettings(minutes=flows.Exponential(mean=5))
    rules = flows.Settings(
        gap=flows.Exponential(mean=100),
        steps={step.id: short for step in flow.steps},
        calendar=flows.Calendar(start=date(2026, 4, 1)) if office else None,
        urgent=urgent,
    )
    run = flows.simulate(flow, settings=rules, cases=40, replications=2, seed=seed)
    assert run.quantities["throughput_minutes"].value >= 0
    figures = [(step.visits, step.wait, step.queue) for step in run.steps]
    assert all(quantity.value >= 0 for three in figures for quantity in three)
    assert run.steps[0].visits.value >= 1


@settings(deadline=None, max_examples=100)
@given(flowing.any_flows(most=5))
def test_any_flow_is_tried_out_or_refused_as_its_check_says(flow: flows.Flow) -> None:
    blocking = [found.code for found in flows.check(flow) if found.severity.value == "error"]
    tried = flows.Settings(gap=flows.Exponential(mean=100))
    if blocking:
        assert refused(lambda: flows.simulate(flow, settings=tried)) in blocking
    elif flow.steps and countable(flow):
        run = flows.simulate(flow, settings=tried, cases=5, replications=1)
        assert run.steps[0].visits.value >= 1


def countable(flow: flows.Flow) -> bool:
    """Whether no loop is left so seldom that the flow is refused as endless or takes for ever."""
    try:
        counted = flows.cost(flow, cases=Quantity(value=1)).steps
    except flows.FlowsError:
        return False
    return max(step.visit_ratio for step in counted) < 1_000
