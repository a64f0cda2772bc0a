"""Means and their intervals at 95 %, from arrays of shape (rows,)."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from tomoni.engine.evidence._intervals import Interval

Array = npt.NDArray[np.float64]
_ALPHA = 0.05
_MOST_PERMUTED = 2_000
"""Rows up to which the permutation check is made; beyond, the mean is as good as normal."""
_RESAMPLES = 4_999
_SEED = 20_260_901


def mean_of(values: Array, *, alpha: float = _ALPHA) -> Interval:
    """The mean of at least 2 values with Student's interval (1908, Biometrika 6:1-25)."""
    from scipy import stats  # noqa: PLC0415 - asked for by few, and slow to load

    mean = float(values.mean())
    error = float(values.std(ddof=1)) / math.sqrt(len(values))
    reach = float(stats.t.ppf(1 - alpha / 2, len(values) - 1)) * error
    return Interval(mean, mean - reach, mean + reach)


def welch(first: Array, second: Array, *, alpha: float = _ALPHA) -> Interval:
    """The difference of two means, first minus second, each of at least 2 values.

    Welch (1947), Biometrika 34:28-35: the groups may differ in spread and size.
    """
    from scipy import stats  # noqa: PLC0415

    difference, error, freedom = _welch(first, second)
    if not error:
        return Interval(difference, difference, difference)
    reach = float(stats.t.ppf(1 - alpha / 2, freedom)) * error
    return Interval(difference, difference - reach, difference + reach)


def welch_p(first: Array, second: Array) -> float:
    """Two-sided p of Welch's test of equal means."""
    from scipy import stats  # noqa: PLC0415

    difference, error, freedom = _welch(first, second)
    if not error:
        return float(not difference)
    return float(2 * stats.t.sf(abs(difference) / error, freedom))


def mean_p(values: Array) -> float:
    """Two-sided p of Student's test that the mean is 0."""
    from scipy import stats  # noqa: PLC0415

    error = float(values.std(ddof=1)) / math.sqrt(len(values))
    if not error:
        return float(not values.any())
    return float(2 * stats.t.sf(abs(float(values.mean())) / error, len(values) - 1))


def _welch(first: Array, second: Array) -> tuple[float, float, float]:
    """Difference, standard error and degrees of freedom (Satterthwaite 1946)."""
    difference = float(first.mean() - second.mean())
    parts = [float(one.var(ddof=1)) / len(one) for one in (first, second)]
    if not sum(parts):
        return difference, 0.0, 0.0
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(one) - 1) for part, one in zip(parts, (first, second), strict=True)
    )
    return difference, math.sqrt(sum(parts)), freedom


def permutation_p(first: Array, second: Array) -> float | None:
    """Two-sided p of the difference of means when the groups' names are shuffled.

    Fisher and Pitman (1937); 4,999 shuffles from a fixed seed. None for more than 2,000 rows.
    """
    from scipy import stats  # noqa: PLC0415

    if len(first) + len(second) > _MOST_PERMUTED:
        return None

    def difference(one: Array, other: Array, axis: int) -> Any:
        return one.mean(axis=axis) - other.mean(axis=axis)

    found = stats.permutation_test(
        (first, second),
        difference,
        n_resamples=_RESAMPLES,
        batch=250,
        vectorized=True,
        rng=np.random.default_rng(_SEED),
    )
    return float(found.pvalue)


def skewness(values: Array) -> float:
    """The third standardised moment; 0 for values without spread."""
    spread = float(values.std())
    if not spread:
        return 0.0
    return float((((values - values.mean()) / spread) ** 3).mean())


def eta_squared(groups: list[Array]) -> float:
    """The share of the spread that lies between the groups, 0 to 1 (Fisher 1925)."""
    everything = np.concatenate(groups)
    total = float(((everything - everything.mean()) ** 2).sum())
    within = sum(float(((one - one.mean()) ** 2).sum()) for one in groups)
    return (total - within) / total if total else 0.0


def anova_p(groups: list[Array]) -> float:
    """p of the analysis of variance: that all means are equal (Fisher 1925)."""
    from scipy import stats  # noqa: PLC0415

    if not any(one.var() for one in groups):
        return float(len({float(one[0]) for one in groups}) == 1)
    return float(stats.f_oneway(*groups).pvalue)


def holm(p_values: list[float]) -> list[float]:
    """p values that stay honest for as many looks: Holm (1979), Scand. J. Statist. 6:65-70."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    found, largest = [0.0] * len(p_values), 0.0
    for place, at in enumerate(order):
        largest = max(largest, min(1.0, p_values[at] * (len(p_values) - place)))
        found[at] = largest
    return found
