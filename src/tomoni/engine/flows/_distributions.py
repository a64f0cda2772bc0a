"""How long something takes: one number, or a spread of numbers."""

import math
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from scipy.special import ndtri

from tomoni.engine.core import NotNegative, Spread, Value
from tomoni.engine.flows._flow import Minutes

Numbers = NDArray[np.float64]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Fixed(Value):
    """Always the same minutes."""

    kind: Literal["fixed"] = "fixed"
    minutes: NotNegative


class Triangular(Spread):
    """Minutes between a shortest and a longest, most often the usual."""

    kind: Literal["triangular"] = "triangular"


class Exponential(Value):
    """Minutes without memory, of a mean: what comes by chance, as cases do."""

    kind: Literal["exponential"] = "exponential"
    mean: Positive


class Lognormal(Value):
    """Mostly short, sometimes very long: mean and standard deviation of the minutes themselves."""

    kind: Literal["lognormal"] = "lognormal"
    mean: Positive
    deviation: Positive


class Empirical(Value):
    """Minutes as they were measured; each is as likely as it is often in the list."""

    kind: Literal["empirical"] = "empirical"
    minutes: tuple[NotNegative, ...] = Field(min_length=1)


Distribution = Annotated[
    Fixed | Triangular | Exponential | Lognormal | Empirical, Field(discriminator="kind")
]


def of_minutes(minutes: Minutes | None) -> Distribution:
    """What the minutes of a step say by themselves; none at all is no time."""
    if minutes is None:
        return Fixed(minutes=0)
    if minutes.low == minutes.high:
        return Fixed(minutes=minutes.likely)
    return Triangular(**minutes.model_dump())


def mean(distribution: Distribution) -> float:
    """The mean in minutes."""
    match distribution:
        case Fixed():
            return distribution.minutes
        case Triangular():
            return (distribution.low + distribution.likely + distribution.high) / 3
        case Empirical():
            return math.fsum(distribution.minutes) / len(distribution.minutes)
        case _:
            return distribution.mean


def drawn(distribution: Distribution, uniforms: Numbers) -> Numbers:
    """Minutes, one for each uniform number in [0, 1), by the inverse of the distribution function.

    Inversion keeps the order: equal uniforms make two flows differ only by what was changed (Law,
    Simulation Modeling and Analysis, 5th ed. 2015, section 11.2).
    """
    match distribution:
        case Fixed():
            return np.full(len(uniforms), distribution.minutes)
        case Triangular():
            return _triangular(distribution, uniforms)
        case Exponential():
            return -distribution.mean * np.log1p(-uniforms)
        case Lognormal():
            spread = math.log1p((distribution.deviation / distribution.mean) ** 2)
            middle = math.log(distribution.mean) - spread / 2
            scores = ndtri(np.maximum(uniforms, np.finfo(float).tiny))
            return np.asarray(np.exp(middle + math.sqrt(spread) * scores), dtype=np.float64)
        case Empirical():
            listed = np.sort(np.array(distribution.minutes))
            return np.asarray(listed[(uniforms * len(listed)).astype(int)], dtype=np.float64)


def _triangular(distribution: Triangular, uniforms: Numbers) -> Numbers:
    low, likely, high = distribution.low, distribution.likely, distribution.high
    width = high - low
    if not width:
        return np.full(len(uniforms), low)
    rising = low + np.sqrt(uniforms * width * (likely - low))
    falling = high - np.sqrt((1 - uniforms) * width * (high - likely))
    return np.where(uniforms < (likely - low) / width, rising, falling)
