"""Intervals for proportions at 95 %."""

from dataclasses import dataclass

_ALPHA = 0.05
_SMALLEST_EXPECTED_CELL = 5


@dataclass(frozen=True)
class Interval:
    """An estimate with the ends of its 95 % interval."""

    value: float
    low: float
    high: float

    def minus(self, constant: float) -> "Interval":
        """The interval of the difference to a constant."""
        return Interval(self.value - constant, self.low - constant, self.high - constant)


def wilson(count: int, rows: int, *, alpha: float = _ALPHA) -> Interval:
    """The share of `count` in `rows` (at least 1) with its score interval, each 0 to 1.

    Wilson (1927), J. Am. Stat. Assoc. 22:209-212; method 3 of Newcombe (1998), Statistics in
    Medicine 17:857-872. It keeps its coverage near 0 and 1, where the textbook interval is empty.
    At 95 % unless `alpha` says otherwise.
    """
    from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415 - slow to load

    low, high = proportion_confint(count, rows, alpha=alpha, method="wilson")
    return Interval(
        count / rows,
        0.0 if count == 0 else float(low),
        1.0 if count == rows else float(high),
    )


def newcombe(
    count_a: int, rows_a: int, count_b: int, rows_b: int, *, alpha: float = _ALPHA
) -> Interval:
    """The difference of two independent shares, a minus b, with its hybrid score interval.

    Method 10 of Newcombe (1998), Statistics in Medicine 17:873-890: the Wilson intervals of both
    shares put together, without continuity correction. Each result lies in -1 to 1. At 95 % unless
    `alpha` says otherwise.
    """
    from statsmodels.stats.proportion import (  # noqa: PLC0415 - slow to load
        confint_proportions_2indep,
    )

    low, high = confint_proportions_2indep(
        count_a, rows_a, count_b, rows_b, method="newcomb", compare="diff", alpha=alpha
    )
    difference = count_a / rows_a - count_b / rows_b
    return Interval(difference, max(-1.0, float(low)), min(1.0, float(high)))


def share_test(count: int, rows: int, *, expected: float) -> tuple[str, float]:
    """Name and two-sided p of the exact binomial test (Clopper and Pearson 1934)."""
    from scipy import stats  # noqa: PLC0415

    return "二項検定（正確）", float(stats.binomtest(count, rows, expected).pvalue)


def two_test(count_a: int, rows_a: int, count_b: int, rows_b: int) -> tuple[str, float]:
    """Name and two-sided p of the test of equal shares.

    Pearson's chi-square without correction; Fisher's exact test when a cell is expected to hold
    fewer than 5 (Cochran 1954, Biometrics 10:417-451).
    """
    from scipy import stats  # noqa: PLC0415

    cells = [[count_a, rows_a - count_a], [count_b, rows_b - count_b]]
    smallest = (
        min(rows_a, rows_b)
        * min(count_a + count_b, rows_a + rows_b - count_a - count_b)
        / (rows_a + rows_b)
    )
    if smallest < _SMALLEST_EXPECTED_CELL:
        return "Fisherの正確検定", float(stats.fisher_exact(cells).pvalue)
    return "カイ二乗検定", float(stats.chi2_contingency(cells, correction=False).pvalue)
