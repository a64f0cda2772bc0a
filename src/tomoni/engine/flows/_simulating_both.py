"""Two flows tried out with the same luck."""

from collections.abc import Callable, Sequence

from tomoni.engine.core import Grade, Quantity, Value
from tomoni.engine.flows._checking import refuse
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import Flow
from tomoni.engine.flows._pairing import paired
from tomoni.engine.flows._plan import plan
from tomoni.engine.flows._runs import Run, Sample, interval
from tomoni.engine.flows._settings import Settings
from tomoni.engine.flows._simulating import (
    LEAST_CASES,
    Progress,
    never,
    replicate,
    silent,
    summary,
)


class BothRuns(Value):
    """Two runs with common random numbers.

    `differences` by the name of the run's quantity: as it is less as it should be, with the 95 %
    interval of the paired replications (Law, Simulation Modeling and Analysis, 5th ed. 2015,
    section 10.2.1); one that does not hold 0 is no chance.
    """

    as_is: Run
    to_be: Run
    differences: dict[str, Quantity]


def simulate_both(
    as_is: Flow,
    to_be: Flow,
    *,
    settings: Settings,
    to_be_settings: Settings | None = None,
    cases: int = 1_000,
    replications: int = 30,
    seed: int = 0,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> BothRuns:
    """Both flows with the same cases, each with the same luck at steps that are paired.

    Without settings of its own the second flow has those of the first, as far as it has the lanes
    and steps. `progress`, `cancelled` and errors as in `simulate`.
    """
    for flow in (as_is, to_be):
        refuse(flow)
    if cases < LEAST_CASES or replications < 1:
        raise FlowsError("too-few-cases", cases=cases, replications=replications)
    first = plan(as_is, settings=settings, cases=cases)
    given = to_be_settings or _for(to_be, settings)
    second = plan(to_be, settings=given, cases=cases, streams=_streams(as_is, to_be))
    left, right = [], []
    for number in range(replications):
        if cancelled():
            raise FlowsError("cancelled")
        progress(number, replications, str(number + 1))
        left.append(replicate(first, seed=seed, replication=number))
        right.append(replicate(second, seed=seed, replication=number))
    progress(replications, replications, "")
    runs = summary(as_is, first, left, seed=seed), summary(to_be, second, right, seed=seed)
    shared = sorted(runs[0].quantities.keys() & runs[1].quantities.keys())
    differences = {name: _difference(name, runs, left, right) for name in shared}
    return BothRuns(as_is=runs[0], to_be=runs[1], differences=differences)


def _streams(as_is: Flow, to_be: Flow) -> dict[str, str]:
    """The luck of each step of the second flow: that of its partner, or its own."""
    partners = {to_be.steps[b].id: as_is.steps[a].id for a, b in paired(as_is, to_be)}
    return {step.id: partners.get(step.id, f"new {step.id}") for step in to_be.steps}


def _difference(
    name: str, runs: tuple[Run, Run], left: Sequence[Sample], right: Sequence[Sample]
) -> Quantity:
    one, other = (run.quantities[name] for run in runs)
    share = one.unit == "割合"
    scale = 100 if share else 1
    return interval(
        [(a[name] - b[name]) * scale for a, b in zip(left, right, strict=True)],
        unit="ポイント" if share else one.unit,
        label=f"{one.label}の差",
        grade=Grade.weakest([one.grade, other.grade]),
    )


def _for(flow: Flow, settings: Settings) -> Settings:
    lanes, steps = {lane.name for lane in flow.lanes}, {step.id for step in flow.steps}
    return settings.model_copy(
        update={
            "lanes": {name: one for name, one in settings.lanes.items() if name in lanes},
            "steps": {name: one for name, one in settings.steps.items() if name in steps},
        }
    )
