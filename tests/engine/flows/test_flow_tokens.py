"""What goes on at the same time: AND, OR and XOR, nested and looped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.engine import flows
from tomoni.engine.core import Quantity
from tomoni.engine.flows import Gate

ONCE = Quantity(value=1, unit="件")


def step(key: str, *ways: str, split: Gate = Gate.ONE, join: Gate = Gate.ONE) -> flows.Step:
    """A step with ways such as `b 0.3`; `end` is the end."""
    parts = [way.split() for way in ways]
    return flows.Step(
        id=key,
        name=key,
        lane="市民",
        split=split,
        join=join,
        minutes=flows.Minutes(low=1, likely=1, high=1),
        next=tuple(
            flows.Next(
                to=flows.END if part[0] == "end" else part[0],
                condition="甲",
                share=float(part[1]) if part[1:] else None,
            )
            for part in parts
        ),
    )


def flow(*steps: flows.Step) -> flows.Flow:
    lanes = (flows.Lane(name="市民", kind=flows.LaneKind.CITIZEN),)
    return flows.Flow(title="流れ", lanes=lanes, steps=steps, volume=flows.Volume(value=1))


def visits(*steps: flows.Step) -> dict[str, float]:
    counted = flows.cost(flow(*steps), cases=ONCE)
    return {one.step: one.visit_ratio for one in counted.steps}


def errors(*steps: flows.Step) -> list[tuple[str, int | None]]:
    return [
        (found.code, found.place.row)
        for found in flows.check(flow(*steps))
        if found.severity.value == "error"
    ]


ALL, ANY = Gate.ALL, Gate.ANY

PATTERNS: dict[str, tuple[tuple[flows.Step, ...], list[float]]] = {
    "all ways, all awaited": (
        (step("a", "b", "c", split=ALL), step("b", "d"), step("c", "d"), step("d", join=ALL)),
        [1, 1, 1, 1],
    ),
    "all ways, none awaited": (
        (step("a", "b", "c", split=ALL), step("b", "d"), step("c", "d"), step("d")),
        [1, 1, 1, 2],
    ),
    "all ways end by themselves": (
        (step("a", "b", "c", split=ALL), step("b"), step("c")),
        [1, 1, 1],
    ),
    "several ways, those awaited": (
        (
            step("a", "b 0.5", "c 0.8", "d 0.2", split=ANY),
            step("b", "e"),
            step("c", "e"),
            step("d", "e"),
            step("e", join=ANY),
        ),
        [1, 0.5, 0.8, 0.2, 1],
    ),
    "one of two inside all": (
        (
            step("a", "b", "c", split=ALL),
            step("b", "d 0.3", "e 0.7"),
            step("c", "f"),
            step("d", "f"),
            step("e", "f"),
            step("f", join=ANY),
        ),
        [1, 1, 1, 0.3, 0.7, 1],
    ),
    "all inside one of two": (
        (
            step("a", "b 0.4", "e 0.6"),
            step("b", "c", "d", split=ALL),
            step("c", "f"),
            step("d", "f"),
            step("e", "g"),
            step("f", "g", join=ALL),
            step("g"),
        ),
        [1, 0.4, 0.4, 0.4, 0.6, 0.4, 1],
    ),
    "all inside all": (
        (
            step("a", "b", "c", split=ALL),
            step("b", "d", "e", split=ALL),
            step("c", "g"),
            step("d", "f"),
            step("e", "f"),
            step("f", "g", join=ALL),
            step("g", join=ALL),
        ),
        [1] * 7,
    ),
    "rework around all": (
        (
            step("a", "b", "c", split=ALL),
            step("b", "d"),
            step("c", "d"),
            step("d", "a 0.2", "end 0.8", join=ALL),
        ),
        [1.25] * 4,
    ),
    "rework within one of the ways": (
        (
            step("a", "b", "c", split=ALL),
            step("b", "b 0.5", "d 0.5"),
            step("c", "d"),
            step("d", join=ALL),
        ),
        [1, 2, 1, 1],
    ),
    "several inside several": (
        (
            step("a", "b 0.5", "c 0.5", split=ANY),
            step("b", "d 1", "e 0.5", split=ANY),
            step("c", "g"),
            step("d", "f"),
            step("e", "f"),
            step("f", "g", join=ANY),
            step("g", join=ANY),
        ),
        [1, 0.5, 0.5, 0.5, 0.25, 0.5, 1],
    ),
    "several awaited around a loop": (
        (
            step("a", "b 0.6", "c 0.7", split=ANY),
            step("b", "b 0.25", "d 0.75"),
            step("c", "d"),
            step("d", "a 0.5", "end 0.5", join=ANY),
        ),
        [2, 1.6, 1.4, 2],
    ),
}


@pytest.mark.parametrize(("steps", "expected"), PATTERNS.values(), ids=PATTERNS)
def test_visits_are_those_worked_by_hand(
    steps: tuple[flows.Step, ...], expected: list[float]
) -> None:
    assert errors(*steps) == []
    assert list(visits(*steps).values()) == pytest.approx(expected)


@pytest.mark.parametrize(("steps", "expected"), PATTERNS.values(), ids=PATTERNS)
def test_the_simulation_passes_each_step_as_often(
    steps: tuple[flows.Step, ...], expected: list[float]
) -> None:
    """Also with times of their own, so that the ways come together in any order."""
    spread = {one.id: flows.StepSettings(minutes=flows.Exponential(mean=5)) for one in steps}
    given = flows.Settings(gap=flows.Exponential(mean=3), steps=spread)
    run = flows.simulate(flow(*steps), settings=given, cases=4_000, replications=3, seed=1)
    assert [one.visits.value for one in run.steps] == pytest.approx(expected, abs=0.04)


STARVED: dict[str, tuple[tuple[flows.Step, ...], list[tuple[str, int | None]]]] = {
    "all awaited of one": (
        (
            step("a", "b 0.5", "c 0.5"),
            step("b", "d"),
            step("c", "d"),
            step("d", join=ALL),
        ),
        [("join-starves", 4)],
    ),
    "all awaited of several": (
        (
            step("a", "b 0.5", "c 0.8", split=ANY),
            step("b", "d"),
            step("c", "d"),
            step("d", join=ALL),
        ),
        [("join-starves", 4)],
    ),
    "ever more": (
        (step("a", "a", "b", split=ALL), step("b")),
        [("tokens-grow", 1)],
    ),
    "fewer than one": (
        (step("a", "b 0.5", "c 0.3", split=ANY), step("b"), step("c")),
        [("shares-too-few", 1)],
    ),
    "a share not given": (
        (step("a", "b 0.5", "c", split=ANY), step("b"), step("c")),
        [("shares-missing", 1)],
    ),
    "a way that never ends": (
        (step("a", "b", "c", split=ALL), step("b", "b"), step("c")),
        [("endless", 2)],
    ),
}


@pytest.mark.parametrize(("steps", "expected"), STARVED.values(), ids=STARVED)
def test_what_never_comes_together_is_found(
    steps: tuple[flows.Step, ...], expected: list[tuple[str, int | None]]
) -> None:
    assert errors(*steps) == expected
    with pytest.raises(flows.FlowsError, match=expected[0][0]):
        flows.cost(flow(*steps), cases=ONCE)


def run(*steps: flows.Step, **spread: flows.Distribution) -> flows.Run:
    """Nobody waits for people: only times and the gates decide."""
    known = {key: flows.StepSettings(minutes=minutes) for key, minutes in spread.items()}
    given = flows.Settings(gap=flows.Exponential(mean=5), steps=known)
    return flows.simulate(flow(*steps), settings=given, cases=4_000, replications=3, seed=1)


def test_what_goes_on_at_the_same_time_takes_as_long_as_the_longest() -> None:
    """The mean of the larger of two exponentials of mean 10 is 15; the rest takes a minute each."""
    steps = PATTERNS["all ways, all awaited"][0]
    ten = flows.Exponential(mean=10)
    assert run(*steps, b=ten, c=ten).quantities["throughput_minutes"].value == pytest.approx(
        17, rel=0.02
    )


def test_a_case_is_done_when_its_last_way_is_done() -> None:
    steps = PATTERNS["all ways end by themselves"][0]
    done = run(*steps, b=flows.Fixed(minutes=3), c=flows.Fixed(minutes=30))
    assert done.quantities["throughput_minutes"].value == pytest.approx(31)


def test_several_ways_wait_only_for_those_taken() -> None:
    """b alone with 0.2, c alone with 0.5, both with 0.3: 0.2 × 10 + 0.8 × 40 minutes."""
    steps = (
        step("a", "b 0.5", "c 0.8", split=ANY),
        step("b", "d"),
        step("c", "d"),
        step("d", join=ANY),
    )
    done = run(*steps, b=flows.Fixed(minutes=10), c=flows.Fixed(minutes=40))
    assert done.quantities["throughput_minutes"].value == pytest.approx(2 + 34, rel=0.01)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0.05, 1), min_size=2, max_size=6))
def test_each_way_of_several_is_taken_with_its_share(shares: list[float]) -> None:
    scale = max(1.0, 1 / sum(shares))
    given = [min(1.0, share * scale) for share in shares]
    names = [f"w{number}" for number in range(len(given))]
    onward = [f"{name} {share!r}" for name, share in zip(names, given, strict=True)]
    steps = [step(name, "z") for name in names]
    if sum(given) >= 1:
        found = visits(step("a", *onward, split=ANY), *steps, step("z", join=ANY))
        assert [found[name] for name in names] == pytest.approx(given, abs=1e-6)
        assert found["z"] == pytest.approx(1)


def test_a_case_on_all_ways_costs_all_of_them() -> None:
    cost = flows.cost(flow(*PATTERNS["all ways, all awaited"][0]), cases=ONCE)
    assert cost.quantities["citizen_minutes_per_case"].value == pytest.approx(4)
