"""Rates as they would be if both groups had the same ages."""

import math

import polars as pl

from tomoni.engine.evidence._claim import Claim
from tomoni.engine.evidence._errors import EvidenceError
from tomoni.engine.evidence._intervals import Interval

_Z = 1.959963984540054


def standardised(
    claim: Claim, *, frame: pl.DataFrame
) -> tuple[Interval, float, str, str, tuple[float, float]]:
    """The ratio of directly standardised rates with its interval, p, test, method and both rates.

    `frame` has `group` (0, 1), `events`, `people`, `stratum`. Weights are the claim's `standard`,
    else both groups together. Logarithmic interval with Poisson variances: Breslow and Day (1987),
    Statistical Methods in Cancer Research II, 2.3. Raises `EvidenceError`: `standard-incomplete`
    when a stratum has no weight or a group lacks a stratum.
    """
    from scipy import stats  # noqa: PLC0415 - slow to load

    sums = frame.group_by("stratum", "group").agg(pl.col("events", "people").sum())
    sums = sums.sort("stratum", "group")  # added up in one order, all runs agree to the last digit
    weights = claim.standard or dict(
        frame.group_by("stratum").agg(pl.col("people").sum()).iter_rows()
    )
    strata = sums["stratum"].unique(maintain_order=True).to_list()
    whole = sums.height == 2 * len(strata) and set(strata) <= set(weights)
    total = sum(weights[one] for one in strata) if whole else 0.0
    if not total:
        raise EvidenceError("standard-incomplete", column=claim.strata_column)
    rates, errors = [0.0, 0.0], [0.0, 0.0]
    for stratum, group, events, people in sums.iter_rows():
        weight = weights[stratum] / total
        rates[group] += weight * events / people
        errors[group] += weight**2 * events / people**2
    spread = math.sqrt(sum(error / rate**2 for error, rate in zip(errors, rates, strict=True)))
    log = math.log(rates[0] / rates[1])
    interval = Interval(*(math.exp(log + reach * spread) for reach in (0, -_Z, _Z)))
    p_value = float(2 * stats.norm.sf(abs(log) / spread))
    return (
        interval,
        p_value,
        "標準化した率の比の検定",
        "直接法による標準化の区間",
        (rates[0], rates[1]),
    )
