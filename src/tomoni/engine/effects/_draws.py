"""Values of an assumption between its ends, drawn so that few draws cover all of it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from tomoni.engine.core import sha256
from tomoni.engine.effects._assumptions import Ends

Numbers = NDArray[np.float64]
State = str | Numbers
"""Where an assumption stands: at its `low`, `likely` or `high`, or at these quantiles (0 to 1)."""

_WEIGHT = 4
"""How much the likely value weighs against one end (Malcolm and others 1959)."""


def at(ends: Ends, state: State) -> Any:
    """The value or values of an assumption in a state.

    Quantiles are those of a PERT distribution: beta on [low, high] with mean
    (low + 4 likely + high) / 6 (Malcolm, Roseboom, Clark and Fazar, Application of a Technique for
    Research and Development Program Evaluation, Operations Research 7, 1959).
    """
    if isinstance(state, str):
        return float(getattr(ends, state))
    width = ends.high - ends.low
    if width == 0:
        return ends.low
    first = 1 + _WEIGHT * (ends.likely - ends.low) / width
    second = 1 + _WEIGHT * (ends.high - ends.likely) / width
    return ends.low + width * betaincinv(first, second, state)


def quantiles(key: str, *, draws: int, seed: int) -> Numbers:
    """Quantiles for one assumption, shape (draws,): one in every slice of the same width, shuffled.

    Latin hypercube sampling (McKay, Beckman and Conover, Technometrics 21, 1979): each assumption
    is covered evenly. Equal keys and seeds give equal numbers, whatever else is assumed.
    """
    random = np.random.Generator(np.random.PCG64([seed, int(sha256(key.encode())[:16], 16)]))
    quantile: Numbers = random.permutation(np.arange(draws) + random.uniform(size=draws)) / draws
    return quantile
