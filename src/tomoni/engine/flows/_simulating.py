"""A flow run many times on paper, to see how long cases take and where they wait."""

from collections.abc import Callable, Sequence

from tomoni.engine.core import Grade, Quantity
from tomoni.engine.flows._checking import refuse
from tomoni.engine.flows._distributions import mean
from tomoni.engine.flows._draws import Draws
from tomoni.engine.flows._errors import FlowsError
from tomoni.engine.flows._flow import Flow
from tomoni.engine.flows._plan import ENDLESS_PEOPLE, Plan, plan
from tomoni.engine.flows._replication import Replication
from tomoni.engine.flows._runs import PERCENTILES, LaneRun, Run, Sample, StepRun, estimate, sample
from tomoni.engine.flows._settings import Settings, open_share
from tomoni.engine.flows._tokens import visit_ratios

Progress = Callable[[int, int, str], None]
LEAST_CASES = 2


def silent(_done: int, _total: int, _what: str) -> None:
    """Tells nobody."""


def never() -> bool:
    """Goes on."""
    return False


def simulate(
    flow: Flow,
    *,
    settings: Settings,
    cases: int = 1_000,
    replications: int = 30,
    seed: int = 0,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> Run:
    """Lets `cases` through the flow, `replications` times, and says how long they took and waited.

    Discrete events: cases come by `settings.gap`, line up for the people of a step's lane and go on
    by the shares; work that is not done when the office closes goes on when it opens. A step that
    takes no time needs nobody. `settings.warmup` cases come before those that count and a twentieth
    after them, so that neither begins nor ends in an empty office. The same seed gives the same
    run; a case has the same luck at a step of the same id in every flow.

    `progress(done, replications, number)` is called before each replication and at the end; when
    `cancelled()` is true `FlowsError("cancelled")` is raised. Raises `FlowsError` with the code and
    `row` of the first error of `check`; `unknown-lane`, `unknown-step` of the settings;
    `too-few-cases` with fewer than 2 cases or no replication; `beyond-calendar` when the work is
    not done in a hundred years of office days.
    """
    refuse(flow)
    if cases < LEAST_CASES or replications < 1:
        raise FlowsError("too-few-cases", cases=cases, replications=replications)
    made = plan(flow, settings=settings, cases=cases)
    samples = []
    for number in range(replications):
        if cancelled():
            raise FlowsError("cancelled")
        progress(number, replications, str(number + 1))
        samples.append(replicate(made, seed=seed, replication=number))
    progress(replications, replications, "")
    return summary(flow, made, samples, seed=seed)


def replicate(made: Plan, *, seed: int, replication: int) -> Sample:
    """The figures of one replication."""
    draws = Draws(made, seed=seed, replication=replication)
    done = Replication(made, draws)
    done.run()
    return sample(made, done, arrivals=draws.arrivals)


def summary(flow: Flow, made: Plan, samples: Sequence[Sample], *, seed: int) -> Run:
    """The run that the samples of its replications make."""
    ratios = visit_ratios(flow)
    grade = grade_of(flow, ratios)

    def figure(name: str, unit: str, label: str) -> Quantity:
        return estimate(samples, name, unit=unit, label=label, grade=grade)

    quantities = {"throughput_minutes": figure("throughput_minutes", "分", "終わるまでの時間")}
    for percent in PERCENTILES:
        name = f"throughput_{percent}"
        quantities[name] = figure(name, "分", f"{percent}％の件が終わるまでの時間")
    if made.settings.deadline is not None:
        quantities["within_deadline"] = figure("within_deadline", "割合", "期限までに終わる割合")
    steps = tuple(
        StepRun(
            step=step.id,
            name=step.name,
            lane=step.lane,
            visits=figure(f"step visits {place}", "回", f"1件あたりの回数（{step.name}）"),
            wait=figure(f"step wait {place}", "分", f"待ち時間（{step.name}）"),
            queue=figure(f"step queue {place}", "件", f"待っている件数（{step.name}）"),
        )
        for place, step in enumerate(flow.steps)
    )
    return Run(
        title=flow.title,
        settings=made.settings,
        cases=made.cases,
        warmup=made.warmup,
        replications=len(samples),
        seed=seed,
        steps=steps,
        lanes=tuple(_lanes(made, ratios, figure)),
        quantities=quantities,
    )


def grade_of(flow: Flow, ratios: Sequence[float]) -> Grade:
    """The weakest grade of the minutes of the steps passed and of the cases a year."""
    passed = zip(flow.steps, ratios, strict=True)
    grades = [step.grade if step.minutes else Grade.ESTIMATE for step, often in passed if often]
    return Grade.weakest([*grades, flow.volume.grade])


def _lanes(
    made: Plan, ratios: Sequence[float], figure: Callable[[str, str, str], Quantity]
) -> list[LaneRun]:
    return [
        LaneRun(
            lane=lane.name,
            people=None if lane.people == ENDLESS_PEOPLE else lane.people,
            load=_load(made, number, ratios),
            utilisation=figure(f"lane busy {number}", "割合", f"手のふさがる割合（{lane.name}）"),
            wait=figure(f"lane wait {number}", "分", f"待ち時間（{lane.name}）"),
            queue=figure(f"lane queue {number}", "件", f"待っている件数（{lane.name}）"),
            longest=figure(f"lane longest {number}", "件", f"最も多く待った件数（{lane.name}）"),
        )
        for number, lane in enumerate(made.lanes[:-1])
    ]


def _load(made: Plan, number: int, ratios: Sequence[float]) -> float:
    """Expected minutes of work over what the people of a lane can do meanwhile."""
    lane = made.lanes[number]
    if lane.people == ENDLESS_PEOPLE:
        return 0.0
    work = sum(
        often * mean(step.minutes)
        for step, often in zip(made.steps, ratios, strict=True)
        if step.lane == number
    )
    gap = mean(made.settings.gap)
    if made.settings.calendar is not None and lane.clock is None:
        gap /= open_share(made.settings.calendar)
    return work / (gap * lane.people)
