"""What was extreme comes back to the mean by itself (Galton 1886, J. Anthropol. Inst. 15:246)."""

from collections.abc import Iterator

import numpy as np

from tomoni.engine.evidence._means import Array
from tomoni.engine.evidence._verdict import Weakness

_FAR = 2.5
"""Root mean squares of what is left of a fit, from which one moment is extreme."""


def extreme_before(left: Array, *, effect: float, moment: str) -> Iterator[Weakness]:
    """`extreme-before` (blocks) when the last moment before the change stood far out.

    `left` is what a fit leaves of the moments before the change, shape (periods,). Only where the
    effect goes back from there: a measure that was taken because of one bad month would then look
    good whatever it does (Campbell and Ross 1968, Law Soc. Rev. 3:33-53).
    """
    spread = float(np.sqrt((left**2).mean()))
    if not spread or abs(left[-1]) < _FAR * spread or left[-1] * effect >= 0:
        return
    params: dict[str, str | int | float] = {
        "moment": moment,
        "times": round(abs(float(left[-1])) / spread, 1),
    }
    yield Weakness(code="extreme-before", blocks=True, params=params)
