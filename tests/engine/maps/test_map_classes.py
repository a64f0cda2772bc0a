"""Where one shade of a map ends and the next begins."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.engine import maps
from tomoni.engine.maps import Breaks

numbers = st.lists(st.floats(min_value=0, max_value=1e6), min_size=1, max_size=40)


@given(numbers, st.sampled_from([Breaks.QUANTILE, Breaks.EQUAL, Breaks.NATURAL]))
def test_breaks_rise_and_reach_from_the_lowest_to_the_highest(
    values: list[float], how: Breaks
) -> None:
    breaks = maps.class_breaks(values, how=how)
    assert (breaks[0], breaks[-1]) == (min(values), max(values))
    assert len(breaks) <= 6
    assert min(values) == max(values) or all(low < high for low, high in pairwise(breaks))


def test_quantiles_put_as_many_areas_in_each_class() -> None:
    breaks = maps.class_breaks(range(100), how=Breaks.QUANTILE, classes=4)
    assert breaks == pytest.approx((0, 24.8, 49.5, 74.2, 99), abs=0.06)


def test_equal_classes_are_equally_wide() -> None:
    assert maps.class_breaks([0, 1, 2, 100], how=Breaks.EQUAL, classes=4) == (0, 25, 50, 75, 100)


def _within(values: list[float], ends: tuple[int, ...]) -> float:
    parts = np.split(np.array(values), ends)
    return float(sum(((part - part.mean()) ** 2).sum() for part in parts))


@given(st.lists(st.integers(0, 400), min_size=4, max_size=9, unique=True))
def test_natural_breaks_are_the_best_of_all_ways_to_cut(values: list[int]) -> None:
    ordered = sorted(float(value) for value in values)
    best = min(_within(ordered, ends) for ends in combinations(range(1, len(ordered)), 2))
    breaks = maps.class_breaks(ordered, how=Breaks.NATURAL, classes=3)
    ends = tuple(sum(value < cut for value in ordered) for cut in breaks[1:-1])
    assert _within(ordered, ends) == pytest.approx(best)


def test_given_breaks_stay_as_they_are_given() -> None:
    found = maps.class_breaks([3, 7, 12], how=Breaks.GIVEN, given=(5, 10, 20))
    assert found == (3, 5, 10, 20, 20)
    for wrong in ((), (5, 5), (10, 5), tuple(range(7))):
        with pytest.raises(maps.MapsError, match="wrong-breaks"):
            maps.class_breaks([1, 2], how=Breaks.GIVEN, given=wrong)


def test_nothing_has_no_classes() -> None:
    with pytest.raises(maps.MapsError, match="no-values"):
        maps.class_breaks([], how=Breaks.EQUAL)
    with pytest.raises(maps.MapsError, match="wrong-classes"):
        maps.class_breaks([1], how=Breaks.EQUAL, classes=8)


@pytest.mark.parametrize("ramp", maps.Ramp)
@pytest.mark.parametrize("count", range(2, 8))
def test_every_shade_is_darker_than_the_one_before(ramp: maps.Ramp, count: int) -> None:
    light = [maps.luminance(colour) for colour in maps.shades(ramp, count=count)]
    ratios = [(a + 0.05) / (b + 0.05) for a, b in pairwise(light)]
    assert min(ratios) > 1.25


def test_luminance_is_that_of_the_standard() -> None:
    assert maps.luminance("#ffffff") == pytest.approx(1)
    assert maps.luminance("#000000") == 0
    assert maps.luminance("#777777") == pytest.approx(0.1845, abs=1e-3)
