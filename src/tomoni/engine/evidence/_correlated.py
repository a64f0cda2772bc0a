"""Least squares where each period's error leans on that of the period before."""

import math
from dataclasses import dataclass

import numpy as np

from tomoni.engine.evidence._means import Array

_ENDS = (-0.9, 0.98)
_LEAST_FREEDOM = 3.0


@dataclass(frozen=True)
class Correlated:
    """Coefficients and their standard errors, shape (columns,), with what they rest on."""

    coefficients: Array
    errors: Array
    freedom: float
    autocorrelation: float

    def reach(self, at: int) -> float:
        """Half of the 95 % interval of one coefficient."""
        from scipy import stats  # noqa: PLC0415 - slow to load

        return float(stats.t.ppf(0.975, self.freedom) * self.errors[at])

    def p_value(self, at: int) -> float:
        """Two-sided p that one coefficient is 0."""
        from scipy import stats  # noqa: PLC0415

        if not self.errors[at]:
            return float(not self.coefficients[at])
        return float(2 * stats.t.sf(abs(self.coefficients[at]) / self.errors[at], self.freedom))


def correlated(values: Array, *, design: Array) -> Correlated:
    """First-order autoregression by restricted maximum likelihood.

    `values` (periods,), `design` (periods, columns). Of the methods for short series the one that
    keeps its coverage best: Turner et al. (2021), BMC Med. Res. Methodol. 21:181. Degrees of
    freedom are those of as many independent periods as the correlated ones are worth (Bayley and
    Hammersley 1946, J. R. Stat. Soc. Suppl. 8:184-197).
    """
    from scipy import optimize  # noqa: PLC0415 - slow to load

    rows, columns = design.shape
    if float(_solved(values, design, 0.0)[2]) <= 1e-18 * float((values**2).sum()):
        exact, _, _ = _solved(values, design, 0.0)
        return Correlated(exact, np.zeros(columns), float(rows - columns), 0.0)

    def loss(rho: float) -> float:
        _, cross, left = _solved(values, design, rho)
        log = float(np.linalg.slogdet(cross)[1])
        return float((rows - columns) * math.log(left) + log - math.log(1 - rho**2))

    rho = float(optimize.minimize_scalar(loss, bounds=_ENDS, method="bounded").x)
    found, cross, left = _solved(values, design, rho)
    errors = np.sqrt(np.diag(np.linalg.inv(cross)) * left / (rows - columns))
    worth = rows * (1 - max(rho, 0)) / (1 + max(rho, 0))
    return Correlated(found, errors, max(worth - columns, _LEAST_FREEDOM), rho)


def _solved(values: Array, design: Array, rho: float) -> tuple[Array, Array, float]:
    """Coefficients, cross products and what is left, after Prais and Winsten (1954)."""
    first = math.sqrt(1 - rho**2)
    x = np.vstack([design[:1] * first, design[1:] - rho * design[:-1]])
    y = np.concatenate([values[:1] * first, values[1:] - rho * values[:-1]])
    cross = x.T @ x
    found = np.linalg.solve(cross, x.T @ y)
    return found, cross, float(((y - x @ found) ** 2).sum())
