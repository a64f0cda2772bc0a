"""Flows whose mean waits are known in closed form."""

import math

from tomoni.engine import flows


def line(*steps: str) -> flows.Flow:
    """Steps of one lane, one after the other."""
    following = [*steps[1:], flows.END]
    return flows.Flow(
        title="列",
        lanes=(flows.Lane(name="窓口"),),
        steps=tuple(
            flows.Step(id=step, name=step, lane="窓口", next=(flows.Next(to=to),))
            for step, to in zip(steps, following, strict=True)
        ),
    )


def settings(
    minutes: flows.Distribution, *, gap: float, people: int = 1, **more: object
) -> flows.Settings:
    """Cases by chance; the step `serve` takes such minutes."""
    return flows.Settings.model_validate(
        {
            "gap": flows.Exponential(mean=gap),
            "lanes": {"窓口": flows.LaneSettings(people=people)},
            "steps": {"serve": flows.StepSettings(minutes=minutes)},
            **more,
        }
    )


SERVE = line("serve")


def erlang_wait(*, gap: float, mean: float, people: int) -> float:
    """Mean wait of M/M/c (Erlang 1917; Gross and others, Fundamentals of Queueing Theory, 2.3)."""
    offered = mean / gap
    busy = offered / people
    last = offered**people / math.factorial(people) / (1 - busy)
    rest = math.fsum(offered**number / math.factorial(number) for number in range(people))
    return last / (rest + last) * mean / (people - offered)


def general_wait(*, gap: float, mean: float, squared: float) -> float:
    """Mean wait of M/G/1 from mean and mean square (Pollaczek 1930, Khinchin 1932)."""
    return squared / gap / (2 * (1 - mean / gap))


TWO_POOLS = flows.Flow(
    title="受付と決裁",
    lanes=(flows.Lane(name="A"), flows.Lane(name="B")),
    steps=(
        flows.Step(id="receive", name="受け付ける", lane="A", next=(flows.Next(to="check"),)),
        flows.Step(
            id="check",
            name="確かめる",
            lane="A",
            next=(flows.Next(to="approve", share=0.8), flows.Next(to=flows.END, share=0.2)),
        ),
        flows.Step(id="approve", name="決裁する", lane="B"),
    ),
)
TWO_POOLS_SETTINGS = flows.Settings(
    gap=flows.Exponential(mean=8),
    lanes={"A": flows.LaneSettings(people=3), "B": flows.LaneSettings(people=1)},
    steps={
        "receive": flows.StepSettings(minutes=flows.Exponential(mean=8)),
        "check": flows.StepSettings(minutes=flows.Exponential(mean=8)),
        "approve": flows.StepSettings(minutes=flows.Exponential(mean=6)),
    },
)
"""By Burke's theorem (1956) each pool is an M/M/c queue of its own: waits 3.5556 and 9 minutes."""
