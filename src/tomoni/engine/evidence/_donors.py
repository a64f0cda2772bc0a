"""One area beside a mixture of others that changed nothing: weights, gaps, placebo runs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tomoni.engine.evidence._intervals import Interval
from tomoni.engine.evidence._means import Array

_STRICT = 1_000.0
"""How much more it costs to leave the sum of 1 than to miss a value."""
_POOR_FIT = 2.0
"""Of the area's own misfit: a placebo run that misses more than this before the change is poor."""
_TINY = 1e-9


@dataclass(frozen=True)
class Gap:
    """An area less its mixture: `weights` (donors,), gaps `before` and `after` (periods,)."""

    weights: Array
    before: Array
    after: Array

    @property
    def misfit(self) -> float:
        """Root mean square of the gap before the change: how well the mixture follows the area."""
        return float(np.sqrt((self.before**2).mean()))

    @property
    def effect(self) -> float:
        """Mean gap after the change."""
        return float(self.after.mean())

    @property
    def ratio(self) -> float:
        """Root mean square of the gap after, by that before."""
        return float(np.sqrt((self.after**2).mean())) / max(self.misfit, _TINY)


@dataclass(frozen=True)
class Mixture:
    """The gap of the area with its interval, the placebo runs, and the rank among them as p.

    `well_fitted` is the interval from placebo runs that fit about as well before the change; None
    when there are fewer than two. `without_one` are the effects when one donor that carries weight
    is left out.
    """

    gap: Gap
    effect: Interval
    placebos: tuple[Gap, ...]
    p_value: float
    well_fitted: Interval | None
    without_one: Array


def mixture(area: Array, donors: Array, *, before: int) -> Mixture:
    """Synthetic control: Abadie, Diamond and Hainmueller (2010), J. Am. Stat. Assoc. 105:493-505.

    `area` (periods,), `donors` (periods, donors), of which the first `before` are before the
    change. Weights are at least 0, sum to 1 and follow the area's own values before the change.
    Placebo runs put each donor in the area's place, beside the other donors. Their gaps after the
    change are what arises without any change: the interval is the gap plus and minus Student's t
    (as many degrees of freedom as runs) times the root mean square of theirs, after the placebo
    variance of Arkhangelsky et al. (2021), Am. Econ. Rev. 111:4088-4118, algorithm 4. The p value
    is the rank of the ratio of misfits after and before among all runs (Abadie et al.).
    """
    gap = _gap(area, donors, before=before)
    others = [np.delete(donors, at, axis=1) for at in range(donors.shape[1])]
    placebos = tuple(_gap(donors[:, at], rest, before=before) for at, rest in enumerate(others))
    carrying = [rest for rest, weight in zip(others, gap.weights, strict=True) if weight > _TINY]
    larger = sum(one.ratio >= gap.ratio for one in placebos)
    fitted = [one for one in placebos if one.misfit <= _POOR_FIT * gap.misfit]
    return Mixture(
        gap=gap,
        effect=_interval(gap.effect, placebos),
        placebos=placebos,
        p_value=(1 + larger) / (1 + len(placebos)),
        well_fitted=_interval(gap.effect, fitted) if len(fitted) > 1 else None,
        without_one=np.array([_gap(area, rest, before=before).effect for rest in carrying]),
    )


def weights_of(area: Array, donors: Array) -> Array:
    """Weights of the donors, shape (donors,): at least 0, sum 1, least squares.

    `area` (periods,), `donors` (periods, donors). Non-negative least squares of Lawson and Hanson
    (1974) with the sum as one more equation that counts far more than the others.
    """
    from scipy import optimize  # noqa: PLC0415 - slow to load

    strict = _STRICT * max(float(np.abs(donors).max()), 1.0)
    left = np.vstack([donors, np.full(donors.shape[1], strict)])
    found: Array = optimize.nnls(left, np.append(area, strict))[0]
    weights: Array = found / found.sum()
    return weights


def _gap(area: Array, donors: Array, *, before: int) -> Gap:
    weights = weights_of(area[:before], donors[:before])
    left = area - donors @ weights
    left[np.abs(left) < _TINY * np.abs(area).max()] = 0  # what a machine's numbers leave
    return Gap(weights, left[:before], left[before:])


def _interval(effect: float, placebos: Sequence[Gap]) -> Interval:
    from scipy import stats  # noqa: PLC0415

    spread = math.sqrt(sum(one.effect**2 for one in placebos) / len(placebos))
    reach = float(stats.t.ppf(0.975, len(placebos))) * spread
    return Interval(effect, effect - reach, effect + reach)
