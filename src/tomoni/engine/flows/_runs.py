"""What a simulation says: waits, queues, throughput times, each with its interval."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import stdtrit

from tomoni.engine.core import Grade, Quantity, Value
from tomoni.engine.flows._calendar import MINUTES_PER_DAY, Clock
from tomoni.engine.flows._distributions import Numbers
from tomoni.engine.flows._plan import ENDLESS_PEOPLE, Plan
from tomoni.engine.flows._replication import Replication
from tomoni.engine.flows._settings import Deadline, Settings

PERCENTILES = (50, 80, 90, 95)
_CONFIDENCE = 0.95
_LONG = (("日", 1_440), ("時間", 60))

Sample = Mapping[str, float]
"""What one replication says, by name of the figure."""


class StepRun(Value):
    """One step: times a case passes it, minutes it waits each time, cases that wait at a time."""

    step: str
    name: str
    lane: str
    visits: Quantity
    wait: Quantity
    queue: Quantity


class LaneRun(Value):
    """One lane. `people` None: as many as it takes.

    `load` is the expected work over what the lane can do, exact (1 or more: the queue grows without
    end); `utilisation` the same as it came out; `longest` the most that ever waited.
    """

    lane: str
    people: int | None
    load: float
    utilisation: Quantity
    wait: Quantity
    queue: Quantity
    longest: Quantity


class Run(Value):
    """A simulation. All times are minutes by day and night, from a case's coming to its end.

    Ends of a range: the 95 % interval of the mean over the replications (Student's t); none with
    one replication. `quantities`: `throughput_minutes` (the mean), `throughput_50`, `_80`, `_90`,
    `_95` (per cent of the cases are done within), `within_deadline` where there is one.
    """

    title: str
    settings: Settings
    cases: int
    """Counted in each replication."""
    warmup: int
    """Let through before them and not counted."""
    replications: int
    seed: int
    steps: tuple[StepRun, ...]
    lanes: tuple[LaneRun, ...]
    quantities: dict[str, Quantity]

    @property
    def overloaded(self) -> tuple[str, ...]:
        """Lanes that get more work than they can do: their figures grow with the cases run."""
        return tuple(lane.lane for lane in self.lanes if lane.load >= 1)


def sample(plan: Plan, done: Replication, *, arrivals: Sequence[float]) -> Sample:
    """The figures of one replication, of the cases that count.

    Cases waiting at a time are the minutes waited over the minutes watched (Little's law, by
    Glynn and Whitt, Operations Research 37, 1989, as good as watching the queue).
    """
    first, last = plan.warmup, plan.warmup + plan.cases
    came, left = np.array(arrivals[first:last]), np.array(done.left[first:last])
    stretch = plan.cases / (plan.cases - 1)
    watched = float(came[-1] - came[0]) * stretch
    return {
        **_throughput(plan, came=came, left=left),
        **{
            name: figure
            for number in range(len(plan.lanes) - 1)
            for name, figure in _lane(plan, done, number, came=came, watched=watched).items()
        },
        **{
            name: figure
            for place, visits in enumerate(done.visits)
            for name, figure in (
                (f"step visits {place}", visits / plan.cases),
                (f"step wait {place}", _over(done.waited[place], visits)),
                (f"step queue {place}", _over(done.waited[place], watched)),
            )
        },
    }


def _throughput(plan: Plan, *, came: Numbers, left: Numbers) -> Sample:
    times = left - came
    found = {"throughput_minutes": float(times.mean())}
    for percent, value in zip(PERCENTILES, np.percentile(times, PERCENTILES), strict=True):
        found[f"throughput_{percent}"] = float(value)
    if plan.settings.deadline is not None:
        found["within_deadline"] = _kept(
            plan.settings.deadline, came=came, left=left, clock=plan.office
        )
    return found


def _lane(plan: Plan, done: Replication, number: int, *, came: Numbers, watched: float) -> Sample:
    lane = plan.lanes[number]
    steps = [place for place, step in enumerate(plan.steps) if step.lane == number]
    waited = _of(done.waited, steps)
    open_for = watched
    if lane.clock is not None:
        first, last = float(came[0]), float(came[-1])
        passed = lane.clock.amount(last) - lane.clock.amount(first)
        open_for = passed * plan.cases / (plan.cases - 1)
    people = 0 if lane.people == ENDLESS_PEOPLE else lane.people
    return {
        f"lane wait {number}": _over(waited, _of(done.visits, steps)),
        f"lane queue {number}": _over(waited, watched),
        f"lane busy {number}": _over(_of(done.busy, steps), people * open_for),
        f"lane longest {number}": done.longest[number],
    }


def _of(figures: Sequence[float], steps: Sequence[int]) -> float:
    return math.fsum(figures[place] for place in steps)


def _over(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _kept(deadline: Deadline, *, came: Numbers, left: Numbers, clock: Clock | None) -> float:
    """The share of cases done by the deadline."""
    if deadline.unit == "minutes":
        return float(np.mean(left - came <= deadline.length))
    if deadline.unit == "days" or clock is None:
        days = left // MINUTES_PER_DAY - came // MINUTES_PER_DAY
        return float(np.mean(days <= deadline.length))
    spans = zip(came.tolist(), left.tolist(), strict=True)
    return float(np.mean([clock.days(since, until) <= deadline.length for since, until in spans]))


def estimate(
    samples: Sequence[Sample], name: str, *, unit: str, label: str, grade: Grade
) -> Quantity:
    """The mean of a figure over the replications with its 95 % interval."""
    return interval([one[name] for one in samples], unit=unit, label=label, grade=grade)


def interval(values: Sequence[float], *, unit: str, label: str, grade: Grade) -> Quantity:
    """The mean of independent values with its interval by Student's t."""
    middle, low, high = math.fsum(values) / len(values), None, None
    if len(values) > 1:
        half = float(stdtrit(len(values) - 1, (1 + _CONFIDENCE) / 2))
        half *= float(np.std(values, ddof=1)) / math.sqrt(len(values))
        low, high = middle - half, middle + half
    return Quantity(value=middle, unit=unit, low=low, high=high, label=label, grade=grade)


def readable(quantity: Quantity) -> Quantity:
    """Minutes as days from two days on, as hours from two hours on; all else as it is."""
    if quantity.unit != "分":
        return quantity
    for unit, size in _LONG:
        if abs(quantity.value) >= 2 * size:
            ends = {end: getattr(quantity, end) for end in ("value", "low", "high")}
            scaled = {end: None if each is None else each / size for end, each in ends.items()}
            return quantity.model_copy(update={**scaled, "unit": unit})
    return quantity
