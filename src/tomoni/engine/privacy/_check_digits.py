"""The check digit of a 個人番号."""

import polars as pl

MY_NUMBER_DIGITS = 12


def is_my_number(digits: pl.Expr) -> pl.Expr:
    """Whether twelve half-width digits (null for other texts) end in the right check digit.

    平成26年総務省令第85号 (番号法の規定による通知カード等に関する省令) 第5条: 11 less the remainder
    by 11 of the sum of Pn × Qn, 0 where that remainder is 0 or 1; Pn is the n-th of the other
    eleven digits from the right, Qn is n + 1 for n ≤ 6 and n − 5 above.
    """
    number = digits.cast(pl.UInt64, strict=False)
    rest = _weighted(number, [n + 1 if n <= 6 else n - 5 for n in range(1, 12)]) % 11
    right = pl.when(rest <= 1).then(0).otherwise(11 - rest.cast(pl.Int64))
    return (number % 10).cast(pl.Int64) == right


def _weighted(number: pl.Expr, weights: list[int]) -> pl.Expr:
    """The sum of the digits left of the last, from the right, each times its weight."""
    terms = [number // 10**place % 10 * weight for place, weight in enumerate(weights, start=1)]
    return pl.sum_horizontal(*terms)
