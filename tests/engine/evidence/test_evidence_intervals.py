import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.engine import evidence

# Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in
# Medicine 17:857-872, Table I, method 3.
WILSON = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]

# Newcombe (1998), Interval estimation for the difference between independent proportions,
# Statistics in Medicine 17:873-890, Table II, method 10.
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]


@st.composite
def proportions(draw: st.DrawFn) -> tuple[int, int]:
    rows = draw(st.integers(1, 5_000))
    return draw(st.integers(0, rows)), rows


@pytest.mark.parametrize(("count", "rows", "low", "high"), WILSON)
def test_one_share_agrees_with_the_published_interval(
    count: int, rows: int, low: float, high: float
) -> None:
    found = evidence.wilson(count, rows)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), NEWCOMBE)
def test_a_difference_agrees_with_the_published_interval(
    a: int, m: int, b: int, n: int, low: float, high: float
) -> None:
    found = evidence.newcombe(a, m, b, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@settings(deadline=None)
@given(proportions())
def test_a_share_lies_in_its_interval_and_that_between_0_and_1(share: tuple[int, int]) -> None:
    found = evidence.wilson(*share)
    assert 0 <= found.low <= found.value <= found.high <= 1


@settings(deadline=None)
@given(proportions())
def test_the_interval_of_the_rest_is_its_mirror(share: tuple[int, int]) -> None:
    count, rows = share
    found, rest = evidence.wilson(count, rows), evidence.wilson(rows - count, rows)
    assert (rest.low, rest.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-9)


@settings(deadline=None)
@given(proportions(), proportions())
def test_a_difference_lies_in_its_interval_and_changes_sign_with_the_groups(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found, swapped = evidence.newcombe(*first, *second), evidence.newcombe(*second, *first)
    assert -1 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1
    assert (swapped.low, swapped.high) == pytest.approx((-found.high, -found.low), abs=1e-9)


@settings(deadline=None)
@given(proportions(), st.integers(2, 9))
def test_more_rows_of_the_same_share_narrow_the_interval(
    share: tuple[int, int], times: int
) -> None:
    count, rows = share
    few, many = evidence.wilson(count, rows), evidence.wilson(count * times, rows * times)
    assert many.high - many.low < few.high - few.low
