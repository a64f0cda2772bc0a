"""Each interval at 95 % holds the truth in 93 to 97 of 100 draws: 2,000 draws from a fixed seed."""

import math
from collections.abc import Callable
from itertools import combinations

import numpy as np
import polars as pl
import pytest

from engine.evidence import samples
from tomoni.engine.evidence import Interval, newcombe, wilson
from tomoni.engine.evidence._donors import mixture  # noqa: PLC2701
from tomoni.engine.evidence._interrupted import fit  # noqa: PLC2701 - the formulas 2,000 times
from tomoni.engine.evidence._many import widest  # noqa: PLC2701
from tomoni.engine.evidence._means import mean_of, welch  # noqa: PLC2701
from tomoni.engine.evidence._moments import Steps  # noqa: PLC2701
from tomoni.engine.evidence._rates import rate_ratio  # noqa: PLC2701
from tomoni.engine.evidence._relation import line, spearman  # noqa: PLC2701
from tomoni.engine.evidence._rows import Tally  # noqa: PLC2701
from tomoni.engine.evidence._standard import standardised  # noqa: PLC2701
from tomoni.engine.evidence._stratified import common_difference  # noqa: PLC2701

Draw = Callable[[np.random.Generator], Interval]
PERIODS, CUT, STEP = 60, 30, 2.0
PEOPLE = np.array([1000.0, 2000, 500, 3000, 1000, 2000])
RATES = np.array([0.01, 0.03, 0.08, 0.007, 0.02, 0.05])


def drawn_relation(draws: np.random.Generator) -> Interval:
    x = draws.normal(size=60)
    return spearman(x, 0.5 * x + math.sqrt(0.75) * draws.normal(size=60))[0]


def drawn_line(draws: np.random.Generator) -> Interval:
    x = draws.normal(size=40)
    return line(x, 2 * x + draws.normal(size=40))[0]


def drawn_poisson(draws: np.random.Generator) -> Interval:
    events = (draws.poisson(rate * 8000, 1).astype(float) for rate in (0.03, 0.02))
    first, second = ((one, np.array([8000.0])) for one in events)
    return rate_ratio(first, second).ratio


def drawn_overdispersed(draws: np.random.Generator) -> Interval:
    people = draws.uniform(500, 3000, 20)
    means = (rate * people for rate in (0.03, 0.02))
    sides = ((draws.negative_binomial(4, 4 / (4 + mean)).astype(float), people) for mean in means)
    first, second = sides
    return rate_ratio(first, second).ratio


def drawn_standardised(draws: np.random.Generator) -> Interval:
    frame = pl.DataFrame(
        {
            "stratum": ["若", "中", "老"] * 2,
            "group": [0] * 3 + [1] * 3,
            "people": PEOPLE,
            "events": draws.poisson(PEOPLE * RATES).astype(float),
        }
    )
    standard = {"若": 1.0, "中": 1.0, "老": 1.0}
    claim = samples.claim("rates", strata_column="年代", standard=standard)
    return standardised(claim, frame=frame)[0]


def drawn_strata(draws: np.random.Generator) -> Interval:
    pairs = []
    for base in (0.1, 0.2, 0.4, 0.6):
        m, n = (int(one) for one in draws.integers(20, 80, 2))
        first = Tally(m, 0, int(draws.binomial(m, base + 0.1)))
        pairs.append((first, Tally(n, 0, int(draws.binomial(n, base)))))
    return common_difference(pairs)


def drawn_series(draws: np.random.Generator, *, lean: float) -> Interval:
    errors = draws.normal(size=PERIODS + 50)
    for at in range(1, len(errors)):
        errors[at] += lean * errors[at - 1]
    time = np.arange(PERIODS, dtype=float)
    values = 10 + 0.1 * time + STEP * (time >= CUT) + errors[50:]
    return level(values, people=None)


def drawn_series_of_rates(draws: np.random.Generator) -> Interval:
    time = np.arange(PERIODS, dtype=float)
    people = np.full(PERIODS, 10_000.0)
    mean = people * 0.02 * np.exp(0.002 * time + math.log(0.9) * (time >= CUT))
    return level(draws.poisson(mean).astype(float), people=people)


def level(values: np.ndarray, *, people: np.ndarray | None) -> Interval:
    time = np.arange(PERIODS, dtype=float)
    claim = samples.claim("interrupted", time_column="期", changed_at=CUT)
    found = fit(claim, values=values, places=Steps(time, CUT, np.array([])), people=people).level
    assert found is not None
    return found


def drawn_mixture(draws: np.random.Generator) -> Interval:
    """21 areas that share a walk and a second one by different amounts; none is changed but one."""
    shared = np.cumsum(draws.normal(size=(30, 2)), axis=0)
    amounts = draws.uniform(0.5, 1.5, (2, 21))
    areas = 40 + shared @ amounts + draws.normal(0, 1, (30, 21))
    areas[20:, 0] += STEP
    return mixture(areas[:, 0], areas[:, 1:], before=20).effect


def drawn_pairs(draws: np.random.Generator) -> Interval:
    before = draws.normal(30, 8, 20)
    return mean_of(before * 0.9 + 5 + draws.normal(0, 2, 20) - before)


def drawn_means_alike(draws: np.random.Generator) -> Interval:
    """Of four groups that do not differ; where they do, it holds the truth more often."""
    parts = [draws.normal(0, 3, 40) for _ in range(4)]
    return widest([welch(a, b, alpha=0.05 / 6) for a, b in combinations(parts, 2)])


def drawn_shares_alike(draws: np.random.Generator) -> Interval:
    counts = [int(draws.binomial(120, 0.35)) for _ in range(4)]
    pairs = combinations(counts, 2)
    return widest([newcombe(a, 120, b, 120, alpha=0.05 / 6) for a, b in pairs])


DRAWS: dict[str, tuple[float, Draw]] = {
    "wilson": (0.3, lambda d: wilson(int(d.binomial(80, 0.3)), 80)),
    "newcombe": (
        0.1,
        lambda d: newcombe(int(d.binomial(60, 0.3)), 60, int(d.binomial(80, 0.2)), 80),
    ),
    "mean": (1.0, lambda d: mean_of(d.normal(1, 3, 15))),
    "welch": (2.0, lambda d: welch(d.normal(10, 2, 25), d.normal(8, 5, 40))),
    "welch of skewed": (0.0, lambda d: welch(d.lognormal(0, 0.5, 60), d.lognormal(0, 0.5, 80))),
    "spearman": (6 / math.pi * math.asin(0.25), drawn_relation),
    "line": (2.0, drawn_line),
    "paired": (2.0, drawn_pairs),
    "mixture": (STEP, drawn_mixture),
    "many means": (0.0, drawn_means_alike),
    "many proportions": (0.0, drawn_shares_alike),
    "poisson": (1.5, drawn_poisson),
    "negative binomial": (1.5, drawn_overdispersed),
    "standardised": (float(RATES[:3].sum() / RATES[3:].sum()), drawn_standardised),
    "mantel-haenszel": (0.1, drawn_strata),
    "series": (STEP, lambda d: drawn_series(d, lean=0.0)),
    "series that leans": (STEP, lambda d: drawn_series(d, lean=0.4)),
    "series of rates": (-0.1, drawn_series_of_rates),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWS)
def test_an_interval_holds_the_truth_as_often_as_it_says(name: str) -> None:
    truth, draw = DRAWS[name]
    draws = np.random.default_rng(1)
    found = [draw(draws) for _ in range(2_000)]
    assert 0.93 <= sum(one.low <= truth <= one.high for one in found) / len(found) <= 0.97
