"""The kinds of claim, each registered once: what it needs, how it is measured and drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tomoni.engine.evidence._claim import ChartKind, Claim, ClaimKind
from tomoni.engine.evidence._differences import measure_differences
from tomoni.engine.evidence._interrupted import measure_interrupted
from tomoni.engine.evidence._many import measure_many, measure_many_means
from tomoni.engine.evidence._paired import measure_paired
from tomoni.engine.evidence._rates import measure_rates
from tomoni.engine.evidence._relation import measure_relation
from tomoni.engine.evidence._share import measure_share
from tomoni.engine.evidence._stratified import measure_stratified
from tomoni.engine.evidence._synthetic import measure_synthetic
from tomoni.engine.evidence._two import measure_two
from tomoni.engine.evidence._two_means import measure_means
from tomoni.engine.evidence._verdict import Measured

_BAR, _PIE, _DOT = ChartKind.BAR, ChartKind.PIE, ChartKind.DOT
COLUMNS = (
    "column",
    "group_column",
    "other_column",
    "population_column",
    "strata_column",
    "time_column",
    "unit_column",
)
"""Fields of a claim that name a column."""


@dataclass(frozen=True)
class Kind:
    """One kind of claim.

    `measure` compares, gives effect, interval and test, and draws. `needs` are the fields without
    which there is nothing to compare; `charts` may be asked for. `shares`: it counts categories.
    `groups`: it holds group a against group b. `scanned`: whether it is compared again within
    every other column.
    """

    measure: Callable[..., Measured]
    needs: tuple[str, ...] = ()
    charts: tuple[ChartKind, ...] = (_DOT,)
    shares: bool = False
    groups: bool = False
    scanned: bool = False


KINDS: Mapping[ClaimKind, Kind] = {
    ClaimKind.SHARE_AGAINST_EXPECTED: Kind(measure_share, charts=(_BAR, _PIE), shares=True),
    ClaimKind.TWO_PROPORTIONS: Kind(
        measure_two, charts=(_BAR, _DOT), shares=True, groups=True, scanned=True
    ),
    ClaimKind.TWO_MEANS: Kind(measure_means, groups=True, scanned=True),
    ClaimKind.MANY_PROPORTIONS: Kind(measure_many, needs=("group_column",), shares=True),
    ClaimKind.MANY_MEANS: Kind(measure_many_means, needs=("group_column",)),
    ClaimKind.PAIRED: Kind(measure_paired, needs=("other_column",)),
    ClaimKind.RATES: Kind(measure_rates, needs=("population_column",), groups=True, scanned=True),
    ClaimKind.RELATION: Kind(measure_relation, needs=("other_column",), scanned=True),
    ClaimKind.STRATIFIED: Kind(
        measure_stratified, needs=("strata_column",), shares=True, groups=True, scanned=True
    ),
    ClaimKind.INTERRUPTED: Kind(
        measure_interrupted, needs=("time_column", "changed_at"), charts=()
    ),
    ClaimKind.DIFFERENCES: Kind(
        measure_differences,
        needs=("time_column", "unit_column", "changed_at"),
        charts=(),
        groups=True,
        scanned=True,
    ),
    ClaimKind.SYNTHETIC: Kind(
        measure_synthetic,
        needs=("time_column", "unit_column", "changed_at", "group_a"),
        charts=(),
    ),
}


def columns_of(claim: Claim) -> list[str]:
    """The columns that the claim names, without those of its filters."""
    return list(dict.fromkeys(name for field in COLUMNS if (name := getattr(claim, field))))
