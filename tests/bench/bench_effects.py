"""An effect with its range, beside the same draws reckoned one after the other.

Printed, never asserted: medians of three runs in milliseconds.
"""

import random

from bench.large_cases import median_ms
from engine.effects.counting import Minutes, counted
from tomoni.engine import effects, evidence, flows

STEPS, DRAWS = 40, 4_000
ASSUMED = effects.Assumptions(yen_per_hour=3_000, initial_yen=600_000, yearly_yen=240_000)


def spans(factor: float) -> list[tuple[str, str, Minutes]]:
    return [
        (
            "窓口" if place % 2 else "市民",
            f"作業{place}",
            (factor * place, factor * (place + 5), factor * (place + 20)),
        )
        for place in range(STEPS)
    ]


def one_after_the_other(as_is: flows.Cost, to_be: flows.Cost) -> list[float]:
    """Minutes drawn by the standard library, summed draw by draw."""
    lucky = random.Random(1)  # noqa: S311
    pairs = [
        (before.minutes, after.minutes)
        for before, after in zip(as_is.steps, to_be.steps, strict=True)
        if before.minutes and after.minutes
    ]
    return [
        sum(
            lucky.triangular(one.low, one.high, one.likely)
            - lucky.triangular(other.low, other.high, other.likely)
            for one, other in pairs
        )
        for _ in range(DRAWS)
    ]


def test_an_effect_of_forty_steps() -> None:
    as_is, to_be = counted(*spans(1.0)), counted(*spans(0.6))

    def estimated() -> effects.Estimate:
        return effects.estimate(ASSUMED, as_is=as_is, to_be=to_be, draws=DRAWS)

    ours = median_ms(estimated, times=3)
    plain = median_ms(lambda: one_after_the_other(as_is, to_be), times=3)
    chart = effects.tornado_chart(estimated())
    assert chart is not None
    drawn = median_ms(lambda: evidence.chart_svg(chart), times=3)
    print(
        f"\n{STEPS} steps, {DRAWS:,} draws: hours, 円, five years, payback and what decides them "
        f"{ours:.0f} ms; only the hours, draw by draw in plain Python {plain:.0f} ms "
        f"({plain / ours:.1f} times); the tornado drawn {drawn:.0f} ms"
    )
