"""A funnel plot: which areas differ by more than their numbers alone would let them."""

import math
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field
from scipy import stats

from tomoni.engine.core import Value
from tomoni.engine.maps._errors import MapsError
from tomoni.engine.maps._map import Map, MapArea
from tomoni.engine.maps._rates import Rates

_TAILS = (0.025, 0.001)
"""On either side of the limits of 95 % and of 99.8 %."""
_STEPS = 60
_FEWEST_AREAS = 3
_WINSOR = 0.1
_Numbers = npt.NDArray[np.float64]


class Standing(StrEnum):
    """Where an area lies: within the limits, beyond 95 %, beyond 99.8 %, above or below."""

    WITHIN = "within"
    HIGH = "high"
    VERY_HIGH = "very_high"
    LOW = "low"
    VERY_LOW = "very_low"


class FunnelPoint(Value):
    """One area: its rate per `per`, and what it is of."""

    code: str
    name: str
    n: float
    value: float
    standing: Standing


class Limit(Value):
    """The four limits for one size of denominator, as rates per `per`."""

    n: float
    low_998: float
    low_95: float
    high_95: float
    high_998: float


class Funnel(Value):
    """Areas by their denominators with the limits that chance alone would keep."""

    title: str
    unit: str
    per: float = Field(gt=0)
    overall: float
    """All counts over all denominators, per `per`: the middle of the funnel."""
    points: tuple[FunnelPoint, ...]
    limits: tuple[Limit, ...]
    dispersion: float
    """φ: about 1 where chance alone would do, more where areas differ throughout."""


def funnel(shown: Map, *, rates: Rates, layer: int = 0) -> Funnel:
    """The funnel of one of the map's layers; areas that the map hatches are left out.

    `rates` must be those that the map was made of, by code. Limits are exact and interpolated
    between whole counts: of a binomial where what is counted is part of the denominator, else of a
    Poisson distribution (Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202, A.1.1; φ with a
    tenth of the z-scores at either end pulled in, ibid. 4.1). An area stands beyond them where as
    high a count, or as low a one, is no more likely than the tail: of a line between two counts
    the upper one would always be beyond. Raises `MapsError`: `no-funnel` for
    rates without counts, `too-few-areas`.
    """
    known = [
        (area, rates.by_key[area.code])
        for area in shown.areas
        if area.values[layer].value is not None and area.code in rates.by_key
    ]
    counts = np.array([rate.count for _area, rate in known], dtype=float)
    if np.isnan(counts).any():
        raise MapsError("no-funnel")
    if len(known) < _FEWEST_AREAS:
        raise MapsError("too-few-areas", limit=_FEWEST_AREAS)
    of = np.array([rate.n for _area, rate in known], dtype=float)
    middle = float(counts.sum() / of.sum())
    law: Any = {"middle": middle, "is_proportion": rates.is_proportion}
    called = shown.layers[layer]
    return Funnel(
        title=f"{shown.title}（{called}）" if called else shown.title,
        unit=shown.unit,
        per=rates.per,
        overall=middle * rates.per,
        points=tuple(
            _point(area, count=count, n=n, per=rates.per, **law)
            for (area, _rate), count, n in zip(known, counts, of, strict=True)
        ),
        limits=tuple(_limit(n, per=rates.per, **law) for n in _sizes(of)),
        dispersion=_dispersion(counts, of, **law),
    )


def _point(
    area: MapArea, *, count: float, n: float, per: float, middle: float, is_proportion: bool
) -> FunnelPoint:
    law = _law(n, middle=middle, is_proportion=is_proportion)
    as_high, as_low = float(law.sf(math.ceil(count) - 1)), float(law.cdf(math.floor(count)))
    standing = _standing(as_high, as_low)
    return FunnelPoint(
        code=area.code, name=area.name, n=n, value=count / n * per, standing=standing
    )


def _sizes(of: _Numbers) -> _Numbers:
    """Denominators at which the limits are drawn, closer together where they bend."""
    return np.geomspace(max(of.min() * 0.8, 1), of.max() * 1.1, _STEPS)


def control_limits(
    n: float, *, middle: float, is_proportion: bool
) -> tuple[float, float, float, float]:
    """Lower 99.8 %, lower 95 %, upper 95 % and upper 99.8 % limit of a rate of `n`."""
    wanted = (_TAILS[1], _TAILS[0], 1 - _TAILS[0], 1 - _TAILS[1])
    low2, low, high, high2 = (
        _limit_at(tail, n=n, middle=middle, is_proportion=is_proportion) for tail in wanted
    )
    return low2, low, high, high2


def _limit_at(tail: float, *, n: float, middle: float, is_proportion: bool) -> float:
    law = _law(n, middle=middle, is_proportion=is_proportion)
    count = float(law.ppf(tail))
    reached, before = float(law.cdf(count)), float(law.cdf(count - 1))
    part = (reached - tail) / (reached - before) if reached > before else 0.0
    return max(count - part, 0.0) / (_whole(n) if is_proportion else n)


def _law(n: float, *, middle: float, is_proportion: bool) -> Any:
    """How counts are spread where chance alone is at work."""
    return stats.binom(_whole(n), middle) if is_proportion else stats.poisson(n * middle)


def _whole(n: float) -> int:
    return max(round(n), 1)


def _limit(n: float, *, middle: float, is_proportion: bool, per: float) -> Limit:
    found = control_limits(n, middle=middle, is_proportion=is_proportion)
    low2, low, high, high2 = (each * per for each in found)
    return Limit(n=float(n), low_998=low2, low_95=low, high_95=high, high_998=high2)


def _standing(as_high: float, as_low: float) -> Standing:
    """From how likely a count as high is, and one as low."""
    for tail, high, low in (
        (_TAILS[1], Standing.VERY_HIGH, Standing.VERY_LOW),
        (_TAILS[0], Standing.HIGH, Standing.LOW),
    ):
        if as_high <= tail:
            return high
        if as_low <= tail:
            return low
    return Standing.WITHIN


def _dispersion(counts: _Numbers, of: _Numbers, *, middle: float, is_proportion: bool) -> float:
    spread = middle * (1 - middle) if is_proportion else middle
    if spread <= 0:
        return 1.0
    scores = (counts / of - middle) / np.sqrt(spread / of)
    low, high = np.quantile(scores, [_WINSOR, 1 - _WINSOR])
    return float(np.mean(np.clip(scores, low, high) ** 2))
